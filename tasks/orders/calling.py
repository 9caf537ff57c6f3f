"""Order what is one call: its answer carries all that was ordered. States and money as `store.orders` says.

There is no job to ask after. An order found `submitting` was left by a run that died, and an answer that was lost may have been
charged: both are `unknown` and wait for a person; nothing is sent a second time, and nobody else is asked meanwhile.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import ContentRefused, LostAnswer, OrderUnknown, ProviderError, RateLimited, ReelflowError
from domain.money import Money
from domain.requests import Made
from providers.base import Vendor
from store.orders import Order, OrderState, get, move
from tasks.orders.holding import held, money_back_if_unsent, place
from tasks.wiring import pace, rest, store

SUBMITTING: tuple[OrderState, ...] = ("submitting",)
PATIENCE = 600.0
"""Seconds to wait for a place at the vendor, or for one that is full."""
JOBLESS: dict[str, str] = {"text": "text", "speech": "narration", "listen": "word times"}
"""Kinds of work that are one call, and what is ordered: there is no job to ask after, and what was lost cannot be fetched."""


@dataclass(frozen=True)
class Brought:
    """What a call brought and what it cost; `trouble` when it is of no use although it was charged."""

    charged_usd: Money
    made: Made | None = None
    trouble: Exception | None = None


def called(by: Vendor, order: Order, call: Callable[[], Brought]) -> Made:
    """Bring an order to its end and return what it made; `call` is sent once, after which the money is settled.

    Raises `OrderUnknown`, or a `ProviderError` that is a clear no.
    """
    with money_back_if_unsent(order):
        if order.state == "submitting":
            with held(order):
                move(store(), order.id, SUBMITTING, "unknown", error="the run ended before the answer was there")
                order = get(store(), order.id)
        if order.state == "unknown":
            raise _unknown(order)
        brought = _sent(by, order, call)
        if brought.made is None:
            raise brought.trouble or ProviderError(f"{by.slug}: brought nothing.")
        return brought.made


def _sent(by: Vendor, order: Order, call: Callable[[], Brought]) -> Brought:
    """Send a reserved order and settle it, waiting while the vendor is full: it has not begun to work then."""
    deadline = 0.0
    while True:
        with place(by, order, PATIENCE):
            deadline = deadline or time.monotonic() + PATIENCE
            try:
                return _settled(order, call())
            except RateLimited as full:
                move(store(), order.id, SUBMITTING, "reserved")
                later = full
            except LostAnswer as lost:
                move(store(), order.id, SUBMITTING, "unknown", error=str(lost))
                raise OrderUnknown(f"{lost} {way_out(order)}") from lost
            except ReelflowError as no:  # the vendor's, or our own before anything was sent
                move(store(), order.id, SUBMITTING, "refused" if isinstance(no, ContentRefused) else "failed", error=str(no))
                raise
            except Exception as fault:
                move(store(), order.id, SUBMITTING, "unknown", error=str(fault) or type(fault).__name__)
                raise
        if time.monotonic() > deadline:
            raise later
        rest(later.after if later.after is not None else pace(by) * random.uniform(0.8, 1.2))


def _settled(order: Order, brought: Brought) -> Brought:
    if brought.made is None:
        move(store(), order.id, SUBMITTING, "failed", error=str(brought.trouble), charged_usd=brought.charged_usd)
    else:
        result = brought.made.model_dump(mode="json")
        move(store(), order.id, SUBMITTING, "done", charged_usd=brought.charged_usd, result=result)
    return brought


def _unknown(order: Order) -> OrderUnknown:
    when, what = f"{order.updated_at:%Y-%m-%d %H:%M} UTC", JOBLESS.get(order.kind, order.kind)
    return OrderUnknown(
        f"{order.vendor}: nobody knows whether the {what} of segment {order.segment}, ordered {when}, was made and charged. "
        f"{way_out(order)}"
    )


def way_out(order: Order) -> str:
    """Return how a person settles an order that was one call."""
    settle = f"reelflow resolve {order.project} {order.id[:8]}"
    return f"Look at the usage page of your account there, then: {settle} --not-ordered, or {settle} --charged USD."
