"""Tables of what was paid for nothing, and of what failed."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from domain.money import ZERO
from domain.outcomes import Fate, Lost
from domain.spending import Spent
from domain.table import Column, Table, percent
from reports.reasons import reason

_KEYS = (Column("reason"), Column("vendor"), Column("model"))


def waste_table(lost: Sequence[Lost], doubtful: Sequence[Lost], spent: Spent) -> Table:
    """Return what was charged for nothing usable, by reason, and what is held for orders in doubt."""
    found: dict[tuple[str, str, str], list[Decimal | int]] = defaultdict(lambda: [0, ZERO, ZERO])
    for rows, place, state in ((lost, 1, ""), (doubtful, 2, "unknown")):
        for row in rows:
            sums = found[reason(row.said, state), row.vendor, row.model]
            sums[0] += row.orders
            sums[place] += row.amount_usd
    rows_of = [(*keys, *sums, percent(sums[1], spent.spent_usd)) for keys, sums in found.items()]
    notes = ("Money in doubt is held now, whatever days were asked for. Settle it with: reelflow resolve.",) if doubtful else ()
    sums_of = (Column("orders", "count"), Column("wasted_usd", "USD", "charged"), Column("in_doubt_usd", "USD", "held now"))
    return Table(
        name="waste",
        title="What was wasted, and why",
        columns=(*_KEYS, *sums_of, Column("share", "%", "of all that was charged")),
        rows=tuple(sorted(rows_of, key=lambda row: (-row[4], -row[5], row[:3]))),
        notes=notes or (() if rows_of else ("Nothing was wasted.",)),
    )


def failures_table(fates: Sequence[Fate]) -> Table:
    """Return how often orders of each vendor came to nothing, and why; beside how many it was given."""
    given: dict[tuple[str, str], int] = defaultdict(int)
    failed: dict[tuple[str, str, str], int] = defaultdict(int)
    for fate in fates:
        given[fate.vendor, fate.kind] += fate.orders
        if fate.state != "done":
            failed[fate.vendor, fate.kind, reason(fate.said, fate.state)] += fate.orders
    rows = [(*keys, count, given[keys[:2]], percent(count, given[keys[:2]])) for keys, count in failed.items()]
    return Table(
        name="failures",
        title="What failed, by vendor and reason",
        columns=(
            Column("vendor"),
            Column("kind"),
            Column("reason"),
            Column("failed", "count", "orders that ended so, as they stand now"),
            Column("of", "count", "orders of this vendor and kind that ended or are in doubt"),
            Column("share", "%", "failed among them"),
        ),
        rows=tuple(sorted(rows, key=lambda row: (-row[3], row[:3]))),
        notes=("An order that failed and was done when it was ordered again counts as done.",) if rows else ("Nothing failed.",),
    )
