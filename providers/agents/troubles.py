"""What went wrong with a text model, in our own words: above all whether it may have answered, and been paid for it."""

import json
from collections.abc import Iterator

import httpx
import httpx2
from pydantic_ai import exceptions as theirs

from domain.errors import (
    BadReply,
    ConfigurationError,
    ContentRefused,
    JobFailed,
    LostAnswer,
    OutOfCredit,
    RateLimited,
    ReelflowError,
    Unavailable,
)
from providers.complaints import LONGEST_WAIT, moderated, said_in

_NOT_SENT = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout,
)  # fmt: skip
_GAVE_UP_WAITING = (408, 504)
_MONEY = ("credit balance", "insufficient_quota", "insufficient balance", "billing")


def told(slug: str, error: BaseException, outside: BaseException | None = None) -> ReelflowError:
    """Return what an error means. A `LostAnswer` for everything that does not surely say that nothing was answered.

    `outside` is what was being dealt with when the model was asked: Python hangs it behind every error, and it says nothing here.
    """
    if ours := next((one for one in _chain(error, outside) if isinstance(one, ReelflowError)), None):
        return ours
    if isinstance(error, theirs.ContentFilterError):
        return ContentRefused(f"{slug}: the model refused to answer. {error.message}")
    if isinstance(error, theirs.UnexpectedModelBehavior | theirs.UsageLimitExceeded):
        return BadReply(f"{slug}: the model gave no answer that can be used. {_said(error)}")
    if isinstance(error, theirs.UserError):
        return ConfigurationError(f"{slug}: cannot be asked: {error}")
    if isinstance(error, theirs.ModelHTTPError):
        return _by_status(slug, error)
    if any(isinstance(one, _NOT_SENT) for one in _chain(error, outside)):
        return Unavailable(f"{slug}: cannot be reached; nothing was asked.")
    return LostAnswer(f"{slug}: the question went out and no answer came back ({type(error).__name__}).")


def _by_status(slug: str, error: theirs.ModelHTTPError) -> ReelflowError:
    status, reason = error.status_code, said_in(_read(error.body)) or error.message
    said = f"{slug}: {reason[:300]} (HTTP {status})."
    money = any(sign in f"{reason} {error.body}".casefold() for sign in _MONEY)
    if status in _GAVE_UP_WAITING:
        return LostAnswer(f"{said} The model may have answered.")
    if status in (401, 402, 403) or money or isinstance(error, theirs.ModelQuotaExceededError):
        return OutOfCredit(f"{said} See to the key, the credit or the rights of the account.")
    if status == 429:
        return RateLimited(said, _wait(error))
    if status >= 500:
        return Unavailable(said) if _wait(error) is None else RateLimited(said, _wait(error))
    if status < 400:
        return LostAnswer(said)
    if status == 404:
        return JobFailed(f"{said} Name a model that there is, as {slug}:MODEL.")
    return ContentRefused(said) if moderated(reason) else JobFailed(said)


def _read(body: object) -> object:
    """Return the body of an answer, as JSON where it came as text."""
    if not isinstance(body, str):
        return body
    try:
        read: object = json.loads(body)
    except ValueError:
        return body
    return read


def _wait(error: theirs.ModelHTTPError) -> float | None:
    return None if error.retry_after is None else min(max(0.0, error.retry_after), LONGEST_WAIT)


def _said(error: BaseException) -> str:
    """Return the reason in one line of at most 300 characters, what was wrong with the last answer included."""
    reasons = [str(one) for one in _chain(error)][:2]
    return " ".join(" ".join(dict.fromkeys(reasons)).split())[:300]


def _chain(error: BaseException | None, outside: BaseException | None = None) -> Iterator[BaseException]:
    seen: set[int] = {id(outside)}
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
