"""A stand-in's memory: which orders were taken, how each job is, and which faults strike it."""

import itertools
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from domain.base import digest
from domain.errors import ConfigurationError
from rehearsal.clips import Clips, size
from rehearsal.faults import FINAL, SKEW, Fault, FaultName
from rehearsal.part import HTML, Answer, Json, No, Order, Part, Phase, Seen

LONGEST = 60
"""Seconds of a clip."""


class Dropped(Exception):
    """The connection is closed without an answer."""


class Page(Exception):
    """A page of HTML is answered instead."""


@dataclass
class Job:
    """One order that was taken. It changes by being asked about."""

    id: str
    number: int
    order: Order
    body: Json
    created: float
    asked: int = 0
    ended: Phase | None = None
    usd: Decimal = Decimal(0)
    expired: int = 0
    fetched: int = 0
    deleted: bool = False

    def told(self, slug: str) -> Json:
        """Return what a reader of the journal wants to know."""
        said = {"vendor": slug, "id": self.id, "number": self.number, "ours": self.order.ours, "prompt": self.order.prompt}
        end = {"ended": self.ended, "asked": self.asked, "fetched": self.fetched, "cents": float(self.usd * 100)}
        return {**said, "model": self.order.model, "seconds": self.order.seconds, "ratio": self.order.ratio, **end}


class Book:
    """One vendor's desk."""

    def __init__(self, part: Part, clips: Clips, media_url: Callable[[], str], *, questions: int, seconds: float) -> None:
        self._part = part
        self._clips = clips
        self._media_url = media_url
        self._questions = questions
        self._seconds = seconds
        self._faults: tuple[Fault, ...] = ()
        self._struck: Counter[tuple[str, int]] = Counter()
        self._numbers = itertools.count(1)
        self._waiting: dict[str, int] = {}
        self._subjects: dict[str, int] = {}
        self._lock = threading.RLock()
        self.jobs: dict[str, Job] = {}
        self.accepted = 0

    def play(self, faults: tuple[Fault, ...]) -> None:
        """Let these faults strike from now on, and no others."""
        with self._lock:
            self._faults = faults
            self._struck.clear()

    def clock(self) -> float:
        """Return what this vendor's clock says, in Unix seconds."""
        return time.time() - sum(SKEW for fault in self._faults if self._sets_back(fault))

    def _sets_back(self, fault: Fault) -> bool:
        return fault.name == "clock-skew" and fault.vendor in ("", self._part.slug)

    def accept(self, order: Order, body: Json) -> Seen:
        """Take an order, or not: faults strike before and after."""
        _check(order)
        with self._lock:
            if order.repeatable and (known := self._called(order.ours)):
                return self._seen(known)
            number = self._number(order)
            self._before(number)
            self._at_the_door(number)
            job = self._keep(order, body, number)
            if self._strike("lost-answer", number):
                raise Dropped
            if self._strike("server-error-after", number):
                raise No("server", "Internal server error.")
            return self._seen(job)

    def talk(self, order: Order, subject: str, body: Json) -> Fault | None:
        """Take a question that is answered at once and return the fault that spoils its answer, if one does."""
        with self._lock:
            number = self._subjects.setdefault(subject, len(self._subjects) + 1)
            self._before(number, refusing=False)
            self._at_the_door(number)
            self._keep(order, body, number).ended = "done"
            if self._strike("lost-answer", number):
                raise Dropped
            spoils: tuple[FaultName, ...] = ("refused", "bad-json", "wrong-answer", "cut", "slow")
            return next((fault for name in spoils if (fault := self._strike(name, number))), None)

    def spoils(self, job: str, *names: FaultName) -> FaultName | None:
        """Return which of these faults spoils what an order that was taken brings; raise `Page` for a page of HTML."""
        with self._lock:
            number = self._find(job).number
            spoilt = next((name for name in names if self._strike(name, number)), None)
        if spoilt == "html":
            raise Page
        return spoilt

    def look(self, job: str) -> Seen:
        """Return how a job is, one question further on."""
        with self._lock:
            found = self._find(job)
            if self._strike("vanished", found.number):
                raise No("missing", f"There is no job {job}.")
            if self._strike("locked-out", found.number):
                raise No("key", "The key is not valid any more.")
            if self._strike("html-status", found.number):
                raise Page
            if self._strike("unknown-status", found.number):
                return self._seen(found, "odd")
            found.asked += 1
            if self._is_over(found):
                self._end(found)
            return self._seen(found)

    def peek(self, job: str) -> Seen:
        """Return how a job is, and leave it as it is."""
        with self._lock:
            return self._seen(self._find(job))

    def everything(self, api: str = "") -> list[Seen]:
        """Return all jobs of an API, newest first."""
        with self._lock:
            return [self._seen(job) for job in reversed(self.jobs.values()) if job.order.api == api and not job.deleted]

    def cancel(self, job: str) -> Seen:
        """Stop a job that is not finished; what had begun to render is paid for."""
        with self._lock:
            found = self._find(job)
            if found.ended is None:
                found.usd = found.order.usd if found.asked > 1 else Decimal(0)
                found.ended = "cancelled"
            return self._seen(found)

    def forget(self, job: str) -> None:
        """Stop a job and know it no more; its money stays counted."""
        with self._lock:
            self.cancel(job)
            self._find(job).deleted = True

    def token(self, job: str) -> str:
        """Return the name of a clip's bytes, freshly signed when the last one has expired."""
        with self._lock:
            found = self._find(job)
            held_back = found.ended != "done" or self._strike("no-link", found.number)
            return "" if held_back else f"{found.id}.{found.expired + 1}"

    def link(self, job: str) -> str:
        """Return a public link to a clip."""
        token = self.token(job)
        return f"{self._media_url()}/{self._part.slug}/{token}.mp4" if token else ""

    def clip(self, token: str) -> Answer:
        """Return a clip's bytes, whole or spoiled by a fault."""
        job, _, signature = token.rpartition(".")
        signed = int(signature) if signature.isdecimal() else 0
        with self._lock:
            found = self._find(job)
            if signed <= found.expired or self._strike("expired-link", found.number):
                found.expired = max(found.expired, signed)
                raise No("gone", "The link has expired.")
            found.fetched += 1
            page = self._strike("html", found.number)
            part = 2 if self._strike("truncated", found.number) else 1
            short = 2 if self._strike("wrong-duration", found.number) else 1
        if page:
            return Answer(body=HTML, kind="text/html")
        order = found.order
        content = self._clips.bytes_of(order.seconds / short, order.ratio, found.number, found.id)
        return Answer(body=content[: len(content) // part], kind="video/mp4")

    def _before(self, number: int, *, refusing: bool = True) -> None:
        """Raise what turns an order away, if a fault does."""
        if self._strike("lost-before", number):
            raise Dropped
        if fault := self._strike("rate-limit", number):
            raise No("rate", "Too many requests.", fault.after)
        if self._strike("server-error", number):
            raise No("server", "Internal server error.")
        if self._strike("envelope", number):
            raise No("envelope", "Too many tasks at once.")
        if refusing and self._strike("refused", number):
            raise No("refused", "The prompt was refused by content moderation.")

    def _at_the_door(self, number: int) -> None:
        """Raise what turns away whoever wants an answer at once."""
        if fault := self._strike("overloaded", number):
            raise No("busy", "Overloaded.", fault.after)
        if self._strike("no-credit", number):
            raise No("credit", "Your credit balance is too low.")

    def _strike(self, name: FaultName, number: int) -> Fault | None:
        """Return the fault of this name if it strikes the order now, and count it."""
        for fault in self._faults:
            if fault.name == name and fault.strikes(self._part.slug, number):
                self._struck[name, number] += 1
                return fault if name in FINAL or self._struck[name, number] <= fault.times else None
        return None

    def _number(self, order: Order) -> int:
        """Return an order's number: its old one when it was sent before and not taken."""
        asked = digest(order.model_dump(exclude={"ours"}))
        if asked not in self._waiting:
            self._waiting[asked] = next(self._numbers)
        return self._waiting[asked]

    def _keep(self, order: Order, body: Json, number: int) -> Job:
        job = Job(id=str(uuid.uuid4()), number=number, order=order, body=body, created=self.clock(), usd=order.usd)
        self.jobs[job.id] = job
        self.accepted += 1
        self._waiting = {asked: waiting for asked, waiting in self._waiting.items() if waiting != number}
        return job

    def _is_over(self, job: Job) -> bool:
        slow = sum(fault.times for fault in self._faults if fault.name == "slow" and fault.strikes(self._part.slug, job.number))
        return job.asked > self._questions + slow and self.clock() >= job.created + self._seconds

    def _end(self, job: Job) -> None:
        """Bring a job to its end, once, and settle what it costs."""
        if job.ended is not None:
            return
        job.ended = "done"
        if self._strike("failed", job.number):
            job.ended, job.usd = "failed", Decimal(0)
        elif self._strike("refused-late", job.number):
            job.ended, job.usd = "refused", job.usd if self._part.charges_refused else Decimal(0)

    def _seen(self, job: Job, phase: Phase | None = None) -> Seen:
        phase = phase or job.ended or ("running" if job.asked > 1 else "queued")
        return Seen(id=job.id, number=job.number, phase=phase, order=job.order, body=job.body, created=job.created)

    def _find(self, job: str) -> Job:
        found = self.jobs.get(job)
        if found is None or found.deleted:
            raise No("missing", f"There is no job {job}.")
        return found

    def _called(self, ours: str) -> Job | None:
        return next((job for job in self.jobs.values() if ours and job.order.ours == ours), None)


def _check(order: Order) -> None:
    """Raise `No` for a clip that nobody could make."""
    try:
        size(order.ratio)
    except ConfigurationError as wrong:
        raise No("invalid", str(wrong)) from None
    if not 0 < order.seconds <= LONGEST:
        raise No("invalid", f"A clip of {order.seconds:g} s cannot be made.")
