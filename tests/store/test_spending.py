"""Sums are the ledger's, to the millionth, whatever they are grouped by and wherever the user lives."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert

from domain.money import ZERO
from domain.period import Span, midnight, month_of, shifts, span
from domain.spending import GROUPINGS, total
from store.database import connect, migrate, writing
from store.spending import in_future, spending
from store.tables import ledger, orders

PARIS, KOLKATA, NEW_YORK = (ZoneInfo(name) for name in ("Europe/Paris", "Asia/Kolkata", "America/New_York"))
_numbers = count()


class Attempt(NamedTuple):
    """One attempt at an order: how much was reserved and charged, how it ended."""

    vendor: str
    kind: str
    segment: int
    estimate: int
    charge: int
    end: str
    at: datetime
    lasts: int


# Around the ends of months and the nights on which clocks are changed, in Paris and New York.
edges = st.sampled_from(
    [datetime(2026, month, day, tzinfo=UTC) for month, day in ((1, 1), (3, 1), (3, 8), (3, 29), (10, 25), (11, 1), (12, 31))]
)
moments = st.builds(lambda edge, off: edge + timedelta(seconds=off), edges, st.integers(-90_000, 90_000))
attempts = st.builds(
    Attempt,
    vendor=st.sampled_from(["luma", "runway", "claude"]),
    kind=st.sampled_from(["video", "text", "speech"]),
    segment=st.integers(0, 12),
    estimate=st.integers(0, 3_000_000),
    charge=st.integers(0, 4_000_000),
    end=st.sampled_from(["done", "refunded", "wasted", "unknown"]),
    at=moments,
    lasts=st.integers(0, 90_000),
)


def entries_of(project: str, tried: list[Attempt]) -> list[dict[str, Any]]:
    """Return the ledger's entries: a fallback is the same segment with another vendor; a refund is money that is released."""
    rows = []
    for number, one in enumerate(tried):
        later = one.at + timedelta(seconds=one.lasts)
        moves = [("reserve", one.estimate, one.at)]
        if one.end != "unknown":
            moves += [("release", one.estimate, later)]
            moves += [("spend", one.charge, later)] if one.end != "refunded" else []
            moves += [("waste", one.charge, later)] if one.end == "wasted" else []
        about = {"project": project, "segment": one.segment, "kind": one.kind, "vendor": one.vendor, "model": f"{one.vendor}-1"}
        for entry, micro, at in moves:
            row = {
                **about,
                "order_id": f"{project}-{number}",
                "attempt": 1,
                "entry": entry,
                "at": at,
                "note": "",
                "run": f"r{number % 3}",
            }
            rows.append(row | {"amount_usd": Decimal(micro) / 1_000_000})
    return [row for row in rows if row["amount_usd"]]


def keep(engine: Engine, rows: list[dict[str, Any]]) -> None:
    """Write entries, and the orders they belong to."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with writing(engine) as connection:
        for name in {row["order_id"]: row for row in rows}:
            one = next(row for row in rows if row["order_id"] == name)
            blank = {"take": 1, "digest": name, "attempt": 1, "state": "done", "job": "", "error": "", "owner": ""}
            money = {"estimated_usd": ZERO, "charged_usd": ZERO, "created_at": moment, "updated_at": moment}
            same = {key: one[key] for key in ("project", "segment", "kind", "vendor", "model")}
            connection.execute(insert(orders).values(id=name, **blank, **money, **same))
        if rows:
            connection.execute(insert(ledger), rows)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One store for all examples; each has a project of its own."""
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('spending') / 'store.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


def summed(rows: list[dict[str, Any]], entry: str) -> Decimal:
    return sum((row["amount_usd"] for row in rows if row["entry"] == entry), start=ZERO)


@settings(max_examples=25, deadline=None)
@given(tried=st.lists(attempts, max_size=12), zone=st.sampled_from([PARIS, KOLKATA, NEW_YORK]))
def test_every_grouping_sums_to_the_ledger_exactly(shared: Engine, tried: list[Attempt], zone: ZoneInfo) -> None:
    project = f"p{next(_numbers)}"
    rows = entries_of(project, tried)
    keep(shared, rows)
    for by in [(), *((name,) for name in GROUPINGS), ("month", "vendor"), ("day", "segment"), ("pillar", "month")]:
        found = total(list(spending(shared, by, Span(zone=zone), project)))
        assert found.spent_usd == summed(rows, "spend")
        assert found.wasted_usd == summed(rows, "waste")
        assert found.held_usd == summed(rows, "reserve") - summed(rows, "release")
        assert found.estimated_usd == summed(rows, "reserve")
        assert found.orders == sum(row["entry"] == "reserve" for row in rows)


@settings(max_examples=25, deadline=None)
@given(tried=st.lists(attempts, min_size=1, max_size=12), zone=st.sampled_from([PARIS, KOLKATA, NEW_YORK]))
def test_days_and_months_are_those_of_the_zone(shared: Engine, tried: list[Attempt], zone: ZoneInfo) -> None:
    project = f"p{next(_numbers)}"
    rows = entries_of(project, tried)
    keep(shared, rows)
    for by, length in (("day", 10), ("month", 7)):
        wanted: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for row in rows:
            if row["entry"] == "spend":
                wanted[row["at"].astimezone(zone).date().isoformat()[:length]] += row["amount_usd"]
        found = {row.keys[0]: row.spent_usd for row in spending(shared, (by,), Span(zone=zone), project)}  # type: ignore[arg-type]
        assert {key: amount for key, amount in found.items() if amount} == wanted


@settings(max_examples=15, deadline=None)
@given(tried=st.lists(attempts, max_size=10), zone=st.sampled_from([PARIS, NEW_YORK]))
def test_two_spans_that_meet_are_the_whole(shared: Engine, tried: list[Attempt], zone: ZoneInfo) -> None:
    project = f"p{next(_numbers)}"
    keep(shared, entries_of(project, tried))
    before, after = (
        spending(shared, (), span(zone, **ends), project) for ends in ({"until": "2026-03-31"}, {"since": "2026-04-01"})
    )
    assert total([*before, *after]) == total(list(spending(shared, (), Span(zone=zone), project)))


def test_both_databases_tell_the_same_days(engine: Engine) -> None:
    tried = [
        Attempt("luma", "video", 1, 300_000, 300_000, "done", datetime(2026, 10, 31, 22, 59, tzinfo=UTC), 60),
        Attempt("luma", "video", 10, 300_000, 310_001, "wasted", datetime(2026, 3, 28, 23, 30, tzinfo=UTC), 7200),
        Attempt("runway", "video", 2, 5, 0, "unknown", datetime(2026, 10, 24, 22, 30, tzinfo=UTC), 0),
    ]
    keep(engine, entries_of("p", tried))
    rows = spending(engine, ("day", "vendor"), Span(zone=PARIS))
    assert [row.keys for row in rows] == [
        ("2026-03-29", "luma"),
        ("2026-10-25", "runway"),
        ("2026-10-31", "luma"),
        ("2026-11-01", "luma"),
    ]
    assert rows[0].spent_usd == rows[0].wasted_usd == Decimal("0.310001")
    assert [row.keys[0] for row in spending(engine, ("day",), Span(zone=KOLKATA))][-1] == "2026-11-01"
    assert [row.keys[1] for row in spending(engine, ("segment",), Span(zone=PARIS))] == ["1", "2", "10"]
    assert spending(engine, ("pillar",), Span(zone=PARIS))[0].keys == ("(no project)",)
    assert in_future(engine, datetime(2026, 6, 1, tzinfo=UTC)) == 4


def test_an_empty_ledger_has_no_groups(engine: Engine) -> None:
    assert [spending(engine, (by,), Span(zone=PARIS)) for by in GROUPINGS] == [()] * len(GROUPINGS)


def test_a_month_ends_where_the_zone_says() -> None:
    month = month_of(datetime(2026, 10, 31, 23, 30, tzinfo=UTC), PARIS)
    assert (str(month.since), str(month.until)) == ("2026-11-01", "2026-11-30")
    assert month.begin == datetime(2026, 10, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_the_hands_of_clocks_are_found_to_the_minute(zone: str) -> None:
    place, at = ZoneInfo(zone), datetime(2026, 1, 1, tzinfo=UTC)
    for until, ahead in shifts(place, at, datetime(2027, 1, 1, tzinfo=UTC)):
        assert at.astimezone(place).utcoffset() == timedelta(minutes=ahead)
        assert (until - timedelta(minutes=1)).astimezone(place).utcoffset() == timedelta(minutes=ahead)
        at = until


def test_a_day_that_has_no_midnight_begins_when_it_begins() -> None:
    assert midnight(date(2026, 9, 6), ZoneInfo("America/Santiago")) == datetime(2026, 9, 6, 4, tzinfo=UTC)
