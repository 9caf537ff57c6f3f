"""`reelflow cancel`: stop what a project has ordered and not got."""

import json as json_module
from typing import Annotated

import typer
from rich.markup import escape

from cli.console import next_steps, out, print_json
from domain.money import dollars


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command()(cancel)


def cancel(
    project: str,
    json: Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")] = False,
) -> None:
    """Cancel a project's jobs at the vendors that can cancel, and say what is charged all the same."""
    from store import projects
    from store.ledger import cost_of
    from tasks.orders.cancelling import cancel_jobs
    from tasks.wiring import store

    found = projects.load(store(), project)
    told = cancel_jobs(found.id)
    cost = cost_of(store(), found.id)
    if json:
        print_json(json_module.dumps({"project": found.id, "jobs": told, "cost": cost.model_dump(mode="json")}))
        return
    for sentence in told or ("No job is under way.",):
        out.print(escape(sentence), soft_wrap=True)
    out.print(f"Cost: {dollars(cost.spent_usd)} spent, {dollars(cost.wasted_usd)} of it for nothing.")
    next_steps(f"reelflow continue {found.id}")
