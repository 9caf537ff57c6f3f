"""Send one vendor's calls: keys added at the last moment, to its own address only, answers read with care."""

import json
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from pydantic import ConfigDict, PrivateAttr

from domain.base import Frozen
from domain.errors import BadReply, LostAnswer, ProviderError, RateLimited, Unavailable
from providers.base import Vendor
from providers.complaints import by_status, retry_after
from providers.dialect import Call, JobDialect, Json, WrongTime
from providers.pictures import without_bytes

TIMEOUT = httpx.Timeout(60.0, connect=15.0)
LARGEST_ANSWER = 40_000_000
"""Bytes; some vendors put a whole clip into their JSON."""

CLOCKS_AGREE = 3.0
"""Seconds by which a clock may seem to differ: a `Date` is cut to a second, and answers travel."""

Headers = Callable[[], dict[str, str]]
"""Makes the headers that carry the keys, at the moment of sending."""


class Wire(Frozen):
    """An open line to one vendor."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    vendor: Vendor
    base_url: str
    sign: Headers
    http: httpx.Client
    _ahead: float = PrivateAttr(default=0.0)

    @property
    def ahead(self) -> float:
        """Return the seconds that our clock is ahead of the vendor's, as far as its last answer told."""
        return self._ahead

    def placed(self, call: Call, dialect: JobDialect) -> str:
        """Send the call that spends money, once, and return the vendor's name for the job.

        Raises what `order` does, and `LostAnswer` when the job is to be asked after at somebody else's address.
        """
        ticket = dialect.ticket(self.order(call, dialect))
        self._address(dialect.poll(ticket))
        return ticket

    def order(self, call: Call, dialect: JobDialect) -> Json:
        """Send the call that spends money, once, and return the answer.

        Raises a `ProviderError` that is a clear no, or `LostAnswer` when the order may have been taken. Never sends twice.
        """
        try:
            response = self._send(call)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as closed:
            raise Unavailable(f"{self.vendor.slug}: {self.base_url} cannot be reached; nothing was ordered.") from closed
        except httpx.HTTPError as lost:
            raise LostAnswer(f"{self.vendor.slug}: the order went out and no answer came back ({_named(lost)}).") from lost
        reply = self._read(response, LostAnswer)
        self._raise_complaint(call, response, reply, dialect, ordering=True)
        return reply

    def ask(self, call: Call, dialect: JobDialect) -> Json:
        """Send a call that spends nothing and return the answer; raise `Unavailable` where asking again may help.

        An address that is not the vendor's own is never asked: raises `LostAnswer`.
        """
        try:
            response = self._send(call)
        except httpx.HTTPError as failed:
            raise Unavailable(f"{self.vendor.slug}: no answer to a question ({_named(failed)}).") from failed
        reply = self._read(response, Unavailable if response.status_code >= 500 else BadReply)
        self._raise_complaint(call, response, reply, dialect, ordering=False)
        return reply

    def trusts(self, link: str) -> bool:
        """Return whether an address is the vendor's own, so that its key may be sent there."""
        return _origin(link) == _origin(self.base_url) is not None

    def headers_for(self, link: str) -> dict[str, str]:
        """Return the headers with keys for the vendor's own address, none for any other."""
        return self.sign() if self.trusts(link) else {}

    def _address(self, call: Call) -> str:
        """Return where a call goes; raise `LostAnswer` for an address that a vendor gave and that is not its own."""
        if call.path.startswith("/") and not call.path.startswith("//"):
            return self.base_url.rstrip("/") + call.path
        if self.trusts(call.path):
            return call.path
        where = f"{call.path.partition('?')[0][:200]!r} is not below {self.base_url}"
        raise LostAnswer(f"{self.vendor.slug}: is to be asked at an address of somebody else: {where}. No key is sent there.")

    def _send(self, call: Call) -> httpx.Response:
        address = self._address(call)
        headers = {**call.headers, **self.headers_for(address)}
        parts: dict[str, Any] = {"json": call.body, "params": call.params or None, "headers": headers}
        response = self.http.request(call.method, address, **parts, timeout=TIMEOUT, follow_redirects=False)
        self._ahead = _ahead_of(response)
        return response

    def _read(self, response: httpx.Response, otherwise: type[ProviderError]) -> Json:
        try:
            reply = json.loads(response.content[:LARGEST_ANSWER] or b"{}")
        except ValueError:
            raise self._unreadable(response, otherwise) from None
        return reply if isinstance(reply, dict) else {"items": reply}

    def _unreadable(self, response: httpx.Response, otherwise: type[ProviderError]) -> ProviderError:
        if 400 <= response.status_code < 500:
            ordering = otherwise is LostAnswer
            no = by_status(self.vendor.slug, response.status_code, {}, response.headers, ordering=ordering)
            return no or otherwise(self._what(response))
        return otherwise(self._what(response))

    def _what(self, response: httpx.Response) -> str:
        kind = response.headers.get("content-type", "something without a type")
        return f"{self.vendor.slug}: answered {response.status_code} with {kind} instead of JSON."

    def _raise_complaint(self, call: Call, response: httpx.Response, reply: Json, dialect: JobDialect, *, ordering: bool) -> None:
        """Raise what an answer stands for: the vendor's own word first, then its HTTP status."""
        error = dialect.complaint(call, response.status_code, reply)
        error = error or by_status(self.vendor.slug, response.status_code, reply, response.headers, ordering=ordering)
        if isinstance(error, RateLimited) and error.after is None:
            error = RateLimited(str(error), retry_after(response.headers))
        if isinstance(error, WrongTime) and abs(self.ahead) > CLOCKS_AGREE:
            error = WrongTime(f"{error} {self._clock()}")
        if error:
            error.args = tuple(without_bytes(said) if isinstance(said, str) else said for said in error.args)
            raise error

    def _clock(self) -> str:
        way = "ahead of" if self.ahead > 0 else "behind"
        return f"Your clock is {abs(self.ahead):.0f} s {way} {self.vendor.name}'s: set it right, then: reelflow continue"


def _origin(address: str) -> tuple[str, str, int | None] | None:
    """Return scheme, host and port; None for what is no address."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        return None
    return url.scheme, url.host, url.port


def _ahead_of(response: httpx.Response) -> float:
    """Return how far our clock is ahead of an answer's `Date`, in seconds; 0 where it has none that can be read."""
    try:
        return time.time() - parsedate_to_datetime(response.headers.get("date", "")).timestamp()
    except ValueError:
        return 0.0


def _named(error: Exception) -> str:
    return type(error).__name__
