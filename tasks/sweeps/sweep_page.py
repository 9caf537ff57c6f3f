"""Show a sweep on its Prefect page: what became of each order, what waits for a person, what was removed."""

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from domain.money import dollars
from domain.sweeping import Cleared, Settled, Sweep

KEY = "sweep"


def show_sweep(sweep: Sweep) -> Sweep:
    """Leave a sweep's artifacts, and return it."""
    create_markdown_artifact("\n\n".join(told(sweep)), key=KEY, description="What the sweep did")
    if sweep.orders:
        create_table_artifact([_row(order) for order in sweep.orders], key=f"{KEY}-orders", description="Orders of dead runs")
    return sweep


def told(sweep: Sweep) -> tuple[str, ...]:
    """Return what a sweep did, as sentences."""
    would = "would be " if sweep.dry_run else ""
    gone = [_removed(one, would) for one in sweep.cleared if one.files]
    busy = f"Left alone, because a run is at work: {', '.join(sweep.busy)}." if sweep.busy else ""
    closed = f"No run is at work any more on: {', '.join(sweep.closed)}." if sweep.closed else ""
    waiting = f"{len(sweep.unknown)} waiting for a person." if sweep.unknown else ""
    orders = f"Orders of dead runs: {len(sweep.orders)}; {dollars(sweep.freed_usd)} free again." if sweep.orders else ""
    said = tuple(part for part in (orders, waiting, closed, busy, *gone) if part)
    return said or ("Nothing was left behind.",)


def _removed(one: Cleared, would: str) -> str:
    size = f", {one.bytes / 1e6:.1f} MB" if one.bytes else ""
    return f"{one.what.capitalize()} {would or ''}removed: {one.files}{size}."


def _row(order: Settled) -> dict[str, object]:
    return {
        "project": order.project,
        "segment": order.segment,
        "vendor": order.vendor,
        "kind": order.kind,
        "was": order.before,
        "is": order.after,
        "free again": dollars(order.freed_usd),
        "charged": dollars(order.charged_usd),
        "what became of it": order.told,
    }
