"""Collect what a vendor has made: wait for a submitted job, fetch its clip, check it, and settle the order."""

from blocks.settings import settings
from domain.errors import ContentRefused, JobFailed, JobTimedOut, OrderUnknown, ProviderError
from domain.money import ZERO, Money, dollars
from domain.requests import Made, VideoRequest
from media.probe import probe
from providers import jobs
from providers.base import Vendor
from providers.dialect import JobDialect, Progress, Vanished
from providers.offers import Offer
from providers.wire import Wire
from store.orders import Order, OrderState, move
from tasks.orders.tracing import SUBMITTED, way_out
from tasks.wiring import rest, scratch, store, vault

SHORT, UNUSABLE = 0.9, 0.5
"""A clip below this share of the length wanted is told of, or not taken at all."""


def collected(wire: Wire, dialect: JobDialect, offer: Offer, request: VideoRequest, order: Order) -> Made:
    """Wait for a submitted job and keep its clip, checked, before it counts as done."""
    progress = _ended(wire, dialect, order)
    charged = _charged(wire.vendor, order, "done", progress.charged_usd)
    try:
        made = _with_surprise(_fetched(wire, dialect, offer, request, order, progress), order, charged)
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
        state: OrderState = "refused" if isinstance(end, ContentRefused) else "failed"
        move(store(), order.id, SUBMITTED, state, error=str(end), charged_usd=_charged(wire.vendor, order, state, None))
        raise
    except ProviderError as silence:
        raise _kept(order, silence) from silence
    if progress.state in ("failed", "refused"):
        error = jobs.failure(wire, progress)
        # Cancelled by hand at the vendor, or too late for `reelflow cancel`: it may cost as much as a clip.
        charged = _charged(wire.vendor, order, "done" if progress.cancelled else progress.state, progress.charged_usd)
        move(store(), order.id, SUBMITTED, progress.state, error=str(error), charged_usd=charged)
        raise error
    return progress


def _charged(by: Vendor, order: Order, state: OrderState, told: Money | None) -> Money:
    """Return what a job cost: what the vendor tells, else its price where the vendor takes it for such an end."""
    taken = state == "done" or (state == "refused" and by.charges_refused)
    return told if told is not None else order.estimated_usd if taken else ZERO


def _with_surprise(made: Made, order: Order, charged: Money) -> Made:
    """Return what was made with a note when the vendor took more than was foreseen: then its price here is out of date."""
    if charged <= order.estimated_usd:
        return made
    said = f"{order.vendor} took {dollars(charged)} for a clip of {order.model}, not {dollars(order.estimated_usd)}"
    return made.model_copy(update={"notes": (*made.notes, f"{said}: put its new price into prices.yaml.")})


def _asked_to_the_end(wire: Wire, dialect: JobDialect, order: Order) -> Progress:
    """Wait for the end of a job and return it; raise `OrderUnknown` when the vendor does not know it any more."""
    try:
        return jobs.collect(wire, dialect, order.job, pace=settings().reelflow_poll_seconds, sleep=rest)
    except Vanished as gone:
        move(store(), order.id, SUBMITTED, "unknown", error=str(gone))
        raise OrderUnknown(f"{gone} It took job {order.job} before. {way_out(order)}") from gone


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


def _kept(order: Order, silence: ProviderError) -> JobTimedOut:
    return JobTimedOut(f"{silence} Job {order.job} is kept; ask for it again with: reelflow continue")
