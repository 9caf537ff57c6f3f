"""`reelflow approve`: look at what waits for a person, and decide about it as the form in Prefect's UI does."""

import getpass
import json as json_module
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from cli.console import next_steps, out, print_json
from domain.approval import MARK, Approval, Shown, Verdict
from domain.errors import BriefError
from domain.money import dollars
from domain.project import Project


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(approve)


def approve(
    project: str,
    stage: Annotated[str, typer.Option(help="script or film.", show_default="the one that is due")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Approve it as it is now.")] = False,
    digest: Annotated[str, typer.Option(help="Approve it if it is still what this digest names.")] = "",
    reject: Annotated[str, typer.Option(help="Reject it, for this reason.")] = "",
    changes: Annotated[str, typer.Option(help="Send it back to the writer with this remark.")] = "",
    by: Annotated[str, typer.Option(help="Who decides.", show_default="your user's name")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")] = False,
) -> None:
    """Show what would be approved, its price and its digest; or approve it, reject it, ask for changes.

    A run that is suspended for it goes on.
    """
    from store import projects
    from tasks.approvals.deciding import decide, decided, staged
    from tasks.wiring import store

    found = projects.load(store(), project)
    shown = staged(found, stage)
    verdict = _verdict(shown, yes=yes, digest=digest, reject=reject, changes=changes, by=by)
    if verdict is None:
        _show(found, shown, decided(shown), as_json=json)
        return
    _tell(decide(found, shown.stage, verdict), shown, as_json=json)


def _verdict(shown: Shown, *, yes: bool, digest: str, reject: str, changes: str, by: str) -> Verdict | None:
    """Return what was decided, None when it is only to be looked at; raise `BriefError` for more than one decision."""
    if sum(map(bool, (yes or digest, reject, changes))) > 1:
        raise BriefError("Decide one thing: approve (--yes, --digest), --reject or --changes.")
    if digest and not shown.digest.startswith(digest.lower()):
        now = f"{shown.digest[:MARK]} now, not {digest}"
        raise BriefError(f"The {shown.stage} is {now}. Look at it again: reelflow approve {shown.project}")
    name = by.strip() or getpass.getuser()
    if reject or changes:
        return Verdict(decision="reject" if reject else "changes", by=name, remark=reject or changes)
    return Verdict(decision="approve", by=name) if yes or digest else None


def _show(project: Project, shown: Shown, said: Approval | None, *, as_json: bool) -> None:
    from tasks.approvals.approval_page import price_told
    from tasks.pages.standing import report_of

    if as_json:
        print_json(shown.model_dump_json())
        return
    out.print(f"[bold]{escape(project.title)}[/]  ({project.id}), {shown.stage} [bold]{shown.digest[:MARK]}[/]")
    out.print(_table(project, shown))
    for kind, slugs in shown.vendors.items():
        out.print(f"[dim]{kind}: {', then '.join(slugs)}[/]")
    for video in report_of(project).videos if shown.films else ():
        out.print(f"Film: {escape(video.path)}", soft_wrap=True)
    out.print(price_told(project, shown))
    out.print(escape(said.told) if said else f"Nobody has decided about this {shown.stage} yet.", soft_wrap=True)
    name = f"reelflow approve {project.id} --stage {shown.stage}"
    next_steps(f"{name} --digest {shown.digest[:MARK]}", f'{name} --reject "..."', f'{name} --changes "..."')


def _table(project: Project, shown: Shown) -> Table:
    numbers = {segment.id: place for place, segment in enumerate(project.script.segments, start=1)}
    table = Table(show_edge=False, pad_edge=False)
    for name in ("#", "seconds", "says", "shows", "filmed by", "price"):
        table.add_column(name, overflow="fold")
    for part in shown.parts:
        said = escape("\n".join(part.narration.values()))
        place = str(numbers[part.segment])
        table.add_row(place, f"{part.seconds:.1f}", said, escape(part.prompt), part.vendor or "nobody", dollars(part.usd))
    return table


def _tell(project: Project, shown: Shown, *, as_json: bool) -> None:
    """Wake the runs that wait, and say what was decided and what goes on."""
    from store import approvals, projects
    from tasks.approvals.waking import woken
    from tasks.wiring import store

    said = approvals.of_project(store(), project.id, shown.stage)[-1]
    runs = woken(project.id, said)
    if as_json:
        print_json(json_module.dumps({**said.model_dump(mode="json"), "resumed": runs}))
        return
    out.print(escape(said.told), soft_wrap=True)
    for run in runs:
        out.print(f"The run {escape(run)} goes on.", soft_wrap=True)
    waits = projects.load(store(), project.id).report
    if said.decision == "changes":
        next_steps(f"reelflow approve {project.id}")
    elif not runs and said.decision == "approve" and not (waits and waits.state == "done"):
        next_steps(f"reelflow continue {project.id}")
