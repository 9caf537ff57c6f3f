"""What became of orders and films, as rows that reports are made of. Amounts are US dollars, times are seconds."""

from datetime import datetime
from typing import NamedTuple

from domain.money import ZERO, Money


class Priced(NamedTuple):
    """What charged attempts of one model were expected to cost, and did."""

    vendor: str
    model: str
    kind: str
    orders: int
    estimated_usd: Money
    charged_usd: Money


class Lost(NamedTuple):
    """What was paid, or is held, for nothing that could be used, with the words in which it was told."""

    vendor: str
    model: str
    said: str
    orders: int
    amount_usd: Money


class Fate(NamedTuple):
    """How many orders of a vendor ended in one way, with the words in which it was told."""

    vendor: str
    kind: str
    state: str
    said: str
    orders: int


class Film(NamedTuple):
    """A project with finished files."""

    project: str
    pillar: str
    files: int
    seconds: float
    """Of all its files together."""
    side: int
    """Pixels of the short side of its largest file."""
    finished_at: datetime
    filmed: dict[str, float]
    """Who filmed its kept segments: each vendor's share of the running time, 0 to 1."""


class Paid(NamedTuple):
    """What a project paid one vendor for one kind of work."""

    project: str
    kind: str
    vendor: str
    spent_usd: Money
    wasted_usd: Money = ZERO


class Stretch(NamedTuple):
    """From the first to the last order of one kind in a project."""

    project: str
    kind: str
    begun_at: datetime
    ended_at: datetime


class Reuse(NamedTuple):
    """What runs took from before instead of ordering it again."""

    kind: str
    vendor: str
    model: str
    orders: int
    saved_usd: Money


class Step(NamedTuple):
    """One order in the story of a video."""

    order: str
    segment: int
    kind: str
    take: int
    vendor: str
    model: str
    attempts: int
    state: str
    estimated_usd: Money
    spent_usd: Money
    wasted_usd: Money
    held_usd: Money
    said: str
