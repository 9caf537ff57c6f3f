"""Tables of what was spent: in groups, and the story of one video."""

from collections.abc import Sequence

from domain.outcomes import Step
from domain.period import Span
from domain.spending import Grouping, Spent, total
from domain.table import Column, Table, percent

SUMS = (
    Column("orders", "count", "attempts for which money was reserved"),
    Column("estimated_usd", "USD", "all that was ever reserved"),
    Column("spent_usd", "USD", "charged"),
    Column("wasted_usd", "USD", "charged for what could not be used; part of spent_usd"),
    Column(
        "held_usd", "USD", "reserved less what was settled: under way, or in doubt; below 0 where it was reserved in earlier days"
    ),
)
EMPTY = "The ledger has no entry here: nothing was ordered of a paid vendor. What is made on this machine costs nothing."


def spending_table(rows: Sequence[Spent], by: Grouping, span: Span, future: int = 0) -> Table:
    """Return the sums of each group; money of a day or a month is that of entries dated so, in the span's zone."""
    keys = (Column("project"), Column("segment", "count")) if by == "segment" else (Column(by),)
    share = Column("share", "%", "of all that was charged")
    all_of_them = total(list(rows))
    return Table(
        name="spending",
        title=f"What was spent, by {by} ({span.told})",
        columns=(*keys, *SUMS, share),
        rows=tuple((*_keys(row, by), *_sums(row), percent(row.spent_usd, all_of_them.spent_usd)) for row in rows),
        notes=(*([] if rows else [EMPTY]), *([_future(future)] if future else [])),
    )


def story_table(steps: Sequence[Step], title: str, project: str) -> Table:
    """Return every paid order of one video: segment by segment, retakes and fallbacks included."""
    return Table(
        name="story",
        title=f"What {title} cost, order by order ({project})",
        columns=(
            Column("segment", "count", "0 is the whole film"),
            Column("kind"),
            Column("take", "count"),
            Column("vendor"),
            Column("model"),
            Column("attempts", "count"),
            Column("state"),
            *SUMS[1:],
            Column("why", "", "what the vendor said, where it came to nothing"),
        ),
        rows=tuple((*step[1:4], step.vendor, step.model, step.attempts, step.state, *step[8:12], step.said) for step in steps),
        notes=() if steps else (EMPTY,),
    )


def _keys(row: Spent, by: Grouping) -> tuple[str | int, ...]:
    if by == "segment":
        return (row.keys[0], int(row.keys[1]))
    return (row.keys[0] or f"(no {by})",)


def _sums(row: Spent) -> tuple[object, ...]:
    return (row.orders, row.estimated_usd, row.spent_usd, row.wasted_usd, row.held_usd)


def _future(count: int) -> str:
    entries = "1 entry is" if count == 1 else f"{count} entries are"
    return f"{entries} dated in the future: the clock was wrong when they were written. They count where they are dated."
