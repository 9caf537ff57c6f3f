"""Play any number of vendors on loopback: one address for their APIs, another for the clips they hand out."""

import tempfile
import threading
from collections import deque
from collections.abc import Iterable
from email.utils import formatdate
from pathlib import Path
from typing import Any, Self

from domain.errors import ConfigurationError
from rehearsal.clips import Clips
from rehearsal.desk import Book, Dropped, Page
from rehearsal.faults import Fault
from rehearsal.part import HTML, Answer, Asked, Json, No, Part, Route
from rehearsal.server import Server

KEY = "rehearsal-key"
"""The key that is right unless another is named."""
_REMEMBERED = 50_000
_CREDENTIALS = ("authorization", "x-api-key", "x-goog-api-key", "xi-api-key")


class Player:
    """Stand-ins for vendors. Use it as a context, or `start` and `stop` it.

    A job is finished after `questions` questions and not before `seconds` have passed. Clips are made in `folder`, or in one
    that is gone afterwards. What it remembers outlives its clients, not itself; the value of a key is never kept.
    """

    def __init__(
        self,
        parts: Iterable[Part],
        *,
        faults: Iterable[Fault] = (),
        key: str = KEY,
        questions: int = 2,
        seconds: float = 0.0,
        port: int = 0,
        folder: Path | None = None,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="reelflow-rehearsal-")
        self._parts = {part.slug: part for part in parts}
        clips = Clips(folder or Path(self._folder.name))
        self._api = Server(self._answer, port)
        self._media = Server(self._hand_out)
        self._key = key
        self._requests: deque[Json] = deque(maxlen=_REMEMBERED)
        self._lock = threading.Lock()
        self.faults: tuple[Fault, ...] = ()
        self._books = {
            slug: Book(part, clips, lambda: self._media.url, questions=questions, seconds=seconds)
            for slug, part in self._parts.items()
        }
        self.play(faults)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Self:
        """Begin to answer."""
        self._api.start()
        self._media.start()
        return self

    def stop(self) -> None:
        """Stop answering and remove the clips."""
        self._api.stop()
        self._media.stop()
        self._folder.cleanup()

    @property
    def url(self) -> str:
        """Return the address that `/_rehearsal/journal` and `/_rehearsal/faults` lie below."""
        return self._api.url

    @property
    def base_urls(self) -> dict[str, str]:
        """Return what to use for each vendor's base address."""
        return {slug: f"{self.url}/{slug}" for slug in self._parts}

    def accepted(self, slug: str) -> int:
        """Return how many orders a vendor has taken."""
        return self._books[slug].accepted

    def bodies(self, slug: str) -> list[Json]:
        """Return what a vendor was sent with each order that it took, oldest first."""
        return [job.body for job in [*self._books[slug].jobs.values()]]

    def play(self, faults: Iterable[Fault]) -> None:
        """Let these faults strike from now on, each as if new; raise `ConfigurationError` for one that nobody here can play."""
        chosen = tuple(faults)
        for fault in chosen:
            able = [part for part in self._parts.values() if fault.vendor in ("", part.slug) and part.plays(fault.name)]
            if not able:
                raise ConfigurationError(f"{fault.vendor or ', '.join(self._parts)}: has no room for the fault {fault.name}.")
        self.faults = chosen
        for slug, book in self._books.items():
            book.play(tuple(fault for fault in chosen if self._parts[slug].plays(fault.name)))

    def journal(self) -> Json:
        """Return what happened: orders accepted and cents charged per vendor, jobs, requests, and keys sent to the media host."""
        with self._lock:
            requests = list(self._requests)
        return {
            "accepted": {slug: book.accepted for slug, book in self._books.items()},
            "charged_cents": {
                slug: float(sum(job.usd for job in [*book.jobs.values()]) * 100) for slug, book in self._books.items()
            },
            "jobs": [job.told(slug) for slug, book in self._books.items() for job in [*book.jobs.values()]],
            "requests": requests,
            "leaked_keys": sum(1 for request in requests if request["does"] == "bytes" and request["key"] == "leaked"),
        }

    def _answer(self, asked: Asked) -> Answer | None:
        """Answer a request to an API; None closes the connection."""
        slug, _, rest = asked.path.lstrip("/").partition("/")
        if slug == "_rehearsal":
            return self._control(rest, asked)
        if slug not in self._parts:
            return Answer(status=404, body={"detail": f"Nobody plays {slug!r} here."})
        part = self._parts[slug]
        clock = self._books[slug].clock()
        here = {"path": _without(part.homes, f"/{rest}"), "base": f"{asked.base}/{slug}", "at": clock}
        inner = asked.model_copy(update=here)
        route, args = _find(part, inner)
        wrong = part.signed(inner, self._key)
        answer = self._played(part, route, inner.model_copy(update={"args": args}), wrong)
        self._note(slug, inner, route.does if route else "nothing", _key(inner, wrong), answer)
        dated = {"Date": formatdate(clock, usegmt=True), **(answer.headers if answer else {})}
        return answer and answer.model_copy(update={"headers": dated})

    def _played(self, part: Part, route: Route | None, asked: Asked, wrong: str) -> Answer | None:
        try:
            if wrong:
                raise No("key", wrong)
            if route is None:
                raise No("missing", f"There is no {asked.method} {asked.path}.")
            if asked.unreadable:
                raise No("invalid", asked.unreadable)
            return _shaped(route, asked, self._books[part.slug])
        except Dropped:
            return None
        except Page:
            return Answer(body=HTML, kind="text/html")
        except No as why:
            answer = part.no(why, asked)
            wait = {} if why.after is None else {"Retry-After": str(why.after)}
            return answer.model_copy(update={"headers": {**answer.headers, **wait}})

    def _hand_out(self, asked: Asked) -> Answer:
        """Answer a request for a clip; whoever has the link may have it, and a key has no business here."""
        slug, _, name = asked.path.lstrip("/").partition("/")
        try:
            if slug not in self._books:
                raise No("missing", "Not found.")
            answer = self._books[slug].clip(name.removesuffix(".mp4"))
        except No as why:
            answer = Answer(status=403 if why.kind == "gone" else 404, body=b"<Error/>", kind="application/xml")
        self._note(slug, asked, "bytes", "leaked" if _carries_key(asked) else "none", answer)
        return answer

    def _control(self, what: str, asked: Asked) -> Answer:
        if what == "journal" and asked.method == "GET":
            return Answer(body=self.journal())
        if what != "faults":
            return Answer(status=404, body={"detail": "Ask for journal or faults."})
        if asked.method in ("PUT", "POST"):
            try:
                self.play(Fault.model_validate(fault) for fault in asked.body.get("faults", ()))
            except (ValueError, ConfigurationError) as wrong:
                return Answer(status=400, body={"detail": str(wrong)})
        return Answer(body={"faults": [fault.model_dump(mode="json") for fault in self.faults]})

    def _note(self, slug: str, asked: Asked, does: str, key: str, answer: Answer | None) -> None:
        noted: dict[str, Any] = {"vendor": slug, "method": asked.method, "path": asked.path, "does": does, "key": key}
        with self._lock:
            self._requests.append({**noted, "status": answer.status if answer else 0})


def _shaped(route: Route, asked: Asked, desk: Book) -> Answer:
    """Play a call; a body whose parts have other shapes than the vendor's is an invalid order, not a lost answer."""
    try:
        return route.play(asked, desk)
    except (AttributeError, TypeError, KeyError, IndexError, ValueError) as wrong:
        raise No("invalid", f"The request has another shape than expected: {wrong!r}") from wrong


def _find(part: Part, asked: Asked) -> tuple[Route | None, dict[str, str]]:
    for route in part.routes:
        if (args := route.match(asked.method, asked.path)) is not None:
            return route, args
    return None, {}


def _without(homes: tuple[str, ...], path: str) -> str:
    home = next((home for home in homes if path.startswith(f"{home}/")), "")
    return path.removeprefix(home)


def _key(asked: Asked, wrong: str) -> str:
    return "right" if not wrong else "wrong" if _carries_key(asked) else "none"


def _carries_key(asked: Asked) -> bool:
    return any(name in asked.headers for name in _CREDENTIALS)
