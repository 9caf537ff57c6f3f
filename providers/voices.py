"""What voices and listeners elsewhere promise: one call each, whose answer carries the sound, or the times of words."""

import contextlib
import time
import wave
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import httpx
from pydantic import ConfigDict, Field

from domain.base import Frozen
from domain.errors import ContentRefused, LostAnswer, OutOfCredit, ProviderError, RateLimited, Unavailable
from domain.money import Money
from domain.requests import ListenRequest, SpeechRequest, TranscriptRequest
from domain.speech import Voice
from providers.base import Delivery
from providers.complaints import by_status, moderated, retry_after, said_in
from providers.offers import Offer

TIMEOUT = httpx.Timeout(120.0, connect=15.0)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_TURNED_AWAY = (503, 529)
"""Told by the door: nobody began to work."""


class Line(Frozen):
    """An open line to one vendor: its address, its opened keys, and what to send through. Lives for one call."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    slug: str
    base_url: str
    keys: Mapping[str, str] = Field(repr=False)
    http: httpx.Client
    voices: Mapping[str, Any] = Field(default_factory=dict)
    """Voices that the vendor has learned for this user, by name, as they were kept."""
    rest: Callable[[float], None] = time.sleep
    pace: float = 3.0
    """Seconds between two questions."""

    @property
    def bearer(self) -> dict[str, str]:
        """Return the header most vendors want; none for a server of one's own without a key."""
        return {"Authorization": f"Bearer {self.keys['api_key']}"} if self.keys.get("api_key") else {}


class Called(Delivery):
    """What a call brought, and what it cost where the vendor tells. Without words: it does not say when they sound."""

    charged_usd: Money | None = None
    characters: int | None = None
    """How many it charged for, where the vendor tells that."""
    job: str = ""
    """The vendor's name for the call."""
    text: str = ""
    """What was said, where that was asked."""


class Speaker(Protocol):
    """A voice elsewhere."""

    def speak(self, request: SpeechRequest, offer: Offer, line: Line, folder: Path) -> Called:
        """Have a narration spoken into `folder`, sent once.

        Raises `Unsupported` before anything is sent, a `ProviderError` that is a clear no, or `LostAnswer` when it may have been
        spoken and charged.
        """

    def voices(self, line: Line) -> tuple[Voice, ...]:
        """Return the voices there are to choose from; asks at the most, and costs nothing."""


@runtime_checkable
class Learner(Protocol):
    """A voice elsewhere that learns other voices."""

    def clone(self, name: str, sample: Path, line: Line) -> tuple[Voice, dict[str, Any]]:
        """Have a voice learned from a recording; return it with what the vendor wants to be told when it speaks."""


class Listener(Protocol):
    """Somebody elsewhere who hears when each word of a recording sounds."""

    def hear(self, request: ListenRequest, offer: Offer, line: Line) -> Called:
        """Return the recording with the times of what is heard in it, sent once; raises as a `Speaker` does."""


@runtime_checkable
class Transcriber(Protocol):
    """A listener that also writes down a recording of which nobody knows the words."""

    def transcribe(self, request: TranscriptRequest, offer: Offer, line: Line) -> Called:
        """Return the recording with what is said in it, in its own language, sent once; raises as a `Speaker` does."""


@contextlib.contextmanager
def sending(slug: str) -> Iterator[None]:
    """Tell what goes wrong on the way in our words: not sent, or sent and lost."""
    try:
        yield
    except _NOT_SENT as closed:
        raise Unavailable(f"{slug}: cannot be reached; nothing was ordered.") from closed
    except httpx.HTTPError as lost:
        what = type(lost).__name__
        raise LostAnswer(f"{slug}: the order went out and no answer came back ({what}). It may have been charged.") from lost


def complaint(slug: str, status: int, reply: Any, headers: Mapping[str, str]) -> ProviderError | None:
    """Return the error an answer stands for, None for success: a vendor that is full has not begun to work."""
    reason = said_in(reply)
    if status == 429 and "quota" in f"{reply}".casefold():
        return OutOfCredit(f"{slug}: {reason or 'no credit'} See to the credit of the account.")
    if status in _TURNED_AWAY:
        return RateLimited(f"{slug}: {reason or 'too busy'} (HTTP {status}).", retry_after(headers))
    if 400 <= status < 500 and status != 429 and moderated(reason):
        return ContentRefused(f"{slug}: {reason} Say it in other words.")
    return by_status(slug, status, reply if isinstance(reply, dict) else {"message": reason}, headers, ordering=True)


def answered(line: Line, path: str, *, body: Any = None, **more: Any) -> httpx.Response:
    """Send one call that costs something, once, and return its answer; raise what it stands for otherwise."""
    with sending(line.slug):
        headers = {**line.bearer, **more.pop("headers", {})}
        address = line.base_url.rstrip("/") + path
        response = line.http.post(address, json=body, headers=headers, timeout=TIMEOUT, follow_redirects=False, **more)
    if error := complaint(line.slug, response.status_code, _said(response), response.headers):
        raise error
    return response


def asked(line: Line, path: str, **more: Any) -> Any:
    """Return the JSON answer to a question that costs nothing; raise `Unavailable` for silence, else what a no stands for."""
    try:
        headers = {**line.bearer, **more.pop("headers", {})}
        response = line.http.get(line.base_url.rstrip("/") + path, headers=headers, timeout=TIMEOUT, **more)
    except httpx.HTTPError as failed:
        raise Unavailable(f"{line.slug}: no answer to a question ({type(failed).__name__}).") from failed
    if response.status_code >= 400:
        said = _said(response)
        no = by_status(line.slug, response.status_code, said if isinstance(said, dict) else {}, response.headers, ordering=True)
        raise Unavailable(str(no)) if no is None or isinstance(no, LostAnswer) else no
    try:
        return response.json()
    except ValueError as page:
        raise Unavailable(f"{line.slug}: answers a question with something that is no JSON.") from page


def json_in(line: Line, response: httpx.Response) -> Any:
    """Return what a call that was charged answered; raise `LostAnswer` for what is no JSON: nobody knows what became of it."""
    try:
        return response.json()
    except ValueError as page:
        raise unreadable(line, response.headers) from page


def unreadable(line: Line, headers: Mapping[str, str]) -> LostAnswer:
    """Return the error for an answer of another kind than was ordered."""
    kind = headers.get("content-type", "something without a type")
    return LostAnswer(f"{line.slug}: answered with {kind} instead of what was ordered. It may have been charged.")


def wav(path: Path, pcm: bytes, rate: int) -> Path:
    """Write 16-bit mono samples to `path` as a wav and return it; a half sample at the end is left out."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm[: len(pcm) // 2 * 2])
    return path


def _said(response: httpx.Response) -> Any:
    if response.status_code < 300:
        return {}
    try:
        return response.json()
    except ValueError:
        return {}
