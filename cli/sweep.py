"""`reelflow sweep`: settle what dead runs have left, and remove what nobody needs any more."""

import json as json_module
from typing import Annotated

import typer
from rich.markup import escape

from cli.console import out, print_json
from domain.sweeping import Settled, Sweep

WAITING = 4


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command()(sweep)


def sweep(
    older: Annotated[str, typer.Option(help="Age after which kept pieces and copies go: 30d, 12h, 2w.")] = "30d",
    most: Annotated[str, typer.Option(help="Size that they may take together, such as 20GB.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")] = False,
) -> None:
    """Settle the orders of dead runs, give back money that was not spent, and remove old pieces and half-made files."""
    from domain.sweeping import age, size

    limits = age(older), size(most) if most else None
    from tasks.sweeps.clearing import clear
    from tasks.sweeps.sweep_page import told
    from tasks.sweeps.sweeping import settle

    done = settle(dry_run=dry_run)
    done = done.model_copy(update={"cleared": clear(*limits, dry_run=dry_run)})
    if json:
        waiting = [order.order for order in done.unknown]
        said = done.model_dump(mode="json") | {"freed_usd": str(done.freed_usd), "waiting": waiting}
        print_json(json_module.dumps(said))
    else:
        _show(done, told(done))
    raise typer.Exit(WAITING if done.unknown else 0)


def _show(done: Sweep, sentences: tuple[str, ...]) -> None:
    for order in done.orders:
        out.print(f"{escape(_named(order))}: {escape(order.told)}", soft_wrap=True)
    for sentence in sentences:
        out.print(escape(sentence), soft_wrap=True)


def _named(order: Settled) -> str:
    where = f"segment {order.segment} of {order.project}" if order.segment else order.project
    return f"{where}, {order.kind} from {order.vendor}"
