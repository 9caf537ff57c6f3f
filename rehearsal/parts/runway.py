"""Runway, played from the contract sheet of 2026-11-20. Nothing finds an order again: no list, no look-up."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from domain.base import Frozen
from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, Seen, among, key_in, need, stamp, whole, word

_WORDS = {
    "queued": "PENDING",
    "running": "RUNNING",
    "done": "SUCCEEDED",
    "failed": "FAILED",
    "refused": "FAILED",
    "cancelled": "CANCELLED",
}
_WHY = {
    "failed": {"failure": "The output could not be used.", "failureCode": "INTERNAL.BAD_OUTPUT.CODE01"},
    "refused": {"failure": "The output was moderated.", "failureCode": "SAFETY.OUTPUT.VIDEO"},
}
_STATUS = {"key": 401, "invalid": 400, "missing": 404, "refused": 400, "rate": 429, "server": 500, "gone": 403}
_WIDE = ("1280:720", "720:1280")
_SIX = (*_WIDE, "1104:832", "960:960", "832:1104", "1584:672")
_VERSION = "2024-11-06"


class _Model(Frozen):
    """What a model takes; prices are credits (cents) a second, without and with sound."""

    text: tuple[str, ...] = ()
    image: tuple[str, ...] = ()
    lengths: tuple[int, ...] = tuple(range(2, 11))
    credits: tuple[int, int]
    last: bool = False
    resolutions: dict[str, int] = Field(default_factory=dict)
    """Credits a second where they go by a resolution, which must then be named."""


_STRINGS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")
_VEO = (*_WIDE, "1080:1920", "1920:1080")
_MODELS = {
    "gen4.5": _Model(text=_WIDE, image=_SIX, credits=(12, 12)),
    "gen4_turbo": _Model(image=_SIX, credits=(5, 5)),
    "veo3.1": _Model(text=_VEO, image=_VEO, lengths=(4, 6, 8), credits=(20, 40), last=True),
    "veo3.1_fast": _Model(text=_VEO, image=_VEO, lengths=(4, 6, 8), credits=(10, 15), last=True),
    "gemini_omni_flash": _Model(text=_WIDE, image=_WIDE, lengths=tuple(range(3, 11)), credits=(10, 10)),
    "hailuo3": _Model(
        text=_STRINGS,
        image=(*_STRINGS, "adaptive"),
        lengths=tuple(range(4, 16)),
        credits=(10, 10),
        last=True,
        resolutions={"768p": 10, "2k": 15},
    ),
}


def from_text(asked: Asked, desk: Desk) -> Answer:
    """Take an order for a clip from a prompt."""
    model = _model(asked)
    if not model.text:
        raise No("invalid", f"{asked.body['model']} makes no clip from text alone.")
    need(asked.body, "promptText")
    return _taken(asked, desk, model, model.text)


def from_image(asked: Asked, desk: Desk) -> Answer:
    """Take an order for a clip from a picture."""
    model, picture = _model(asked), need(asked.body, "promptImage")
    places = {frame.get("position") for frame in picture} if isinstance(picture, list) else {"first"}
    if places - {"first", "last"} or ("last" in places and not model.last) or "first" not in places:
        raise No("invalid", f"promptImage: {asked.body['model']} takes no picture at {sorted(map(str, places))}.")
    return _taken(asked, desk, model, model.image)


def show(asked: Asked, desk: Desk) -> Answer:
    """Say how a task is."""
    seen = desk.look(asked.args["id"])
    link = desk.link(seen.id) if seen.phase == "done" else ""
    said: Json = {"id": seen.id, "status": word(_WORDS, seen), "createdAt": stamp(seen.created), **_WHY.get(seen.phase, {})}
    if seen.phase == "running":
        said["progress"] = 0.5
    if seen.phase == "done":
        said |= {"output": [link] if link else [], "cost": _credits(seen)}
    return Answer(body=said)


def cancel(asked: Asked, desk: Desk) -> Answer:
    """Stop a task, or delete a finished one; it is not known afterwards."""
    desk.forget(asked.args["id"])
    return Answer(status=204)


def organization(_asked: Asked, _desk: Desk) -> Answer:
    """Tell the balance."""
    return Answer(
        body={"creditBalance": 10_000, "tier": {"maxMonthlyCreditSpend": 10_000, "models": {}}, "usage": {"models": {}}}
    )


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    return Answer(status=_STATUS[why.kind], body={"error": why.text})


def _model(asked: Asked) -> _Model:
    if asked.headers.get("x-runway-version") != _VERSION:
        raise No("invalid", f"The header X-Runway-Version must be {_VERSION}.")
    return _MODELS[among(need(asked.body, "model"), tuple(_MODELS), "model")]


def _taken(asked: Asked, desk: Desk, model: _Model, ratios: tuple[str, ...]) -> Answer:
    body = asked.body
    prompt = body.get("promptText", "")
    if not isinstance(prompt, str) or len(prompt.encode("utf-16-le")) > 2000:
        raise No("invalid", "promptText must be a text of at most 1000 UTF-16 code units.")
    whole(need(body, "duration"), model.lengths[0], model.lengths[-1], "duration")
    seconds = among(body["duration"], model.lengths, "duration")
    price = model.credits[1 if body.get("audio") else 0]
    if model.resolutions:
        price = model.resolutions[among(need(body, "resolution"), tuple(model.resolutions), "resolution")]
    ratio = among(need(body, "ratio"), ratios, "ratio")
    order = Order(
        prompt=prompt,
        model=body["model"],
        seconds=seconds,
        ratio="9:16" if ratio == "adaptive" else ratio,
        usd=Decimal(price) * seconds / 100,
    )
    seen = desk.accept(order, body)
    return Answer(body={"id": seen.id, "estimatedCost": _credits(seen)})


def _credits(seen: Seen) -> dict[str, int]:
    return {"credits": int(seen.order.usd * 100)}


PART = Part(
    slug="runway",
    read=date(2026, 11, 20),
    homes=("/v1",),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    charges_refused=True,
    routes=(
        Route(method="POST", path="/text_to_video", does="create", play=from_text),
        Route(method="POST", path="/image_to_video", does="create", play=from_image),
        Route(method="GET", path="/tasks/{id}", does="look", play=show),
        Route(method="DELETE", path="/tasks/{id}", does="cancel", play=cancel),
        Route(method="GET", path="/organization", does="about", play=organization),
    ),
)
