"""`reelflow doctor`, `up` and `down`: this machine and the server, worker and deployments on it."""

from typing import Annotated

import typer
from rich.markup import escape

from cli.console import out

MARKS = {True: "[green]ok[/]", False: "[red]no[/]"}


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(doctor)
    app.command()(up)
    app.command()(down)


def doctor() -> None:
    """Check this machine and say what to do about what is missing."""
    from cli.health import checks

    results = list(checks())
    for check in results:
        out.print(f"{MARKS[check.well]}  {check.name:<14} {escape(check.found)}", soft_wrap=True)
        if check.advice:
            out.print(f"    → {escape(check.advice)}", soft_wrap=True)
    raise typer.Exit(0 if all(check.well or check.optional for check in results) else 2)


def up(
    port: Annotated[int, typer.Option(help="Port of Prefect's server and UI on this machine.")] = 4200,
) -> None:
    """Start Prefect's server with its UI, a worker, and every deployment of prefect.yaml on this machine."""
    from deployments.local import EXAMPLE, start

    place = start(port)
    out.print(f"Prefect's UI: [bold]{place.ui}[/]")
    out.print("Start a video there (Deployments, make-video/default, Run), or from a shell:")
    out.print(f"  {EXAMPLE}", soft_wrap=True)
    out.print("Stop everything with: reelflow down")


def down() -> None:
    """Stop what `reelflow up` started."""
    from deployments.local import stop

    out.print("Stopped." if stop() else "Nothing was running.")
