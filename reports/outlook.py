"""Tables that look ahead: this month's end, a hundred videos at today's prices, what each plan would allow."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.estimate import MONTH, Estimate
from domain.money import Money
from domain.outcomes import Film
from domain.period import Span, month_of
from domain.plans import PLANS
from domain.spending import Spent, total
from domain.table import Column, Table, percent

CENT = Decimal("0.01")


def month_table(days: Sequence[Spent], held: Money, now: datetime, zone: ZoneInfo, ceiling: Money | None) -> Table:
    """Return what this month has cost, and would cost at its pace, against the ceiling of its days; `days` are this month's."""
    month = month_of(now, zone)
    spent, whole = total(list(days)), _days(month)
    foreseen = projection(days, now, month)
    limit = None if ceiling is None else ceiling * whole
    return Table(
        name="month",
        title=f"This month, {month.since:%Y-%m}, and its likely end",
        columns=(
            Column("month"),
            Column("day", "count", "of the month, today"),
            Column("days", "count", "of the month"),
            Column("spent_usd", "USD"),
            Column("held_usd", "USD", "reserved and not settled, whenever"),
            Column("projected_usd", "USD", "by the end of the month, at the pace of the month so far"),
            Column("ceiling_usd", "USD", "the ceiling of a day, times the days of the month"),
            Column("of_ceiling", "%", "projected"),
        ),
        rows=(
            (
                f"{month.since:%Y-%m}",
                now.astimezone(zone).day,
                whole,
                spent.spent_usd,
                held,
                foreseen,
                limit,
                None if limit is None else percent(foreseen, limit),
            ),
        ),
        notes=_month_notes(ceiling),
    )


def _month_notes(ceiling: Money | None) -> tuple[str, ...]:
    if ceiling is None:
        return ("No ceiling is set. REELFLOW_BUDGET_USD sets one for each day.",)
    return ("The ceiling counts days in UTC.",)


def projection(days: Sequence[Spent], now: datetime, month: Span) -> Money:
    """Return what a month will have cost at its end if it goes on as so far, in US dollars to the cent.

    `days` have a day as their key. What is dated later in the month makes no pace, but is no less than it is.
    """
    today = f"{now.astimezone(month.zone):%Y-%m-%d}"
    whole = total(list(days)).spent_usd
    spent = total([row for row in days if row.keys[0] <= today]).spent_usd
    begin, end = month.begin, month.end
    assert begin and end
    gone = max((now - begin).total_seconds(), 1.0)
    length = (end - begin).total_seconds()
    return max(whole, (spent * Decimal(length) / Decimal(gone)).quantize(CENT)) if gone < length else whole


def _days(month: Span) -> int:
    assert month.since and month.until
    return (month.until - month.since).days + 1


def prices_table(rows: Sequence[Estimate], seconds: int) -> Table:
    """Return what a video, and a hundred of them, would cost with each vendor at today's card."""
    return Table(
        name="vendors",
        title=f"What {MONTH} videos of {seconds} s a month would cost with each vendor at today's card",
        columns=(
            Column("vendor"),
            Column("model"),
            Column("segment_usd", "USD", "its clip"),
            Column("script_usd", "USD", "a video's, with the text model that is set"),
            Column("voice_usd", "USD", "a video's, with the voice that is set"),
            Column("video_usd", "USD"),
            Column("month_usd", "USD", f"{MONTH} videos"),
            Column("price_read", "", "the day its price was read"),
            Column("note"),
        ),
        rows=tuple(_price(row) for row in rows if row.usable),
        notes=tuple(f"{row.vendor}:{row.model}: {row.note}" for row in rows if not row.usable),
    )


def _price(row: Estimate) -> tuple[object, ...]:
    money = (row.segment_usd, row.script_usd, row.voice_usd, row.total_usd, row.month_usd)
    return (row.vendor, row.model, *money, str(row.quoted or ""), row.note)


def plans_table(films: Sequence[Film], zone: ZoneInfo) -> Table:
    """Return, for each month, what every plan would have allowed of the films that were finished in it."""
    months: dict[str, list[Film]] = defaultdict(list)
    for film in films:
        months[f"{film.finished_at.astimezone(zone):%Y-%m}"].append(film)
    rows = [(month, *_fit(found, name)) for month, found in sorted(months.items()) for name in PLANS]
    return Table(
        name="plans",
        title="What each plan would have allowed",
        columns=(
            Column("month"),
            Column("plan"),
            Column("usd", "USD", "a month"),
            Column("videos", "count", "finished projects, however many files each has"),
            Column("quota", "count", "– for no limit"),
            Column("too_many", "count", "videos above the quota"),
            Column("too_large", "count", "videos with a file above the plan's resolution"),
            Column("allowed", "", "yes, or what stands against it"),
        ),
        rows=tuple(rows),
        notes=("A watermark is not looked for in films that are finished.",) if rows else ("No film is finished in these days.",),
    )


def _fit(films: Sequence[Film], name: str) -> tuple[object, ...]:
    plan = PLANS[name]
    over = max(0, len(films) - plan.videos) if plan.videos is not None else 0
    large = sum(1 for film in films if plan.side is not None and film.side > plan.side)
    against = [f"{over} above the quota"] * bool(over) + [f"{large} above {plan.side}p"] * bool(large)
    mark = ", each with a watermark" if plan.watermark and not against else ""
    return (name, plan.usd, len(films), plan.videos, over, large, "; ".join(against) or f"yes{mark}")
