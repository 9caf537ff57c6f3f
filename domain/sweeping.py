"""What a sweep found and did: orders that dead runs had left, and files that nobody needs any more."""

import re
from datetime import timedelta

from domain.base import Frozen
from domain.errors import BriefError
from domain.money import ZERO, Money
from domain.requests import Kind

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SIZES = {"MB": 10**6, "GB": 10**9, "TB": 10**12}


class Settled(Frozen):
    """One order that a dead run had left, and what became of it."""

    project: str
    order: str
    """The beginning of its id, as `reelflow resolve` takes it."""
    vendor: str
    kind: Kind
    segment: int = 0
    before: str
    """The state it was found in."""
    after: str
    told: str
    """What became of it, or what a person should do, as a sentence."""
    freed_usd: Money = ZERO
    """Of what was reserved for it."""
    charged_usd: Money = ZERO


class Cleared(Frozen):
    """Files of one kind that were removed."""

    what: str
    files: int = 0
    bytes: int = 0


class Sweep(Frozen):
    """All that a sweep did, or with `dry_run` would do."""

    dry_run: bool = False
    orders: tuple[Settled, ...] = ()
    closed: tuple[str, ...] = ()
    """Projects that no run works on any more, though they said so."""
    busy: tuple[str, ...] = ()
    """Projects that a living run has; nothing of them was touched."""
    cleared: tuple[Cleared, ...] = ()

    @property
    def unknown(self) -> tuple[Settled, ...]:
        """Return the orders that wait for a person."""
        return tuple(order for order in self.orders if order.after == "unknown")

    @property
    def freed_usd(self) -> Money:
        """Return what was reserved and is free again, in US dollars."""
        return sum((order.freed_usd for order in self.orders), ZERO)


def age(said: str) -> timedelta:
    """Return the age that `30d`, `12h`, `90m` or `2w` says; raise `BriefError` for anything else."""
    found = re.fullmatch(r"(\d{1,5})([mhdw])", said.strip().lower())
    if not found:
        raise BriefError(f"{said!r} is no age. Say it as 30d, 12h, 90m or 2w.")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def size(said: str) -> int:
    """Return the bytes that `20GB`, `500MB` or `1.5TB` says; raise `BriefError` for anything else."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)\s*([MGT]B)", said.strip().upper())
    if not found:
        raise BriefError(f"{said!r} is no size. Say it as 500MB, 20GB or 1.5TB.")
    return int(float(found[1]) * _SIZES[found[2]])
