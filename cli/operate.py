"""`reelflow doctor`, `up` and `down`: this machine and the server, worker and deployments on it."""

import json as json_module
from collections.abc import Iterable
from typing import Annotated

import typer
from rich.markup import escape

from cli.console import out, print_json
from cli.health import Check, checks

MARKS = {True: "[green]ok[/]", False: "[red]no[/]"}


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(doctor)
    app.command()(up)
    app.command()(down)


def doctor(json: Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")] = False) -> None:
    """Check this machine and say what to do about what is missing."""
    results = list(checks())
    well = all(check.well or check.optional for check in results)
    if json:
        print_json(json_module.dumps({"well": well, "checks": [check.model_dump() for check in results]}))
    else:
        _show(results)
    raise typer.Exit(0 if well else 2)


def up(
    port: Annotated[int, typer.Option(help="Port of Prefect's server and UI on this machine; 4200 where none runs yet.")] = 0,
    runs: Annotated[int | None, typer.Option(min=2, help="Runs that this machine has at once; REELFLOW_RUNS, else 3.")] = None,
    notify: Annotated[str, typer.Option(help="Notification block to tell of failed runs, as TYPE/NAME; none for nobody.")] = "",
) -> None:
    """Bring up, or put right, Prefect's server with its UI, a worker and every deployment of prefect.yaml on this machine."""
    from blocks.settings import settings
    from deployments.local import EXAMPLE, start

    chosen = settings()
    started = start(port, runs=runs or chosen.reelflow_runs, notify=notify or chosen.reelflow_notify)
    for sentence in started.done:
        out.print(escape(sentence), soft_wrap=True)
    out.print(f"Prefect's UI: [bold]{started.place.ui}[/]")
    out.print("Start a video there (Deployments, make-video/default, Run), or from a shell:")
    out.print(f"  {EXAMPLE}", soft_wrap=True)
    out.print("Stop everything with: reelflow down")


def down() -> None:
    """Stop what `reelflow up` started."""
    from deployments.local import stop

    out.print("Stopped." if stop() else "Nothing was running.")


def _show(results: Iterable[Check]) -> None:
    for check in results:
        out.print(f"{MARKS[check.well]}  {check.name:<14} {escape(check.found)}", soft_wrap=True)
        if check.advice:
            out.print(f"    → {escape(check.advice)}", soft_wrap=True)
