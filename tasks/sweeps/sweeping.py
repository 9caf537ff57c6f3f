"""Sweep: settle what dead runs have ordered and not got. Nothing is ordered here, and no run that lives is disturbed.

A project whose lock is free has no run, so whatever is open in it was left behind: what was not sent gives its money back, a job
is asked after, a lost answer is looked up where the vendor has a way to, and else it waits for a person.
"""

from collections.abc import Iterator
from datetime import timedelta

from domain.base import Frozen
from domain.directing import shots
from domain.errors import Busy, ContentRefused, JobFailed, LostAnswer, NewerStore, NotFound, OrderUnknown, ReelflowError
from domain.money import ZERO, dollars
from domain.requests import VideoRequest
from domain.sweeping import Settled, Sweep
from providers import jobs
from providers.base import Vendor
from providers.dialect import JobDialect
from providers.offers import Offer
from providers.registry import all_vendors, offer
from providers.wire import Wire
from store import projects
from store.columns import now
from store.locks import exclusive
from store.orders import Order, get, move, of_project
from store.unsettled import OPEN, close, open_projects, says_at_work
from tasks.orders.calling import JOBLESS
from tasks.orders.calling import way_out as way_out_of_calls
from tasks.orders.collecting import collected
from tasks.orders.fulfil import order_digest
from tasks.orders.holding import held
from tasks.orders.tracing import RESERVED, SUBMITTING, looked_for, way_out
from tasks.wiring import ready, store

YOUNG = timedelta(minutes=10)
"""What is not held by a project, such as a text for one that is not there yet, may be a living run's for this long."""
KEYS_LAST = timedelta(days=1)
"""How long a vendor surely remembers the key of an order; until then `continue` can find out by itself."""
ENDED = "its run ended before it was sent"


class Line(Frozen):
    """An open order, and who would have filmed it on which terms."""

    by: Vendor
    terms: Offer
    order: Order
    request: VideoRequest | None
    """None when the project was edited or is gone since: then nobody can say what the order was."""


def settle(*, dry_run: bool = False) -> Sweep:
    """Settle what dead runs have left open in every project, and return what became of it."""
    done: list[Settled] = []
    busy: list[str] = []
    closed: list[str] = []
    for project in open_projects(store()):
        try:
            with exclusive(store(), project):
                done += _settled_all(project, dry_run=dry_run)
                if says_at_work(store(), project) and (dry_run or close(store(), project)):
                    closed.append(project)
        except Busy:
            busy.append(project)
    return Sweep(dry_run=dry_run, orders=tuple(done), busy=tuple(busy), closed=tuple(closed))


def _settled_all(project: str, *, dry_run: bool) -> Iterator[Settled]:
    requests = _requests(project)
    for order in of_project(store(), project, states=OPEN):
        by = all_vendors().get(order.vendor)
        if requests is None and order.state != "unknown" and order.updated_at and order.updated_at > now() - YOUNG:
            continue
        request = next((shot for shot in requests or () if order.digest == order_digest(shot, order.model)), None)
        yield _settled(order, by, request, dry_run=dry_run)


def _requests(project: str) -> tuple[VideoRequest, ...] | None:
    """Return what a project asks for today, None when there is no such project or it cannot be read."""
    try:
        return shots(projects.load(store(), project))
    except (NotFound, NewerStore):
        return None


def _settled(order: Order, by: Vendor | None, request: VideoRequest | None, *, dry_run: bool) -> Settled:
    """Settle one order as far as that can be done, and say what became of it."""
    try:
        told = _foreseen(order) if dry_run else _done(order, by, request)
    except OrderUnknown as doubt:
        told = str(doubt)
    except ReelflowError as trouble:
        told = f"cannot be settled now and is left as it is: {trouble}"
    after = get(store(), order.id)
    over = after.state not in OPEN
    return Settled(
        project=order.project,
        order=order.id[:8],
        vendor=order.vendor,
        kind=order.kind,
        segment=order.segment,
        before=order.state,
        after=after.state,
        told=told,
        freed_usd=order.estimated_usd if over else ZERO,
        charged_usd=after.charged_usd,
    )


def _foreseen(order: Order) -> str:
    if order.state == "reserved":
        return f"was never sent; {dollars(order.estimated_usd)} would be free again."
    if order.state == "unknown":
        return _asks_a_person(order)
    return "would be asked after at the vendor." if order.job else "would be looked up at the vendor, or wait for a person."


def _done(order: Order, by: Vendor | None, request: VideoRequest | None) -> str:
    if order.state == "reserved":
        with held(order):
            move(store(), order.id, RESERVED, "failed", error=ENDED)
        return f"was never sent; {dollars(order.estimated_usd)} is free again."
    if order.state == "unknown":
        return _asks_a_person(order)
    if by is None:
        return "its vendor is not installed here; install it, then sweep again."
    with held(order):
        order = get(store(), order.id)  # a run without a project to hold may have settled it a moment ago
        if order.state == "submitting" and (by.local or not _can_be_traced(by, order, request)):
            return _not_traced(order, by, request)
        terms = offer(f"{by.slug}:{order.model}" if order.model else by.slug, order.kind)
        with ready(by, terms) as wire:
            return _traced(wire, Line(by=by, terms=terms, order=order, request=request))


def _can_be_traced(by: Vendor, order: Order, request: VideoRequest | None) -> bool:
    return order.kind == "video" and request is not None and not by.repeatable_by_key


def _not_traced(order: Order, by: Vendor, request: VideoRequest | None) -> str:
    """Say what becomes of an order whose answer was lost and that cannot be looked up from here."""
    if by.local:
        move(store(), order.id, SUBMITTING, "failed", error="its run ended before it was made")
        return "was being made on this machine; reelflow continue makes it."
    if by.repeatable_by_key and request is not None and order.updated_at and order.updated_at > now() - KEYS_LAST:
        return f"nobody knows yet whether it was ordered; reelflow continue {order.project} finds out and orders nothing twice."
    move(store(), order.id, SUBMITTING, "unknown", error="its run ended before the answer was there")
    return _asks_a_person(order)


def _traced(wire: Wire, line: Line) -> str:
    """Look up an order whose answer was lost, then ask after its job."""
    order = line.order
    dialect: JobDialect = wire.vendor.makers[order.kind]
    if order.state == "submitting":
        try:
            there = line.request is not None and looked_for(wire, dialect, line.terms, line.request, order)
        except LostAnswer as lost:
            move(store(), order.id, SUBMITTING, "unknown", error=str(lost))
            return _asks_a_person(order)
        if not there:
            move(store(), order.id, SUBMITTING, "failed", error="it never arrived, and its run ended")
            return f"never arrived at {order.vendor}; {dollars(order.estimated_usd)} is free again."
        order = get(store(), order.id)
    return _collected(wire, dialect, line, order)


def _collected(wire: Wire, dialect: JobDialect, line: Line, order: Order) -> str:
    """Ask once how a job is; keep what it made, or write down that it made nothing. What goes on is let be."""
    job = f"job {order.job.split()[0]}"
    if _goes_on(wire, dialect, order):
        return f"{job} goes on at {order.vendor}; the next sweep or reelflow continue collects it."
    blank = VideoRequest(project=order.project, segment=order.segment, take=order.take, prompt="", seconds=0)
    try:
        collected(wire, dialect, line.terms, line.request or blank, order)
    except (JobFailed, ContentRefused) as no:
        return f"{job} ended without a clip: {no}"
    return f"{job} is finished and its clip is kept; reelflow continue {order.project} uses it."


def _goes_on(wire: Wire, dialect: JobDialect, order: Order) -> bool:
    try:
        progress = jobs.look(wire, dialect, order.job)
    except (JobFailed, ContentRefused):  # asked again before it is believed
        return False
    return progress.state not in ("failed", "refused") and not progress.link


def _asks_a_person(order: Order) -> str:
    way = way_out_of_calls(order) if order.kind in JOBLESS else way_out(order)
    return f"nobody knows whether it was ordered. {way}"
