"""`reelflow edit`: change a segment's words or picture, drop or keep it, move it."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.markup import escape

from cli.console import next_steps, out, segment_table
from domain import dressing, editing
from domain.errors import BriefError
from domain.languages import language as known
from domain.project import Project
from domain.script import Script
from domain.translating import lacking, places


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(edit)


def edit(
    project: str,
    segment: Annotated[int | None, typer.Argument(help="Number of the segment, as `reelflow show` numbers them.")] = None,
    narration: Annotated[str, typer.Option(help="What is said instead.")] = "",
    language: Annotated[str, typer.Option(help="Whose narration and overlays; the first when empty.")] = "",
    prompt: Annotated[str, typer.Option(help="What is filmed instead.")] = "",
    overlay: Annotated[list[str] | None, typer.Option(help="Type over it, as KIND: TEXT; repeat for several.")] = None,
    no_overlays: Annotated[bool, typer.Option("--no-overlays", help="Take its overlays away first.")] = False,
    transition: Annotated[str, typer.Option(help="Into the next: cut, fade, dissolve, dip, slide, wipe.")] = "",
    focus: Annotated[str, typer.Option(help="What a crop keeps: left, right, top, bottom, centre, or 0.3,0.5.")] = "",
    fit: Annotated[str, typer.Option(help="cover, contain or blur.")] = "",
    grade: Annotated[str, typer.Option(help="Colour: a preset, none, project, or a .cube file.")] = "",
    avatar: Annotated[str, typer.Option(help="Where your avatar stands: full, corner or split.")] = "",
    broll: Annotated[str, typer.Option(help="Where your B-roll stands: full, corner or split.")] = "",
    still: Annotated[str, typer.Option(help="Picture its clip begins with: a file or a web address.", metavar="FILE|URL")] = "",
    last: Annotated[str, typer.Option(help="Picture its clip ends with, where the vendor can.", metavar="FILE|URL")] = "",
    no_still: Annotated[bool, typer.Option("--no-still", help="Take its pictures out.")] = False,
    no_last: Annotated[bool, typer.Option("--no-last", help="Take the picture it ends with out.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Leave it out of the film.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Take a dropped one back in.")] = False,
    to: Annotated[int | None, typer.Option("--move", help="Its new place, counted from 1.")] = None,
    say: Annotated[
        list[str] | None,
        typer.Option(
            help="How a word is spoken in the whole film: SQL=sequel; SQL= takes it out. Repeatable.", metavar="WORD=SPOKEN"
        ),
    ] = None,
) -> None:
    """Edit one segment of a project, or with --say how its words are spoken. Nothing is made before `reelflow continue`."""
    said = dict(locals())
    from store import projects
    from tasks.pages.standing import report_of
    from tasks.scripts.editing import edited
    from tasks.wiring import store

    if say:
        _pronounce(project, say)
    if segment is None:
        if say:
            return
        raise BriefError(
            "Name the segment to edit by its number: reelflow edit PROJECT 2 --narration ... Or say --say WORD=SPOKEN."
        )
    if not _check(said):
        return
    found = _illustrated(projects.load(store(), project), segment, said)
    out.print(segment_table(report_of(edited(found, _changed(found.script, segment, said))).segments))
    next_steps(*_next(projects.load(store(), found.id), said["language"]))


def _next(project: Project, language: str) -> tuple[str, ...]:
    """Return what to do next: for words in a language that has no film yet, the rest of them first."""
    code = known(language).code if language else ""
    if not code or code in project.languages:
        return (f"reelflow continue {project.id}",)
    silent = [segment for segment in lacking(project.script, code) if segment.kept]
    for place in places(project.script, silent).split(", ") if silent else ():
        out.print(f"Segment {place} says nothing in {known(code).name} yet.")
    return (f"reelflow assemble {project.id} --language {code}",)


def _check(said: Mapping[str, Any]) -> bool:
    """Return whether a segment is to change; raise `BriefError` when nothing is, or what contradicts itself."""
    pictures = ("still", "last", "no_still", "no_last")
    ways = ("narration", "prompt", *pictures, "overlay", "no_overlays", *dressing.WAYS, "grade", "drop", "keep")
    if not any(said[way] for way in ways) and said["to"] is None:
        if said["say"]:
            return False
        names = ", ".join(f"--{way.replace('_', '-')}" for way in ways)
        raise BriefError(f"Say what to change: {names} or --move.")
    if said["drop"] and said["keep"]:
        raise BriefError("Choose one of --drop and --keep; together they change nothing.")
    if (said["still"] and said["no_still"]) or (said["last"] and (said["no_still"] or said["no_last"])):
        raise BriefError("Give a picture or take it out, not both.")
    return True


def _illustrated(project: Project, segment: int, said: Mapping[str, Any]) -> Project:
    from tasks.scripts.editing import illustrated

    without = ("still", "last") if said["no_still"] else ("last",) if said["no_last"] else ()
    if not (said["still"] or said["last"] or without):
        return project
    return illustrated(project, segment, still=said["still"], last=said["last"], without=without)


def _changed(script: Script, segment: int, said: Mapping[str, Any]) -> Script:
    if said["narration"] or said["prompt"]:
        words = {name: said[name] for name in ("narration", "language", "prompt")}
        script = editing.rewrite(script, segment, **words)
    if said["overlay"] or said["no_overlays"]:
        overlays = said["overlay"] or ()
        script = editing.overlay(script, segment, overlays, language=said["language"], clear=said["no_overlays"])
    script = dressing.dress(script, segment, said)
    if said["grade"]:
        from tasks.films.colouring import cube_of

        script = dressing.graded(script, segment, said["grade"], cube_of(said["grade"]))
    if said["drop"] or said["keep"]:
        script = (editing.drop if said["drop"] else editing.keep)(script, segment)
    return script if said["to"] is None else editing.move(script, segment, said["to"])


def _pronounce(project: str, says: list[str]) -> None:
    """Change a project's pronunciations and show them."""
    from store import projects
    from tasks.scripts.editing import pronounced
    from tasks.wiring import store

    changed = pronounced(projects.load(store(), project), says)
    for saying in changed.sayings:
        out.print(f"{escape(saying.written)} is spoken as: {escape(saying.spoken)}")
    next_steps(f"reelflow continue {changed.id}")
