"""Google's error object, which its services share: `{"error": {"code", "message", "status"}}`."""

from domain.errors import ContentRefused, OutOfCredit, ProviderError
from providers.complaints import moderated
from providers.dialect import Json, said

_WANTS_A_PERSON = ("UNAUTHENTICATED", "PERMISSION_DENIED", "FAILED_PRECONDITION")


def google_complaint(slug: str, status: int, reply: Json, *, see_to: str) -> ProviderError | None:
    """Return the error for a refused prompt, or for a key or account that a person has to see to; None for all else.

    A wrong key may come as an ordinary 400. `see_to` says what to do about it.
    """
    if not 400 <= status < 500:
        return None
    text = said(reply, "error", "message")
    if said(reply, "error", "status") in _WANTS_A_PERSON or "api key" in text.casefold():
        return OutOfCredit(f"{slug}: {text or 'no reason given'} {see_to}")
    if status == 400 and moderated(text):
        return ContentRefused(f"{slug}: {text} Try another prompt.")
    return None
