"""`reelflow edit`: change a segment's words or picture, drop or keep it, move it."""

from typing import Annotated

import typer

from cli.console import next_steps, out, segment_table
from domain import editing
from domain.errors import BriefError


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(edit)


def edit(
    project: str,
    segment: Annotated[int, typer.Argument(help="Number of the segment, as `reelflow show` numbers them.")],
    narration: Annotated[str, typer.Option(help="What is said instead.")] = "",
    language: Annotated[str, typer.Option(help="Which language's narration; the first when empty.")] = "",
    prompt: Annotated[str, typer.Option(help="What is filmed instead.")] = "",
    drop: Annotated[bool, typer.Option("--drop", help="Leave it out of the film.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Take a dropped one back in.")] = False,
    to: Annotated[int | None, typer.Option("--move", help="Its new place, counted from 1.")] = None,
) -> None:
    """Edit one segment of a project. Nothing is made before `reelflow continue`."""
    from store import projects
    from tasks.editing import edited
    from tasks.standing import report_of
    from tasks.wiring import store

    if not (narration or prompt or drop or keep) and to is None:
        raise BriefError("Say what to change: --narration, --prompt, --drop, --keep or --move.")
    if drop and keep:
        raise BriefError("Choose one of --drop and --keep; together they change nothing.")
    found = projects.load(store(), project)
    script = found.script
    if narration or prompt:
        script = editing.rewrite(script, segment, narration=narration, language=language, prompt=prompt)
    if drop or keep:
        script = (editing.drop if drop else editing.keep)(script, segment)
    if to is not None:
        script = editing.move(script, segment, to)
    out.print(segment_table(report_of(edited(found, script)).segments))
    next_steps(f"reelflow continue {found.id}")
