"""Stability AI: a still set in motion. Retired at its own address; speaks to a server of your own with Stable Video Diffusion.

`STABILITY_BASE_URL` names that server. It is asked in the words of the historic `v2beta/image-to-video`, as JSON instead of a
form: the still's address or data address, and the clip back as an address or as base64. Text to video never existed.
"""

from datetime import date

from domain.errors import ContentRefused, JobFailed, ProviderError
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.complaints import said_in
from providers.dialect import Call, Json, Progress, said, ticket_at
from providers.gateways import Inputs, Model, asked_of
from providers.offers import Offer

_FILTERED = ("CONTENT_FILTERED", "content_moderation")
_FAILED = (400, 422, 500)
"""How the question after a result is answered, in the server's own words, when there will be none."""

STABLE_VIDEO = Model(
    model="stable-video-diffusion",
    quoted=date(2026, 11, 20),
    source="your own server; the vendor took $0.20 a clip until 24 July 2025",
    longest=5,  # it makes about 4 s; the cutting room slows a clip by up to a quarter
    ratios=("9:16", "1:1", "16:9"),
    takes=("still",),
    needs_still=True,
    image_side=576,
    inputs=Inputs(
        prompt="", seconds="", ratio="", still="image", seed="seed", always={"cfg_scale": 1.8, "motion_bucket_id": 127}
    ),
)


class StableVideo:
    """Image to video."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order; `key` has no place in it."""
        return Call(method="POST", path="/v2beta/image-to-video", body=asked_of(offer, request)[1])

    def ticket(self, reply: Json) -> str:
        """Return the generation's id."""
        return ticket_at("stability", reply, "id")

    def poll(self, ticket: str) -> Call:
        """Return the question after a generation, which answers with the clip itself once it is there."""
        return Call(path=f"/v2beta/image-to-video/result/{ticket}", headers={"Accept": "application/json"})

    def progress(self, reply: Json) -> Progress:
        """Return how a generation is: without a video and without a reason for its end it is still running."""
        video, reason = said(reply, "video"), said(reply, "finish_reason")
        if reason in _FILTERED:
            return Progress(state="refused", error="the clip was filtered")
        if video:
            return Progress(state="done", link=video if "://" in video else f"data:video/mp4;base64,{video}")
        return Progress(state="failed", error=reason) if reason not in ("", "SUCCESS") else Progress(state="running")

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error for moderation, told with HTTP 403, and for a generation that failed: its result is an error."""
        name, text = said(reply, "name"), said_in(reply)
        if status >= 400 and name in _FILTERED:
            return ContentRefused(f"stability: {text or 'refused'} Try another still.")
        failed = call.only_asks and name and status in _FAILED
        return JobFailed(f"stability: {text or name} ({name}).") if failed else None


VENDOR = Vendor(
    slug="stability",
    name="Stability AI",
    base_url="https://api.stability.ai",
    needs=(Secret(field="api_key", env=("STABILITY_API_KEY",)),),
    offers=(STABLE_VIDEO,),
    makers={"video": StableVideo()},
    waiting=Waiting(first=10, every=10, patience=900),
    at_once=1,
    retired="Stability AI switched its hosted video off on 24 July 2025. For a still, use fal:fal-ai/stable-video, or run Stable "
    "Video Diffusion on a server of your own and set STABILITY_BASE_URL; from a prompt, use luma, runway or fal.",
)
