"""Luma, played from the contract sheet of 2026-11-20: Agents (`ray-3.2`) and Dream Machine (`ray-2`) at one address.

Nothing at Agents finds an order again: no list, no look-up, no cancel. Dream Machine lists and deletes.
The shape of error bodies is not documented; `failure_code` in a refused order is an assumption.
"""

from datetime import date
from decimal import Decimal

from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, Seen, among, key_in, need, prompt_in, stamp, word

_WORDS = {"queued": "queued", "running": "processing", "done": "completed", "failed": "failed", "refused": "failed"}
_OLD_WORDS = {**_WORDS, "running": "dreaming"}
_RATIOS = ("9:16", "3:4", "1:1", "4:3", "16:9", "21:9")
_FIVE_SECONDS = {"360p": "0.06", "540p": "0.15", "720p": "0.30", "1080p": "1.20"}
_FIVE_SECONDS_OLD = {"540p": "0.40", "720p": "0.71", "1080p": "1.59"}
_STATUS = {"key": 401, "invalid": 422, "missing": 404, "refused": 400, "rate": 429, "server": 500, "gone": 403}
_WHY = {"failed": ("generation_failed", "Rendering broke off."), "refused": ("content_moderated", "The clip was moderated.")}
_OLD = "dream-machine"


def create(asked: Asked, desk: Desk) -> Answer:
    """Take an order for `ray-3.2`."""
    body, video = asked.body, asked.body.get("video", {})
    among(need(body, "model"), ("ray-3.2",), "model")
    among(body.get("type", "image"), ("video",), "type")
    duration = among(video.get("duration", "5s"), ("5s", "10s"), "video.duration")
    resolution = among(video.get("resolution", "720p"), tuple(_FIVE_SECONDS), "video.resolution")
    if duration == "10s" and {"start_frame", "end_frame", "loop"} & video.keys():
        raise No("invalid", "A clip of 10s takes no frames and no loop.")
    order = Order(
        prompt=prompt_in(body, "prompt", most=6000),
        model="ray-3.2",
        seconds=float(duration[:-1]),
        ratio=among(body.get("aspect_ratio", "16:9"), _RATIOS, "aspect_ratio"),
        usd=Decimal(_FIVE_SECONDS[resolution]) * (3 if duration == "10s" else 1),
    )
    return Answer(status=201, body=_generation(desk.accept(order, body), desk))


def create_old(asked: Asked, desk: Desk) -> Answer:
    """Take an order for `ray-2`."""
    body = asked.body
    model = among(need(body, "model"), ("ray-2", "ray-flash-2"), "model")
    duration = among(body.get("duration", "5s"), ("5s", "9s"), "duration")
    resolution = among(body.get("resolution", "720p"), tuple(_FIVE_SECONDS_OLD), "resolution")
    order = Order(
        prompt=prompt_in(body, "prompt", most=6000),
        model=model,
        seconds=float(duration[:-1]),
        ratio=among(body.get("aspect_ratio", "16:9"), (*_RATIOS, "9:21"), "aspect_ratio"),
        usd=Decimal(_FIVE_SECONDS_OLD[resolution]) * Decimal(duration[:-1]) / 5,
        api=_OLD,
    )
    return Answer(status=201, body=_generation(desk.accept(order, body), desk))


def show(asked: Asked, desk: Desk) -> Answer:
    """Say how a generation is; each answer signs the link afresh."""
    return Answer(body=_generation(desk.look(asked.args["id"]), desk))


def recent(asked: Asked, desk: Desk) -> Answer:
    """List the generations of Dream Machine."""
    offset, limit = (int(asked.params.get(name, usual)) for name, usual in (("offset", 0), ("limit", 100)))
    jobs = desk.everything(_OLD)
    page = [_generation(job, desk) for job in jobs[offset : offset + limit]]
    more = offset + limit < len(jobs)
    return Answer(body={"generations": page, "count": len(page), "has_more": more, "limit": limit, "offset": offset})


def delete(asked: Asked, desk: Desk) -> Answer:
    """Delete a generation of Dream Machine."""
    if desk.peek(asked.args["id"]).order.api != _OLD:
        return Answer(status=405, body={"detail": "Method not allowed."})
    desk.forget(asked.args["id"])
    return Answer(status=204)


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    said: Json = {"detail": why.text}
    if why.kind == "refused":
        said |= {"failure_code": "content_moderated", "failure_reason": why.text}
    return Answer(status=_STATUS[why.kind], body=said)


def _generation(seen: Seen, desk: Desk) -> Json:
    old = seen.order.api == _OLD
    code, reason = _WHY.get(seen.phase, (None, None))
    link = desk.link(seen.id) if seen.phase == "done" else ""
    same = {
        "id": seen.id,
        "created_at": stamp(seen.created),
        "model": seen.order.model,
        "state": word(_OLD_WORDS if old else _WORDS, seen),
        "failure_reason": reason,
    }
    if old:
        return {**same, "assets": {"video": link} if link else None, "request": seen.body}
    return {**same, "type": "video", "failure_code": code, "output": [{"type": "video", "url": link}] if link else []}


PART = Part(
    slug="luma",
    read=date(2026, 11, 20),
    homes=("/dream-machine/v1", "/v1"),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    routes=(
        Route(method="POST", path="/generations", does="create", play=create),
        Route(method="POST", path="/generations/video", does="create", play=create_old),
        Route(method="GET", path="/generations/{id}", does="look", play=show),
        Route(method="GET", path="/generations", does="list", play=recent),
        Route(method="DELETE", path="/generations/{id}", does="cancel", play=delete),
    ),
)
