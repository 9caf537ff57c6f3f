"""`reelflow batch`: ten videos from a list, some at once, one table, one ceiling."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from cli.console import next_steps, out, print_json
from cli.running import EXIT, running
from cli.server import contain_server
from domain.ask import checked_budget
from domain.batch import BatchReport
from domain.money import dollars

COLOURS = {"done": "green", "failed": "red", "stopped": "yellow", "waiting": "yellow"}


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command()(batch)


def batch(
    videos: Annotated[str, typer.Argument(metavar="FILE", help="List of videos: .csv, .yaml, or .txt with a theme a line.")],
    at_once: Annotated[int, typer.Option(help="How many videos are made at once.")] = 3,
    budget: Annotated[float | None, typer.Option(help="Ceiling for all in US dollars.", show_default="as before")] = None,
    name: Annotated[str, typer.Option(help="Name of the batch.", show_default="that of the file")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output, nothing else.")] = False,
) -> None:
    """Make every video of a list. Run again, it goes on with what is not done and pays for nothing twice."""
    report = running(lambda: _made(videos, name, budget, at_once))
    if json:
        print_json(report.model_dump_json())
    else:
        _show(report, videos)
    raise typer.Exit(EXIT[report.state])


def _made(videos: str, name: str, budget: float | None, at_once: int) -> BatchReport:
    from tasks.calendars.batch_files import batch_name, wanted_in
    from tasks.calendars.batches import checked_at_once
    from tasks.guarding import check_room
    from tasks.wiring import store

    batch_name(videos, name)
    checked_at_once(at_once)
    checked_budget(budget)
    check_room()
    wanted_in(videos)
    store()
    contain_server()
    from flows.batch import batch as flow

    report: BatchReport = flow(videos=videos, name=name, budget=budget, at_once=at_once)
    return report


def _show(report: BatchReport, videos: str) -> None:
    from tasks.calendars.batches import summary

    table = Table(show_edge=False, pad_edge=False)
    for column in ("#", "video", "state", "seconds", "cost", "film, or why"):
        table.add_column(column, justify="right" if column in ("#", "seconds", "cost") else "left", overflow="fold")
    for one in report.rows:
        state = f"[{COLOURS[one.state]}]{one.state}[/]{' before' if one.again else ''}"
        told = one.note or "\n".join(_near(film) for film in one.films)
        table.add_row(str(one.number), escape(one.subject), state, f"{one.seconds:.1f}", dollars(one.cost_usd), escape(told))
    out.print(table)
    out.print(escape(summary(report)), soft_wrap=True)
    open_rows = [one for one in report.rows if one.state != "done"]
    if open_rows:
        next_steps(f"reelflow show {open_rows[0].project}", f"reelflow batch {videos}")


def _near(film: str) -> str:
    """Return a path as one would type it here."""
    path = Path(film)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else film
