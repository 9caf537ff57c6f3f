"""Money: US dollars as Decimal, and the four sums that a run reports."""

from decimal import Decimal

from domain.base import Frozen

Money = Decimal

ZERO = Decimal("0")


def dollars(amount: Money) -> str:
    """Return `amount` for a reader: two decimals, four where cents are not enough."""
    exact = amount.quantize(Decimal("0.0001"))
    return f"${exact.quantize(Decimal('0.01'))}" if exact == exact.quantize(Decimal("0.01")) else f"${exact}"


class Cost(Frozen):
    """What a project cost, in US dollars."""

    estimated_usd: Money = ZERO
    """What was foreseen before any order."""
    reserved_usd: Money = ZERO
    """Held for orders that are under way or in doubt."""
    spent_usd: Money = ZERO
    """Charged by vendors."""
    wasted_usd: Money = ZERO
    """Charged for something that could not be used; part of `spent_usd`."""
    text_usd: Money = ZERO
    """Charged by text models, for reading and writing; part of `spent_usd`."""
