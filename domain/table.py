"""A table as plain data: named columns with units, rows, and what a reader should know of it."""

from decimal import Decimal
from typing import Any, NamedTuple

from domain.base import Frozen
from domain.money import dollars


class Column(NamedTuple):
    """One column."""

    name: str
    unit: str = ""
    """`USD`, `s`, `%`, `count`; nothing for words."""
    about: str = ""

    @property
    def heading(self) -> str:
        """Return its name for a reader; the sign of its amounts says that they are dollars."""
        return self.name.removesuffix("_usd").replace("_", " ")


class Table(Frozen):
    """Rows under named columns. Amounts are exact Decimals in US dollars; None is what nobody knows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> tuple[Any, ...]:
        """Return the values of a column."""
        place = [column.name for column in self.columns].index(name)
        return tuple(row[place] for row in self.rows)

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows as a reader sees them."""
        return tuple(
            tuple(said(value, column.unit) for value, column in zip(row, self.columns, strict=True)) for row in self.rows
        )


def said(value: Any, unit: str) -> str:
    """Return a value of a table in words: money with its sign, shares as percent."""
    if value is None or value == "":
        return "–" if value is None else ""
    if unit == "USD":
        return dollars(Decimal(value)) if value >= 0 else f"-{dollars(-Decimal(value))}"
    if unit == "%":
        return f"{value:+.1f} %" if isinstance(value, Share) else f"{value:.0f} %"
    if unit == "s":
        return f"{value:.1f}"
    return str(value)


class Share(float):
    """A difference in percent, which is shown with its sign."""


def percent(part: Decimal | float, whole: Decimal | float) -> float | None:
    """Return a part in percent of the whole, None where there is no whole."""
    return float(100 * Decimal(part) / Decimal(whole)) if whole else None


def each(amount: Decimal, count: float) -> Decimal | None:
    """Return an amount divided among `count`, in US dollars to the millionth; None where there is nothing to divide it among."""
    return (amount / Decimal(str(count))).quantize(Decimal("0.000001")) if count else None
