"""A vendor's invoice or usage export, line by line."""

import datetime
from typing import Literal, NamedTuple

from pydantic import Field

from domain.base import Frozen
from domain.money import Money


class Mapping(Frozen):
    """How the columns of a vendor's file are called."""

    date: tuple[str, ...]
    """Names that are tried in turn."""
    amount: tuple[str, ...]
    currency: tuple[str, ...] = ()
    job: tuple[str, ...] = ()
    model: tuple[str, ...] = ()
    currency_is: str = "USD"
    """What amounts are in where no column says so."""
    kind: Literal["line", "day"] = "line"
    """One line an order, or sums of a day and a model."""
    unit: Money = Field(default=Money(1), gt=0)
    """What one of the amount is in US dollars."""
    source: str = "unverified"
    read: datetime.date | None = None

    @property
    def is_verified(self) -> bool:
        """Return whether somebody has read how the vendor's file looks."""
        return self.source != "unverified"


class Line(NamedTuple):
    """One line of a file."""

    number: int
    """In the file, from 2: the first holds the names."""
    day: datetime.date
    """In UTC."""
    amount_usd: Money
    job: str = ""
    model: str = ""


class Charge(NamedTuple):
    """What the ledger knows of one charged order."""

    order: str
    day: datetime.date
    """In UTC, when it was charged."""
    amount_usd: Money
    job: str = ""
    model: str = ""
    project: str = ""
