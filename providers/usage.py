"""What text models count and charge: tokens, and their prices for a million of them."""

from collections.abc import Iterable, Sequence
from datetime import date
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

    def of(self, usage: Usage) -> Money:
        """Return what one call costs, exactly."""
        plain = max(0, usage.input - usage.cached - usage.written)
        cached = self.input if self.cached is None else self.cached
        written = self.input if self.written is None else self.written
        dear = plain * self.input + usage.cached * cached + usage.written * written + usage.output * self.output
        return dear / MILLION


def price_of(prices: Sequence[TokenPrice], usages: Iterable[Usage], day: date) -> Money:
    """Return what calls cost on a day, in US dollars, each by the price that counts for its size."""
    return sum((_counting(prices, usage, day).of(usage) for usage in usages), ZERO)


def _counting(prices: Sequence[TokenPrice], usage: Usage, day: date) -> TokenPrice:
    """Return the price for a call: of those that have begun and are meant for its size, the last in the list."""
    return [one for one in prices if (usage.input > one.above or not one.above) and (one.since or day) <= day][-1]
