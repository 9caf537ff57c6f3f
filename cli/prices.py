"""Prices on a terminal: what a video would cost with each vendor, and what making a project now would pay."""

import json
from collections import Counter

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from cli.console import out, print_json
from domain.estimate import MONTH, Change, Estimate
from domain.money import ZERO, dollars

FIGURES = 58
"""Letters that the columns of figures take; the names give way to them in a narrow terminal."""
COLUMNS = (("segment", 7), ("segments", 8), ("script", 6), ("voice", 6), ("total", 7), (f"{MONTH} videos", 10))


def show_estimates(rows: tuple[Estimate, ...], *, as_json: bool) -> None:
    """Print each vendor's price, the cheapest first, and below why the others cannot make the video."""
    if as_json:
        totals = [{"total_usd": str(row.total_usd), "month_usd": str(row.month_usd)} for row in rows]
        print_json(json.dumps([row.model_dump(mode="json") | total for row, total in zip(rows, totals, strict=True)]))
        return
    usable = [row for row in rows if row.usable]
    usual = Counter(row.orders for row in usable if row.quoted).most_common(1)
    out.print(_table(usable))
    if usual:
        out.print(f"A segment is ordered as {escape(usual[0][0])}, unless said here. Prices in US dollars.")
    for row in rows:
        _remark(row, usual[0][0] if usual else "")


def _table(rows: list[Estimate]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("vendor", max_width=max(20, out.width - FIGURES), no_wrap=True)
    for name, width in COLUMNS:
        table.add_column(name, justify="right", min_width=width, no_wrap=True)
    for row in rows:
        money = [dollars(amount) for amount in (row.script_usd, row.voice_usd, row.total_usd, row.month_usd)]
        table.add_row(_name(row), dollars(row.segment_usd), str(row.segments), *money)
    return table


def _remark(row: Estimate, usual: str) -> None:
    orders = row.orders if row.usable and row.quoted and row.orders != usual else ""
    if told := "; ".join(filter(None, (orders, row.note))):
        out.print(f"  [dim]·[/] {_name(row)}: {escape(told)}", soft_wrap=True)


def _name(row: Estimate) -> str:
    return f"{row.vendor} [dim]{escape(row.model.removeprefix('fal-ai/'))}[/]"


def show_changes(rows: tuple[Change, ...], *, as_json: bool) -> None:
    """Print what making a project now would do with each segment, and the sum."""
    if as_json:
        print_json(json.dumps([row.model_dump(mode="json") for row in rows]))
        return
    table = Table(show_edge=False)
    for name in ("segment", "what happens", "orders", "price"):
        table.add_column(name)
    for row in rows:
        table.add_row(str(row.index), row.action, row.orders, dollars(row.usd))
    out.print(table)
    out.print(f"Total: [bold]{dollars(sum((row.usd for row in rows), start=ZERO))}[/]")
