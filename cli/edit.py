"""`reelflow edit`: change a segment's words or picture, drop or keep it, move it."""

from typing import Annotated

import typer
from rich.markup import escape

from cli.console import next_steps, out, segment_table
from domain import editing
from domain.errors import BriefError


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(edit)


def edit(
    project: str,
    segment: Annotated[int | None, typer.Argument(help="Number of the segment, as `reelflow show` numbers them.")] = None,
    narration: Annotated[str, typer.Option(help="What is said instead.")] = "",
    language: Annotated[str, typer.Option(help="Which language's narration; the first when empty.")] = "",
    prompt: Annotated[str, typer.Option(help="What is filmed instead.")] = "",
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
    from store import projects
    from tasks.editing import edited, illustrated
    from tasks.standing import report_of
    from tasks.wiring import store

    if say:
        _pronounce(project, say)
        if segment is None:
            return
    if segment is None:
        raise BriefError(
            "Name the segment to edit by its number: reelflow edit PROJECT 2 --narration ... Or say --say WORD=SPOKEN."
        )
    without = ("still", "last") if no_still else ("last",) if no_last else ()
    if not (narration or prompt or still or last or without or drop or keep) and to is None:
        if say:
            return
        raise BriefError(
            "Say what to change: --narration, --prompt, --still, --last, --no-still, --no-last, --drop, --keep or --move."
        )
    if drop and keep:
        raise BriefError("Choose one of --drop and --keep; together they change nothing.")
    if (still and no_still) or (last and without):
        raise BriefError("Give a picture or take it out, not both.")
    found = projects.load(store(), project)
    if still or last or without:
        found = illustrated(found, segment, still=still, last=last, without=without)
    script = found.script
    if narration or prompt:
        script = editing.rewrite(script, segment, narration=narration, language=language, prompt=prompt)
    if drop or keep:
        script = (editing.drop if drop else editing.keep)(script, segment)
    if to is not None:
        script = editing.move(script, segment, to)
    out.print(segment_table(report_of(edited(found, script)).segments))
    next_steps(f"reelflow continue {found.id}")


def _pronounce(project: str, says: list[str]) -> None:
    """Change a project's pronunciations and show them."""
    from store import projects
    from tasks.editing import pronounced
    from tasks.wiring import store

    changed = pronounced(projects.load(store(), project), says)
    for saying in changed.sayings:
        out.print(f"{escape(saying.written)} is spoken as: {escape(saying.spoken)}")
    next_steps(f"reelflow continue {changed.id}")
