"""Ceilings under everything at once, one vendor's own ceiling and places, and budgets that are none."""

import time
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from blocks.settings import places, settings, vendor_budget
from domain.ask import Ask, checked
from domain.errors import BriefError, ConfigurationError
from store.ledger import entries
from tasks.orders.ceilings import ceilings_of
from tasks.wiring import store
from tests.paid.conftest import ON_BOTH, Open
from tests.paid.studio import Studio

CEILING = Decimal("12.00")
SIGN = {"reserve": 1, "release": -1, "spend": 1, "waste": 0}


def every(film: Studio, slug: str, fault: str, nth: int) -> str:
    """A fault that strikes every nth of the orders that come next."""
    last = max((job["number"] for job in film.stage.journal()["jobs"] if job["vendor"] == slug), default=0)
    return f"{slug}/{fault}:{','.join(str(number) for number in range(last, last + 400, nth))}"


def most_at_once(movements: tuple[dict[str, Any], ...]) -> Decimal:
    """The most that was ever spent and reserved together, movement by movement."""
    total, most = Decimal(0), Decimal(0)
    for one in movements:
        total += SIGN[one["entry"]] * one["amount_usd"]
        most = max(most, total)
    return most


@ON_BOTH
def test_with_a_hundred_segments_busy_vendors_refusals_and_fallbacks_in_two_processes_the_ceiling_holds_at_every_moment(
    studio: Open,
) -> None:
    film = studio("luma", "runway")
    refusals = (every(film, "luma", "refused-late", 4), every(film, "runway", "refused-late", 3))
    film = studio("luma", "runway", faults=("luma/rate-limit:allx1", "runway/rate-limit:allx1", *refusals))
    film.budgeted(CEILING)
    runs = [film.start(count=50, threads=12, at_once=60), film.start(count=100, skip=50, threads=12, at_once=60)]
    told = [one for run in runs for one in run.end().told]
    errors = Counter(one.error for one in told)
    assert set(errors) <= {"", "CeilingReached", "AllVendorsFailed"}, [one for one in told if one.error][:3]
    assert errors["CeilingReached"] > 20 and errors[""] > 20
    assert any(one.made and one.made.vendor == "runway" for one in told), "a fallback filmed too"
    cost = film.cost()
    assert (cost.reserved_usd, cost.spent_usd) == (0, film.charged())
    assert cost.wasted_usd == sum(order.charged_usd for order in film.orders() if order.state == "refused")
    assert cost.wasted_usd > 0, "runway charges for what it refuses"
    assert CEILING - Decimal("0.60") <= most_at_once(entries(store(), film.project)) <= CEILING
    done = Counter(order.segment for order in film.orders() if order.state == "done")
    assert set(done.values()) == {1} and len(done) == errors[""]


def test_one_vendors_ceiling_goes_before_that_of_every_vendor(studio: Open) -> None:
    film = studio("luma")
    report = film.film(environment={"REELFLOW_VENDOR_BUDGET_USD": "0.30", "LUMA_BUDGET_USD": "0.90"})
    assert Counter(told.error for told in report.told) == {"": 3, "CeilingReached": 3}
    (told, *_) = [told for told in report.told if told.error]
    assert "the ceiling for luma today is $0.90" in told.message
    assert film.cost().spent_usd == Decimal("0.90")


def test_one_vendors_ceiling_leaves_the_others_alone(studio: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    film = studio("luma")
    monkeypatch.setenv("LUMA_BUDGET_USD", "0.90")
    assert ceilings_of(film.project, "luma").vendor == Decimal("0.90")
    assert ceilings_of(film.project, "runway").vendor is None


def test_a_vendors_places_count_in_all_runs_together(studio: Open) -> None:
    film = studio("luma", faults=("luma/slow:allx9",))
    one_place = {"LUMA_AT_ONCE": "1"}
    assert film.film(count=1, doom="while polling", environment=one_place).killed
    (told,) = film.film(count=2, skip=1, patience=0.3, environment=one_place).told
    assert told.message == "luma: all 1 places are taken by other runs, and none of their orders ends."
    (told,) = film.film(count=2, skip=1, environment={"LUMA_AT_ONCE": "2"}).told
    assert told.made


def test_a_queue_is_waited_for_as_long_as_it_moves(studio: Open) -> None:
    film = studio("luma", faults=("luma/slow:allx3",))
    began = time.monotonic()
    report = film.film(count=6, patience=3, environment={"LUMA_AT_ONCE": "1", "REELFLOW_POLL_SECONDS": "0.25"})
    assert [told.error for told in report.told] == [""] * 6
    assert time.monotonic() - began > 3


def test_without_a_setting_a_vendors_own_number_of_places_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert places("luma", 4) == 4
    monkeypatch.setenv("LUMA_AT_ONCE", "7")
    assert (places("luma", 4), places("runway", 2)) == (7, 2)


@pytest.mark.parametrize("amount", ["0", "-1", "nan", "much", "1,50"])
@pytest.mark.parametrize("variable", ["REELFLOW_BUDGET_USD", "REELFLOW_VENDOR_BUDGET_USD", "LUMA_BUDGET_USD"])
def test_a_ceiling_of_nothing_is_refused_by_its_name(variable: str, amount: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, amount)
    with pytest.raises(ConfigurationError, match=f"{variable}={amount} cannot be used") as told:
        _ = settings(), vendor_budget("luma")
    assert told.value.exit_code == 2


@pytest.mark.parametrize("count", ["0", "-1", "1.5", "many"])
def test_no_places_are_refused_by_their_name(count: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUMA_AT_ONCE", count)
    with pytest.raises(ConfigurationError, match=f"LUMA_AT_ONCE={count} cannot be used"):
        places("luma", 4)


@pytest.mark.parametrize("budget", [0, -0.01, float("nan"), float("inf")])
def test_a_budget_of_nothing_is_no_budget(budget: float) -> None:
    with pytest.raises(BriefError, match=r"above 0\. Give a number such as 2\.50") as told:
        checked(Ask(theme="bees", budget=budget))
    assert told.value.exit_code == 2
