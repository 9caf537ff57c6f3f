"""What text models count and charge: tokens, and their prices for a million of them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from domain.base import Frozen
from domain.money import ZERO, Money

MILLION = Decimal(1_000_000)
Price = Annotated[Money, Field(ge=0)]


class Usage(Frozen):
    """The tokens of one call. What was read from or written to the vendor's cache is part of `input`."""

    input: int = 0
    cached: int = 0
    written: int = 0
    output: int = 0

    @property
    def is_measured(self) -> bool:
        """Return whether the vendor told anything."""
        return bool(self.input or self.output)


class TokenPrice(Frozen):
    """Prices in US dollars for a million tokens."""

    input: Price
    output: Price
    cached: Price | None = None
    """Of input found in the vendor's cache; None when it costs the same."""
    written: Price | None = None
    """Of input put into the vendor's cache; None when it costs the same."""
    above: int = 0
    """Counts for calls with more input tokens than this."""
    since: date | None = None
    """The first day it counts."""
    hours: tuple[tuple[int, int], ...] = ()
    """The hours of a day (UTC) in which it counts, from the first until before the second; empty for all."""

    def of(self, usage: Usage) -> Money:
        """Return what one call costs, exactly."""
        plain = max(0, usage.input - usage.cached - usage.written)
        cached = self.input if self.cached is None else self.cached
        written = self.input if self.written is None else self.written
        dear = plain * self.input + usage.cached * cached + usage.written * written + usage.output * self.output
        return dear / MILLION

    def counts(self, usage: Usage, moment: datetime) -> bool:
        """Return whether this is a price for a call of that size at that moment."""
        there = moment.astimezone(UTC)
        begun = self.since is None or self.since <= there.date()
        hour = not self.hours or any(first <= there.hour < last for first, last in self.hours)
        return begun and hour and (usage.input > self.above or not self.above)


def price_of(prices: Sequence[TokenPrice], usages: Iterable[Usage], moment: datetime) -> Money:
    """Return what calls cost at a moment, in US dollars: each by the last price in the list that counts for it."""
    return sum(([one for one in prices if one.counts(usage, moment)][-1].of(usage) for usage in usages), ZERO)
