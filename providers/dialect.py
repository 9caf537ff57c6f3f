"""The words a vendor with an HTTP API is described in: what to send, and what its answers mean. Nothing here is sent."""

import logging
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, Protocol, runtime_checkable

from pydantic import Field

from domain.base import Frozen
from domain.errors import JobFailed, LostAnswer, OutOfCredit, ProviderError
from domain.money import Money
from domain.requests import VideoRequest
from providers.offers import Offer

Json = dict[str, Any]
logger = logging.getLogger(__name__)


class Vanished(JobFailed):
    """The vendor says no to a question after a job: it does not know it any more, or nobody can tell how it went."""


class WrongTime(OutOfCredit):
    """The vendor finds a token that we signed too early or too late: one of the two clocks is wrong."""


class Call(Frozen):
    """One HTTP request, without its keys."""

    path: str
    """Below the vendor's base address, or a whole address that the vendor gave us."""
    method: Literal["GET", "POST", "PUT", "DELETE"] = "GET"
    body: Json | None = None
    """Sent as JSON."""
    headers: dict[str, str] = Field(default_factory=dict)
    params: dict[str, str] = Field(default_factory=dict)

    @property
    def only_asks(self) -> bool:
        """Return whether this changes nothing: a no to it says nothing of an order."""
        return self.method == "GET"


class Lost(Frozen):
    """An order whose answer was lost, and what is known of it."""

    key: str
    """Our own name for it."""
    request: VideoRequest
    offer: Offer
    since: float
    """When it may first have been sent, in Unix seconds by the vendor's clock."""
    taken: frozenset[str] = frozenset()
    """The vendor's jobs that are known to be other orders' own."""


class Progress(Frozen):
    """What a vendor says of a job, in our words."""

    state: Literal["waiting", "running", "done", "failed", "refused"]
    """A status nobody knows is `running`: never taken for success or failure."""
    share: float | None = None
    """From 0 to 1, where the vendor tells."""
    link: str = ""
    """Where the finished bytes are: an address, a path below the vendor's own, or `data:` with the bytes inside.

    Done without a link is still running.
    """
    follow: Call | None = None
    """One more question to ask before the link is known; its answer goes to `progress` again."""
    error: str = ""
    charged_usd: Money | None = None
    """What it cost, where the vendor tells; else the estimate is charged."""
    cancelled: bool = False
    """True for a job that failed because it was stopped: unlike other failures it may cost something."""


class JobDialect(Protocol):
    """A vendor that works in jobs: create, poll, follow the link."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the one call that spends money. `key` is ours and unique to the order's attempt."""

    def ticket(self, reply: Json) -> str:
        """Return the vendor's name for the job; raise `LostAnswer` when there is none (see `ticket_at`)."""

    def poll(self, ticket: str) -> Call:
        """Return the call that asks how a job is."""

    def progress(self, reply: Json) -> Progress:
        """Return what an answer to `poll` means."""

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error that an answer to `call` stands for, also one with HTTP 200; None to judge by the HTTP status alone.

        To a question after a job, `JobFailed` says that the job failed, and `Vanished` that it cannot be asked after.
        """


@runtime_checkable
class Finder(Protocol):
    """A vendor at which a lost order can be looked for."""

    def look_up(self, lost: Lost) -> Call:
        """Return the call that looks for the order, or lists recent jobs; raise `LostAnswer` where its API has neither."""

    def found(self, reply: Json, lost: Lost) -> str:
        """Return the ticket of our order in the answer, or nothing when it is surely not there.

        Never one of `lost.taken`. Raises `LostAnswer` when the answer cannot tell.
        """


@runtime_checkable
class Keeper(Protocol):
    """A vendor that keeps a job's result apart from its state."""

    def result(self, ticket: str) -> Call:
        """Return the question after what a finished job made."""


@runtime_checkable
class Canceller(Protocol):
    """A vendor that can be told to stop a job. What it charges all the same is in `Vendor.stops_free`."""

    def cancel(self, ticket: str) -> Call | None:
        """Return the call that stops a job, None for one that cannot be stopped."""


def said(reply: Json, *path: str | int) -> str:
    """Return the text at a path of keys and places in an answer, or nothing when it is not there."""
    here: object = reply
    for step in path:
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and -len(here) <= step < len(here) else None
        else:
            here = here.get(step) if isinstance(here, dict) else None
    return str(here) if isinstance(here, str | int | float) and not isinstance(here, bool) else ""


def ticket_at(slug: str, reply: Json, *path: str | int) -> str:
    """Return the job's name at a path in an answer to an order; raise `LostAnswer` when it is not there.

    An order that was accepted without a name may well be rendering: it is looked for, never repeated.
    """
    if not (ticket := said(reply, *path)):
        raise LostAnswer(f"{slug}: took an order and did not name the job.")
    return ticket


def state_of(slug: str, states: Mapping[str, str], word: str) -> str:
    """Return what a vendor's word for a job means to us; one that nobody knows is `running`, and told in the log once."""
    if word and word not in states:
        _tell_once(slug, word[:100])
    return states.get(word, "running")


@lru_cache(maxsize=256)
def _tell_once(slug: str, word: str) -> None:
    logger.warning("%s: says %r of a job, which its contract does not name; taken for running.", slug, word)
