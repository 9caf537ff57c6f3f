"""The one place where an order's row, the vendor's work and the money meet."""

import contextlib
import threading
from collections.abc import Iterator, Sequence

from domain.base import digest
from domain.errors import AllVendorsFailed, Busy, ContentRefused, JobFailed, ProviderError, ReelflowError, Unsupported
from domain.lineup import Choice
from domain.money import ZERO
from domain.requests import Kind, ListenRequest, Made, Request, SpeechRequest, TranscriptRequest, VideoRequest
from media.probe import probe
from providers.base import Delivery, Vendor
from providers.offers import Offer
from providers.registry import vendor
from store.orders import Order, OrderState, find, get, move, of_project, renew, reserve
from tasks.money.pricing import offer
from tasks.orders.ceilings import ceilings_of
from tasks.orders.fitting import at_hand, check
from tasks.orders.ordering import ordered
from tasks.runs import run_id
from tasks.voices.casting import voiced
from tasks.voices.voicing import listened, spoken, written_down
from tasks.wiring import Stopped, scratch, seat, stopping, store, vault

RESERVED: tuple[OrderState, ...] = ("reserved",)
SUBMITTING: tuple[OrderState, ...] = ("submitting",)
FILMING: tuple[OrderState, ...] = ("submitting", "submitted", "unknown")
CLEAR_NO: tuple[OrderState, ...] = ("refused", "failed")
_underway: dict[tuple[object, ...], threading.Lock] = {}


def fulfil(request: Request, kind: Kind, choice: Choice) -> Made:
    """Return what the first vendor of `choice` delivers; the next is asked only after a clear no.

    What was delivered before is found again and not made twice. Raises the only vendor's own error, or `AllVendorsFailed`.
    """
    causes: list[ReelflowError] = []
    before, slugs = _handed_over(request, kind, choice)
    if before:
        return before
    for place, slug in enumerate(slugs, start=1):
        try:
            if taken_over := _taken_over(slug, slugs[place:], request, kind):
                raise taken_over
            made = _delivered(slug, request, kind)
        except (Unsupported, ProviderError) as no:
            if isinstance(no, ProviderError) and not no.clear_no:
                raise
            causes.append(no)
            continue
        return made.model_copy(update={"notes": (*(f"{no} Made by {slug} instead." for no in causes), *made.notes)})
    if len(causes) == 1:
        raise causes[0]
    raise AllVendorsFailed(" ".join(str(cause) for cause in causes), causes)


def _handed_over(request: Request, kind: Kind, choice: Choice) -> tuple[Made | None, tuple[str, ...]]:
    """Return a clip that a vendor of an earlier choice has made, or else who is asked.

    An earlier vendor that may be filming this very clip goes first; what it was only about to be sent is given back.
    """
    if not isinstance(request, VideoRequest):
        return None, choice.slugs
    named = {(vendor(name, kind).slug, offer(name, kind).model) for name in choice.slugs}
    orders = of_project(store(), request.project, segment=request.segment, kind=kind)
    mine = [order for order in orders if (order.vendor, order.model) not in named and _is_for(request, order)]
    if done := [order for order in mine if order.state == "done" and not _lost(order)]:
        return Made.model_validate(done[-1].result), choice.slugs
    for order in mine:
        move(store(), order.id, RESERVED, "failed", error="given to another vendor before it was sent")
    filming = [order for order in mine if order.state in FILMING and not vendor(order.vendor, kind).local]
    return None, (*(f"{order.vendor}:{order.model}" for order in filming), *choice.slugs)


def _is_for(request: Request, order: Order) -> bool:
    return order.take == request.take and order.digest == order_digest(request, order.model)


def _taken_over(slug: str, next_ones: Sequence[str], request: Request, kind: Kind) -> JobFailed | None:
    """Return the no of a vendor whose work another took over before a crash; asked anew, it would be paid for as well."""
    before = find(store(), _wanted(slug, request, kind))
    if before is None or before.state != "failed":
        return None
    others = [find(store(), _wanted(other, request, kind)) for other in next_ones]
    return JobFailed(before.error) if any(order and order.state not in CLEAR_NO for order in others) else None


def _delivered(name: str, request: Request, kind: Kind) -> Made:
    by, terms = vendor(name, kind), offer(name, kind)
    request = _put(request, by)
    wanted = _wanted(name, request, kind)
    check(terms, request)
    with _one_at_a_time(wanted):
        order = _taken_up(wanted, local=by.local)
        if order.state == "done":
            return Made.model_validate(order.result)
        if by.local:
            return _made_here(by, terms, request, kind, order)
        if isinstance(request, SpeechRequest):
            return spoken(by, terms, request, order)
        if isinstance(request, ListenRequest):
            return listened(by, terms, request, order)
        if isinstance(request, TranscriptRequest):
            return written_down(by, terms, request, order)
        if isinstance(request, VideoRequest):
            return ordered(by, terms, request, order)
        raise Unsupported(f"{by.slug}: nobody here knows how to order {kind} elsewhere.")


def _put(request: Request, by: Vendor) -> Request:
    """Return a request as it is put to one vendor: with the voice that the settings name for it."""
    return voiced(request, by.slug) if isinstance(request, SpeechRequest) and not by.local else request


def _wanted(name: str, request: Request, kind: Kind) -> Order:
    terms, request = offer(name, kind), _put(request, vendor(name, kind))
    return Order(
        project=request.project,
        segment=request.segment,
        kind=kind,
        take=request.take,
        digest=order_digest(request, terms.model),
        vendor=vendor(name, kind).slug,
        model=terms.model,
        estimated_usd=terms.estimate(request),
        owner=run_id(),
    )


@contextlib.contextmanager
def _one_at_a_time(order: Order) -> Iterator[None]:
    """Let the second of two tasks that want the same thing wait for the first and find it done: one bed fits two languages."""
    same = (order.project, order.segment, order.kind, order.take, order.digest, order.vendor)
    with _underway.setdefault(same, threading.Lock()):
        yield


def ordered_again(request: Request, kind: Kind) -> int:
    """Return how often this work had to be ordered again, what is gone from the media store now counted already.

    It tells a task's remembered result from before a loss apart from the one after it.
    """
    orders = of_project(store(), request.project, segment=request.segment, kind=kind)
    return sum(order.attempt - 1 + _lost(order) for order in orders if order.take == request.take)


def order_digest(request: Request, model: str) -> str:
    """Return what tells two orders of one segment apart: everything asked for, and the model it is asked of."""
    return digest([model, request])


def _taken_up(wanted: Order, *, local: bool) -> Order:
    """Return the order's row: done with its media still there, or to be gone on with from where it stands.

    The project is held by this run, so work that is under way in the database was left by a run that died. Work on this
    machine cost nothing and is simply begun again. What ended in a clear no is ordered anew, under the ceilings.
    """
    ceilings = ceilings_of(wanted.project, wanted.vendor)
    order = reserve(store(), wanted, ceilings=ceilings)
    if order.state == "done" and not _lost(order):
        return order
    if order.state == "refused" and not local:
        raise ContentRefused(order.error)
    if order.state in ("done", "refused", "failed"):
        renew(store(), order.model_copy(update={"estimated_usd": wanted.estimated_usd, "owner": wanted.owner}), ceilings=ceilings)
    elif order.state == "submitting" and local:
        move(store(), order.id, SUBMITTING, "reserved")
    return get(store(), order.id)


def _lost(order: Order) -> bool:
    return order.state == "done" and not vault().has(Made.model_validate(order.result).media)


def _made_here(by: Vendor, terms: Offer, request: Request, kind: Kind, order: Order) -> Made:
    """Let a vendor on this machine do the work in a folder of its own, and keep what it made."""
    with seat(), scratch() as folder:
        if not move(store(), order.id, RESERVED, "submitting"):
            raise Busy(f"{by.slug}: somebody else is working on this {kind} of project {request.project} now.")
        try:
            made = _kept(by.makers[kind].make(at_hand(request, terms, folder), folder), by, order)
        except Exception as error:
            if stopping():
                raise Stopped.by_user() from error
            move(store(), order.id, SUBMITTING, "refused" if isinstance(error, Unsupported) else "failed", error=_said(error))
            raise
    move(store(), order.id, SUBMITTING, "done", charged_usd=ZERO, result=made.model_dump(mode="json"))
    return made


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__


def _kept(delivery: Delivery, by: Vendor, order: Order) -> Made:
    facts = probe(delivery.path)
    media = vault().put(
        delivery.path, facts.kind, seconds=facts.seconds or None, width=facts.width or None, height=facts.height or None
    )
    return Made(
        media=media, vendor=by.slug, model=order.model, words=delivery.words, timing=delivery.timing, notes=delivery.notes
    )
