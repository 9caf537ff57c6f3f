"""fal.ai: many vendors' models through one queue. Works in jobs: submit, ask the addresses it gave, follow to the result.

Queue as in fal-client 1.0.3; the models are in fal.yaml, from their pages on fal.ai (copies read on 2026-11-20). A lost answer
cannot be looked up: the queue has no list. A run that failed answers its result call with an HTTP error.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from domain.errors import ContentRefused, JobFailed, LostAnswer, ProviderError, Unavailable
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.complaints import said_in
from providers.dialect import Call, Json, Progress, said, state_of, ticket_at
from providers.gateways import asked_of, catalogue
from providers.offers import Offer

_STATES = {"IN_QUEUE": "waiting", "IN_PROGRESS": "running", "COMPLETED": "done"}
_MODERATED = "content_policy_violation"
_STATUS = "/status"
_FAILED = (400, 422, 500)
"""How the question after a result is answered when there is none and never will be."""


class FalVideo:
    """Every model of the queue: they differ in their inputs, not in the way they are asked."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order; `key` has no place in it. Its timeout bounds the wait for a machine, not the work."""
        model, inputs = asked_of(offer, request)
        return Call(method="POST", path=f"/{model}", body=inputs)

    def ticket(self, reply: Json) -> str:
        """Return the addresses of status, result and cancelling as they were given: they cannot be made from the model's id.

        Raises `LostAnswer` when they are not addresses of one web host.
        """
        status = ticket_at("fal", reply, "status_url")
        given = (status, said(reply, "response_url") or _result_of(status), said(reply, "cancel_url"))
        urls = [url for url in given if url]
        if len({_host(url) for url in urls}) != 1 or not _host(status):
            raise LostAnswer(f"fal: took an order and named an address of somebody else for it: {' '.join(urls)[:300]}")
        return " ".join(urls)

    def poll(self, ticket: str) -> Call:
        """Return the question after a run."""
        return Call(path=ticket.split()[0])

    def result(self, ticket: str) -> Call:
        """Return the question after what a finished run made."""
        urls = ticket.split()
        return Call(path=urls[1] if len(urls) > 1 else _result_of(urls[0]))

    def cancel(self, ticket: str) -> Call:
        """Return the call that stops a run; one that is under way ends with an error or its result."""
        urls = ticket.split()
        return Call(method="PUT", path=urls[2] if len(urls) > 2 else f"{self.result(ticket).path}/cancel")

    def progress(self, reply: Json) -> Progress:
        """Return how a run is; a finished one is asked once more, for its result."""
        link = said(reply, "video", "url") or said(reply, "videos", 0, "url")
        if link:
            return Progress(state="done", link=link)
        state = state_of("fal", _STATES, said(reply, "status"))
        error = said(reply, "error")
        if state == "done" and error:
            words = f"{error} {said(reply, 'error_type')}"
            if _MODERATED in words:
                return Progress(state="refused", error=error)
            return Progress(state="failed", error=error, cancelled="cancel" in words.lower())
        result = said(reply, "response_url") if state == "done" else ""
        return Progress.model_validate({"state": state, "follow": Call(path=result) if result else None})

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error for moderation, at the order or at the result, and for a run whose result is that it failed."""
        if status < 400:
            return None
        text = said_in(reply)
        if _MODERATED in (said(reply, "detail", 0, "type"), said(reply, "error_type")):
            return ContentRefused(f"fal: {text or 'it was refused.'} Try another prompt.")
        if not call.only_asks or call.path.partition("?")[0].endswith(_STATUS) or not text or status not in _FAILED:
            return None
        return Unavailable(f"fal: {text}.") if "in progress" in text else JobFailed(f"fal: {text} (HTTP {status}).")


def _result_of(status: str) -> str:
    return status.partition("?")[0].removesuffix(_STATUS)


def _host(url: str) -> str:
    """Return scheme, host and port, or nothing for what is no plain web address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and "@" not in parts.netloc else ""


def sign(keys: Mapping[str, str], _now: float) -> dict[str, str]:
    """Return fal's header: the word is Key, not Bearer."""
    return {"Authorization": f"Key {keys['api_key']}"}


VENDOR = Vendor(
    slug="fal",
    name="fal.ai",
    base_url="https://queue.fal.run",
    needs=(Secret(field="api_key", env=("FAL_API_KEY", "FAL_KEY")),),
    sign=sign,
    offers=catalogue(Path(__file__).with_suffix(".yaml")),
    makers={"video": FalVideo()},
    waiting=Waiting(first=10, every=5, patience=1800),
    at_once=2,
)
