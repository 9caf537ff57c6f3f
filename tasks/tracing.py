"""Trace an order whose answer was lost: the vendor is asked in its own way whether it was taken, and never sent it blindly."""

import random
import time
from typing import Any

from domain.errors import LostAnswer, OrderUnknown, ProviderError, RateLimited, Unavailable
from domain.requests import VideoRequest
from providers.base import Vendor
from providers.dialect import Call, Finder, JobDialect, Json
from providers.wire import Wire
from store.orders import Order, OrderState, get, move
from tasks.wiring import pace, rest, store

RESERVED: tuple[OrderState, ...] = ("reserved",)
SUBMITTING: tuple[OrderState, ...] = ("submitting",)
SUBMITTED: tuple[OrderState, ...] = ("submitted",)
STUMBLES = 4
"""How often a question that fails in passing is asked again before the order counts as unknown."""
PATIENCE = 1800.0
"""Seconds to wait for a place at the vendor, or for it to take orders again."""


def found_again(wire: Wire, dialect: JobDialect, request: VideoRequest, call: Call, order: Order) -> Order:
    """Return an order whose answer was lost: submitted with its job, or reserved because it surely never arrived.

    Raises `OrderUnknown` when the vendor has no way to tell.
    """
    if order.state != "submitting":  # the run that was sending it came to an end meanwhile
        return order
    try:
        if wire.vendor.repeatable_by_key:
            return submitted(order, _repeated(wire, dialect, call))
        if not isinstance(dialect, Finder):
            raise LostAnswer("there is no way to ask")
        if ticket := _looked_for(wire, dialect, request, order):
            return submitted(order, ticket)
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
            return dialect.ticket(wire.order(call, dialect))
        except (RateLimited, Unavailable, LostAnswer) as later:
            if time.monotonic() > deadline:
                raise
            pause(wire, later)


def _looked_for(wire: Wire, dialect: Any, request: VideoRequest, order: Order) -> str:
    """Return the job that a lost order became, or nothing when the vendor twice, some time apart, does not have it."""
    since = order.updated_at.timestamp() if order.updated_at else 0.0
    for wait in (0.0, 2 * pace(wire.vendor)):  # a list may lag behind what was just taken
        rest(wait)
        reply = asked_patiently(wire, dialect, dialect.look_up(key_of(order)))
        if ticket := dialect.found(reply, key_of(order), request, since):
            return str(ticket)
    return ""


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


def submitted(order: Order, ticket: str) -> Order:
    move(store(), order.id, SUBMITTING, "submitted", job=ticket)
    return get(store(), order.id)


def unknown(by: Vendor, order: Order) -> OrderUnknown:
    when = f"{order.updated_at:%Y-%m-%d %H:%M} UTC"
    return OrderUnknown(f"{by.slug}: nobody knows whether segment {order.segment} was ordered, sent {when}. {way_out(order)}")


def way_out(order: Order) -> str:
    settle = f"reelflow resolve {order.project} {order.id[:8]} --job ID, or --not-ordered"
    return f"Look at the vendor's list of jobs, then: {settle}."
