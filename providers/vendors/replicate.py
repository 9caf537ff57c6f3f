"""Replicate: any model that it hosts, once replicate.yaml names its inputs and price. Works in jobs: create, poll, fetch.

Predictions as in replicate 1.0.7. The list of predictions tells whether a lost order arrived. Inputs, results and links are
deleted after one hour. A package can sell more models: `VENDOR.model_copy(update={"slug": ..., "offers": catalogue(path)})`
under the entry point `reelflow.vendors`.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import ContentRefused, ProviderError, RateLimited
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.complaints import said_in
from providers.dialect import Call, Json, Lost, Progress, said, state_of, ticket_at
from providers.gateways import asked_of, catalogue
from providers.lists import CLOCKS, Listed, found_in, items_of, made_at
from providers.offers import Offer

_STATES = {
    "starting": "waiting",
    "processing": "running",
    "succeeded": "done",
    "failed": "failed",
    "canceled": "failed",
    "aborted": "failed",
}
_MODERATED = re.compile(r"\bE005\b|sensitive|flagged|\bnsfw\b", re.IGNORECASE)
_WAIT = re.compile(r"(\d+(?:\.\d+)?)\s*s(?:ec|\b)")


class ReplicateVideo:
    """Every hosted model: `owner/name`, or `owner/name:version` for those that are not official."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order; `key` has no place in it."""
        model, inputs = asked_of(offer, request)
        name, _, version = model.partition(":")
        if version:
            return Call(method="POST", path="/predictions", body={"version": version, "input": inputs})
        return Call(method="POST", path=f"/models/{name}/predictions", body={"input": inputs})

    def ticket(self, reply: Json) -> str:
        """Return the prediction's id."""
        return ticket_at("replicate", reply, "id")

    def poll(self, ticket: str) -> Call:
        """Return the question after a prediction."""
        return Call(path=f"/predictions/{ticket}")

    def cancel(self, ticket: str) -> Call:
        """Return the call that stops a prediction."""
        return Call(method="POST", path=f"/predictions/{ticket}/cancel")

    def progress(self, reply: Json) -> Progress:
        """Return how a prediction is: its output is an address, or a list of them."""
        state, error = state_of("replicate", _STATES, said(reply, "status")), said(reply, "error")
        link = said(reply, "output") or said(reply, "output", 0)
        if state == "failed" and _MODERATED.search(error):
            state = "refused"
        if state == "done" and not link and reply.get("data_removed") is True:
            state, error = "failed", "the clip was not fetched within an hour and has been deleted"
        status = said(reply, "status")
        said_now = {"link": link if state == "done" else "", "error": error or status, "cancelled": status == "canceled"}
        return Progress.model_validate({"state": state, **said_now})

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error for moderation, and for a limit whose wait stands in the text."""
        text = said_in(reply)
        if status == 429 and (wait := _WAIT.search(text)):
            return RateLimited(f"replicate: {text}", float(wait[1]))
        if status in (400, 422) and _MODERATED.search(text):
            return ContentRefused(f"replicate: {text} Try another prompt.")
        return None

    def look_up(self, lost: Lost) -> Call:
        """Return the call that lists the latest hundred predictions since, the newest first."""
        after = datetime.fromtimestamp(lost.since - CLOCKS, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return Call(path="/predictions", params={"created_after": after})

    def found(self, reply: Json, lost: Lost) -> str:
        """Return the prediction with our prompt and time; raise `LostAnswer` where inputs are deleted or unreadable."""
        items = items_of("replicate", reply, "results")
        jobs = [Listed(ticket=said(item, "id"), prompt=_prompt(item, lost), at=made_at(item)) for item in items]
        return found_in("replicate", jobs, lost, whole=not said(reply, "next"))


def _prompt(item: Json, lost: Lost) -> str:
    """Return our prompt when it is among a prediction's inputs, whatever the model calls it, else what else was asked."""
    given = item.get("input")
    values = list(given.values()) if isinstance(given, dict) else []
    return lost.request.prompt if lost.request.prompt in values else f"{values}" if values else ""


VENDOR = Vendor(
    slug="replicate",
    name="Replicate",
    base_url="https://api.replicate.com/v1",
    needs=(Secret(field="api_key", env=("REPLICATE_API_KEY", "REPLICATE_API_TOKEN")),),
    offers=catalogue(Path(__file__).with_suffix(".yaml")),
    makers={"video": ReplicateVideo()},
    waiting=Waiting(first=10, every=5, patience=1800),
)
