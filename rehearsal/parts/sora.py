"""Sora, played from the contract sheet of 2026-11-20 for servers that speak the API which OpenAI shut down on 2026-09-24.

The bytes need the key. Orders are found again in the list.
"""

from datetime import date
from decimal import Decimal

from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, Seen, among, key_in, prompt_in, word

_WORDS = {"queued": "queued", "running": "in_progress", "done": "completed", "failed": "failed", "refused": "failed"}
_WHY = {
    "failed": {"code": "video_generation_failed", "message": "Rendering broke off."},
    "refused": {"code": "moderation_blocked", "message": "The output was blocked by moderation."},
}
_NO = {
    "key": (401, "invalid_request_error", "invalid_api_key"),
    "invalid": (400, "invalid_request_error", "invalid_value"),
    "missing": (404, "invalid_request_error", "not_found"),
    "refused": (400, "image_generation_user_error", "moderation_blocked"),
    "rate": (429, "requests", "rate_limit_exceeded"),
    "server": (500, "server_error", "server_error"),
    "gone": (403, "invalid_request_error", "expired"),
}
_SMALL, _LARGE = ("720x1280", "1280x720"), ("1024x1792", "1792x1024")


def create(asked: Asked, desk: Desk) -> Answer:
    """Take an order."""
    body = asked.body
    model = among(body.get("model", "sora-2"), ("sora-2", "sora-2-pro"), "model")
    size = among(body.get("size", "720x1280"), _SMALL + (_LARGE if model.endswith("pro") else ()), "size")
    seconds = int(among(body.get("seconds", "4"), ("4", "8", "12"), "seconds"))
    price = "0.10" if model == "sora-2" else "0.50" if size in _LARGE else "0.30"
    prompt = prompt_in(body, "prompt", most=10_000)
    order = Order(prompt=prompt, model=model, seconds=seconds, ratio=size, usd=Decimal(price) * seconds)
    return Answer(body=_video(desk.accept(order, body)))


def show(asked: Asked, desk: Desk) -> Answer:
    """Say how a video is."""
    return Answer(body=_video(desk.look(asked.args["id"])))


def content(asked: Asked, desk: Desk) -> Answer:
    """Give the bytes of a video."""
    if not (token := desk.token(asked.args["id"])):
        raise No("missing", "The video is not ready.")
    return desk.clip(token)


def recent(asked: Asked, desk: Desk) -> Answer:
    """List the videos, newest first unless asked the other way round."""
    videos = [_video(seen) for seen in desk.everything()]
    ordered = videos if asked.params.get("order", "desc") == "desc" else videos[::-1]
    names = [video["id"] for video in ordered]
    start = names.index(asked.params["after"]) + 1 if asked.params.get("after") in names else 0
    page = ordered[start : start + int(asked.params.get("limit", 20))]
    return Answer(body={"object": "list", "data": page, "has_more": start + len(page) < len(ordered)})


def delete(asked: Asked, desk: Desk) -> Answer:
    """Delete a video."""
    desk.forget(asked.args["id"])
    return Answer(body={"id": asked.args["id"], "object": "video.deleted", "deleted": True})


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, kind, code = _NO[why.kind]
    return Answer(status=status, body={"error": {"message": why.text, "type": kind, "param": None, "code": code}})


def _video(seen: Seen) -> Json:
    return {
        "id": seen.id,
        "object": "video",
        "model": seen.order.model,
        "status": word(_WORDS, seen),
        "progress": {"queued": 0, "done": 100}.get(seen.phase, 50),
        "created_at": int(seen.created),
        "seconds": f"{seen.order.seconds:g}",
        "size": seen.order.ratio,
        "prompt": seen.order.prompt,
        "error": _WHY.get(seen.phase),
    }


PART = Part(
    slug="sora",
    read=date(2026, 11, 20),
    homes=("/v1",),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    routes=(
        Route(method="POST", path="/videos", does="create", play=create),
        Route(method="GET", path="/videos", does="list", play=recent),
        Route(method="GET", path="/videos/{id}", does="look", play=show),
        Route(method="GET", path="/videos/{id}/content", does="bytes", play=content),
        Route(method="DELETE", path="/videos/{id}", does="cancel", play=delete),
    ),
)
