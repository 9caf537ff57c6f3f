"""What was spent, grouped by the database: a ledger of a million entries becomes a few rows before it leaves it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, case, cast, func, literal_column, select
from sqlalchemy.types import Interval, String

from domain.money import ZERO
from domain.period import Span, shifts
from domain.spending import Grouping, Spent
from store.columns import Moment, now
from store.database import reading
from store.tables import ledger, projects

_FORMS = {"day": ("%Y-%m-%d", "YYYY-MM-DD"), "month": ("%Y-%m", "YYYY-MM")}
_SUMS = ("orders", "reserve", "release", "spend", "waste")
_SLOTS = {
    60: "substr(ledger.at, 1, 13) || ':00'",
    15: "substr(ledger.at, 1, 14) || substr('00153045', substr(ledger.at, 15, 2) / 15 * 2 + 1, 2)",
    1: "substr(ledger.at, 1, 16)",
}
_SLOTS_POSTGRESQL = {
    width: f"date_bin('{width} minutes', ledger.at AT TIME ZONE 'UTC', timestamp '2000-01-01')" for width in _SLOTS
}
NO_PILLAR = "(no project)"
"""Pillar of what was paid for before there was a project, such as reading a brief that led to none."""


def spending(engine: Engine, by: Sequence[Grouping], span: Span, project: str = "") -> tuple[Spent, ...]:
    """Return the sums of the ledger's entries in a span, one row a group, in the order of their keys; one row for no grouping.

    Days and months are those of the span's zone.
    """
    asked: list[Grouping] = ["project" if name == "pillar" else name for name in by]
    with reading(engine) as connection:
        rows = _rows(connection, asked, [*within(span), *([ledger.c.project == project] if project else [])], span)
        if "pillar" in by:
            rows = _by_pillar(rows, _place(by, "pillar"), pillars(connection))
    return tuple(sorted((row for row in rows if row.orders or any(row[2:])), key=lambda row: in_order(row.keys)))


def in_order(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys as they sort: numbers by their size."""
    return tuple(key.zfill(9) if key.isdigit() else key for key in keys)


def within(span: Span) -> list[ColumnElement[bool]]:
    """Return the conditions that keep the ledger's entries of a span."""
    begin = [] if span.begin is None else [ledger.c.at >= span.begin]
    return begin if span.end is None else [*begin, ledger.c.at < span.end]


def pillars(connection: Connection) -> dict[str, str]:
    """Return the pillar of every project."""
    query = select(projects.c.id, projects.c.body["brief"]["pillar"].as_string())
    return {name: pillar or "" for name, pillar in connection.execute(query).tuples()}


def in_future(engine: Engine, moment: datetime) -> int:
    """Return how many of the ledger's entries are dated after a moment: the clock was wrong when they were written."""
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(ledger).where(ledger.c.at > moment)) or 0


def _rows(connection: Connection, by: Sequence[Grouping], kept: list[ColumnElement[bool]], span: Span) -> list[Spent]:
    plain = [ledger.c[name] for group in by if group not in _FORMS for name in _columns(group)]
    clock = _clock(connection, kept, span) if any(group in _FORMS for group in by) else None
    inner_keys = [*plain, *([clock.slot] if clock else [])]
    sums = [column.label(name) for name, column in zip(_SUMS, _sums(), strict=True)]
    inner = select(*inner_keys, *sums).where(*kept).group_by(*(key.name for key in inner_keys)).subquery("slots")
    keys: list[ColumnElement[Any]] = []
    for group in by:
        found = [clock.label(inner.c.slot, _FORMS[group])] if clock and group in _FORMS else [inner.c[n] for n in _columns(group)]
        keys += [key.label(f"key_{len(keys) + place}") for place, key in enumerate(found)]
    # Twice grouped: dates are worked out for some thousand hours instead of for each of a million entries.
    outer = select(*keys, *(func.sum(inner.c[name]) for name in _SUMS)).group_by(*(key.name for key in keys))
    return [_spent(row, len(keys)) for row in connection.execute(outer)]


def _columns(group: Grouping) -> tuple[str, ...]:
    return ("project", "segment") if group == "segment" else (group,)


class _Clock(NamedTuple):
    """How the database tells the day and the month of an entry in a zone."""

    slot: ColumnElement[Any]
    """The hour of an entry in UTC; the quarter or the minute where clocks are not ahead by whole hours."""
    shifts: list[tuple[datetime, int]]
    postgresql: bool

    def label(self, slot: ColumnElement[Any], form: tuple[str, str]) -> ColumnElement[str]:
        """Return the day or month of a slot, in words."""
        steps = [(until, self._ahead(minutes)) for until, minutes in self.shifts]
        *before, (_, last) = steps
        ahead: Any = case(*((slot < self._written(until), shift) for until, shift in before), else_=last) if before else last
        return func.to_char(slot + ahead, form[1]) if self.postgresql else func.strftime(form[0], slot, ahead, type_=String)

    def _ahead(self, minutes: int) -> ColumnElement[Any]:
        words = f"'{minutes:+d} minutes'"
        return cast(literal_column(words), Interval) if self.postgresql else literal_column(words, String)

    def _written(self, moment: datetime) -> ColumnElement[Any]:
        words = f"'{moment:%Y-%m-%d %H:%M}'"
        return literal_column(f"timestamp {words}") if self.postgresql else literal_column(words, String)


def _clock(connection: Connection, kept: list[ColumnElement[bool]], span: Span) -> _Clock:
    ends = connection.execute(select(func.min(ledger.c.at, type_=Moment), func.max(ledger.c.at, type_=Moment)).where(*kept))
    first, last = ends.tuples().one()
    steps = list(shifts(span.zone, first, last)) if first and last else [(now(), 0)]
    told = [*(minutes for _, minutes in steps), *(until.minute for until, _ in steps[:-1])]
    width = next(width for width in _SLOTS if all(number % width == 0 for number in told))
    postgresql = connection.dialect.name == "postgresql"
    return _Clock(literal_column((_SLOTS_POSTGRESQL if postgresql else _SLOTS)[width]).label("slot"), steps, postgresql)


def _sums() -> list[ColumnElement[Any]]:
    amounts = [func.sum(ledger.c.amount_usd).filter(ledger.c.entry == entry) for entry in _SUMS[1:]]
    return [func.count().filter(ledger.c.entry == "reserve"), *amounts]


def _spent(row: Any, keys: int) -> Spent:
    reserved, released, charged, wasted = (amount or ZERO for amount in row[keys + 1 :])
    return Spent(tuple(map(str, row[:keys])), int(row[keys] or 0), reserved, reserved - released, charged, wasted)


def _place(by: Sequence[Grouping], name: Grouping) -> int:
    """Return where a grouping's word stands among a row's keys; a segment takes two places."""
    return sum(2 if before == "segment" else 1 for before in by[: list(by).index(name)])


def _by_pillar(rows: Iterable[Spent], place: int, found: dict[str, str]) -> list[Spent]:
    merged: dict[tuple[str, ...], Spent] = {}
    for row in rows:
        keys = (*row.keys[:place], found.get(row.keys[place], NO_PILLAR), *row.keys[place + 1 :])
        merged[keys] = merged.get(keys, Spent(keys)).plus(row)
    return list(merged.values())
