"""`reelflow plan` and `resolve`: money before it is spent, and orders whose fate nobody knows."""

from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from cli.console import next_steps, out, print_json
from cli.prices import show_changes, show_estimates
from cli.server import contain_server
from domain.ask import Ask, checked
from domain.brief import checked_duration
from domain.comparison import Comparison
from domain.errors import BriefError
from domain.money import Money, dollars

Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(plan)
    app.command()(resolve)
    app.command()(compare)


def plan(
    theme: Annotated[str, typer.Argument(help="A theme; or with --diff a project.")] = "",
    brief: Annotated[str, typer.Option(help="A request in plain language instead of a theme.")] = "",
    duration: Annotated[str, typer.Option(help="Seconds.", show_default="30")] = "",
    format: Annotated[str, typer.Option(help="Delivery format.", show_default="vertical")] = "",
    text: Annotated[str, typer.Option(help="Who writes the script.", show_default="TEXT_PROVIDER, else outline")] = "",
    diff: Annotated[bool, typer.Option("--diff", help="What making the project now would reuse, film and pay.")] = False,
    json: Json = False,
) -> None:
    """Say what a video would cost with each vendor, with no key and no spending."""
    from store import projects
    from tasks.money.planning import changes, estimates
    from tasks.wiring import store

    if diff and not theme:
        raise BriefError("Name the project: reelflow plan PROJECT --diff.")
    if diff:
        show_changes(changes(projects.load(store(), theme)), as_json=json)
        return
    formats = (format,) if format else ()
    seconds = checked_duration(duration) if duration else None
    ask = Ask(theme=theme, brief=brief, duration=seconds, formats=formats, text=text)
    show_estimates(estimates(ask), as_json=json)


def resolve(
    project: str,
    order: Annotated[str, typer.Argument(help="The beginning of the order's id, as `reelflow show` gives it.")],
    job: Annotated[str, typer.Option(help="The vendor's id of the job, when its list has it.")] = "",
    not_ordered: Annotated[bool, typer.Option("--not-ordered", help="The vendor's list does not have it.")] = False,
    charged: Annotated[float | None, typer.Option(help="US dollars, when it was paid for and what was made is lost.")] = None,
) -> None:
    """Settle an order in doubt: adopt the vendor's job, declare that it was never ordered, or book what it cost."""
    from tasks.orders import resolving

    cost = None if charged is None else Money(str(charged))
    settled = resolving.resolve(resolving.project_with(project), order, job=job, not_ordered=not_ordered, charged=cost)
    what = {"text": "text", "video": f"segment {settled.segment}"}.get(
        settled.kind, f"the {settled.kind} of segment {settled.segment}"
    )
    out.print(f"Order {settled.id[:8]} of {what} with {settled.vendor}: now {settled.state}.")
    next_steps("the same reelflow make once more" if settled.kind == "text" else f"reelflow continue {settled.project}")


def compare(
    theme: str,
    provider: Annotated[list[str], typer.Option(help="Video vendor, or vendor:model; repeat for each.")],
    duration: Annotated[str, typer.Option(help="Seconds.")] = "15",
    format: Annotated[str, typer.Option(help="Delivery format.")] = "vertical",
    budget: Annotated[float | None, typer.Option(help="Spending ceiling for each vendor's film in US dollars.")] = None,
    output: Annotated[str, typer.Option(help="Folder for the films.", show_default="output/")] = "",
    json: Json = False,
) -> None:
    """Let several vendors film one script, and compare result, time and cost."""
    from cli.live import watching
    from tasks.briefs.asking import staff_for

    asks = [
        checked(Ask(theme=theme, provider=name, budget=budget, duration=checked_duration(duration), formats=(format,)))
        for name in provider
    ]
    for ask in asks:
        staff_for(ask, ())
    contain_server()
    with watching():
        from flows.compare_providers import compare_providers

        said: dict[str, Any] = {"duration": asks[0].duration, "format": asks[0].formats[0], "budget": budget, "output": output}
        comparison: Any = compare_providers(theme=asks[0].theme, providers=tuple(provider), **said)
    if json:
        print_json(comparison.model_dump_json())
        return
    _show_trials(comparison)


def _show_trials(comparison: Comparison) -> None:
    table = Table(show_edge=False)
    for name in ("vendor", "state", "seconds", "cost", "film or reason"):
        table.add_column(name, overflow="fold")
    for trial in comparison.trials:
        told = escape(trial.path or trial.error)
        table.add_row(trial.vendor, trial.state, f"{trial.took_seconds:.0f}", dollars(trial.cost_usd), told)
    out.print(table)
    if comparison.sheet:
        out.print(f"Side by side: {escape(comparison.sheet)}", soft_wrap=True)
