"""What an HTTP status means where a vendor's own code says nothing: written once for all."""

from collections.abc import Mapping
from typing import Any

from domain.errors import BadReply, JobFailed, LostAnswer, OutOfCredit, ProviderError, RateLimited, Unavailable
from providers.dialect import Call, Json, Vanished

LONGEST_WAIT = 300.0
"""Seconds; a vendor that asks for more is asked again by the next run."""
_NO = (400, 404, 405, 410, 413, 415, 422)
_SIGNS_OF_MODERATION = ("safety", "moderat", "content policy", "usage guideline", "violat", "prohibited", "sensitive", "unsafe",
                        "inappropriate", "risk control", "responsible ai")  # fmt: skip
"""Words of vendors that give no code for it."""


def by_status(slug: str, status: int, reply: Json, headers: Mapping[str, str], *, ordering: bool) -> ProviderError | None:
    """Return the error an HTTP status stands for, None for success.

    An order is turned down only by a status that means so, else it may have been taken; a question says nothing of the job.
    """
    said = f"{slug}: {said_in(reply) or 'no reason given'} (HTTP {status})."
    if status < 300:
        return None
    if status in (401, 402, 403):
        return OutOfCredit(f"{said} See to the key, the credit or the rights of the account.")
    if status == 429:
        return RateLimited(said, retry_after(headers))
    if status in _NO:
        return JobFailed(said) if ordering else Vanished(said)
    if ordering:
        return LostAnswer(f"{said} The order may have been taken.")
    return Unavailable(said) if status >= 500 or status == 408 else BadReply(said)


def to_question(call: Call, kind: type[ProviderError] | None) -> type[ProviderError] | None:
    """Return the error in place of `kind` when `call` only asks: that it was asked wrongly does not mean that the job failed."""
    return Vanished if kind is JobFailed and call.only_asks else kind


def said_in(reply: Any) -> str:
    """Return the reason in an error answer, wherever vendors put it; at most 300 characters."""
    if isinstance(reply, str):
        return reply[:300]
    if isinstance(reply, list):
        return next((text for item in reply if (text := said_in(item))), "")
    if isinstance(reply, dict):
        keys = ("message", "msg", "err_msg", "detail", "error", "errors", "status_msg", "title", "reason", "failure_reason")
        return next((text for key in keys if (text := said_in(reply.get(key)))), "")
    return ""


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the wait a vendor asks for, in seconds, if it names a usable one."""
    try:
        return min(max(0.0, float(headers.get("retry-after", ""))), LONGEST_WAIT)
    except ValueError:
        return None


def moderated(text: str) -> bool:
    """Return whether a vendor's reason speaks of moderation: the same prompt would be refused again."""
    said = text.casefold()
    return any(sign in said for sign in _SIGNS_OF_MODERATION)
