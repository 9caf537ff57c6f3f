"""Wait for a job and fetch what it made: written once for every vendor that works in jobs."""

import base64
import contextlib
import logging
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from domain.errors import BadMedia, BadReply, ContentRefused, JobFailed, JobTimedOut, ProviderError, RateLimited, Unavailable
from media.ffmpeg import finished
from media.probe import accept
from providers.dialect import Call, JobDialect, Keeper, Progress
from providers.pictures import without_bytes
from providers.wire import Wire

LARGEST_CLIP = 2_000_000_000
"""Bytes; anything longer is not a clip of a few seconds."""
DOUBTS = 4
"""How often in a row a no to a question after a job is not believed: a vendor may stumble."""
FRESH_LINKS = 3
"""How often a link that does not answer is asked for anew."""
REDIRECTS = 5

Sleep = Callable[[float], None]
logger = logging.getLogger(__name__)


def collect(wire: Wire, dialect: JobDialect, ticket: str, *, pace: float | None = None, sleep: Sleep = time.sleep) -> Progress:
    """Return the end of a job: done with a link, failed or refused.

    Asks at the vendor's own pace (or every `pace` seconds) and raises `JobTimedOut` when its patience is over; hiccups on
    the way are waited out. Raises `Vanished` when the vendor keeps saying that it knows no such job, `JobFailed` when it
    keeps answering that this one failed.
    """
    waiting = wire.vendor.waiting
    every = waiting.every if pace is None else pace
    deadline = time.monotonic() + waiting.patience
    pause, doubts = waiting.first if pace is None else pace, 0
    while time.monotonic() + pause < deadline:
        sleep(pause * random.uniform(0.9, 1.1))
        try:
            progress = look(wire, dialect, ticket)
        except (Unavailable, RateLimited, BadReply) as hiccup:
            pause = max(every, getattr(hiccup, "after", None) or 0.0)
            continue
        except JobFailed:
            if (doubts := doubts + 1) > DOUBTS:
                raise
            pause = every
            continue
        if progress.state in ("failed", "refused") or progress.link:
            return progress
        pause, doubts = every, 0
    raise JobTimedOut(
        f"{wire.vendor.slug}: job {ticket} is not finished after {waiting.patience:.0f} s. "
        "It goes on there; ask for it again with: reelflow continue"
    )


def look(wire: Wire, dialect: JobDialect, ticket: str) -> Progress:
    """Ask once how a job is, following up to where the link is."""
    progress = dialect.progress(wire.ask(dialect.poll(ticket), dialect))
    for _ in range(3):
        follow = progress.follow or _apart(dialect, ticket, progress)
        if follow is None:
            return progress
        progress = dialect.progress(wire.ask(follow, dialect))
    return progress


def _apart(dialect: JobDialect, ticket: str, progress: Progress) -> Call | None:
    """Return the question for the result of a finished job, at a vendor that keeps it apart from the job's state."""
    finished = progress.state == "done" and not progress.link
    return dialect.result(ticket) if finished and isinstance(dialect, Keeper) else None


def failure(wire: Wire, progress: Progress) -> ProviderError:
    """Return the error for a job that ended without a clip."""
    reason = f"{wire.vendor.slug}: {without_bytes(progress.error) or 'no reason given'}."
    return ContentRefused(f"{reason} Try another prompt.") if progress.state == "refused" else JobFailed(reason)


def fetch(wire: Wire, dialect: JobDialect, ticket: str, link: str, out: Path, *, sleep: Sleep = time.sleep) -> Path:
    """Write a finished clip to `out` and return it, checked: really a video, and whole.

    A link that has expired or breaks is asked for again; raises `JobFailed` when what arrives is never a clip, `JobTimedOut`
    when nothing arrives because the line is down.
    """
    trouble: Exception | None = None
    for attempt in range(FRESH_LINKS):
        try:
            _download(wire, link, out)
            accept(out, kind="video")
            return out
        except (httpx.HTTPError, httpx.InvalidURL, BadMedia, Unavailable) as wrong:
            trouble = wrong
            logger.warning("%s: fetching job %s, attempt %d: %s", wire.vendor.slug, ticket, attempt + 1, _told(trouble))
        sleep(min(2.0**attempt, wire.vendor.waiting.every))
        link = look(wire, dialect, ticket).link or link
    if isinstance(trouble, httpx.TransportError):
        raise JobTimedOut(f"{wire.vendor.slug}: job {ticket} was rendered, and its clip cannot be reached ({_told(trouble)}).")
    raise JobFailed(f"{wire.vendor.slug}: job {ticket} was rendered, but what it gave is not a whole clip ({_told(trouble)}).")


def _told(trouble: Exception | None) -> str:
    return str(trouble) or type(trouble).__name__


def _download(wire: Wire, link: str, out: Path) -> None:
    """Write the bytes behind a link, or inside it, to `out`, whole or not at all."""
    if link.startswith("data:"):
        _unpack(link, out)
        return
    with finished(out) as part, _opened(wire, link) as answer:
        if answer.status_code != 200:
            raise Unavailable(f"the link answers {answer.status_code}")
        size = 0
        with part.open("wb") as file:
            for block in answer.iter_bytes():
                size += len(block)
                if size > LARGEST_CLIP:
                    raise BadMedia(f"more than {LARGEST_CLIP} bytes")
                file.write(block)


def _unpack(link: str, out: Path) -> None:
    """Write the bytes that a `data:` link carries in base64."""
    try:
        clip = base64.b64decode(link.partition(",")[2], validate=True)
    except ValueError as wrong:
        raise BadMedia("the clip inside the answer is not base64") from wrong
    with finished(out) as part:
        part.write_bytes(clip)


@contextlib.contextmanager
def _opened(wire: Wire, link: str) -> Iterator[httpx.Response]:
    """Open a link, below the vendor's address when it begins with a slash.

    Redirects are followed by hand, so that the key goes to the vendor's own address only.
    """
    here = wire.base_url.rstrip("/") + link if link.startswith("/") else link
    for _ in range(REDIRECTS):
        with wire.http.stream("GET", here, headers=wire.headers_for(here), follow_redirects=False) as answer:
            if answer.next_request is None:
                yield answer
                return
            here = str(answer.next_request.url)
    raise Unavailable(f"the link was sent on more than {REDIRECTS} times")
