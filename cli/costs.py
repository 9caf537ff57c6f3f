"""`reelflow costs`: what was spent, wasted, saved, and what it brings; tables, files, a report."""

import json as json_module
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table as Printed

from cli.console import out, print_json
from domain.errors import BriefError
from domain.money import ZERO, dollars
from domain.table import Table

Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(costs)


def costs(
    project: Annotated[str, typer.Argument(help="A project: its story, order by order. Everything when empty.")] = "",
    by: Annotated[
        str, typer.Option(help="vendor, pillar, project, segment, kind, model, day, month or run.", show_default="vendor")
    ] = "",
    since: Annotated[str, typer.Option(help="First day, such as 2026-11-01.")] = "",
    until: Annotated[str, typer.Option(help="Last day, included.")] = "",
    zone: Annotated[
        str, typer.Option(help="Time zone of days and months.", show_default="REELFLOW_ZONE, else this machine's")
    ] = "",
    table: Annotated[
        list[str] | None, typer.Option(help="Which table; repeatable; all for every one.", show_default="spending")
    ] = None,
    alarm: Annotated[float, typer.Option(help="Percent between estimate and charge that is worth a look.")] = 10.0,
    csv: Annotated[str, typer.Option(help="Write the tables as CSV; - for standard output.")] = "",
    parquet: Annotated[str, typer.Option(help="Write the tables as Parquet.")] = "",
    html: Annotated[str, typer.Option(help="Write the whole report, with plots, as one HTML file.")] = "",
    reconcile: Annotated[str, typer.Option(help="A vendor's invoice or usage export (CSV): what is in it and here.")] = "",
    vendor: Annotated[str, typer.Option(help="Whose invoice it is.")] = "",
    mapping: Annotated[str, typer.Option(help="YAML file that names the invoice's columns.")] = "",
    json: Json = False,
) -> None:
    """Show what was spent, and what for: in groups, one video order by order, another table, or an invoice beside the ledger."""
    from tasks.money.costing import tables, wish

    if csv == "-" and json:
        raise BriefError("--csv - and --json both write to standard output. Give one of them.")
    if (vendor or mapping) and not reconcile:
        raise BriefError("--vendor and --mapping go with --reconcile FILE.")
    asked = wish(by=by, since=since, until=until, zone_name=zone, project=project, alarm=alarm)
    found = (_reconciled(reconcile, vendor, mapping),) if reconcile else tables(asked, table or ["spending"])
    written = _written(found, csv, parquet)
    if html:
        from tasks.money.cost_report import page_of

        written.append(_saved(page_of(asked).encode(), html))
    if json:
        print_json(json_module.dumps([_plain(one) for one in found], default=str))
    elif csv != "-":
        for one in found:
            show_table(one)
        for path in written:
            out.print(f"written: {escape(str(path))}", soft_wrap=True)


def _reconciled(file: str, vendor: str, mapping: str) -> Table:
    from tasks.money.reconciling import reconciliation

    return reconciliation(file, vendor, mapping)


def show_table(table: Table) -> None:
    """Print a table: amounts to the right, its sums below where it has any, then what to know of it."""
    out.print(f"\n[bold]{escape(table.title)}[/]", soft_wrap=True)
    if table.rows:
        printed = Printed(
            box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), show_footer=table.name in SUMMED
        )
        words = table.words
        shown = [place for place in range(len(table.columns)) if any(row[place] for row in words)]
        for place in shown:
            column, wide = table.columns[place], max(len(row[place]) for row in words) > WIDE
            shape: dict[str, Any] = {"justify": "right" if column.unit else "left", "no_wrap": not wide, "overflow": "fold"}
            shape |= NARROW.get(column.name, {})
            printed.add_column(column.heading, _sum(table, place), **shape)
        for row in words:
            printed.add_row(*(escape(row[place]) for place in shown))
        out.print(printed)
    for note in table.notes:
        out.print(f"[dim]{escape(note)}[/]", soft_wrap=True)


NARROW: dict[str, dict[str, Any]] = {
    "job": {"max_width": 10, "no_wrap": True, "overflow": "ellipsis"},
    "project": {"min_width": 18},
    "why": {"min_width": 18},
}
"""Columns whose width is not left to the others; files have them whole."""
WIDE = 16
"""Letters beyond which a column may be folded."""
SUMMED = ("spending", "story", "waste", "savings", "reconciliation")
"""Tables whose amounts add up."""


def _sum(table: Table, place: int) -> str:
    """Return what stands under a column: its sum, for money."""
    if table.columns[place].unit != "USD":
        return "all" if place == 0 else ""
    return dollars(sum((row[place] or ZERO for row in table.rows), start=ZERO))


def _written(found: tuple[Table, ...], csv: str, parquet: str) -> list[Path]:
    from reports.files import csv_text, parquet_bytes, paths_for

    if csv == "-":
        for one in found:
            typer.echo(csv_text(one), nl=False)
        csv = ""
    texts = [_saved(csv_text(one).encode(), str(path)) for path, one in paths_for(Path(csv), found)] if csv else []
    return texts + ([_saved(parquet_bytes(one), str(path)) for path, one in paths_for(Path(parquet), found)] if parquet else [])


def _saved(data: bytes, path: str) -> Path:
    from blocks.settings import located
    from reports.files import write

    return write(data, located(path))


def _plain(table: Table) -> dict[str, object]:
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    return {"table": table.name, "title": table.title, "rows": rows, "notes": table.notes}
