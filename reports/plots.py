"""The plots of a report. Each returns a figure, for a light or a dark page; amounts are drawn in US dollars."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from matplotlib.figure import Figure

from domain.money import ZERO, Money, dollars
from domain.outcomes import Step
from domain.period import Span
from domain.spending import Spent
from domain.table import Table
from reports.look import HEIGHT, LOOKS, MOST, Look, Theme, canvas, floats, in_dollars, legend, says
from reports.outlook import projection

DAYS = 62
"""Longest span that is drawn day by day; longer ones month by month."""
BARS = 14
"""Most bars beside each other that can still be read."""
NOTHING = "Nothing was spent in these days."


def over_time(rows: Sequence[Spent], *, theme: Theme = "light") -> Figure:
    """Draw what was charged, stacked by vendor; `rows` have a day or a month, then a vendor, as their keys."""
    look = LOOKS[theme]
    by_month = bool(rows) and len(rows[0].keys[0]) == len("2026-11")
    figure, axes = canvas(f"Spent, by {'month' if by_month else 'day'} and vendor", look)
    amounts: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        amounts[row.keys[1]][row.keys[0]] = row.spent_usd
    amounts = {vendor: mine for vendor, mine in amounts.items() if any(mine.values())}
    if not amounts:
        says(axes, look, NOTHING)
        return figure
    times = _every(min(map(min, amounts.values())), max(map(max, amounts.values())))
    base = [0.0] * len(times)
    for place, (vendor, mine) in enumerate(_largest(amounts)):
        heights = floats([mine.get(time, ZERO) for time in times])
        axes.bar(
            times, heights, 0.82, base, color=look.series[min(place, MOST)], edgecolor=look.paper, linewidth=0.6, label=vendor
        )
        base = [low + high for low, high in zip(base, heights, strict=True)]
    axes.set_xticks(times[:: max(1, len(times) // 12)])
    axes.set_xlim(-0.6 - max(0, 4 - len(times)) / 2, len(times) - 0.4 + max(0, 4 - len(times)) / 2)
    in_dollars(axes, look, along="y")
    legend(axes, look)
    return figure


def _every(first: str, last: str) -> list[str]:
    """Return every day, or every month, from one to another: those on which nothing was spent show as gaps."""
    step, form = (timedelta(days=31), "%Y-%m") if len(first) == len("2026-11") else (timedelta(days=1), "%Y-%m-%d")
    at, found = date.fromisoformat(first if form.endswith("d") else f"{first}-01"), []
    while (name := at.strftime(form)) <= last:
        found.append(name)
        at = at + step if form.endswith("d") else (at + step).replace(day=1)
    return found


def _largest(amounts: dict[str, dict[str, Decimal]]) -> list[tuple[str, dict[str, Decimal]]]:
    """Return the vendors with the largest sums, the others together behind them."""
    ranked = sorted(amounts.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    if len(ranked) <= MOST + 1:
        return ranked
    rest: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for _, mine in ranked[MOST:]:
        for time, amount in mine.items():
            rest[time] += amount
    return [*ranked[:MOST], (f"{len(ranked) - MOST} others", rest)]


def estimate_and_charge(drift: Table, *, theme: Theme = "light") -> Figure:
    """Draw, for each vendor and model, what its orders were estimated at and what they were charged."""
    look = LOOKS[theme]
    rows = sorted(drift.rows, key=lambda row: row[5])[-BARS:]
    figure, axes = canvas("Estimated and charged", look, _height(len(rows), 2))
    if not rows:
        says(axes, look, NOTHING)
        return figure
    places = range(len(rows))
    axes.barh([at + 0.2 for at in places], floats([row[4] for row in rows]), 0.36, color=look.series[-1], label="estimated")
    axes.barh([at - 0.2 for at in places], floats([row[5] for row in rows]), 0.36, color=look.good, label="charged")
    for at, row in enumerate(rows):
        told = "" if row[6] is None else f" {row[6]:+.1f} %"
        colour = look.bad if row[7] else look.ink
        axes.text(float(max(row[4], row[5])), at, f" {told}", va="center", color=colour, fontsize=9.5)
    axes.set_yticks(list(places), [f"{row[0]} {row[1]}" for row in rows])
    axes.margins(x=0.14)
    in_dollars(axes, look, along="x")
    _legend_below(axes, look, _height(len(rows), 2))
    return figure


def waterfall(steps: Sequence[Step], title: str, *, theme: Theme = "light") -> Figure:
    """Draw how the cost of one video came together: its kinds of work, its segments, retakes and waste."""
    look = LOOKS[theme]
    figure, axes = canvas(f"How the cost of “{title[:60]}” came together", look)
    parts = _parts(steps)
    if not parts:
        says(axes, look, "This video cost nothing.")
        return figure
    at, reached = 0, [0.0]
    for name, amount in parts:
        colour = look.bad if name == "wasted" else look.doubt if name == "earlier takes" else look.good
        axes.bar(name, float(amount), 0.7, reached[-1], color=colour)
        reached.append(reached[-1] + float(amount))
        axes.text(at, reached[-1], dollars(amount), ha="center", va="bottom", color=look.ink, fontsize=9)
        at += 1
    axes.bar("all", reached[-1], 0.7, color=look.series[-1])
    axes.text(at, reached[-1], dollars(sum((one for _, one in parts), start=ZERO)), ha="center", va="bottom", color=look.ink)
    for place, (_, high) in enumerate(pairwise(reached)):
        axes.plot([place + 0.35, place + 0.65], [high, high], color=look.ink, linewidth=0.8)
    axes.set_xlim(-0.7, max(at, 4) + 0.7)
    axes.margins(y=0.12)
    axes.tick_params(axis="x", rotation=0 if len(parts) < 8 else 30)
    in_dollars(axes, look, along="y")
    return figure


def _parts(steps: Sequence[Step]) -> list[tuple[str, Money]]:
    """Return what a video's cost is made of, in the order it is told; its sum is the sum of what was charged."""
    last = {(one.segment, one.kind): max(two.take for two in steps if two[1:3] == one[1:3]) for one in steps}
    sums: dict[str, Money] = defaultdict(lambda: ZERO)
    for one in steps:
        good = one.spent_usd - one.wasted_usd
        earlier = one.take < last[one.segment, one.kind]
        name = "earlier takes" if earlier else f"segment {one.segment}" if one.kind == "video" else one.kind
        sums[name] += good
        sums["wasted"] += one.wasted_usd
    clips = sorted((name for name in sums if name.startswith("segment ")), key=lambda name: int(name.split()[1]))
    if len(clips) > BARS - 4:
        sums["clips"] = sum((sums.pop(name) for name in clips), start=ZERO)
        clips = ["clips"]
    order = ["text", *clips, "speech", "listen", "music", "earlier takes", "wasted"]
    return [(name, sums[name]) for name in order if sums.get(name)]


def waste_by_reason(waste: Table, *, theme: Theme = "light") -> Figure:
    """Draw what was wasted and what is in doubt, by reason."""
    look = LOOKS[theme]
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for row in waste.rows:
        sums[row[0]][0] += row[4]
        sums[row[0]][1] += row[5]
    ranked = sorted(sums.items(), key=lambda item: sum(item[1]))[-BARS:]
    figure, axes = canvas("Wasted, and in doubt, by reason", look, _height(len(ranked), 1))
    if not ranked:
        says(axes, look, "Nothing was wasted.")
        return figure
    names = [name for name, _ in ranked]
    lost, held = (floats([pair[place] for _, pair in ranked]) for place in (0, 1))
    axes.barh(names, lost, 0.6, color=look.bad, label="charged for nothing usable")
    axes.barh(names, held, 0.6, lost, color=look.doubt, hatch="//", edgecolor=look.paper, label="held, nobody knows")
    for at, (_, pair) in enumerate(ranked):
        axes.text(float(sum(pair)), at, f" {dollars(sum(pair, start=ZERO))}", va="center", color=look.ink, fontsize=9.5)
    axes.margins(x=0.14)
    in_dollars(axes, look, along="x")
    _legend_below(axes, look, _height(len(ranked), 1))
    return figure


def month_ahead(days: Sequence[Spent], now: datetime, month: Span, ceiling: Money | None, *, theme: Theme = "light") -> Figure:
    """Draw what this month has cost day by day, where that leads, and the ceiling; `days` have a day as their key."""
    look = LOOKS[theme]
    assert month.since and month.until
    figure, axes = canvas(f"{month.since:%Y-%m}: spent so far, and where it leads", look)
    whole, today = month.until.day, now.astimezone(month.zone).day
    amounts = {int(row.keys[0][-2:]): row.spent_usd for row in days}
    sums = [sum((amounts.get(day, ZERO) for day in range(1, last + 1)), start=ZERO) for last in range(1, today + 1)]
    end = projection(days, now, month)
    axes.step(range(today + 1), [0.0, *floats(sums)], where="post", color=look.good, linewidth=2.4, label="spent")
    axes.plot([today, whole], floats([sums[-1], end]), color=look.good, linewidth=2, linestyle=(0, (4, 3)), label="at this pace")
    axes.annotate(dollars(end), (whole, float(end)), (4, 0), textcoords="offset points", color=look.ink, va="center")
    if ceiling is not None:
        top = ceiling * whole
        axes.plot([0, whole], floats([top, top]), color=look.bad, linewidth=1.6, linestyle="-.", label=f"ceiling {dollars(top)}")
    axes.set_xlim(0, whole + 2.2)
    axes.set_ylim(bottom=0)
    axes.set_xticks([1, *range(5, whole + 1, 5)])
    axes.set_xlabel("day of the month", color=look.ink, fontsize=9.5)
    in_dollars(axes, look, along="y")
    legend(axes, look)
    return figure


def _height(rows: int, bars: int) -> float:
    return max(2.2, min(HEIGHT * 1.8, 1.5 + 0.42 * rows * (1 + 0.3 * (bars - 1)))) if rows else 2.2


def _legend_below(axes: object, look: Look, height: float) -> None:
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    legend(axes, look)
    found = axes.get_legend()
    if found:
        found.set_bbox_to_anchor((0.5, -0.62 / height))
