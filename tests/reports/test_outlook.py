"""Where a month leads: table and plot say the same, and a wrong clock does not quicken the pace."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from domain.period import month_of
from domain.spending import Spent
from reports.outlook import month_table, projection
from reports.plots import month_ahead

ZONE = ZoneInfo("UTC")
NOON = datetime(2026, 11, 16, tzinfo=UTC)
"""Half of the month is over."""
MONTH = month_of(NOON, ZONE)


def day(number: int, usd: str) -> Spent:
    return Spent((f"2026-11-{number:02}",), spent_usd=Decimal(usd))


@pytest.mark.parametrize(
    ("days", "end"),
    [
        ((), "0.00"),
        ((day(1, "3.00"), day(15, "2.00")), "10.00"),
        ((day(15, "5.00"), day(29, "1.00")), "10.00"),
        ((day(15, "1.00"), day(29, "7.00")), "8.00"),
    ],
)
def test_a_month_leads_where_its_pace_leads_and_nowhere_below_what_it_has_cost(days: tuple[Spent, ...], end: str) -> None:
    assert projection(days, NOON, MONTH) == Decimal(end)


def test_the_table_and_the_plot_say_the_same() -> None:
    days = (day(3, "1.23"), day(16, "0.40"), day(28, "0.70"))
    table = month_table(days, Decimal("0.10"), NOON, ZONE, Decimal("1"))
    said = dict(zip((column.name for column in table.columns), table.rows[0], strict=True))
    assert (said["spent_usd"], said["projected_usd"], said["ceiling_usd"]) == (Decimal("2.33"), Decimal("3.26"), Decimal("30"))
    drawn = [text.get_text() for text in month_ahead(days, NOON, MONTH, None).axes[0].texts]
    assert "$3.26" in drawn
