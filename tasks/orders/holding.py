"""Have an order to oneself while it is sent, and a place at its vendor; what surely was not sent gives its money back."""

import contextlib
import time
from collections.abc import Iterator

from blocks.settings import places
from domain.errors import Busy, ReelflowError, Unavailable
from providers.base import Vendor
from store.locks import exclusive
from store.orders import Order, OrderState, begin, last_move, move
from tasks.wiring import pace, rest, store

RESERVED: tuple[OrderState, ...] = ("reserved",)


@contextlib.contextmanager
def money_back_if_unsent(order: Order) -> Iterator[None]:
    """Settle an order that an error leaves reserved: it was never sent, or surely not taken. Another run's is let be."""
    try:
        yield
    except Busy:
        raise
    except ReelflowError as error:
        move(store(), order.id, RESERVED, "failed", error=str(error))
        raise


@contextlib.contextmanager
def held(order: Order) -> Iterator[None]:
    """Have an order to oneself while inside; raise `Busy` when a living run is sending it. The killed hold nothing."""
    with contextlib.ExitStack() as lock:
        try:
            lock.enter_context(exclusive(store(), f"order {order.id}"))
        except Busy:
            raise busy(order) from None
        yield


@contextlib.contextmanager
def place(by: Vendor, order: Order, patience: float) -> Iterator[None]:
    """Wait for a place at the vendor, begin the order, and hold it while inside.

    However long the queue is, it is waited for as long as the vendor's orders move on; `patience` is in seconds.
    """
    for most in _turns(by, order, patience):
        with held(order):
            if _begun(order, most):
                yield
                return


def begun(by: Vendor, order: Order, patience: float) -> None:
    """Wait for a place as `place` does, and begin an order that is held already."""
    for most in _turns(by, order, patience):
        if _begun(order, most):
            return


def _begun(order: Order, most: int) -> bool:
    standing = begin(store(), order, at_once=most)
    if standing == "taken":
        raise busy(order)
    return standing == "begun"


def _turns(by: Vendor, order: Order, patience: float) -> Iterator[int]:
    """Yield the vendor's number of places for each time a place may be free; raise `Unavailable` when nothing moves on."""
    most = places(by.slug, by.at_once)
    moved, deadline = None, 0.0
    while True:
        rest(0)  # a run that is being stopped orders nothing more
        yield most
        if (last := last_move(store(), order.vendor)) != moved:
            moved, deadline = last, time.monotonic() + patience
        if time.monotonic() > deadline:
            raise Unavailable(f"{by.slug}: all {most} places are taken by other runs, and none of their orders ends.")
        rest(pace(by))


def busy(order: Order) -> Busy:
    """Return the error for an order that another run is sending."""
    what = "" if order.kind == "video" else f"the {order.kind} of "
    whole = f"segment {order.segment} of " if order.segment else ""
    return Busy(f"{order.vendor}: another run is ordering {what}{whole}{order.project} now.")
