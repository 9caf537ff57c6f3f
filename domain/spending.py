"""What was spent, in groups: the sums of a ledger. Amounts are US dollars, exact."""

from typing import Literal, NamedTuple, get_args

from domain.errors import BriefError
from domain.money import ZERO, Money

Grouping = Literal["vendor", "pillar", "project", "segment", "kind", "model", "day", "month", "run"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


class Spent(NamedTuple):
    """The sums of one group of the ledger's entries."""

    keys: tuple[str, ...]
    """What they share: one word for each grouping asked for; a segment is its project and its number."""
    orders: int = 0
    """Attempts for which money was reserved."""
    estimated_usd: Money = ZERO
    """All that was ever reserved."""
    held_usd: Money = ZERO
    """Still reserved: under way, or in doubt."""
    spent_usd: Money = ZERO
    """Charged."""
    wasted_usd: Money = ZERO
    """Charged for something that could not be used; part of `spent_usd`."""

    def plus(self, other: "Spent", keys: tuple[str, ...] | None = None) -> "Spent":
        """Return the sums of both, under its own keys or others."""
        return Spent(
            self.keys if keys is None else keys,
            self.orders + other.orders,
            self.estimated_usd + other.estimated_usd,
            self.held_usd + other.held_usd,
            self.spent_usd + other.spent_usd,
            self.wasted_usd + other.wasted_usd,
        )


def total(rows: "tuple[Spent, ...] | list[Spent]") -> Spent:
    """Return the sums of all rows together."""
    found = Spent(())
    for row in rows:
        found = found.plus(row)
    return found


def grouping(said: str) -> Grouping:
    """Return the grouping of this name; raise `BriefError` naming all of them."""
    for known in GROUPINGS:
        if said.strip().lower() == known:
            return known
    raise BriefError(f"--by {said!r} is not known. Choose from: {', '.join(GROUPINGS)}.")
