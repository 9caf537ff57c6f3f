"""`reelflow export`: a finished film for other programs; and the timeline that `reelflow show` prints."""

import json as json_module
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from cli.console import out, print_json
from domain.final_cut import FinalCut
from domain.project import Project
from domain.timeline import Timeline

Language = Annotated[str, typer.Option(help="Which film, when there are several.")]
Format = Annotated[str, typer.Option(help="Which film, when there are several.")]


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command()(export)


def export(
    project: str,
    form: Annotated[str, typer.Option("--as", help="otio (OpenTimelineIO), srt, vtt or ass.")],
    output: Annotated[str, typer.Option(help="File to write, or a folder.", show_default="output/")] = "",
    language: Language = "",
    format: Format = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")] = False,
) -> None:
    """Export a finished film's timeline for another editor, or its subtitles."""
    from store import projects
    from tasks.films import exporting
    from tasks.wiring import store

    form = exporting.checked_form(form)
    found = projects.load(store(), project)
    cut = exporting.final_cut(found, language, format)
    path = exporting.export(found, cut, form, output)
    if json:
        told = {"project": found.id, "language": cut.language, "format": cut.format, "as": form, "path": str(path)}
        print_json(json_module.dumps(told))
        return
    out.print(f"[bold green]✓[/] [bold]{escape(str(path))}[/]  ({cut.format}, {cut.language})", soft_wrap=True)
    _tell_changes(found)


def show_timeline(project: Project, cut: FinalCut, *, as_json: bool) -> None:
    """Print a film's timeline, track by track, or as one JSON object."""
    if as_json:
        print_json(json_module.dumps({"project": project.id, "title": project.title, **cut.model_dump(mode="json")}))
        return
    film = cut.timeline
    out.print(f"[bold]{escape(project.title)}[/]  ({project.id}; {cut.format}, {cut.language})")
    out.print(f"{film.width}x{film.height}, {film.rate} frames a second, {film.duration} frames")
    out.print(_table(film))
    _tell_changes(project)


def _table(film: Timeline) -> Table:
    from montage.exchange.listing import rows, timecode

    table = Table(show_edge=False, pad_edge=False)
    for name in ("track", "from", "to", "frame", "frames", "what"):
        table.add_column(name, justify="right" if name.startswith("frame") else "left", no_wrap=name != "what", overflow="fold")
    before = ""
    for row in rows(film):
        if before and row.track != before:
            table.add_section()
        until = (timecode(row.start + row.frames, film.rate), str(row.frames)) if row.frames else ("", "")
        what = f"{row.kind}: {escape(row.what)}" if row.what else f"[dim]{row.kind}[/]"
        track = row.track if row.track != before else ""
        table.add_row(track, timecode(row.start, film.rate), until[0], str(row.start), until[1], what)
        before = row.track
    return table


def _tell_changes(project: Project) -> None:
    if project.status == "script":
        out.print(f"It was edited since this film was finished. Finish it again: reelflow continue {project.id}", soft_wrap=True)
