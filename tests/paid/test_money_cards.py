"""The user's own prices count everywhere, and what has no price is refused before anything is ordered."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.ask import Ask
from domain.errors import ConfigurationError, UnknownVendor
from domain.lineup import Choice
from domain.requests import VideoRequest
from providers.base import Vendor
from providers.offers import Offer
from providers.registry import all_vendors
from tasks.briefs.asking import staff_for
from tasks.money.catalogue import catalogue
from tasks.money.planning import estimates
from tasks.money.pricing import is_old, offer, old_prices
from tests.paid.conftest import ROOT, Open

SHOT = VideoRequest(project="p", prompt="a bee", seconds=5)
MINE = '- {vendor: luma, model: ray-3.2, usd_per_order: "0.07", quoted: 2026-11-19, source: my contract}\n'
NEW = """
- vendor: fal
  model: fal-ai/wan/v3
  usd_per_second: 0.06
  quoted: 2026-11-19
  lengths: [4, 8]
  inputs: {seconds: num_seconds}
"""

Write = Callable[[str], Path]


@pytest.fixture
def prices(home: Path) -> Write:
    """Write the user's price list."""

    def write(text: str) -> Path:
        home.mkdir(exist_ok=True)
        (home / "prices.yaml").write_text(text, encoding="utf-8")
        return home / "prices.yaml"

    return write


def test_a_price_of_the_users_own_goes_before_the_card_and_leaves_the_limits(prices: Write) -> None:
    card = offer("luma", "video")
    prices(MINE)
    mine = offer("luma", "video")
    assert (mine.estimate(SHOT), mine.quoted, mine.source) == (Decimal("0.07"), date(2026, 11, 19), "my contract")
    assert (mine.lengths, mine.ratios, type(mine)) == (card.lengths, card.ratios, type(card))
    assert offer("luma:ray-2", "video").estimate(SHOT) == Decimal("0.71")


def test_it_counts_in_the_plan_and_in_the_list_of_vendors(prices: Write) -> None:
    prices(MINE)
    (row,) = [row for row in estimates(Ask(theme="bees")) if row.model == "ray-3.2"]
    assert (row.segment_usd, row.quoted) == (Decimal("0.07"), date(2026, 11, 19))
    assert catalogue()["luma"]["offers"][0]["usd"] == "0.07"


def test_it_counts_in_what_is_reserved_and_charged(studio: Open, prices: Write) -> None:
    film = studio("luma")
    prices(MINE)
    film.film(count=2)
    assert film.cost().spent_usd == film.cost().estimated_usd == Decimal("0.14")


def test_a_vendor_that_takes_more_than_was_foreseen_is_told_of_and_booked_as_it_is(studio: Open, prices: Write) -> None:
    film = studio("runway")
    prices(MINE.replace("luma", "runway").replace("ray-3.2", "gen4.5"))
    (told,) = film.film(count=1).told
    assert told.made and told.made.notes[-1] == (
        "runway took $0.60 for a clip of gen4.5, not $0.07: put its new price into prices.yaml."
    )
    assert film.cost().spent_usd == film.charged() == Decimal("0.60")


def test_what_is_ordered_again_is_reserved_at_the_price_of_now(studio: Open, prices: Write) -> None:
    film = studio("luma", faults=("luma/failed",))
    film.film(count=1)
    film.stage.play(())
    prices(MINE)
    film.film(count=1)
    assert (film.cost().spent_usd, film.orders()[0].attempt) == (Decimal("0.07"), 2)


def test_a_model_without_a_card_is_known_once_its_price_is(prices: Write) -> None:
    with pytest.raises(UnknownVendor, match=r"fal-ai/wan/v3.*prices\.yaml"):
        offer("fal:fal-ai/wan/v3", "video")
    prices(NEW)
    found = offer("fal:fal-ai/wan/v3", "video")
    assert found.estimate(SHOT) == Decimal("0.48")
    call = all_vendors()["fal"].makers["video"].submit(SHOT, found, "key")
    assert (call.path, call.body["num_seconds"]) == ("/fal-ai/wan/v3", 8)
    assert found.source == "prices.yaml"


def test_capital_letters_of_a_model_make_no_difference() -> None:
    assert offer("hailuo:minimax-h3", "video").model == "MiniMax-H3"


@pytest.fixture
def unpriced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A vendor that does not say what it takes."""
    monkeypatch.setitem(
        all_vendors(), "sunrise", Vendor(slug="sunrise", name="Sunrise", offers=(Offer(kind="video", model="dawn-1"),))
    )


def test_what_has_no_price_is_refused_and_told_how_to_give_one(home: Path, unpriced: None) -> None:
    with pytest.raises(ConfigurationError) as told:
        staff_for(Ask(theme="bees", provider="sunrise"), ())
    assert told.value.exit_code == 2
    entry = 'vendor: sunrise, model: "dawn-1", usd_per_second:'
    assert str(home / "prices.yaml") in str(told.value) and entry in str(told.value)


def test_the_entry_that_is_shown_works(home: Path, unpriced: None, prices: Write) -> None:
    with pytest.raises(ConfigurationError) as told:
        offer("sunrise", "video")
    prices(str(told.value).partition(": - ")[2].join(["- ", ""]))
    assert offer("sunrise", "video").estimate(SHOT) == Decimal("0.50")


def test_a_price_of_nothing_is_a_price(unpriced: None, prices: Write) -> None:
    prices("- {vendor: sunrise, model: dawn-1, usd_per_order: 0, quoted: 2026-11-19}")
    assert offer("sunrise", "video").estimate(SHOT) == 0


def test_what_has_no_price_is_in_the_plan_and_the_list_as_that(home: Path, unpriced: None) -> None:
    (row,) = [row for row in estimates(Ask(theme="bees")) if row.vendor == "sunrise"]
    assert not row.usable and "prices.yaml" in row.note
    assert catalogue()["sunrise"]["offers"][0]["usd"] is None


def test_the_price_list_in_the_documents_works(prices: Write) -> None:
    page = (ROOT / "docs/paid-vendors.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    prices(shown)
    assert offer("luma", "video").estimate(SHOT) == Decimal("0.25")
    assert offer("fal:fal-ai/wan/v3", "video").estimate(SHOT) == Decimal("0.48")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "cannot be read"),
        ("luma: 3", "no list"),
        ("- {vendor: luma}", "entry 1 does not name"),
        ("- {vendor: luma, model: ray-2, quoted: 2026-11-19}", "luma:ray-2 gives no price"),
        ("- {vendor: luma, model: ray-2, usd_per_second: 1}", "when the price was read"),
        ("- {vendor: luma, model: ray-2, usd_per_second: -1, quoted: 2026-11-19}", "wrong at usd_per_second"),
        ("- {vendor: luma, model: ray-2, usd_per_second: much, quoted: 2026-11-19}", "wrong at usd_per_second"),
        ("- {vendor: luma, model: ray-2, usd_per_second: 1, quoted: 2026-11-19, colour: red}", "wrong at colour"),
        ("- {vendor: lumen, model: ray-2, usd_per_second: 1, quoted: 2026-11-19}", "'lumen', which is no vendor"),
    ],
)
def test_a_price_list_that_cannot_be_used_says_where(prices: Write, text: str, told: str) -> None:
    path = prices(text)
    with pytest.raises(ConfigurationError) as wrong:
        offer("luma", "video")
    assert told in str(wrong.value) and str(path) in str(wrong.value)


@pytest.mark.parametrize(("today", "old"), [(date(2026, 11, 30), False), (date(2026, 12, 1), True)])
def test_a_price_is_old_after_ninety_days(today: date, old: bool) -> None:
    assert is_old(offer("runway", "video"), today) is old


def test_an_old_price_is_told_and_still_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    today = date(2026, 12, 1)
    (row,) = [row for row in estimates(Ask(theme="bees"), today=today) if row.model == "gen4.5"]
    assert row.usable and row.note == "price read more than 90 days ago"
    ray = [row.vendor for row in estimates(Ask(theme="bees"), today=today)]
    assert ray.index("kling") < ray.index("luma"), "an old price does not push a vendor down"
    monkeypatch.setattr("tasks.money.pricing._today", lambda: today)
    (told,) = old_prices(Choice(slugs=("runway", "fal", "procedural")))
    assert told.startswith("The price of runway:gen4.5 was read on 2026-09-01, more than 90 days ago")
    offers: list[dict[str, Any]] = catalogue()["runway"]["offers"]
    assert {one["old"] for one in offers} == {True}
