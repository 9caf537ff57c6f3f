"""Cancel a project's jobs at the vendors that can cancel, and write down what they charge all the same."""

import contextlib
import time
from collections.abc import Iterator

from domain.errors import Busy, ConfigurationError, JobFailed, ProviderError, Unsupported
from domain.money import ZERO, Money, dollars
from providers.base import Vendor
from providers.dialect import Call, Canceller, JobDialect, Progress
from providers.registry import all_vendors, offer
from providers.wire import Wire
from store import projects
from store.locks import exclusive
from store.orders import Order, OrderState, move, of_project
from tasks.orders.calling import JOBLESS
from tasks.orders.calling import way_out as way_out_of_calls
from tasks.orders.tracing import RESERVED, STUMBLES, SUBMITTED, asked_patiently, way_out
from tasks.wiring import pace, ready, rest, store

OPEN: tuple[OrderState, ...] = ("reserved", "submitting", "submitted", "unknown")
UNDER_WAY = ("waiting", "running")


def cancel_jobs(project: str, *, patience: float = 0.0) -> tuple[str, ...]:
    """Cancel what a project has ordered and not got, and return what became of each order, as sentences.

    What a stopped job costs by the vendor's terms, its whole estimate where they are silent, is spent and counts as waste. A
    clip that is finished is left for `continue`. Raises `Busy` when a run still has the project after `patience` seconds.
    """
    with _held(project, patience):
        orders = [order for order in of_project(store(), project, states=OPEN) if not _made_here(order)]
        told = tuple(_given_up(order) for order in sorted(orders, key=lambda order: order.segment))
        if projects.load(store(), project).status == "segments_generating":
            projects.set_status(store(), project, "failed")
    return told


@contextlib.contextmanager
def _held(project: str, patience: float) -> Iterator[None]:
    """Hold the project while inside; a run that was killed frees it at once, or in a moment."""
    deadline = time.monotonic() + patience
    with contextlib.ExitStack() as lock:
        while True:
            try:
                lock.enter_context(exclusive(store(), project))
                break
            except Busy:
                if time.monotonic() >= deadline:
                    raise
            rest(0.5)
        yield


def _made_here(order: Order) -> bool:
    by = all_vendors().get(order.vendor)
    return by is not None and by.local


def _given_up(order: Order) -> str:
    """Give up one order, as far as that can be done, and return what became of it."""
    where = _named(order)
    if order.state == "reserved":
        move(store(), order.id, RESERVED, "failed", error="cancelled before it was ordered")
        return f"{where}: was not ordered yet; {dollars(order.estimated_usd)} is free again."
    if order.state == "submitting":
        same = "the same reelflow make" if order.kind == "text" else "reelflow continue"
        return f"{where}: nobody knows yet whether it was ordered; {same} looks into it."
    if order.state == "unknown":
        way = way_out_of_calls(order) if order.kind in JOBLESS else way_out(order)
        return f"{where}: nobody knows whether it was ordered. {way}"
    return f"{where}, job {order.job.split()[0]}: {_stopped(order)}"


def _named(order: Order) -> str:
    if order.kind == "text":
        return f"Text from {order.vendor}"
    what = f"{JOBLESS[order.kind].capitalize()} of segment" if order.kind in JOBLESS else "Segment"
    return f"{what} {order.segment} at {order.vendor}"


def _stopped(order: Order) -> str:
    """Stop a submitted job where its vendor can, and return what became of it."""
    by = all_vendors().get(order.vendor)
    dialect = by.makers.get("video") if by else None
    call = dialect.cancel(order.job) if isinstance(dialect, Canceller) else None
    if by is None or call is None:
        return "cannot be cancelled there and goes on; reelflow continue collects it."
    try:
        with ready(by, offer(f"{by.slug}:{order.model}" if order.model else by.slug, "video")) as wire:
            return _told_to_stop(wire, by.makers["video"], call, order)
    except (ConfigurationError, Unsupported, ProviderError) as silence:
        return f"nobody can tell whether it was stopped: {silence} To ask again: reelflow cancel {order.project}"


def _told_to_stop(wire: Wire, dialect: JobDialect, call: Call, order: Order) -> str:
    """Tell the vendor to stop a job that is under way, and settle the order once it has. What has ended is let be."""
    before = _standing(wire, dialect, order)
    if before.cancelled:
        return _settled(wire.vendor, order, before, before)
    if before.state not in UNDER_WAY:  # to cancel a finished job may mean to delete its clip
        return _over(before)
    no = ""
    try:
        asked_patiently(wire, dialect, call)
    except JobFailed as said:
        no = f" ({said})"
    after = _afterwards(wire, dialect, order)
    if after.state == "failed":
        return _settled(wire.vendor, order, before, after)
    if after.state in UNDER_WAY:
        return f"was told to stop and goes on{no}; reelflow continue collects it."
    return _over(after)


def _standing(wire: Wire, dialect: JobDialect, order: Order) -> Progress:
    return dialect.progress(asked_patiently(wire, dialect, dialect.poll(order.job)))


def _afterwards(wire: Wire, dialect: JobDialect, order: Order) -> Progress:
    """Return how a job is that was told to stop; some vendors need a moment, some do not know it any more."""
    for _ in range(STUMBLES):
        try:
            progress = _standing(wire, dialect, order)
        except JobFailed:
            return Progress(state="failed", cancelled=True)
        if progress.state not in UNDER_WAY:
            break
        rest(pace(wire.vendor))
    return progress


def _over(ended: Progress) -> str:
    if ended.state == "done":
        return "is finished and paid for; reelflow continue collects it."
    return "has ended without a clip by itself; reelflow continue settles it."


def _settled(by: Vendor, order: Order, before: Progress, after: Progress) -> str:
    charged = _charged(by, order, before, after)
    cost = f"{dollars(charged)} is charged all the same" if charged else "nothing is charged"
    move(store(), order.id, SUBMITTED, "failed", error=f"{by.slug}: cancelled; {cost}.", charged_usd=charged)
    return f"cancelled; {cost}."


def _charged(by: Vendor, order: Order, before: Progress, after: Progress) -> Money:
    """Return what a stopped job costs: what the vendor tells, else nothing where its terms say so, else the whole estimate."""
    if after.charged_usd is not None:
        return after.charged_usd
    return ZERO if before.state in by.stops_free else order.estimated_usd
