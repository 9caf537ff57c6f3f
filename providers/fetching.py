"""Fetch a picture from the web, for who takes bytes alone: no key is sent, and only a picture of a sane size is kept."""

from pathlib import Path
from urllib.parse import urlsplit

import httpx

from domain.errors import BadMedia, Unavailable
from media.probe import accept

LARGEST_PICTURE = 20_000_000
"""Bytes."""
REDIRECTS = 5
_PATIENCE = httpx.Timeout(30.0, connect=15.0)


def picture_from(link: str, folder: Path, *, transport: httpx.BaseTransport | None = None) -> Path:
    """Write the picture at a web address into `folder` and return it, checked.

    Raises `BadMedia` when there is no picture, or one that is too large; `Unavailable` when nothing can be reached.
    """
    path = folder / "picture"
    try:
        with (
            httpx.Client(transport=transport, timeout=_PATIENCE, follow_redirects=True, max_redirects=REDIRECTS) as http,
            http.stream("GET", link, headers={"User-Agent": "reelflow", "Accept": "image/*"}) as answer,
        ):
            _write(answer, path)
    except (httpx.HTTPError, httpx.InvalidURL) as failed:
        raise Unavailable(f"The picture at {_place(link)} cannot be fetched ({type(failed).__name__}).") from failed
    try:
        accept(path, kind="image")
    except BadMedia as bad:
        raise BadMedia(f"At {_place(link)} is no picture that can be used: {bad}") from bad
    return path


def _write(answer: httpx.Response, path: Path) -> None:
    if answer.status_code != 200:
        raise BadMedia(f"The picture at {_place(str(answer.url))} answers {answer.status_code}. Give its own, public address.")
    size = 0
    with path.open("wb") as file:
        for block in answer.iter_bytes():
            size += len(block)
            if size > LARGEST_PICTURE:
                raise BadMedia(f"The picture at {_place(str(answer.url))} is larger than {LARGEST_PICTURE // 1_000_000} MB.")
            file.write(block)


def _place(link: str) -> str:
    """Return an address for a reader, without what may be a key in it."""
    parts = urlsplit(link)
    return f"{parts.hostname}{parts.path}"[:200]
