"""`reelflow edit`: change a segment's words or picture, drop or keep it, move it."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from cli.console import next_steps, out, segment_table
from domain import dressing, editing
from domain.errors import BriefError
from domain.script import Script


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(edit)


def edit(
    project: str,
    segment: Annotated[int, typer.Argument(help="Number of the segment, as `reelflow show` numbers them.")],
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
    drop: Annotated[bool, typer.Option("--drop", help="Leave it out of the film.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Take a dropped one back in.")] = False,
    to: Annotated[int | None, typer.Option("--move", help="Its new place, counted from 1.")] = None,
) -> None:
    """Edit one segment of a project. Nothing is made before `reelflow continue`."""
    said = dict(locals())
    from store import projects
    from tasks.editing import edited
    from tasks.standing import report_of
    from tasks.wiring import store

    _check(said)
    found = projects.load(store(), project)
    out.print(segment_table(report_of(edited(found, _changed(found.script, segment, said))).segments))
    next_steps(f"reelflow continue {found.id}")


def _check(said: Mapping[str, Any]) -> None:
    ways = ("narration", "prompt", "overlay", "no_overlays", *dressing.WAYS, "grade", "drop", "keep")
    if not any(said[way] for way in ways) and said["to"] is None:
        names = ", ".join(f"--{way.replace('_', '-')}" for way in ways)
        raise BriefError(f"Say what to change: {names} or --move.")
    if said["drop"] and said["keep"]:
        raise BriefError("Choose one of --drop and --keep; together they change nothing.")


def _changed(script: Script, segment: int, said: Mapping[str, Any]) -> Script:
    if said["narration"] or said["prompt"]:
        words = {name: said[name] for name in ("narration", "language", "prompt")}
        script = editing.rewrite(script, segment, **words)
    if said["overlay"] or said["no_overlays"]:
        overlays = said["overlay"] or ()
        script = editing.overlay(script, segment, overlays, language=said["language"], clear=said["no_overlays"])
    script = dressing.dress(script, segment, said)
    if said["grade"]:
        from tasks.colouring import cube_of

        script = dressing.graded(script, segment, said["grade"], cube_of(said["grade"]))
    if said["drop"] or said["keep"]:
        script = (editing.drop if said["drop"] else editing.keep)(script, segment)
    return script if said["to"] is None else editing.move(script, segment, said["to"])
