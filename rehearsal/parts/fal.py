"""fal.ai, played from the contract sheet of 2026-11-20. Addresses in the answers leave out the model's sub-path, as fal's do.

Models that the sheet does not name are taken as well, at ten cents a second, so that a user's own mapping can be rehearsed.
"""

from datetime import date
from decimal import Decimal

from pydantic import Field

from domain.base import Frozen
from rehearsal.part import ODD, Answer, Asked, Desk, Json, No, Order, Part, Route, Seen, among, key_in, prompt_in

_STATUS = {"key": 401, "missing": 404, "rate": 429, "server": 500, "gone": 403}
_WHY = {
    "failed": (500, "Rendering broke off.", "internal_server_error"),
    "refused": (422, "The output was flagged.", "content_policy_violation"),
    "cancelled": (400, "The request was cancelled.", "request_cancelled"),
}


class _Model(Frozen):
    """What a family of models takes, and its prices in dollars."""

    lengths: tuple[str, ...] = ()
    ratios: tuple[str, ...] = ()
    prices: dict[str, str] = Field(default_factory=lambda: {"": "0.10"})
    """By resolution, for a second."""
    clips: dict[str, str] = Field(default_factory=dict)
    """Prices of whole clips by their length, where seconds have none."""
    usual: str = "5"


_RAY = {
    "lengths": ("5s", "9s"),
    "ratios": ("16:9", "9:16", "4:3", "3:4", "21:9", "9:21"),
    "usual": "5s",
}
_KLING = {"lengths": tuple(map(str, range(3, 16))), "ratios": ("16:9", "9:16", "1:1")}
_VEO = {"lengths": ("4s", "6s", "8s"), "ratios": ("16:9", "9:16", "auto"), "usual": "8s"}
_FAMILIES = {  # by the beginning of the model's name; the longest that fits counts
    "fal-ai/kling-video/v3/standard/": _Model(**_KLING, prices={"": "0.084"}),
    "fal-ai/kling-video/v3/pro/": _Model(**_KLING, prices={"": "0.112"}),
    "fal-ai/luma-dream-machine/ray-2": _Model(**_RAY, prices={"540p": "0.10", "720p": "0.20", "1080p": "0.40"}),
    "fal-ai/luma-dream-machine/ray-2-flash": _Model(**_RAY, prices={"540p": "0.04", "720p": "0.08", "1080p": "0.16"}),
    "fal-ai/minimax/hailuo-2.3/standard/": _Model(lengths=("6", "10"), clips={"6": "0.28", "10": "0.56"}, usual="6"),
    "fal-ai/pika/v2.2/": _Model(
        lengths=("5", "10"),
        ratios=("16:9", "9:16", "1:1", "4:5", "5:4", "3:2", "2:3"),
        prices={"720p": "0.04", "1080p": "0.09"},
    ),
    "fal-ai/veo3.1": _Model(**_VEO, prices={"720p": "0.40", "1080p": "0.40", "4k": "0.60"}),
    "fal-ai/veo3.1/fast": _Model(**_VEO, prices={"720p": "0.10", "1080p": "0.12", "4k": "0.30"}),
    "fal-ai/veo3.1/lite": _Model(**_VEO, prices={"720p": "0.05", "1080p": "0.08"}),
    "google/gemini-omni-flash": _Model(prices={"": "0.126"}),
    "fal-ai/stable-video": _Model(clips={"2.5": "0.075"}, usual="2.5"),
}
_PICTURES = ("image_url", "start_image_url", "first_frame_url", "image_urls")


def create(asked: Asked, desk: Desk) -> Answer:
    """Put an order into the queue."""
    body, name = asked.body, asked.args["model"]
    if name.count("/") < 1:
        raise No("missing", f"There is no model {name}.")
    model = _family(name)
    still = any(body.get(field) for field in _PICTURES)
    if "image-to-video" in name and not still:
        raise No("invalid", f"{_PICTURES[0]} is required.")
    duration = body.get("duration", model.usual)
    length = among(duration, model.lengths, "duration") if model.lengths else str(duration)
    seconds = Decimal(length.removesuffix("s"))
    ratio = body.get("aspect_ratio", "9:16" if still else "16:9")
    price = model.prices[among(body.get("resolution", next(iter(model.prices))), tuple(model.prices), "resolution")]
    order = Order(
        prompt=str(body.get("prompt", "")) if still else prompt_in(body, "prompt", most=10_000),
        model=name,
        seconds=float(seconds),
        ratio="9:16" if ratio == "auto" else among(ratio, model.ratios, "aspect_ratio") if model.ratios else ratio,
        usd=Decimal(model.clips[length]) if model.clips else Decimal(price) * seconds,
    )
    seen = desk.accept(order, body)
    return Answer(body={"request_id": seen.id, "status": "IN_QUEUE", "queue_position": 0, **_addresses(asked, seen)})


def show(asked: Asked, desk: Desk) -> Answer:
    """Say how a request is: 202 while it is under way."""
    seen = desk.look(_own(asked, desk))
    same = {"request_id": seen.id, **_addresses(asked, seen)}
    if seen.phase == "queued":
        return Answer(status=202, body={**same, "status": "IN_QUEUE", "queue_position": 1})
    if seen.phase in ("running", "odd"):
        return Answer(status=202, body={**same, "status": ODD if seen.phase == "odd" else "IN_PROGRESS", "logs": None})
    _, error, kind = _WHY.get(seen.phase, (200, "", ""))
    wrong = {"error": error, "error_type": kind} if error else {}
    return Answer(body={**same, "status": "COMPLETED", "logs": None, "metrics": {"inference_time": 3.2}, **wrong})


def result(asked: Asked, desk: Desk) -> Answer:
    """Give what a finished request made, or why it made nothing."""
    seen = desk.peek(_own(asked, desk))
    if seen.phase in ("queued", "running"):
        return Answer(status=400, body={"detail": "Request is still in progress"})
    if seen.phase in _WHY:
        status, text, kind = _WHY[seen.phase]
        return Answer(status=status, body=_detail(text, kind), headers={"X-Fal-Error-Type": kind})
    link = desk.link(seen.id)
    return Answer(body={"video": {"url": link, "content_type": "video/mp4", "file_name": "output.mp4"} if link else None})


def cancel(asked: Asked, desk: Desk) -> Answer:
    """Stop a request."""
    if desk.peek(job := _own(asked, desk)).phase not in ("queued", "running"):
        return Answer(status=400, body={"status": "ALREADY_COMPLETED"})
    desk.cancel(job)
    return Answer(status=202, body={"status": "CANCELLATION_REQUESTED"})


def no(why: No, asked: Asked) -> Answer:
    """Say no."""
    if why.kind in ("invalid", "refused"):
        return Answer(status=422, body=_detail(why.text, "content_policy_violation" if why.kind == "refused" else "value_error"))
    if why.kind == "missing" and asked.method == "PUT":
        return Answer(status=404, body={"status": "NOT_FOUND"})
    return Answer(status=_STATUS[why.kind], body={"detail": why.text})


def _family(name: str) -> _Model:
    fitting = [beginning for beginning in _FAMILIES if name.startswith(beginning)]
    return _FAMILIES[max(fitting, key=len)] if fitting else _Model()


def _own(asked: Asked, desk: Desk) -> str:
    """Return the request's id when the address belongs to its app."""
    job, app = asked.args["id"], f"{asked.args['owner']}/{asked.args['app']}"
    if not desk.peek(job).order.model.startswith(app):
        raise No("missing", f"There is no request {job} of {app}.")
    return job


def _addresses(asked: Asked, seen: Seen) -> Json:
    app = "/".join(seen.order.model.split("/")[:2])
    here = f"{asked.base}/{app}/requests/{seen.id}"
    return {"response_url": here, "status_url": f"{here}/status", "cancel_url": f"{here}/cancel"}


def _detail(text: str, kind: str) -> Json:
    return {"detail": [{"loc": ["body", "prompt"], "msg": text, "type": kind}]}


PART = Part(
    slug="fal",
    read=date(2026, 11, 20),
    signed=key_in("Authorization", "Key "),
    no=no,
    routes=(
        Route(method="GET", path="/{owner}/{app}/requests/{id}/status", does="look", play=show),
        Route(method="GET", path="/{owner}/{app}/requests/{id}", does="link", play=result),
        Route(method="PUT", path="/{owner}/{app}/requests/{id}/cancel", does="cancel", play=cancel),
        Route(method="POST", path="/{model+}", does="create", play=create),
    ),
)
