"""What became of orders and films, told alike by both databases."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from domain.outcomes import Lost, Paid, Priced
from domain.period import Span
from store import outcomes
from tests.reports.history import tell

ALL = Span(zone=ZoneInfo("UTC"))
OCTOBER = Span(zone=ZoneInfo("UTC"), since=date(2026, 10, 1), until=date(2026, 10, 31))


@pytest.fixture
def history(engine: Engine) -> Engine:
    """The small known history."""
    tell(engine)
    return engine


def test_only_what_was_charged_speaks_of_prices(history: Engine) -> None:
    assert outcomes.priced(history, ALL)[2] == Priced("luma", "luma-1", "video", 4, Decimal("1.2"), Decimal("1.26"))


def test_waste_and_doubt_are_apart(history: Engine) -> None:
    said = "luma: cancelled; $0.30 is charged all the same."
    assert outcomes.wasted(history, OCTOBER) == (Lost("luma", "luma-1", said, 1, Decimal("0.3")),)
    assert outcomes.doubtful(history) == (Lost("runway", "runway-1", "runway: no answer came back", 1, Decimal("0.6")),)


def test_orders_are_counted_by_how_they_ended(history: Engine) -> None:
    fates = {(one.vendor, one.state): one.orders for one in outcomes.fates(history, ALL) if one.kind == "video"}
    assert fates == {
        ("luma", "done"): 3,
        ("luma", "failed"): 1,
        ("luma", "refused"): 1,
        ("runway", "done"): 1,
        ("runway", "unknown"): 1,
    }


def test_films_know_who_filmed_them(history: Engine) -> None:
    bees, sea = outcomes.films(history, OCTOBER)
    assert (bees.project, bees.pillar, bees.files, bees.seconds, bees.side) == ("bees", "tips", 2, 20.0, 720)
    assert (bees.filmed, sea.filmed) == ({"runway": 0.5, "luma": 0.5}, {"luma": 1.0})
    assert outcomes.films(history, Span(zone=ZoneInfo("UTC"), since=date(2026, 11, 1))) == ()
    assert Paid("bees", "video", "luma", Decimal("0.66")) in outcomes.paid(history, ["bees"])


def test_a_story_has_every_take_and_every_vendor(history: Engine) -> None:
    steps = outcomes.steps(history, "bees")
    assert [(one.segment, one.kind, one.take, one.vendor) for one in steps] == [
        (0, "text", 1, "claude"),
        (1, "video", 1, "luma"),
        (1, "video", 1, "runway"),
        (1, "speech", 1, "elevenlabs"),
        (2, "video", 1, "luma"),
        (2, "video", 2, "luma"),
    ]
    assert sum(one.spent_usd for one in steps) == Decimal("1.3163")


def test_charges_carry_the_vendors_name_of_the_job(history: Engine) -> None:
    assert [(one.job, one.amount_usd) for one in outcomes.charges(history, "luma", OCTOBER)] == [
        ("job-4", Decimal("0.36")),
        ("job-6", Decimal("0.3")),
        ("job-7", Decimal("0.3")),
    ]


def test_stretches_reach_from_the_first_order_to_the_last(history: Engine) -> None:
    spans = {(one.project, one.kind): one for one in outcomes.stretches(history)}
    assert str(spans["bees", "video"].begun_at)[:16] == "2026-09-30 21:55"
    assert str(spans["bees", "video"].ended_at)[:16] == "2026-10-02 08:02"
    assert ("sea", "project") in spans
