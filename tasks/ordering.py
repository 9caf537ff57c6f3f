"""Order from a vendor that is paid: at most once, or declared unknown. States and money as `store.orders` says.

A crash leaves the order where it was: `reserved` is sent now, `submitted` is asked for by its job and never sent again,
`submitting` is looked up at the vendor, else it becomes `unknown` and waits for a person.
"""

import random
import time
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
    Unavailable,
)
from domain.money import ZERO
from domain.requests import Made, VideoRequest
from media.probe import probe
from providers import jobs
from providers.base import Offer, Vendor
from providers.dialect import Call, JobDialect, Json, Progress
from providers.wire import Wire
from store.orders import Order, OrderState, begin, get, move
from tasks.wiring import pace, ready, scratch, store, vault

SUBMITTING: tuple[OrderState, ...] = ("submitting",)
SUBMITTED: tuple[OrderState, ...] = ("submitted",)
STUMBLES = 4
"""How often a look-up that fails in passing is asked again before the order counts as unknown."""
PATIENCE = 1800.0
"""Seconds to wait for a place at the vendor, or for it to take orders again."""
SHORT, UNUSABLE = 0.9, 0.5
"""A clip below this share of the length wanted is told of, or not taken at all."""


def ordered(by: Vendor, offer: Offer, request: VideoRequest, order: Order) -> Made:
    """Bring an order to its end, from wherever it stands, and return what it made.

    Raises `OrderUnknown`, a `ProviderError` that is a clear no, or `JobTimedOut` with the job kept.
    """
    dialect: JobDialect = by.makers["video"]
    with ready(by, offer) as wire:
        if order.state == "submitting":
            order = _found_again(wire, dialect, request, order)
        if order.state == "unknown":
            raise _unknown(by, order)
        if order.state == "reserved":
            order = _sent(wire, dialect, offer, request, order)
        return _collected(wire, dialect, offer, request, order)


def _sent(wire: Wire, dialect: JobDialect, offer: Offer, request: VideoRequest, order: Order) -> Order:
    """Send a reserved order, waiting while the vendor is busy or away; every refusal before it is taken is safe to repeat."""
    deadline = time.monotonic() + PATIENCE
    call = dialect.submit(request, offer, key_of(order))
    while True:
        _wait_for_a_place(wire, order, deadline)
        try:
            reply = wire.order(call, dialect)
            return _submitted(order, dialect.ticket(reply))
        except (RateLimited, Unavailable) as later:
            move(store(), order.id, SUBMITTING, "reserved")
            if time.monotonic() > deadline:
                raise
            time.sleep(getattr(later, "after", None) or pace(wire.vendor) * random.uniform(0.8, 1.2))
        except LostAnswer as lost:
            order = _found_again(wire, dialect, request, get(store(), order.id))
            if order.state == "submitted":
                return order
            if time.monotonic() > deadline:
                raise Unavailable(f"{lost} It surely was not taken; try again later.") from lost
            time.sleep(pace(wire.vendor))
        except ProviderError as no:
            move(store(), order.id, SUBMITTING, "refused" if isinstance(no, ContentRefused) else "failed", error=str(no))
            raise


def _wait_for_a_place(wire: Wire, order: Order, deadline: float) -> None:
    while (standing := begin(store(), order, at_once=wire.vendor.at_once)) == "full":
        if time.monotonic() > deadline:
            raise Unavailable(f"{wire.vendor.slug}: all {wire.vendor.at_once} places are taken by other runs.")
        time.sleep(pace(wire.vendor))
    if standing == "taken":
        raise Busy(f"{wire.vendor.slug}: somebody else is ordering segment {order.segment} of {order.project} now.")


def _found_again(wire: Wire, dialect: JobDialect, request: VideoRequest, order: Order) -> Order:
    """Return an order whose answer was lost: submitted with its job, or reserved because it surely never arrived.

    Raises `OrderUnknown` when the vendor has no way to tell.
    """
    try:
        if wire.vendor.repeatable_by_key:
            move(store(), order.id, SUBMITTING, "reserved")
        elif hasattr(dialect, "look_up"):
            if ticket := _looked_for(wire, dialect, request, order):
                return _submitted(order, ticket)
            move(store(), order.id, SUBMITTING, "reserved")
        else:
            raise LostAnswer("there is no way to ask")
    except ProviderError as lost:
        move(store(), order.id, SUBMITTING, "unknown", error=str(lost))
        raise _unknown(wire.vendor, order) from lost
    return get(store(), order.id)


def _looked_for(wire: Wire, dialect: Any, request: VideoRequest, order: Order) -> str:
    """Return the job that a lost order became, or nothing when the vendor twice, some time apart, does not have it."""
    since = order.updated_at.timestamp() if order.updated_at else 0.0
    for wait in (0.0, 2 * pace(wire.vendor)):  # a list may lag behind what was just taken
        time.sleep(wait)
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
            time.sleep(getattr(hiccup, "after", None) or pace(wire.vendor))
    return wire.ask(call, dialect)


def _collected(wire: Wire, dialect: JobDialect, offer: Offer, request: VideoRequest, order: Order) -> Made:
    """Wait for a submitted job and keep its clip, checked, before it counts as done."""
    progress = _ended(wire, dialect, order)
    charged = progress.charged_usd if progress.charged_usd is not None else order.estimated_usd
    try:
        made = _fetched(wire, dialect, offer, request, order, progress)
    except JobFailed as unusable:
        move(store(), order.id, SUBMITTED, "failed", error=str(unusable), charged_usd=charged)
        raise
    move(store(), order.id, SUBMITTED, "done", charged_usd=charged, result=made.model_dump(mode="json"))
    return made


def _ended(wire: Wire, dialect: JobDialect, order: Order) -> Progress:
    """Wait for the end of a job and return it; an end without a clip settles the order and is raised.

    What only keeps us from asking (a key that was taken away, an answer nobody can read) leaves the job where it is.
    """
    try:
        progress = jobs.collect(wire, dialect, order.job, pace=settings().reelflow_poll_seconds)
    except (ContentRefused, JobFailed) as end:
        move(store(), order.id, SUBMITTED, "refused" if isinstance(end, ContentRefused) else "failed", error=str(end))
        raise
    except ProviderError as silence:
        raise JobTimedOut(f"{silence} Job {order.job} is kept; ask for it again with: reelflow continue") from silence
    if progress.state in ("failed", "refused"):
        error = jobs.failure(wire, progress)
        move(store(), order.id, SUBMITTED, progress.state, error=str(error), charged_usd=progress.charged_usd or ZERO)
        raise error
    return progress


def _fetched(wire: Wire, dialect: JobDialect, offer: Offer, request: VideoRequest, order: Order, progress: Progress) -> Made:
    with scratch() as folder:
        clip = jobs.fetch(wire, dialect, order.job, progress.link, folder / "clip.mp4")
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


def _unknown(by: Vendor, order: Order) -> OrderUnknown:
    return OrderUnknown(
        f"{by.slug}: nobody knows whether segment {order.segment} was ordered, sent {order.updated_at:%Y-%m-%d %H:%M} UTC. Look "
        f"at the vendor's list of jobs, then: reelflow resolve {order.project} {order.id[:8]} --job ID, or --not-ordered."
    )
