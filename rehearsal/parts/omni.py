"""Gemini Omni, played from the contract sheet of 2026-11-20. The bytes need the key; nothing finds an order again."""

import base64
from datetime import date
from decimal import Decimal
from typing import Any

from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, Seen, among, key_in, need, stamp, word

_WORDS = {
    "queued": "queued",
    "running": "in_progress",
    "done": "completed",
    "failed": "failed",
    "refused": "failed",
    "cancelled": "cancelled",
}
_WHY = {
    "failed": {"code": "INTERNAL", "message": "Rendering broke off."},
    "refused": {"code": "SAFETY", "message": "The output was blocked by the safety policy."},
}
_NO = {
    "key": (401, "UNAUTHENTICATED"),
    "invalid": (400, "INVALID_ARGUMENT"),
    "missing": (404, "NOT_FOUND"),
    "refused": (400, "INVALID_ARGUMENT"),
    "rate": (429, "RESOURCE_EXHAUSTED"),
    "server": (500, "INTERNAL"),
    "gone": (403, "PERMISSION_DENIED"),
}
_TOKENS = {"360p": 1931, "720p": 5792, "1080p": 8688, "4k": 17376}
_A_TOKEN = Decimal("17.50") / 1_000_000
_LONGEST = {"gemini-omni-1.2-flash": 15, "gemini-omni-1.1-flash": 10}


def create(asked: Asked, desk: Desk) -> Answer:
    """Take an order that is rendered in the background."""
    body, form = asked.body, need(asked.body, "response_format")
    model = among(need(body, "model"), tuple(_LONGEST), "model")
    among(body.get("background", False), (True,), "background")
    among(body.get("store", True), (True,), "store")
    among(form.get("type"), ("video",), "response_format.type")
    lengths = tuple(f"{seconds}s" for seconds in range(3, _LONGEST[model] + 1))
    seconds = int(among(form.get("duration", "5s"), lengths, "response_format.duration")[:-1])
    tokens = _TOKENS[among(form.get("resolution", "720p"), tuple(_TOKENS), "response_format.resolution")]
    order = Order(
        prompt=_prompt(need(body, "input")),
        model=model,
        seconds=seconds,
        ratio=among(form.get("aspect_ratio", "16:9"), ("16:9", "9:16"), "response_format.aspect_ratio"),
        usd=_A_TOKEN * tokens * seconds,
    )
    return Answer(body=_interaction(desk.accept(order, body)))


def show(asked: Asked, desk: Desk) -> Answer:
    """Say how an interaction is; a finished one holds the bytes or says where they are."""
    seen = desk.look(asked.args["id"])
    token = desk.token(seen.id) if seen.phase == "done" else ""
    return Answer(body={**_interaction(seen), "steps": [_asked_step(seen), *_made_step(asked, desk, seen, token)]})


def cancel(asked: Asked, desk: Desk) -> Answer:
    """Stop an interaction."""
    return Answer(body=_interaction(desk.cancel(asked.args["id"])))


def delete(asked: Asked, desk: Desk) -> Answer:
    """Delete an interaction."""
    desk.forget(asked.args["id"])
    return Answer(body={})


def download(asked: Asked, desk: Desk) -> Answer:
    """Give the bytes of a file."""
    among(asked.params.get("alt"), ("media",), "alt")
    return desk.clip(asked.args["token"])


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, name = _NO[why.kind]
    text = f"Blocked by the safety policy: {why.text}" if why.kind == "refused" else why.text
    return Answer(status=status, body={"error": {"code": status, "message": text, "status": name}})


def _prompt(given: Any) -> str:
    """Return the text of an input: a string, a part, parts, or steps with parts."""
    if isinstance(given, str):
        return given
    if isinstance(given, list):
        return " ".join(filter(None, map(_prompt, given)))
    return _prompt(given["content"]) if "content" in given else str(given.get("text", ""))


def _interaction(seen: Seen) -> Json:
    said: Json = {"id": seen.id, "object": "interaction", "model": seen.order.model, "status": word(_WORDS, seen)}
    errors = {"errors": [_WHY[seen.phase]]} if seen.phase in _WHY else {}
    return {**said, "created": stamp(seen.created), **errors}


def _asked_step(seen: Seen) -> Json:
    return {"type": "user_input", "content": [{"type": "text", "text": seen.order.prompt}]}


def _made_step(asked: Asked, desk: Desk, seen: Seen, token: str) -> list[Json]:
    if not token:
        return []
    made: Json = {"type": "video", "mime_type": "video/mp4"}
    if seen.body["response_format"].get("delivery") == "uri":
        made["uri"] = f"{asked.base}/v1beta/files/{token}:download?alt=media"
    else:
        made["data"] = base64.b64encode(desk.clip(token).body).decode()
    return [{"type": "model_output", "content": [made]}]


PART = Part(
    slug="omni",
    read=date(2026, 11, 20),
    homes=("/v1beta", "/v1"),
    signed=key_in("x-goog-api-key"),
    no=no,
    routes=(
        Route(method="POST", path="/interactions", does="create", play=create),
        Route(method="GET", path="/interactions/{id}", does="look", play=show),
        Route(method="POST", path="/interactions/{id}/cancel", does="cancel", play=cancel),
        Route(method="DELETE", path="/interactions/{id}", does="cancel", play=delete),
        Route(method="GET", path="/files/{token}:download", does="bytes", play=download),
    ),
)
