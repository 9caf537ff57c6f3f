"""Pika: clips from a prompt or a still, by its own developer API. Works in jobs: create, poll, follow the link.

Known only from public clients (September 2026), so everything unknown is let pass. An order may be sent again with the same key.
There is no ratio to ask for: from a prompt it films wide, from a still in the still's own shape.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, ProviderError, RateLimited, Unsupported
from domain.money import Money
from domain.requests import VideoRequest
from domain.secret import Secret
from domain.shapes import MOST_LOST, lost
from providers.base import Vendor, Waiting
from providers.complaints import to_question
from providers.dialect import Call, Json, Progress, said, state_of, ticket_at
from providers.gateways import Inputs, Model, asked_of
from providers.offers import Offer

_STATES = {"queued": "waiting", "running": "running", "completed": "done", "failed": "failed"}
_MODERATED = "content_moderation"
_PERSON = ("insufficient_balance", "membership_required", "cycle_limit_exceeded", "admission_suspended", "usage_limit_exceeded")
_ERRORS = {
    "invalid_input": JobFailed,
    _MODERATED: ContentRefused,
    "rate_limited": RateLimited,
    **dict.fromkeys(_PERSON, OutOfCredit),
}
_MICRO = 1_000_000


class PikaModel(Model):
    """Pika's own model, with its word on the ratio it cannot make."""

    def check(self, request: Any) -> None:
        """Raise `Unsupported` for what this model cannot do, with the way out."""
        if request.ratio and lost(self.shape(request), request.ratio) > MOST_LOST:
            raise Unsupported(
                f"{self.model} films {', '.join(self.ratios)} from a prompt, not {request.ratio}. "
                f"Use fal:fal-ai/pika/v2.2/text-to-video, or give it a still of {request.ratio} by its web address."
            )
        super().check(request)


def _model(name: str, resolution: str, usd: str) -> PikaModel:
    words = Inputs(
        model="pika/pika-2.5/text-to-video", seconds="duration_s", ratio="", seed="seed", always={"resolution": resolution}
    )
    return PikaModel(
        model=name,
        usd_per_second=Decimal(usd),
        quoted=date(2026, 9, 1),
        source=f"public clients' copies of the price list, September 2026: {resolution}, ${usd} a second",
        lengths=(5,),
        ratios=("16:9",),
        takes=("still",),
        follows_still=True,
        image_bytes=0,
        inputs=words,
        from_still=words.model_copy(update={"model": "pika/pika-2.5/image-to-video", "still": "image"}),
    )


class PikaVideo:
    """Text to video, and image to video once there is a still."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order under our key: sent again with the same key it is taken once."""
        model, inputs = asked_of(offer, request)
        return Call(method="POST", path=f"/v1/media/{model}", body=inputs, headers={"Idempotency-Key": key})

    def ticket(self, reply: Json) -> str:
        """Return the job's id."""
        return ticket_at("pika", reply, "id")

    def poll(self, ticket: str) -> Call:
        """Return the question after a job."""
        return Call(path=f"/v1/media/jobs/{ticket}")

    def progress(self, reply: Json) -> Progress:
        """Return how a job is; the link may come a little later than `completed`."""
        state = state_of("pika", _STATES, said(reply, "status"))
        if state == "failed" and said(reply, "error", "code") == _MODERATED:
            state = "refused"
        link = said(reply, "output", "video", "url") or said(reply, "output", "videos", 0, "url")
        settled = said(reply, "billing", "charge_micro_usd") if said(reply, "billing", "state") == "settled" else ""
        return Progress.model_validate(
            {
                "state": state,
                "link": link if state == "done" else "",
                "error": said(reply, "error", "message") or said(reply, "error", "code"),
                "charged_usd": Money(settled) / _MICRO if settled.isdecimal() else None,
            }
        )

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error for a code of theirs; a failed job's code comes with HTTP 200 and is `progress`'s business."""
        code = said(reply, "error", "code")
        if status == 409 and not call.only_asks:
            return LostAnswer("pika: knows this order's key already and did not name the job.")
        kind = to_question(call, _ERRORS.get(code)) if status >= 400 else None
        return kind(f"pika: {said(reply, 'error', 'message') or code} ({code}).") if kind else None


def sign(keys: Mapping[str, str], _now: float) -> dict[str, str]:
    """Return Pika's header for the key."""
    return {"X-API-Key": keys["api_key"]}


VENDOR = Vendor(
    slug="pika",
    name="Pika",
    base_url="https://api.dev.pika.art",
    needs=(Secret(field="api_key", env=("PIKA_API_KEY",)),),
    sign=sign,
    offers=(_model("pika-2.5", "720p", "0.04"), _model("pika-2.5@1080p", "1080p", "0.09")),
    makers={"video": PikaVideo()},
    waiting=Waiting(first=10, every=5, patience=900),
    repeatable_by_key=True,
)
