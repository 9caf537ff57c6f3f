"""Runway: clips from a prompt or a still, by its own models and by others' under one contract. Works in jobs.

Written from the vendor's SDK runwayml 5.24.0, read on 2026-11-20. No list and no look-up: an order whose answer is lost stays
unknown until a person has looked. Stopping a task that is already rendering saves nothing; what its moderation stops may be
charged all the same. Links live for a day at least. Products made for others have to show "Powered by Runway".
"""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from domain.errors import ContentRefused, ProviderError
from domain.money import Money
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.complaints import moderated, said_in
from providers.dialect import Call, Json, Progress, said, state_of, ticket_at
from providers.offers import Offer

_STATES = {
    "PENDING": "waiting",
    "THROTTLED": "waiting",
    "RUNNING": "running",
    "SUCCEEDED": "done",
    "FAILED": "failed",
    "CANCELLED": "failed",
}
_VERSION = {"X-Runway-Version": "2024-11-06"}
_PIXELS = {
    "9:16": "720:1280",
    "16:9": "1280:720",
    "1:1": "960:960",
    "3:4": "832:1104",
    "4:3": "1104:832",
    "21:9": "1584:672",
}
_WITH_SOUND_SWITCH = ("veo3", "kling3.0")
_SEEDED = "gen4"
_A_CREDIT = Money("0.01")
_LARGEST_SEED = 2**32


def _offer(model: str, usd: str, **limits: Any) -> Offer:
    return Offer(
        kind="video",
        model=model,
        usd_per_second=Decimal(usd),
        quoted=date(2026, 9, 1),
        source="copies of Runway's price page, September 2026: credits of $0.01, 720p, silent where it can be",
        prompt_limit=1000,
        prompt_utf16=True,
        **{"ratios": ("9:16", "16:9"), **limits},
    )


class RunwayVideo:
    """Text to video and image to video."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order; `key` has no place in it. A ratio is ordered as a pair of pixel sizes."""
        body: Json = {"model": offer.model, "promptText": request.prompt, "duration": int(offer.sold(request.seconds))}
        frames = [("first", request.still), ("last", request.last)]
        images = [{"uri": address, "position": place} for place, address in frames if address]
        body |= {"promptImage": images} if images else {}
        body |= _shape(offer.model, request)
        body |= {"audio": False} if offer.model.startswith(_WITH_SOUND_SWITCH) else {}
        body |= {"seed": request.seed % _LARGEST_SEED} if offer.model.startswith(_SEEDED) else {}
        path = "/v1/image_to_video" if images else "/v1/text_to_video"
        return Call(method="POST", path=path, body=body, headers=_VERSION)

    def ticket(self, reply: Json) -> str:
        """Return the task's id."""
        return ticket_at("runway", reply, "id")

    def poll(self, ticket: str) -> Call:
        """Return the question after a task."""
        return Call(path=f"/v1/tasks/{quote(ticket, safe='')}", headers=_VERSION)

    def cancel(self, ticket: str) -> Call:
        """Return the call that stops a task; it is not known afterwards."""
        return Call(method="DELETE", path=f"/v1/tasks/{quote(ticket, safe='')}", headers=_VERSION)

    def progress(self, reply: Json) -> Progress:
        """Return how a task is; a new answer carries a freshly signed link."""
        status, code = said(reply, "status"), said(reply, "failureCode")
        state = state_of("runway", _STATES, status)
        if state == "failed" and "SAFETY" in code.split("."):
            state = "refused"
        share, reasons = said(reply, "progress"), (said(reply, "failure"), code, "cancelled" if status == "CANCELLED" else "")
        return Progress.model_validate(
            {
                "state": state,
                "share": share if _is_number(share) else None,
                "link": said(reply, "output", 0) if state == "done" else "",
                "error": " ".join(filter(None, reasons)),
                "charged_usd": _charged(reply, refused=state == "refused"),
                "cancelled": status == "CANCELLED",
            }
        )

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the refusal of a prompt, which comes as an ordinary 400; the rest is said by the HTTP status."""
        refused = status == 400 and moderated(said_in(reply))
        return ContentRefused(f"runway: {said_in(reply)}. Try another prompt.") if refused else None


def _shape(model: str, request: VideoRequest) -> Json:
    if model == "hailuo3":
        return {"ratio": request.ratio, "resolution": "768p"}
    if model == "kling2.5_turbo_pro" and request.still:
        return {}
    return {"ratio": _PIXELS.get(request.ratio, request.ratio)}


def _charged(reply: Json, *, refused: bool) -> Money | None:
    """Return what a task cost; for a refused one, which is paid for, what was foreseen when nothing else is told."""
    credits = said(reply, "cost", "credits") or (said(reply, "estimatedCost", "credits") if refused else "")
    return Money(credits) * _A_CREDIT if _is_number(credits) else None


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


_SIX = tuple(_PIXELS)
_BOTH: tuple[str, ...] = ("still", "last")

VENDOR = Vendor(
    slug="runway",
    name="Runway",
    base_url="https://api.dev.runwayml.com",
    needs=(Secret(field="api_key", env=("RUNWAY_API_KEY", "RUNWAYML_API_SECRET")),),
    offers=(
        _offer("gen4.5", "0.12", shortest=2, longest=10, whole_seconds=True, takes=("still",), still_ratios=_SIX),
        _offer("veo3.1_fast", "0.10", lengths=(4, 6, 8), takes=_BOTH),
        _offer("veo3.1", "0.20", lengths=(4, 6, 8), takes=_BOTH),
        _offer("gen4_turbo", "0.05", shortest=2, longest=10, whole_seconds=True, ratios=_SIX, takes=("still",), needs_still=True),
        _offer("gemini_omni_flash", "0.10", shortest=3, longest=10, whole_seconds=True, takes=("still",)),
        _offer("hailuo3", "0.10", shortest=5, longest=15, whole_seconds=True, ratios=_SIX, takes=_BOTH, follows_still=True),
    ),
    makers={"video": RunwayVideo()},
    waiting=Waiting(first=10, every=6, patience=1200),
    at_once=2,
    charges_refused=True,
    stops_free=("waiting",),
)
