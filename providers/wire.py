"""Send one vendor's calls: keys added at the last moment, to its own address only, answers read with care."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import ConfigDict

from domain.base import Frozen
from domain.errors import BadReply, LostAnswer, ProviderError, RateLimited, Unavailable
from providers.base import Vendor
from providers.complaints import by_status, retry_after
from providers.dialect import Call, JobDialect, Json

TIMEOUT = httpx.Timeout(60.0, connect=15.0)
LARGEST_ANSWER = 40_000_000
"""Bytes; some vendors put a whole clip into their JSON."""

Headers = Callable[[], dict[str, str]]
"""Makes the headers that carry the keys, at the moment of sending."""


class Wire(Frozen):
    """An open line to one vendor."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    vendor: Vendor
    base_url: str
    sign: Headers
    http: httpx.Client

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
        if response.status_code >= 500:
            raise self._lost_or_turned_away(response, dialect)
        reply = self._read(response, LostAnswer)
        self._raise_complaint(response, reply, dialect)
        return reply

    def ask(self, call: Call, dialect: JobDialect) -> Json:
        """Send a call that spends nothing and return the answer; raise `Unavailable` where asking again may help."""
        try:
            response = self._send(call)
        except httpx.HTTPError as failed:
            raise Unavailable(f"{self.vendor.slug}: no answer to a question ({_named(failed)}).") from failed
        reply = self._read(response, Unavailable if response.status_code >= 500 else BadReply)
        self._raise_complaint(response, reply, dialect)
        return reply

    def trusts(self, link: str) -> bool:
        """Return whether an address is the vendor's own, so that its key may be sent there."""
        return _origin(link) == _origin(self.base_url)

    def headers_for(self, link: str) -> dict[str, str]:
        """Return the headers with keys for the vendor's own address, none for any other."""
        return self.sign() if self.trusts(link) else {}

    def _send(self, call: Call) -> httpx.Response:
        address = call.path if "://" in call.path else self.base_url.rstrip("/") + call.path
        headers = {**call.headers, **self.headers_for(address)}
        parts: dict[str, Any] = {"json": call.body, "params": call.params or None, "headers": headers}
        return self.http.request(call.method, address, **parts, timeout=TIMEOUT, follow_redirects=False)

    def _read(self, response: httpx.Response, otherwise: type[ProviderError]) -> Json:
        try:
            reply = json.loads(response.content[:LARGEST_ANSWER] or b"{}")
        except ValueError:
            raise self._unreadable(response, otherwise) from None
        return reply if isinstance(reply, dict) else {"items": reply}

    def _unreadable(self, response: httpx.Response, otherwise: type[ProviderError]) -> ProviderError:
        if 400 <= response.status_code < 500:
            return by_status(self.vendor.slug, response.status_code, {}, response.headers) or BadReply(self._what(response))
        return otherwise(self._what(response))

    def _what(self, response: httpx.Response) -> str:
        kind = response.headers.get("content-type", "something without a type")
        return f"{self.vendor.slug}: answered {response.status_code} with {kind} instead of JSON."

    def _raise_complaint(self, response: httpx.Response, reply: Json, dialect: JobDialect) -> None:
        error = dialect.complaint(response.status_code, reply)
        error = error or by_status(self.vendor.slug, response.status_code, reply, response.headers)
        if isinstance(error, RateLimited) and error.after is None:
            error = RateLimited(str(error), retry_after(response.headers))
        if error:
            raise error

    def _lost_or_turned_away(self, response: httpx.Response, dialect: JobDialect) -> ProviderError:
        """Return what a 5xx to an order means: only the vendor's own word makes it a clear no."""
        try:
            said: Any = response.json()
        except ValueError:
            said = {}
        error = dialect.complaint(response.status_code, said if isinstance(said, dict) else {})
        return error or LostAnswer(f"{self.vendor.slug}: answered {response.status_code} to an order; it may have been taken.")


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def _named(error: Exception) -> str:
    return type(error).__name__
