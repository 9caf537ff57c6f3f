"""Order from a vendor that is paid: at most once, or declared unknown. States and money as `store.orders` says.

A crash leaves the order where it was: `reserved` is sent now, `submitted` is asked for by its job and never sent again,
`submitting` is looked up at the vendor, else it becomes `unknown` and waits for a person. Whoever sends an order or settles
what was lost holds it, so that of two runs one does; what surely was not sent gives its money back.
"""

import time

from domain.errors import ContentRefused, JobFailed, LostAnswer, ProviderError, RateLimited, Unavailable
from domain.requests import Made, VideoRequest
from providers.base import Vendor
from providers.dialect import Call, JobDialect
from providers.offers import Offer
from providers.wire import Wire
from store.orders import Order, get, move
from tasks.orders.collecting import collected
from tasks.orders.fitting import fitted
from tasks.orders.holding import held, money_back_if_unsent, place
from tasks.orders.tracing import PATIENCE, SUBMITTING, found_again, key_of, pause, submitted, unknown
from tasks.wiring import ready, store

LOSSES = 3
"""How often one order may be lost and the vendor say that it was not taken, before that is not believed any more."""


def ordered(by: Vendor, offer: Offer, request: VideoRequest, order: Order) -> Made:
    """Bring an order to its end, from wherever it stands, and return what it made.

    Raises `OrderUnknown`, a `ProviderError` that is a clear no, or `JobTimedOut` with the job kept.
    """
    dialect: JobDialect = by.makers["video"]
    with money_back_if_unsent(order), ready(by, offer) as wire:
        request = fitted(request, offer, sending=order.state in ("reserved", "submitting"))
        call = dialect.submit(request, offer, key_of(order))
        if order.state == "submitting":
            with held(order):
                order = found_again(wire, dialect, offer, request, call, get(store(), order.id))
        if order.state == "unknown":
            raise unknown(by, order)
        if order.state in ("refused", "failed"):  # by the run that was sending it a moment ago
            raise JobFailed(order.error)
        if order.state == "reserved":
            order = _sent(wire, dialect, offer, request, call, order)
        return collected(wire, dialect, offer, request, order)


def _sent(wire: Wire, dialect: JobDialect, offer: Offer, request: VideoRequest, call: Call, order: Order) -> Order:
    """Send a reserved order, waiting while the vendor is busy or away; every refusal before it is taken is safe to repeat."""
    deadline, losses = 0.0, 0
    while True:
        with place(wire.vendor, order, PATIENCE):
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
