"""The words a stand-in is described in: what it is asked, what it answers, and what it needs from the desk behind it."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal, Protocol

from pydantic import ConfigDict, Field

from domain.base import Frozen
from rehearsal.faults import OF_SOUND, OF_TEXT, OF_VOICE, SHARED, Fault, FaultName

Json = dict[str, Any]
NoKind = Literal["key", "invalid", "missing", "refused", "rate", "server", "envelope", "gone", "busy", "credit"]
Phase = Literal["queued", "running", "done", "failed", "refused", "cancelled", "odd"]
"""How a job is. `odd` is the status that no contract names."""

ODD = "reticulating"
"""The status that no contract names."""
HTML = b"<!doctype html><html><head><title>One moment</title></head><body><h1>Back soon</h1></body></html>"


class Asked(Frozen):
    """One request, as a stand-in sees it."""

    method: str
    path: str
    """Below the vendor's base address and without its version."""
    base: str
    """This vendor's base address as its client knows it."""
    params: dict[str, str] = Field(default_factory=dict)
    headers: dict[str, str] = Field(default_factory=dict)
    """By lower-case name."""
    body: Json = Field(default_factory=dict)
    files: dict[str, bytes] = Field(default_factory=dict)
    """The files of a form by field, or the whole body under `body` when that is a sound."""
    unreadable: str = ""
    """What is wrong with a body that is none."""
    at: float = 0.0
    """What the vendor's clock says, in Unix seconds."""
    args: dict[str, str] = Field(default_factory=dict)
    """What stood at the named places of the route."""


class Answer(Frozen):
    """One answer: JSON, or bytes with their type."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = Field(default_factory=dict)
    kind: str = "application/json"
    cut: bool = False
    """True to send only its first half and close the connection."""


class Order(Frozen):
    """What a client ordered, in our words."""

    prompt: str
    model: str
    seconds: float
    ratio: str = "9:16"
    """Also a pair of pixel sizes. A clip from a picture follows the picture, which is taken to stand upright."""
    usd: Decimal
    ours: str = ""
    """The client's own name for it."""
    repeatable: bool = False
    """True where the vendor gives the same job again for the same `ours`."""
    api: str = ""
    """Which of the vendor's APIs it came by."""


class Seen(Frozen):
    """A job as it is at the moment of looking."""

    id: str
    number: int
    phase: Phase
    order: Order
    body: Json
    created: float
    """Unix seconds."""


class No(Exception):
    """The vendor says no; its own words for it are made by its part."""

    def __init__(self, kind: NoKind, text: str, after: int | None = None) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text
        self.after = after


class Desk(Protocol):
    """Where a stand-in's orders and jobs are kept, and where its faults strike."""

    def accept(self, order: Order, body: Json) -> Seen:
        """Take an order and return its job; raises `No` where a fault strikes."""

    def talk(self, order: Order, subject: str, body: Json) -> Fault | None:
        """Take a question that is answered at once and return the fault that spoils its answer; raises `No` as `accept` does.

        `subject` tells what is asked, however often it is asked again.
        """

    def spoils(self, job: str, *names: FaultName) -> FaultName | None:
        """Return which of these faults spoils what an order that was taken brings, if one does; a page of HTML is raised."""

    def look(self, job: str) -> Seen:
        """Return how a job is; it gets on a little by being asked about. Raises `No` when it is not known."""

    def peek(self, job: str) -> Seen:
        """Return how a job is, and leave it as it is."""

    def everything(self, api: str = "") -> list[Seen]:
        """Return all jobs of an API, newest first, and leave them as they are."""

    def cancel(self, job: str) -> Seen:
        """Stop a job that is not finished and return it."""

    def forget(self, job: str) -> None:
        """Delete a job."""

    def token(self, job: str) -> str:
        """Return the name of a finished clip's bytes, freshly signed; nothing while a fault holds it back."""

    def link(self, job: str) -> str:
        """Return a public link to a finished clip; nothing while a fault holds it back."""

    def clip(self, token: str) -> Answer:
        """Return the bytes of a clip; raises `No` when the name is not valid any more."""


class Route(Frozen):
    """One call a vendor takes."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    method: str
    path: str
    """`{name}` stands for one step, `{name+}` for any number."""
    does: Literal["create", "look", "list", "link", "bytes", "cancel", "about", "talk"]
    play: Callable[[Asked, Desk], Answer]

    def match(self, method: str, path: str) -> dict[str, str] | None:
        """Return what stands at the named places, or None when this is another call."""
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+?)", re.sub(r"\{(\w+)\+\}", r"(?P<\1>.+?)", self.path))
        found = re.fullmatch(pattern, path) if method == self.method else None
        return found.groupdict() if found else None


class Part(Frozen):
    """A vendor's stand-in."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    slug: str
    read: date
    """The day of the contract sheet it was written from; no exchange with the vendor itself was recorded."""
    routes: tuple[Route, ...]
    signed: Callable[[Asked, str], str]
    """Returns what is wrong with the key in a request, nothing when it is right."""
    no: Callable[[No, Asked], Answer]
    """Says no in the vendor's own words."""
    homes: tuple[str, ...] = ()
    """Beginnings of a path that belong to the vendor's base address; a client may leave them out."""
    charges_refused: bool = False
    """True when what moderation stops after rendering is paid for."""
    cannot: frozenset[FaultName] = frozenset({"envelope"})
    """Faults that this vendor's API has no room for."""
    talks: bool = False
    """True for text models, which answer at once."""
    speaks: bool = False
    """True for voices and listeners, which answer at once with sound or the times of words."""

    def plays(self, name: FaultName) -> bool:
        """Return whether a fault can strike here."""
        if self.speaks:
            return name in OF_SOUND | OF_VOICE
        return name in OF_TEXT | SHARED if self.talks else name not in self.cannot | OF_TEXT | OF_VOICE


def key_in(header: str, prefix: str = "") -> Callable[[Asked, str], str]:
    """Return the check for a key in a header."""

    def signed(asked: Asked, key: str) -> str:
        given = asked.headers.get(header.lower())
        if given is None:
            return f"The header {header} is missing."
        return "" if given == prefix + key else "The key is not valid."

    return signed


def word(words: Mapping[str, str], seen: Seen) -> str:
    """Return the vendor's word for how a job is."""
    return ODD if seen.phase == "odd" else words[seen.phase]


def stamp(seconds: float) -> str:
    """Return Unix seconds as vendors write a time in JSON."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def need(body: Json, *path: str) -> Any:
    """Return the value at a path of keys; raise `No` when it is not there."""
    here: Any = body
    for step in path:
        here = here.get(step) if isinstance(here, dict) else None
    if here is None or here in ("", [], {}):
        raise No("invalid", f"{'.'.join(path)} is required.")
    return here


def prompt_in(body: Json, *path: str, most: int) -> str:
    """Return the prompt at a path of keys; raise `No` when it is missing, no text or longer than `most` characters."""
    prompt = need(body, *path)
    if not isinstance(prompt, str) or len(prompt) > most:
        raise No("invalid", f"{'.'.join(path)} must be a text of at most {most} characters.")
    return prompt


def among(value: Any, allowed: tuple[Any, ...], name: str) -> Any:
    """Return a value that is allowed, of the very type that is; raise `No` otherwise."""
    if not any(value == one and type(value) is type(one) for one in allowed):
        raise No("invalid", f"{name} must be one of {', '.join(map(repr, allowed))}, not {value!r}.")
    return value


def whole(value: Any, low: int, high: int, name: str) -> int:
    """Return a whole number between two others; raise `No` for anything else, also for one written as text."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise No("invalid", f"{name} must be a whole number from {low} to {high}, not {value!r}.")
    return value
