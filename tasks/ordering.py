"""Order from a vendor that is paid: at most once, or declared unknown. States and money as `store.orders` says.

A crash leaves the order where it was: `reserved` is sent now, `submitted` is asked for by its job and never sent again,
`submitting` is looked up at the vendor, else it becomes `unknown` and waits for a person. Whoever sends an order or settles
what was lost holds it, so that of two runs one does; what surely was not sent gives its money back.
"""

import contextlib
import time
from collections.abc import Iterator

from blocks.settings import places
from domain.errors import Busy, ContentRefused, JobFailed, LostAnswer, ProviderError, RateLimited, ReelflowError, Unavailable
from domain.requests import Made, VideoRequest
from providers.base import Vendor
from providers.dialect import Call, JobDialect
from providers.offers import Offer
from providers.wire import Wire
from store.locks import exclusive
from store.orders import Order, begin, get, last_move, move
from tasks.collecting import collected
from tasks.fitting import fitted
from tasks.tracing import PATIENCE, RESERVED, SUBMITTING, found_again, key_of, pause, submitted, unknown
from tasks.wiring import pace, ready, rest, store

LOSSES = 3
"""How often one order may be lost and the vendor say that it was not taken, before that is not believed any more."""


def ordered(by: Vendor, offer: Offer, request: VideoRequest, order: Order) -> Made:
    """Bring an order to its end, from wherever it stands, and return what it made.

    Raises `OrderUnknown`, a `ProviderError` that is a clear no, or `JobTimedOut` with the job kept.
    """
    dialect: JobDialect = by.makers["video"]
    with _money_back_if_unsent(order), ready(by, offer) as wire:
        request = fitted(request, offer, sending=order.state in ("reserved", "submitting"))
        call = dialect.submit(request, offer, key_of(order))
        if order.state == "submitting":
            with _held(order):
                order = found_again(wire, dialect, offer, request, call, get(store(), order.id))
        if order.state == "unknown":
            raise unknown(by, order)
        if order.state in ("refused", "failed"):  # by the run that was sending it a moment ago
            raise JobFailed(order.error)
        if order.state == "reserved":
            order = _sent(wire, dialect, offer, request, call, order)
        return collected(wire, dialect, offer, request, order)


@contextlib.contextmanager
def _money_back_if_unsent(order: Order) -> Iterator[None]:
    """Settle an order that an error leaves reserved: it was never sent, or surely not taken. Another run's is let be."""
    try:
        yield
    except Busy:
        raise
    except ReelflowError as error:
        move(store(), order.id, RESERVED, "failed", error=str(error))
        raise


@contextlib.contextmanager
def _held(order: Order) -> Iterator[None]:
    """Have an order to oneself while inside; raise `Busy` when a living run is sending it. The killed hold nothing."""
    with contextlib.ExitStack() as lock:
        try:
            lock.enter_context(exclusive(store(), f"order {order.id}"))
        except Busy:
            raise _busy(order) from None
        yield


def _sent(wire: Wire, dialect: JobDialect, offer: Offer, request: VideoRequest, call: Call, order: Order) -> Order:
    """Send a reserved order, waiting while the vendor is busy or away; every refusal before it is taken is safe to repeat."""
    deadline, losses = 0.0, 0
    while True:
        with _place(wire, order):
            deadline = deadline or time.monotonic() + PATIENCE
            try:
                return submitted(order, dialect, wire.placed(call, dialect))
            except (RateLimited, Unavailable) as turned_away:
                move(store(), order.id, SUBMITTING, "reserved")
                later: ProviderError = turned_away
            except LostAnswer as lost:
                order, losses = found_again(wire, dialect, offer, request, call, get(store(), order.id)), losses + 1
                later = Unavailable(f"{lost} It surely was not taken; try again later.")
            except ProviderError as no:
                move(store(), order.id, SUBMITTING, "refused" if isinstance(no, ContentRefused) else "failed", error=str(no))
                raise
        if order.state == "submitted":
            return order
        if time.monotonic() > deadline or losses >= LOSSES:
            raise later
        pause(wire, later)


@contextlib.contextmanager
def _place(wire: Wire, order: Order) -> Iterator[None]:
    """Wait for a place at the vendor, begin the order, and hold it while inside.

    However long the queue is, it is waited for as long as the vendor's orders move on.
    """
    most = places(wire.vendor.slug, wire.vendor.at_once)
    moved, deadline = None, 0.0
    while True:
        rest(0)  # a run that is being stopped orders nothing more
        with _held(order):
            if (standing := begin(store(), order, at_once=most)) == "begun":
                yield
                return
        if standing == "taken":
            raise _busy(order)
        if (last := last_move(store(), order.vendor)) != moved:
            moved, deadline = last, time.monotonic() + PATIENCE
        if time.monotonic() > deadline:
            raise Unavailable(f"{wire.vendor.slug}: all {most} places are taken by other runs, and none of their orders ends.")
        rest(pace(wire.vendor))


def _busy(order: Order) -> Busy:
    return Busy(f"{order.vendor}: another run is ordering segment {order.segment} of {order.project} now.")
