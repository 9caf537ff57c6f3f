"""`reelflow cover`: another cover for finished films."""

import json as json_module
from typing import Annotated

import typer
from rich.markup import escape

from cli.console import out, print_json
from domain.brief import worded
from domain.cover import CoverWish
from domain.editing import segment_at
from domain.errors import BriefError
from domain.project import Project

LONGEST = 200
"""Characters of a cover's text."""


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command()(cover)


def cover(
    project: str,
    at: Annotated[float | None, typer.Option(help="Second of the film that it shows.", show_default="the best")] = None,
    segment: Annotated[int, typer.Option(help="Segment whose best picture it shows.", show_default="any")] = 0,
    text: Annotated[str, typer.Option(help="What it says.", show_default="the film's title")] = "",
    language: Annotated[str, typer.Option(help="Only for films in this language.")] = "",
    format: Annotated[str, typer.Option(help="Only for films in this format.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")] = False,
) -> None:
    """Make another cover for a project's films; without options, the one that they had at first."""
    from store import projects
    from tasks.films.covering import covered_again
    from tasks.guarding import untouched
    from tasks.wiring import store

    found = projects.load(store(), project)
    with untouched(found):
        made = covered_again(found, _wish(found, at, segment, text, language), language=language, format=format)
    if json:
        print_json(json_module.dumps([video.model_dump(mode="json") for video in made]))
        return
    for video in made:
        out.print(f"[bold green]✓[/] [bold]{escape(video.cover)}[/]", soft_wrap=True)


def _wish(project: Project, at: float | None, segment: int, text: str, language: str) -> CoverWish:
    if at is not None and segment:
        raise BriefError("Choose one of --at and --segment; a second is within one segment alone.")
    if not text:
        return CoverWish(at=at, segment=segment_at(project.script, segment).id if segment else 0)
    line, languages = worded(text, "cover's text"), project.languages
    if len(line) > LONGEST:
        raise BriefError(f"The cover's text has {len(line)} characters; at most {LONGEST} are possible.")
    if len(languages) > 1 and not language:
        raise BriefError(f"Say for which language the text is, with --language: {', '.join(languages)}.")
    said = {**project.cover.text, (language or languages[0]): line}
    return CoverWish(text=said, at=at, segment=segment_at(project.script, segment).id if segment else 0)
