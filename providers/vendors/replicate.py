"""Replicate: any model that it hosts, once replicate.yaml names its inputs and price. Works in jobs: create, poll, fetch.

Predictions as in replicate 1.0.7. The list of predictions tells whether a lost order arrived. Inputs, results and links are
deleted after one hour. A package can sell more models: `VENDOR.model_copy(update={"slug": ..., "offers": catalogue(path)})`
under the entry point `reelflow.vendors`.
"""

import re
from datetime import datetime
from pathlib import Path

from domain.errors import ContentRefused, LostAnswer, ProviderError, RateLimited
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.complaints import said_in
from providers.dialect import Call, Json, Progress, said, ticket_at
from providers.gateways import asked_of, catalogue
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
SLACK = 300.0
"""Seconds by which their clock and ours may differ."""


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
        state, error = _STATES.get(said(reply, "status"), "running"), said(reply, "error")
        link = said(reply, "output") or said(reply, "output", 0)
        if state == "failed" and _MODERATED.search(error):
            state = "refused"
        if state == "done" and not link and reply.get("data_removed") is True:
            state, error = "failed", "the clip was not fetched within an hour and has been deleted"
        status = said(reply, "status")
        said_now = {"link": link if state == "done" else "", "error": error or status, "cancelled": status == "canceled"}
        return Progress.model_validate({"state": state, **said_now})

    def complaint(self, status: int, reply: Json) -> ProviderError | None:
        """Return the error for moderation, and for a limit whose wait stands in the text."""
        text = said_in(reply)
        if status == 429 and (wait := _WAIT.search(text)):
            return RateLimited(f"replicate: {text}", float(wait[1]))
        if status in (400, 422) and _MODERATED.search(text):
            return ContentRefused(f"replicate: {text} Try another prompt.")
        return None

    def look_up(self, key: str) -> Call:
        """Return the call that lists the latest hundred predictions, the newest first."""
        return Call(path="/predictions")

    def found(self, reply: Json, key: str, request: VideoRequest, since: float) -> str:
        """Return the one prediction with our prompt made since, or nothing when the list reaches back far enough without it.

        Raises `LostAnswer` for two of them, for one just before, and for entries whose inputs are deleted or unreadable.
        """
        recent = [item for item in _items(reply) if _made_at(item) >= since - SLACK]
        if any(not isinstance(item.get("input"), dict) or not item["input"] for item in recent):
            raise LostAnswer("replicate: its list does not say what was asked.")
        ours = [item for item in recent if request.prompt in item["input"].values()]
        if len(ours) > 1 or any(_made_at(item) < since for item in ours):
            raise LostAnswer(f"replicate: {len(ours)} predictions with this prompt may be ours.")
        if ours:
            return ticket_at("replicate", ours[0], "id")
        if said(reply, "next") and len(recent) == len(_items(reply)):
            raise LostAnswer("replicate: more was ordered since than one page of its list shows.")
        return ""


def _items(reply: Json) -> list[Json]:
    items = reply.get("results")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise LostAnswer("replicate: its list of predictions cannot be read.")
    return items


def _made_at(item: Json) -> float:
    try:
        return datetime.fromisoformat(said(item, "created_at")).timestamp()
    except ValueError:
        raise LostAnswer("replicate: its list does not say when a prediction was made.") from None


VENDOR = Vendor(
    slug="replicate",
    name="Replicate",
    base_url="https://api.replicate.com/v1",
    needs=(Secret(field="api_key", env=("REPLICATE_API_KEY", "REPLICATE_API_TOKEN")),),
    offers=catalogue(Path(__file__).with_suffix(".yaml")),
    makers={"video": ReplicateVideo()},
    waiting=Waiting(first=10, every=5, patience=1800),
)
