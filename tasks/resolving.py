"""Resolve: a person settles an order that nobody knows the fate of."""

from domain.errors import BriefError, NotFound
from store.orders import Order, OrderState, get, move, of_project
from tasks.wiring import store

UNKNOWN: tuple[OrderState, ...] = ("unknown",)


def unknown_orders(project: str) -> tuple[Order, ...]:
    """Return a project's orders that wait for a person."""
    return of_project(store(), project, states=UNKNOWN)


def resolve(project: str, beginning: str, *, job: str = "", not_ordered: bool = False) -> Order:
    """Settle an order: adopt the vendor's job, or declare that it was never ordered, which frees its money.

    Raises `NotFound` when no unknown order's id begins so, `BriefError` unless exactly one of the two is said.
    """
    if bool(job.strip()) == not_ordered:
        raise BriefError("Say exactly one of: --job ID, when the vendor's list has it; --not-ordered, when it has not.")
    waiting = unknown_orders(project)
    found = [order for order in waiting if order.id.startswith(beginning)]
    if len(found) != 1:
        known = ", ".join(order.id[:8] for order in waiting) or "none"
        raise NotFound(f"No single unknown order begins with {beginning!r}. Waiting for a person: {known}.")
    if not_ordered:
        move(store(), found[0].id, UNKNOWN, "failed", error="declared never ordered")
    else:
        move(store(), found[0].id, UNKNOWN, "submitted", job=job.strip())
    return get(store(), found[0].id)
