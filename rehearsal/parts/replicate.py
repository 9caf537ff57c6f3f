"""Replicate, played from the contract sheet of 2026-11-20. Orders are found again in the list of predictions.

Any model is taken. The sheet has no prices: those of the same models elsewhere are charged, else ten
cents a second. Moderation speaks only after an order was taken.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, Seen, key_in, need, prompt_in, stamp, word

_WORDS = {
    "queued": "starting",
    "running": "processing",
    "done": "succeeded",
    "failed": "failed",
    "refused": "failed",
    "cancelled": "canceled",
}
_WHY = {"failed": "Prediction failed: rendering broke off.", "refused": "The output was flagged as sensitive. (E005)"}
_NO = {
    "key": (401, "Unauthenticated"),
    "invalid": (422, "Input validation failed"),
    "missing": (404, "Not found"),
    "rate": (429, "Too many requests"),
    "server": (500, "Internal server error"),
    "gone": (403, "Forbidden"),
}
_A_SECOND = {"kwaivgi/kling-v2.5-turbo-pro": "0.07", "google/veo-3.1": "0.40"}
_A_CLIP = {("minimax/hailuo-2.3", 6): "0.28", ("minimax/hailuo-2.3", 10): "0.56"}
_PAGE = 100


def create(asked: Asked, desk: Desk) -> Answer:
    """Take an order for a model by its name."""
    return _taken(asked, desk, f"{asked.args['owner']}/{asked.args['name']}")


def create_version(asked: Asked, desk: Desk) -> Answer:
    """Take an order for a model by its version."""
    return _taken(asked, desk, str(need(asked.body, "version")))


def show(asked: Asked, desk: Desk) -> Answer:
    """Say how a prediction is."""
    seen = desk.look(asked.args["id"])
    return Answer(body=_prediction(asked, seen, desk.link(seen.id) if seen.phase == "done" else ""))


def recent(asked: Asked, desk: Desk) -> Answer:
    """List predictions, newest first, a hundred a page."""
    after, before = (_time(asked.params.get(name)) for name in ("created_after", "created_before"))
    start = int(asked.params.get("cursor", 0))
    wanted = [seen for seen in desk.everything() if (after or 0) <= seen.created <= (before or float("inf"))]
    kept = "".join(f"&{name}={value}" for name, value in asked.params.items() if name != "cursor").replace("+", "%2B")
    more = len(wanted) > start + _PAGE
    page = [_prediction(asked, seen, "") for seen in wanted[start : start + _PAGE]]
    following = f"{asked.base}/v1/predictions?cursor={start + _PAGE}{kept}" if more else None
    return Answer(body={"previous": None, "next": following, "results": page})


def cancel(asked: Asked, desk: Desk) -> Answer:
    """Stop a prediction."""
    return Answer(body=_prediction(asked, desk.cancel(asked.args["id"]), ""))


def model(asked: Asked, _desk: Desk) -> Answer:
    """Describe a model by the schema of its input."""
    text, number = {"type": "string"}, {"type": "integer"}
    fields = {"prompt": text, "duration": number, "aspect_ratio": text, "seed": number, "image": {**text, "format": "uri"}}
    schema = {"components": {"schemas": {"Input": {"type": "object", "properties": fields, "required": ["prompt"]}}}}
    return Answer(body={**asked.args, "latest_version": {"id": "rehearsed", "openapi_schema": schema}})


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, title = _NO[why.kind]
    return Answer(status=status, body={"title": title, "detail": why.text, "status": status})


def _taken(asked: Asked, desk: Desk, name: str) -> Answer:
    given = need(asked.body, "input")
    still = any("image" in name or "frame" in name for name in given)
    try:
        seconds = Decimal(str(given.get("duration", 5)).removesuffix("s"))
    except ArithmeticError:
        raise No("invalid", "input.duration is no number.") from None
    order = Order(
        prompt=str(given.get("prompt", "")) if still else prompt_in(asked.body, "input", "prompt", most=10_000),
        model=name,
        seconds=float(seconds),
        ratio=given.get("aspect_ratio", "9:16" if still else "16:9"),
        usd=_price(name, seconds),
    )
    return Answer(status=201, body=_prediction(asked, desk.accept(order, asked.body), ""))


def _price(name: str, seconds: Decimal) -> Decimal:
    clip = _A_CLIP.get((name, int(seconds)))
    return Decimal(clip) if clip else Decimal(_A_SECOND.get(name, "0.10")) * seconds


def _prediction(asked: Asked, seen: Seen, link: str) -> Json:
    here = f"{asked.base}/v1/predictions/{seen.id}"
    over = seen.phase not in ("queued", "running", "odd")
    return {
        "id": seen.id,
        "model": seen.order.model,
        "status": word(_WORDS, seen),
        "input": seen.body["input"],
        "output": link or None,
        "error": _WHY.get(seen.phase),
        "logs": "",
        "metrics": {},
        "urls": {"get": here, "cancel": f"{here}/cancel"},
        "created_at": stamp(seen.created),
        "completed_at": stamp(seen.created) if over else None,
        "data_removed": False,
    }


def _time(written: str | None) -> float | None:
    try:
        when = datetime.fromisoformat(written) if written else None
    except ValueError:
        raise No("invalid", f"{written!r} is no time.") from None
    return when.replace(tzinfo=when.tzinfo or UTC).timestamp() if when else None


PART = Part(
    slug="replicate",
    read=date(2026, 11, 20),
    homes=("/v1",),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    cannot=frozenset({"envelope", "refused"}),
    routes=(
        Route(method="POST", path="/models/{owner}/{name}/predictions", does="create", play=create),
        Route(method="POST", path="/predictions", does="create", play=create_version),
        Route(method="GET", path="/predictions/{id}", does="look", play=show),
        Route(method="GET", path="/predictions", does="list", play=recent),
        Route(method="POST", path="/predictions/{id}/cancel", does="cancel", play=cancel),
        Route(method="GET", path="/models/{owner}/{name}", does="about", play=model),
    ),
)
