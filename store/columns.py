"""Column types that are exact on every database: money in micro-dollars, moments in UTC, values as JSON."""

from datetime import UTC, datetime
from decimal import ROUND_UP, Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from domain.money import Money

MICRO = Decimal(1_000_000)


class Microdollars(TypeDecorator[Decimal]):
    """US dollars kept as whole millionths, so that sums made by the database are exact.

    What is finer than a millionth is rounded up: a ceiling is never passed by rounding.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Return dollars as whole millionths; raise `ValueError` for what is not an amount."""
        if value is None:
            return None
        if not Decimal(value).is_finite():
            raise ValueError(f"{value} is not an amount of money")
        return int((Decimal(value) * MICRO).to_integral_value(rounding=ROUND_UP))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Return whole millionths as dollars."""
        return None if value is None else (Decimal(int(value)) / MICRO).normalize() + Money(0)


class Moment(TypeDecorator[datetime]):
    """A point in time that knows its zone; UTC whatever the database thinks of zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; raise `ValueError` for one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Body = JSON().with_variant(JSONB(), "postgresql")
"""A value as JSON."""


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)
