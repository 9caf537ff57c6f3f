"""Resolve: a person settles an order that nobody knows the fate of."""

from domain.errors import BriefError, NotFound
from domain.money import Money
from store import projects
from store.orders import Order, OrderState, get, move, of_project
from tasks.orders.calling import JOBLESS, way_out
from tasks.wiring import store

UNKNOWN: tuple[OrderState, ...] = ("unknown",)


def unknown_orders(project: str) -> tuple[Order, ...]:
    """Return a project's orders that wait for a person."""
    return of_project(store(), project, states=UNKNOWN)


def project_with(name: str) -> str:
    """Return the id of a project by its name; also of one whose brief or script was asked for and is not there yet.

    Raises `NotFound` as for other commands.
    """
    return name if unknown_orders(name) else projects.load(store(), name).id


def resolve(project: str, beginning: str, *, job: str = "", not_ordered: bool = False, charged: Money | None = None) -> Order:
    """Settle an order: adopt the vendor's job, declare that it was never ordered, which frees its money, or say what it cost.

    Raises `NotFound` when no unknown order's id begins so, `BriefError` unless exactly one of the three is said, and for a job
    of what is one call, such as a text or a narration: what was lost cannot be fetched.
    """
    if [bool(job.strip()), not_ordered, charged is not None].count(True) != 1:
        raise BriefError(
            "Say exactly one of: --job ID, when the vendor's list has it; --not-ordered, when it has not; --charged USD, when "
            "it was charged and what was made is lost."
        )
    waiting = unknown_orders(project)
    found = [order for order in waiting if order.id.startswith(beginning)]
    if len(found) != 1:
        known = ", ".join(order.id[:8] for order in waiting) or "none"
        raise NotFound(f"No single unknown order begins with {beginning!r}. Waiting for a person: {known}.")
    if charged is not None:
        if not (charged > 0 and charged.is_finite()):
            raise BriefError(f"A charge of {charged} is not an amount of US dollars above 0. For none say --not-ordered.")
        move(store(), found[0].id, UNKNOWN, "failed", error="charged, and what was made is lost", charged_usd=charged)
    elif found[0].kind in JOBLESS and not not_ordered:
        raise BriefError(f"Of {JOBLESS[found[0].kind]} there is no job. {way_out(found[0])}")
    elif not_ordered:
        move(store(), found[0].id, UNKNOWN, "failed", error="declared never ordered")
    else:
        move(store(), found[0].id, UNKNOWN, "submitted", job=job.strip())
    return get(store(), found[0].id)
