"""Pika's own API, played from the contract sheet of 2026-11-20, which rests on other clients of it.

The same `Idempotency-Key` gives the same job. No list, no cancel.
"""

from datetime import date
from decimal import Decimal

from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, Seen, among, key_in, need, prompt_in, word

_WORDS = {"queued": "queued", "running": "running", "done": "completed", "failed": "failed", "refused": "failed"}
_WHY = {
    "failed": {"code": "provider_error", "message": "Rendering broke off."},
    "refused": {"code": "content_moderation", "message": "The clip was moderated."},
}
_NO = {
    "key": (401, "unauthorized"),
    "invalid": (422, "invalid_input"),
    "missing": (404, "not_found"),
    "refused": (422, "content_moderation"),
    "rate": (429, "rate_limited"),
    "server": (500, "internal"),
    "gone": (403, "expired"),
}
_A_SECOND = {"720p": Decimal("0.04"), "1080p": Decimal("0.09")}
_TEXT, _IMAGE, _FRAMES = "pika/pika-2.5/text-to-video", "pika/pika-2.5/image-to-video", "pika/pikaframes/image-to-video"


def create(asked: Asked, desk: Desk) -> Answer:
    """Take an order, or give again what was ordered under the same key."""
    body, model = asked.body, asked.args["model"]
    if model not in (_TEXT, _IMAGE, _FRAMES):
        raise No("missing", f"There is no model {model}.")
    seconds = among(body.get("duration_s", 5), (5,) if model == _TEXT else (5, 10), "duration_s")
    _check_pictures(model, body)
    order = Order(
        prompt=prompt_in(body, "prompt", most=5000),
        model=model,
        seconds=seconds,
        ratio="16:9" if model == _TEXT else "9:16",
        usd=_A_SECOND[among(body.get("resolution", "1080p"), tuple(_A_SECOND), "resolution")] * seconds,
        ours=asked.headers.get("idempotency-key", ""),
        repeatable=True,
    )
    seen = desk.accept(order, body)
    return Answer(body={"id": seen.id, "status": word(_WORDS, seen)})


def show(asked: Asked, desk: Desk) -> Answer:
    """Say how a job is; the clip may come a little after `completed`, while billing is pending."""
    seen = desk.look(asked.args["id"])
    said: Json = {"id": seen.id, "status": word(_WORDS, seen), "model": seen.order.model}
    if seen.phase in _WHY:
        said["error"] = _WHY[seen.phase]
    if seen.phase == "done":
        link = desk.link(seen.id)
        said["billing"] = _billing(seen, settled=bool(link))
        said["output"] = {"media_type": "video/mp4", "video": {"url": link}} if link else None
    return Answer(body=said)


def content(asked: Asked, desk: Desk) -> Answer:
    """Give the link alone."""
    if not (link := desk.link(asked.args["id"])):
        raise No("missing", "There is no output yet.")
    return Answer(body={"url": link})


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, code = _NO[why.kind]
    return Answer(status=status, body={"error": {"code": code, "message": why.text}})


def _check_pictures(model: str, body: Json) -> None:
    pictures = [need(body, "image")] if model == _IMAGE else need(body, "images") if model == _FRAMES else []
    if model == _FRAMES and not 2 <= len(pictures) <= 5:
        raise No("invalid", "images must be 2 to 5 addresses.")
    if not all(str(picture).startswith(("https://", "http://")) for picture in pictures):
        raise No("invalid", "A picture must be given as an HTTPS address.")


def _billing(seen: Seen, *, settled: bool) -> Json:
    charge = {"charge_micro_usd": int(seen.order.usd * 1_000_000)} if settled else {}
    return {"state": "settled" if settled else "pending", **charge}


PART = Part(
    slug="pika",
    read=date(2026, 11, 20),
    homes=("/v1",),
    signed=key_in("X-API-Key"),
    no=no,
    routes=(
        Route(method="GET", path="/media/jobs/{id}", does="look", play=show),
        Route(method="GET", path="/media/jobs/{id}/content", does="link", play=content),
        Route(method="POST", path="/media/{model+}", does="create", play=create),
    ),
)
