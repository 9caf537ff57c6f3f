"""Sora: clips from a prompt or a still. Retired at OpenAI; speaks to a compatible server. Works in jobs: create, poll, fetch.

`SORA_BASE_URL` names that server. It is asked in the words of the Videos API as in openai 3.51.0; the clip is fetched from the
API itself, with the key.
"""

from datetime import date
from decimal import Decimal

from domain.errors import ContentRefused, OutOfCredit, ProviderError
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.dialect import Call, Json, Progress, said, state_of, ticket_at
from providers.gateways import Inputs, Model, asked_of
from providers.offers import Offer

_STATES = {"queued": "waiting", "in_progress": "running", "completed": "done", "failed": "failed"}
_SIZES = {"9:16": "720x1280", "16:9": "1280x720"}
_MODERATED = ("moderation_blocked", "content_policy_violation")
_ERRORS = {
    **dict.fromkeys(_MODERATED, ContentRefused),
    **dict.fromkeys(("insufficient_quota", "billing_hard_limit_reached"), OutOfCredit),
}


def _model(name: str, usd: str) -> Model:
    return Model(
        model=name,
        usd_per_second=Decimal(usd),
        quoted=date(2026, 9, 24),
        source=f"OpenAI's last price, ${usd} a second; a compatible server sets its own",
        lengths=(4, 8, 12),
        ratios=tuple(_SIZES),
        takes=("still",),
        image_side=720,
        inputs=Inputs(seconds="seconds", written="{:g}", ratio="", still="input_reference"),
    )


class SoraVideo:
    """Text to video, and image to video."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order; `key` has no place in it."""
        model, inputs = asked_of(offer, request)
        if request.still:
            inputs["input_reference"] = {"image_url": request.still}
        return Call(method="POST", path="/videos", body={"model": model, "size": _SIZES[request.ratio], **inputs})

    def ticket(self, reply: Json) -> str:
        """Return the video's id."""
        return ticket_at("sora", reply, "id")

    def poll(self, ticket: str) -> Call:
        """Return the question after a video."""
        return Call(path=f"/videos/{ticket}")

    def progress(self, reply: Json) -> Progress:
        """Return how a video is; its link is a path below the API's own address."""
        state, name, percent = state_of("sora", _STATES, said(reply, "status")), said(reply, "id"), reply.get("progress")
        if state == "failed" and said(reply, "error", "code") in _MODERATED:
            state = "refused"
        return Progress.model_validate(
            {
                "state": state,
                "share": min(1.0, percent / 100) if isinstance(percent, int | float) else None,
                "link": f"/videos/{name}/content" if state == "done" and name else "",
                "error": said(reply, "error", "message") or said(reply, "error", "code"),
            }
        )

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error for a code of theirs: an empty account answers 429 like a busy one."""
        kind = _ERRORS.get(said(reply, "error", "code")) if status >= 400 else None
        return kind(f"sora: {said(reply, 'error', 'message')}") if kind else None


VENDOR = Vendor(
    slug="sora",
    name="Sora",
    base_url="https://api.openai.com/v1",
    needs=(Secret(field="api_key", env=("SORA_API_KEY",)),),
    offers=(_model("sora-2", "0.10"), _model("sora-2-pro", "0.30")),
    makers={"video": SoraVideo()},
    waiting=Waiting(first=10, every=10, patience=1200),
    retired="OpenAI shut the Videos API down on 24 September 2026 and named no successor. Use luma, runway, omni or fal; or set "
    "SORA_BASE_URL to a server that speaks the same API.",
)
