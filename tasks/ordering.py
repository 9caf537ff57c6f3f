"""Order from a vendor that is paid: at most once, or declared unknown. States and money as `store.orders` says.

A crash leaves the order where it was: `reserved` is sent now, `submitted` is asked for by its job and never sent again,
`submitting` is looked up at the vendor, else it becomes `unknown` and waits for a person. Whoever sends an order or settles
what was lost holds it, so that of two runs one does; what surely was not sent gives its money back.
"""

import contextlib
import random
import time
from collections.abc import Iterator
from typing import Any

from blocks.settings import settings
from domain.errors import (
    Busy,
    ContentRefused,
    JobFailed,
    JobTimedOut,
    LostAnswer,
    OrderUnknown,
    ProviderError,
    RateLimited,
    ReelflowError,
    Unavailable,
)
from domain.money import ZERO
from domain.requests import Made, VideoRequest
from media.probe import probe
from providers import jobs
from providers.base import Offer, Vendor
from providers.dialect import Call, Finder, JobDialect, Json, Keeper, Progress
from providers.wire import Wire
from store.locks import exclusive
from store.orders import Order, OrderState, begin, get, move
from tasks.wiring import pace, ready, rest, scratch, store, vault

RESERVED: tuple[OrderState, ...] = ("reserved",)
SUBMITTING: tuple[OrderState, ...] = ("submitting",)
SUBMITTED: tuple[OrderState, ...] = ("submitted",)
STUMBLES = 4
"""How often a question that fails in passing is asked again before the order counts as unknown."""
PATIENCE = 1800.0
"""Seconds to wait for a place at the vendor, or for it to take orders again."""
SHORT, UNUSABLE = 0.9, 0.5
"""A clip below this share of the length wanted is told of, or not taken at all."""


def ordered(by: Vendor, offer: Offer, request: VideoRequest, order: Order) -> Made:
    """Bring an order to its end, from wherever it stands, and return what it made.

    Raises `OrderUnknown`, a `ProviderError` that is a clear no, or `JobTimedOut` with the job kept.
    """
    dialect: JobDialect = by.makers["video"]
    with _money_back_if_unsent(order), ready(by, offer) as wire:
        call = dialect.submit(request, offer, key_of(order))
        if order.state == "submitting":
            with _held(order):
                order = _found_again(wire, dialect, request, call, get(store(), order.id))
        if order.state == "unknown":
            raise _unknown(by, order)
        if order.state in ("refused", "failed"):  # by the run that was sending it a moment ago
            raise JobFailed(order.error)
        if order.state == "reserved":
            order = _sent(wire, dialect, request, call, order)
        return _collected(wire, dialect, offer, request, order)


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


def _sent(wire: Wire, dialect: JobDialect, request: VideoRequest, call: Call, order: Order) -> Order:
    """Send a reserved order, waiting while the vendor is busy or away; every refusal before it is taken is safe to repeat."""
    deadline = time.monotonic() + PATIENCE
    while True:
        with _place(wire, order, deadline):
            try:
                return _submitted(order, dialect.ticket(wire.order(call, dialect)))
            except (RateLimited, Unavailable) as turned_away:
                move(store(), order.id, SUBMITTING, "reserved")
                later: ProviderError = turned_away
            except LostAnswer as lost:
                order = _found_again(wire, dialect, request, call, get(store(), order.id))
                later = Unavailable(f"{lost} It surely was not taken; try again later.")
            except ProviderError as no:
                move(store(), order.id, SUBMITTING, "refused" if isinstance(no, ContentRefused) else "failed", error=str(no))
                raise
        if order.state == "submitted":
            return order
        if time.monotonic() > deadline:
            raise later
        _pause(wire, later)


@contextlib.contextmanager
def _place(wire: Wire, order: Order, deadline: float) -> Iterator[None]:
    """Wait for a place at the vendor, begin the order, and hold it while inside."""
    while True:
        with _held(order):
            if (standing := begin(store(), order, at_once=wire.vendor.at_once)) == "begun":
                yield
                return
        if standing == "taken":
            raise _busy(order)
        if time.monotonic() > deadline:
            raise Unavailable(f"{wire.vendor.slug}: all {wire.vendor.at_once} places are taken by other runs.")
        rest(pace(wire.vendor))


def _found_again(wire: Wire, dialect: JobDialect, request: VideoRequest, call: Call, order: Order) -> Order:
    """Return an order whose answer was lost: submitted with its job, or reserved because it surely never arrived.

    Raises `OrderUnknown` when the vendor has no way to tell.
    """
    if order.state != "submitting":  # the run that was sending it came to an end meanwhile
        return order
    try:
        if wire.vendor.repeatable_by_key:
            return _submitted(order, _repeated(wire, dialect, call))
        if not isinstance(dialect, Finder):
            raise LostAnswer("there is no way to ask")
        if ticket := _looked_for(wire, dialect, request, order):
            return _submitted(order, ticket)
    except ProviderError as lost:
        move(store(), order.id, SUBMITTING, "unknown", error=str(lost))
        raise _unknown(wire.vendor, order) from lost
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
            _pause(wire, later)


def _looked_for(wire: Wire, dialect: Any, request: VideoRequest, order: Order) -> str:
    """Return the job that a lost order became, or nothing when the vendor twice, some time apart, does not have it."""
    since = order.updated_at.timestamp() if order.updated_at else 0.0
    for wait in (0.0, 2 * pace(wire.vendor)):  # a list may lag behind what was just taken
        rest(wait)
        reply = _asked_patiently(wire, dialect, dialect.look_up(key_of(order)))
        if ticket := dialect.found(reply, key_of(order), request, since):
            return str(ticket)
    return ""


def _asked_patiently(wire: Wire, dialect: JobDialect, call: Call) -> Json:
    """Return the answer to a question, asked again a few times where the vendor only stumbles."""
    for _ in range(STUMBLES):
        try:
            return wire.ask(call, dialect)
        except (Unavailable, RateLimited) as hiccup:
            _pause(wire, hiccup)
    return wire.ask(call, dialect)


def _pause(wire: Wire, error: ProviderError) -> None:
    rest(getattr(error, "after", None) or pace(wire.vendor) * random.uniform(0.8, 1.2))


def _collected(wire: Wire, dialect: JobDialect, offer: Offer, request: VideoRequest, order: Order) -> Made:
    """Wait for a submitted job and keep its clip, checked, before it counts as done."""
    progress = _ended(wire, dialect, order)
    charged = progress.charged_usd if progress.charged_usd is not None else order.estimated_usd
    try:
        made = _fetched(wire, dialect, offer, request, order, progress)
    except JobFailed as unusable:
        move(store(), order.id, SUBMITTED, "failed", error=str(unusable), charged_usd=charged)
        raise
    except ProviderError as silence:
        raise _kept(order, silence) from silence
    move(store(), order.id, SUBMITTED, "done", charged_usd=charged, result=made.model_dump(mode="json"))
    return made


def _ended(wire: Wire, dialect: JobDialect, order: Order) -> Progress:
    """Wait for the end of a job and return it; an end without a clip settles the order and is raised.

    What only keeps us from asking (a key that was taken away, an answer nobody can read) leaves the job where it is.
    """
    try:
        progress = _asked_to_the_end(wire, dialect, order)
    except (ContentRefused, JobFailed) as end:
        move(store(), order.id, SUBMITTED, "refused" if isinstance(end, ContentRefused) else "failed", error=str(end))
        raise
    except ProviderError as silence:
        raise _kept(order, silence) from silence
    if progress.state in ("failed", "refused"):
        error = jobs.failure(wire, progress)
        move(store(), order.id, SUBMITTED, progress.state, error=str(error), charged_usd=progress.charged_usd or ZERO)
        raise error
    return progress


def _asked_to_the_end(wire: Wire, dialect: JobDialect, order: Order) -> Progress:
    """Wait for the end of a job and return it; `OrderUnknown` when the vendor, asked a few times, does not know it any more.

    Where the result is kept apart from the job, saying no to the question after it is how a job fails.
    """
    stumbles = 0
    while True:
        try:
            return jobs.collect(wire, dialect, order.job, pace=settings().reelflow_poll_seconds, sleep=rest)
        except JobFailed as gone:
            if isinstance(dialect, Keeper):
                raise
            if (stumbles := stumbles + 1) > STUMBLES:
                move(store(), order.id, SUBMITTED, "unknown", error=str(gone))
                raise OrderUnknown(f"{gone} It took job {order.job} before. {_way_out(order)}") from gone


def _fetched(wire: Wire, dialect: JobDialect, offer: Offer, request: VideoRequest, order: Order, progress: Progress) -> Made:
    with scratch() as folder:
        clip = jobs.fetch(wire, dialect, order.job, progress.link, folder / "clip.mp4", sleep=rest)
        facts = probe(clip)
        if facts.seconds < request.seconds * UNUSABLE:
            raise JobFailed(f"{wire.vendor.slug}: job {order.job} gave {facts.seconds:.1f} s instead of {request.seconds:g} s.")
        media = vault().put(clip, "video", seconds=facts.seconds, width=facts.width, height=facts.height)
    short = facts.seconds < request.seconds * SHORT
    notes = (f"{wire.vendor.slug} gave {facts.seconds:.1f} s instead of {request.seconds:g} s.",) if short else ()
    return Made(media=media, vendor=wire.vendor.slug, model=offer.model, job=order.job, notes=notes)


def key_of(order: Order) -> str:
    """Return our own name for one attempt of an order, the same after a crash."""
    return f"{order.id}-{order.attempt}"


def _submitted(order: Order, ticket: str) -> Order:
    move(store(), order.id, SUBMITTING, "submitted", job=ticket)
    return get(store(), order.id)


def _busy(order: Order) -> Busy:
    return Busy(f"{order.vendor}: another run is ordering segment {order.segment} of {order.project} now.")


def _kept(order: Order, silence: ProviderError) -> JobTimedOut:
    return JobTimedOut(f"{silence} Job {order.job} is kept; ask for it again with: reelflow continue")


def _unknown(by: Vendor, order: Order) -> OrderUnknown:
    when = f"{order.updated_at:%Y-%m-%d %H:%M} UTC"
    return OrderUnknown(f"{by.slug}: nobody knows whether segment {order.segment} was ordered, sent {when}. {_way_out(order)}")


def _way_out(order: Order) -> str:
    settle = f"reelflow resolve {order.project} {order.id[:8]} --job ID, or --not-ordered"
    return f"Look at the vendor's list of jobs, then: {settle}."
