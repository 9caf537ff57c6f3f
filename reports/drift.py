"""Estimate against charge: does a vendor charge what its card says?"""

from collections.abc import Sequence

from domain.outcomes import Priced
from domain.table import Column, Share, Table, percent

ALARM = 10.0
"""Percent between estimate and charge that is worth a look."""


def drift_table(rows: Sequence[Priced], alarm: float = ALARM) -> Table:
    """Return what charged orders were estimated at and were charged, by vendor and model, with an alarm beyond a percentage."""
    return Table(
        name="drift",
        title="Estimate against charge",
        columns=(
            Column("vendor"),
            Column("model"),
            Column("kind"),
            Column("orders", "count", "attempts that were charged"),
            Column("estimated_usd", "USD", "what was reserved for them"),
            Column("charged_usd", "USD"),
            Column("drift", "%", "charge above estimate; below it when negative"),
            Column("alarm", "", f"beyond {alarm:g} % either way; above it for text, which is reserved at its dearest"),
        ),
        rows=tuple(_row(row, alarm) for row in rows),
        notes=("Text is reserved at its dearest: a charge far below its estimate is usual there.",) if rows else (),
    )


def alarms(table: Table) -> tuple[str, ...]:
    """Return, as sentences, which models are charged otherwise than estimated."""
    return tuple(
        f"{vendor}:{model} charged {'more than its estimate' if drift is None else f'{drift:+.1f} % against its estimate'}. "
        "Read its price anew; your own goes into prices.yaml."
        for vendor, model, _, _, _, _, drift, alarm in table.rows
        if alarm
    )


def _row(row: Priced, alarm: float) -> tuple[object, ...]:
    share = percent(row.charged_usd - row.estimated_usd, row.estimated_usd)
    beyond = share is None or share > alarm or (share < -alarm and row.kind != "text")
    return (*row, None if share is None else Share(share), "look" if beyond else "")
