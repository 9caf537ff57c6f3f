"""Resolve: a person settles an order that nobody knows the fate of."""

import math

from domain.errors import BriefError, NotFound
from domain.money import Money
from store.orders import Order, OrderState, get, move, of_project
from tasks.wiring import store

UNKNOWN: tuple[OrderState, ...] = ("unknown",)


def unknown_orders(project: str) -> tuple[Order, ...]:
    """Return a project's orders that wait for a person."""
    return of_project(store(), project, states=UNKNOWN)


def resolve(project: str, beginning: str, *, job: str = "", not_ordered: bool = False, charged: float | None = None) -> Order:
    """Settle an order: adopt the vendor's job, declare that it was never ordered, or book what was charged for nothing.

    Never ordered frees its money; a charge, in US dollars, is spent and wasted. Raises `NotFound` when no unknown order's id
    begins so, `BriefError` unless exactly one of the three is said.
    """
    if [bool(job.strip()), not_ordered, charged is not None].count(True) != 1:
        raise BriefError(
            "Say exactly one of: --job ID, when the vendor's list has it; --not-ordered, when it has not; "
            "--charged DOLLARS, when it was paid for and its clip is gone."
        )
    waiting = unknown_orders(project)
    found = [order for order in waiting if order.id.startswith(beginning)]
    if len(found) != 1:
        known = ", ".join(order.id[:8] for order in waiting) or "none"
        raise NotFound(f"No single unknown order begins with {beginning!r}. Waiting for a person: {known}.")
    if charged is not None:
        if not (charged > 0 and math.isfinite(charged)):
            raise BriefError(f"A charge of {charged:g} is not an amount of US dollars above 0. For none say --not-ordered.")
        move(store(), found[0].id, UNKNOWN, "failed", error="charged, and its clip is gone", charged_usd=Money(str(charged)))
    elif not_ordered:
        move(store(), found[0].id, UNKNOWN, "failed", error="declared never ordered")
    else:
        move(store(), found[0].id, UNKNOWN, "submitted", job=job.strip())
    return get(store(), found[0].id)
