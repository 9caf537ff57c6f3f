"""Tokens are charged by the price that counts: for the size of the call, the day and the hour."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from domain.errors import ConfigurationError, UnknownVendor
from providers.offers import Offer
from providers.registry import all_vendors
from providers.usage import Usage
from tasks.money.pricing import offer

MILLION = 1_000_000
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TEXT = [(one, offer) for one in all_vendors().values() for offer in one.offers if offer.usd_per_million]


def usd(name: str, moment: datetime = NOON, **tokens: int) -> Decimal:
    """What a call costs."""
    return offer(name, "text").charge([Usage(**tokens)], moment)


@pytest.mark.parametrize(("vendor", "terms"), TEXT, ids=[f"{one.slug}:{terms.model}" for one, terms in TEXT])
def test_every_price_is_dated_and_says_where_it_was_read(vendor: object, terms: Offer) -> None:
    assert terms.quoted == date(2026, 11, 20)
    assert terms.source
    assert terms.usd_per_million[0].above == 0 and terms.usd_per_million[0].since is None


def test_read_and_written_tokens_have_prices_of_their_own(home: Path) -> None:
    assert usd("claude", input=MILLION) == 2
    assert usd("claude", output=MILLION) == 10
    assert usd("claude", input=MILLION, cached=MILLION) == Decimal("0.10")
    assert usd("claude", input=MILLION, written=MILLION) == Decimal("2.50")
    assert usd("claude", input=1000, cached=400, output=10) == Decimal("0.00134")


def test_a_long_prompt_is_charged_at_the_price_of_long_prompts(home: Path) -> None:
    assert usd("claude:claude-haiku-5-5", input=100_000) == Decimal("0.01")
    assert usd("claude:claude-haiku-5-5", input=200_000, output=1000) == Decimal("0.1025")
    assert usd("gpt:gpt-6.1-sol", input=300_000, output=1000) == Decimal("1.215")


def test_a_price_that_rises_counts_from_its_day(home: Path) -> None:
    assert usd("gemini:gemini-4-argon", output=MILLION) == 10
    assert usd("gemini:gemini-4-argon", datetime(2026, 12, 1, tzinfo=UTC), output=MILLION) == 20


def test_busy_hours_cost_more(home: Path) -> None:
    hours = [usd("deepseek", NOON.replace(hour=hour), output=MILLION) for hour in (0, 1, 3, 4, 6, 9, 10)]
    assert hours == [Decimal(price) for price in ("0.60", "1.20", "1.20", "0.60", "1.20", "1.20", "0.60")]


def test_the_users_own_price_counts_before_the_card(home: Path) -> None:
    home.mkdir()
    entries = (
        '- {vendor: claude, model: claude-sonnet-5-5, usd_per_million: {input: "1", output: "5"}, quoted: 2026-11-20}\n'
        '- {vendor: claude, model: claude-mythos-5-2, usd_per_million: {input: "9", output: "90"}, quoted: 2026-11-20}\n'
        '- {vendor: local, model: "Qwen/Qwen3-32B", usd_per_million: {input: "0.5", output: "1"}, quoted: 2026-11-20}\n'
    )
    (home / "prices.yaml").write_text(entries)
    assert usd("claude", output=MILLION) == 5
    assert usd("claude:claude-mythos-5-2", output=MILLION) == 90
    assert usd("local:Qwen/Qwen3-32B", output=MILLION) == 1


def test_a_model_of_ones_own_server_costs_nothing_and_keeps_its_name(home: Path) -> None:
    mine = offer("local:Qwen/Qwen3-8B", "text")
    assert (mine.model, usd("local:Qwen/Qwen3-8B", output=MILLION)) == ("Qwen/Qwen3-8B", 0)


@pytest.mark.parametrize(
    ("name", "instead"),
    [("gpt:gpt-4o", "gpt-6-luna"), ("gpt:gpt-4-vision-preview", "gpt-6-luna"), ("deepseek:deepseek-chat", "deepseek-v4-flash")],
)
def test_a_model_that_has_ended_names_its_replacement(home: Path, name: str, instead: str) -> None:
    with pytest.raises(ConfigurationError, match=instead):
        offer(name, "text")
    offer(f"{name.partition(':')[0]}:{instead}", "text")


def test_a_model_nobody_knows_lists_those_there_are(home: Path) -> None:
    with pytest.raises(UnknownVendor, match="claude-opus-5-5"):
        offer("claude:claude-9", "text")
