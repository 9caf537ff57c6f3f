"""Gemini Omni: clips from a prompt or a still, by the Interactions API of the Gemini Developer API. Works in jobs.

Written from the vendor's SDK google-genai 3.3.0, read on 2026-11-20. No list and no look-up: an order whose answer is lost
stays unknown until a person has looked. The bytes lie at the vendor's own address and need the key. It always has sound,
which is not used. It can end on an image too; how that is asked for was nowhere to be read, so it is not offered.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from domain.errors import ProviderError
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.complaints import moderated, said_in
from providers.dialect import Call, Json, Progress, said, state_of, ticket_at
from providers.google import google_complaint
from providers.offers import Offer
from providers.pictures import carried, image_type

_STATES = {
    "queued": "waiting",
    "in_progress": "running",
    "completed": "done",
    **dict.fromkeys(("failed", "incomplete", "budget_exceeded", "cancelled"), "failed"),
    **dict.fromkeys(("requires_action", "requires_continuation"), "failed"),  # wants of us what a clip never needs
}
_BYTES = ":download?alt=media"
_A_FILE = re.compile(r"(.*/)?files/[^/:?]+")


def _offer(model: str, longest: float) -> Offer:
    return Offer(
        kind="video",
        model=model,
        usd_per_second=Decimal("0.10136"),
        quoted=date(2026, 11, 20),
        source="copies of Gemini's price page, the day they were read: 5792 tokens a second at 720p, $17.50 a million",
        shortest=3,
        longest=longest,
        whole_seconds=True,
        ratios=("9:16", "16:9"),
        takes=("still",),
        image_bytes=4_000_000,
    )


class OmniVideo:
    """Text to video and image to video."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order, to be rendered in the background; `key` has no place in it."""
        body = {
            "model": offer.model,
            "input": [{"type": "text", "text": request.prompt}, *([_image(request.still)] if request.still else [])],
            "background": True,
            "store": True,
            "generation_config": {"video_config": {"task": "image_to_video" if request.still else "text_to_video"}},
            "response_format": {
                "type": "video",
                "aspect_ratio": request.ratio,
                "resolution": "720p",
                "duration": f"{offer.sold(request.seconds):g}s",
                "delivery": "uri",
            },
        }
        return Call(method="POST", path="/interactions", body=body)

    def ticket(self, reply: Json) -> str:
        """Return the interaction's id."""
        return ticket_at("omni", reply, "id")

    def poll(self, ticket: str) -> Call:
        """Return the question after an interaction."""
        return Call(path=f"/interactions/{quote(ticket, safe='')}")

    def cancel(self, ticket: str) -> Call:
        """Return the call that stops an interaction."""
        return Call(method="POST", path=f"/interactions/{quote(ticket, safe='')}/cancel")

    def progress(self, reply: Json) -> Progress:
        """Return how an interaction is."""
        status = said(reply, "status")
        state, error = state_of("omni", _STATES, status), said_in(reply.get("errors"))
        if state == "failed" and moderated(f"{error} {said(reply, 'errors', 0, 'code')}"):
            state = "refused"
        link = _link(reply) if state == "done" else ""
        why = {"error": error or status if state != "done" else "", "cancelled": status == "cancelled"}
        return Progress.model_validate({"state": state, "link": link, **why})

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error for a refused prompt or a key that does not work."""
        return google_complaint("omni", status, reply, see_to="See to the key and its billing; there is no free tier.")


def _image(address: str) -> Json:
    where = {"data": carried(address)} if carried(address) else {"uri": address}
    return {"type": "image", **where, "mime_type": image_type(address)}


def _link(reply: Json) -> str:
    """Return where the last video among the steps is, or the video itself."""
    steps = reply.get("steps")
    for step in reversed(steps if isinstance(steps, list) else []):
        content = step.get("content") if isinstance(step, dict) and step.get("type") == "model_output" else None
        for part in reversed(content if isinstance(content, list) else []):
            if said(part, "type") == "video" and (found := _address(part)):
                return found
    return ""


def _address(part: Json) -> str:
    """Return a video's address; a file that is only named lies below the vendor's own."""
    uri, data = said(part, "uri"), said(part, "data")
    if data and not uri:
        return f"data:{said(part, 'mime_type') or 'video/mp4'};base64,{data}"
    whole = uri + _BYTES if _A_FILE.fullmatch(uri) else uri
    return f"/{whole}" if whole.startswith("files/") else whole


def sign(keys: Mapping[str, str], _now: float) -> dict[str, str]:
    """Return Google's header for the key."""
    return {"x-goog-api-key": keys["api_key"]}


VENDOR = Vendor(
    slug="omni",
    name="Gemini Omni",
    base_url="https://generativelanguage.googleapis.com/v1",
    needs=(Secret(field="api_key", env=("OMNI_API_KEY", "GEMINI_API_KEY")),),
    sign=sign,
    offers=(_offer("gemini-omni-1.2-flash", 15), _offer("gemini-omni-1.1-flash", 10)),
    makers={"video": OmniVideo()},
    waiting=Waiting(first=10, every=8, patience=900),
    at_once=8,
)
