"""Trace an order whose answer was lost: the vendor is asked in its own way whether it was taken, and never sent it blindly."""

import random
import time

from domain.errors import LostAnswer, OrderUnknown, ProviderError, RateLimited, Unavailable
from domain.requests import VideoRequest
from providers.base import Vendor
from providers.dialect import Call, Finder, JobDialect, Json, Lost
from providers.offers import Offer
from providers.wire import Wire
from store.claims import claim, jobs_of_others
from store.orders import Order, OrderState, get, move
from tasks.wiring import pace, rest, store

RESERVED: tuple[OrderState, ...] = ("reserved",)
SUBMITTING: tuple[OrderState, ...] = ("submitting",)
SUBMITTED: tuple[OrderState, ...] = ("submitted",)
STUMBLES = 4
"""How often a question that fails in passing is asked again before the order counts as unknown."""
PATIENCE = 1800.0
"""Seconds to wait for a place at the vendor, or for it to take orders again."""


def found_again(wire: Wire, dialect: JobDialect, offer: Offer, request: VideoRequest, call: Call, order: Order) -> Order:
    """Return an order whose answer was lost: submitted with its job, or reserved because it surely never arrived.

    Raises `OrderUnknown` when the vendor has no way to tell.
    """
    if order.state != "submitting":  # the run that was sending it came to an end meanwhile
        return order
    try:
        if wire.vendor.repeatable_by_key:
            return submitted(order, dialect, _repeated(wire, dialect, call))
        if looked_for(wire, dialect, offer, request, order):
            return get(store(), order.id)
    except ProviderError as lost:
        move(store(), order.id, SUBMITTING, "unknown", error=str(lost))
        raise unknown(wire.vendor, order) from lost
    move(store(), order.id, SUBMITTING, "reserved")
    return get(store(), order.id)


def _repeated(wire: Wire, dialect: JobDialect, call: Call) -> str:
    """Send a lost order again under its old key until the vendor names the job, the old one if it was taken.

    Raises what the vendor says instead: a refusal now tells nothing of the first time.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return wire.placed(call, dialect)
        except (RateLimited, Unavailable, LostAnswer) as later:
            if time.monotonic() > deadline:
                raise
            pause(wire, later)


def looked_for(wire: Wire, dialect: JobDialect, offer: Offer, request: VideoRequest, order: Order) -> bool:
    """Give a lost order the job it became, or return False when the vendor, asked twice, does not have it.

    The second answer counts: a list may lag behind what was just taken, and what cannot be told apart be told by then.
    """
    if not isinstance(dialect, Finder):
        raise LostAnswer("there is no way to ask")
    doubt: LostAnswer | None = None
    for wait in (0.0, 2 * pace(wire.vendor)):
        rest(wait)
        reply = asked_patiently(wire, dialect, dialect.look_up(_lost(wire, offer, request, order)))
        try:
            if _adopted(wire, dialect, reply, offer, request, order):
                return True
            doubt = None
        except LostAnswer as unclear:
            doubt = unclear
    if doubt:
        raise doubt
    return False


def _adopted(wire: Wire, dialect: Finder, reply: Json, offer: Offer, request: VideoRequest, order: Order) -> bool:
    """Give an order its job in an answer, if it is there; an order with the same prompt may be quicker to take one."""
    for _ in range(STUMBLES):
        ticket = dialect.found(reply, _lost(wire, offer, request, order))
        if not ticket or claim(store(), order, ticket):
            return bool(ticket)
    raise LostAnswer(f"{order.vendor}: other orders took every job that may be this one's.")


def _lost(wire: Wire, offer: Offer, request: VideoRequest, order: Order) -> Lost:
    """Return what is known of a lost order; its time by the vendor's clock, once that has told it."""
    since = order.updated_at.timestamp() if order.updated_at else 0.0
    return Lost(
        key=key_of(order),
        request=request,
        offer=offer,
        since=max(0.0, since - wire.ahead),
        taken=jobs_of_others(store(), order),
    )


def asked_patiently(wire: Wire, dialect: JobDialect, call: Call) -> Json:
    """Return the answer to a question, asked again a few times where the vendor only stumbles."""
    for _ in range(STUMBLES):
        try:
            return wire.ask(call, dialect)
        except (Unavailable, RateLimited) as hiccup:
            pause(wire, hiccup)
    return wire.ask(call, dialect)


def pause(wire: Wire, error: ProviderError) -> None:
    rest(getattr(error, "after", None) or pace(wire.vendor) * random.uniform(0.8, 1.2))


def key_of(order: Order) -> str:
    """Return our own name for one attempt of an order, the same after a crash."""
    return f"{order.id}-{order.attempt}"


def submitted(order: Order, dialect: JobDialect, ticket: str) -> Order:
    """Give an order the job that its vendor named; raise `LostAnswer` when another order was found to be that job before."""
    if not isinstance(dialect, Finder):
        move(store(), order.id, SUBMITTING, "submitted", job=ticket)
    elif not claim(store(), order, ticket):
        raise LostAnswer(f"{order.vendor}: job {ticket} was taken for another order with the same prompt.")
    return get(store(), order.id)


def unknown(by: Vendor, order: Order) -> OrderUnknown:
    when = f"{order.updated_at:%Y-%m-%d %H:%M} UTC"
    return OrderUnknown(f"{by.slug}: nobody knows whether segment {order.segment} was ordered, sent {when}. {way_out(order)}")


def way_out(order: Order) -> str:
    settle = f"reelflow resolve {order.project} {order.id[:8]} --job ID, or --not-ordered"
    return f"Look at the vendor's list of jobs, then: {settle}."
