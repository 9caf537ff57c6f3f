"""Kling, played from the contract sheet of 2026-11-20: the model in the path, and the old style under `/v1/videos`.

Every answer is an envelope, also an error with HTTP 200. A job is found by `external_task_id`; what a repeated one does is
not documented, so the stand-in takes it as a second, paid order.
"""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, Seen, among, need, prompt_in, whole, word
from rehearsal.tokens import signed_by_key_or_token

_WORDS = {"queued": "submitted", "running": "processing", "done": "succeeded", "failed": "failed", "refused": "failed"}
_OLD_WORDS = {**_WORDS, "done": "succeed"}
_WHY = {"failed": "Rendering broke off.", "refused": "The content did not pass the risk control system."}
_NO = {
    "invalid": (400, 1201),
    "missing": (404, 1203),
    "refused": (400, 1301),
    "rate": (429, 1302),
    "server": (500, 5000),
    "envelope": (200, 1303),
    "gone": (403, 1103),
}
_PRICES = {  # dollars a second: silent by resolution, then with sound
    "kling-3.0": ({"720p": "0.084", "1080p": "0.112", "4k": "0.42"}, {"720p": "0.126", "1080p": "0.168"}),
    "kling-3.0-turbo": ({"720p": "0.112", "1080p": "0.14"}, {}),
    "kling-2.6": ({"720p": "0.042", "1080p": "0.07"}, {"1080p": "0.14"}),
    "kling-2.5-turbo": ({"720p": "0.042", "1080p": "0.07"}, {}),
}
_OLD_NAMES = {"kling-v3": "kling-3.0", "kling-v2-6": "kling-2.6", "kling-v2-5-turbo": "kling-2.5-turbo"}
_MODES = {"std": "720p", "pro": "1080p", "4k": "4k"}
_RATIOS = ("16:9", "9:16", "1:1")
_OLD = "old"


def from_text(asked: Asked, desk: Desk) -> Answer:
    """Take an order for a clip from a prompt."""
    ratio = among(asked.body.get("settings", {}).get("aspect_ratio", "16:9"), _RATIOS, "settings.aspect_ratio")
    return _taken(asked, desk, prompt_in(asked.body, "prompt", most=3072), ratio)


def from_image(asked: Asked, desk: Desk) -> Answer:
    """Take an order for a clip from a first frame, and perhaps a last one."""
    kinds = {part.get("type"): part for part in need(asked.body, "contents")}
    if "first_frame" not in kinds or str(kinds["first_frame"].get("url", "data:")).startswith("data:"):
        raise No("invalid", "contents needs a first_frame with an address or bare base64.")
    if "aspect_ratio" in asked.body.get("settings", {}):
        raise No("invalid", "settings.aspect_ratio: the output follows the image.")
    return _taken(asked, desk, str(kinds.get("prompt", {}).get("text", "")), "9:16")


def look(asked: Asked, desk: Desk) -> Answer:
    """Say how jobs are, by their ids or by the client's own; those that are not known are left out."""
    given = {name: value.split(",") for name, value in asked.params.items()}
    if set(given) == {"external_task_ids"}:
        found = [seen for seen in desk.everything() if seen.order.ours in given["external_task_ids"]]
    elif set(given) == {"task_ids"}:
        found = [seen for job in given["task_ids"] if (seen := _known(job, desk))]
    else:
        raise No("invalid", "Name either task_ids or external_task_ids.")
    return _said([_task(seen, desk) for seen in found])


def recent(asked: Asked, desk: Desk) -> Answer:
    """List the tasks of a stretch of time, newest first."""
    start, end = (int(asked.body.get(name, usual)) for name, usual in (("start_time", 0), ("end_time", 10**14)))
    tasks = [seen for seen in desk.everything() if start <= seen.created * 1000 <= end]
    page = [_task(seen, desk) for seen in tasks[: int(asked.body.get("limit", 100))]]
    return _said({"result": page, "count": len(page), "next_cursor": "", "has_more": len(page) < len(tasks)})


def create_old(asked: Asked, desk: Desk) -> Answer:
    """Take an order in the old style."""
    body, still = asked.body, asked.args["kind"] == "image2video"
    model = among(body.get("model_name", "kling-v3"), tuple(_OLD_NAMES), "model_name")
    lengths = tuple(map(str, range(3, 16))) if model == "kling-v3" else ("5", "10")
    if still:
        need(body, "image")
    order = Order(
        prompt=str(body.get("prompt", "")) if still else prompt_in(body, "prompt", most=2500),
        model=model,
        seconds=float(among(body.get("duration", "5"), lengths, "duration")),
        ratio="9:16" if still else among(body.get("aspect_ratio", "16:9"), _RATIOS, "aspect_ratio"),
        usd=Decimal(0),
        ours=str(body.get("external_task_id", "")),
        api=_OLD,
    )
    mode, sound = _MODES[among(body.get("mode", "std"), tuple(_MODES), "mode")], body.get("sound") == "on"
    price = _price(_OLD_NAMES[model], mode, sound=sound) * Decimal(str(order.seconds))
    return _said(_old_task(desk.accept(order.model_copy(update={"usd": price}), body), desk))


def show_old(asked: Asked, desk: Desk) -> Answer:
    """Say how a job of the old style is."""
    return _said(_old_task(desk.look(asked.args["id"]), desk))


def recent_old(asked: Asked, desk: Desk) -> Answer:
    """List the jobs of the old style."""
    page, size = int(asked.params.get("pageNum", 1)), int(asked.params.get("pageSize", 30))
    return _said([_old_task(seen, desk) for seen in desk.everything(_OLD)[(page - 1) * size : page * size]])


def no(why: No, _asked: Asked) -> Answer:
    """Say no, in an envelope; what is wrong with a key begins with its code."""
    told = why.text[:4]
    status, code = (401, int(told) if told.isdecimal() else 1002) if why.kind == "key" else _NO[why.kind]
    return _said(None, status, code, why.text)


def _taken(asked: Asked, desk: Desk, prompt: str, ratio: str) -> Answer:
    body, settings, model = asked.body, asked.body.get("settings", {}), asked.args["model"]
    if model not in _PRICES:
        raise No("invalid", f"There is no model {model}.")
    seconds = whole(settings.get("duration", 5), 3, 15, "settings.duration")
    if not model.startswith("kling-3"):
        among(seconds, (5, 10), "settings.duration")
    sound = among(settings.get("audio", "off"), ("off", "native"), "settings.audio") == "native"
    price = _price(model, settings.get("resolution", "720p"), sound=sound) * seconds
    ours = str(body.get("options", {}).get("external_task_id", ""))
    return _said(
        _task(desk.accept(Order(prompt=prompt, model=model, seconds=seconds, ratio=ratio, usd=price, ours=ours), body), desk)
    )


def _price(model: str, resolution: str, *, sound: bool) -> Decimal:
    prices = _PRICES[model][1 if sound else 0]
    return Decimal(prices[among(resolution, tuple(prices), "resolution")])


def _known(job: str, desk: Desk) -> Seen | None:
    try:
        return desk.look(job)
    except No as why:
        if why.kind != "missing":
            raise
        return None


def _task(seen: Seen, desk: Desk) -> Json:
    link = desk.link(seen.id) if seen.phase == "done" else ""
    when = int(seen.created * 1000)
    return {
        "id": seen.id,
        "status": word(_WORDS, seen),
        "message": _WHY.get(seen.phase, ""),
        "create_time": when,
        "update_time": when,
        "external_id": seen.order.ours,
        "outputs": [{"type": "video", "url": link, "duration": seen.order.seconds}] if link else [],
        "billing": [{"charge_type": "cash", "amount": str(seen.order.usd), "currency": "USD"}] if seen.phase == "done" else [],
    }


def _old_task(seen: Seen, desk: Desk) -> Json:
    link = desk.link(seen.id) if seen.phase == "done" else ""
    return {
        "task_id": seen.id,
        "task_status": word(_OLD_WORDS, seen),
        "task_status_msg": _WHY.get(seen.phase, ""),
        "task_info": {"external_task_id": seen.order.ours},
        "created_at": int(seen.created * 1000),
        "task_result": {"videos": [{"id": seen.id, "url": link}] if link else []},
    }


def _said(data: object, status: int = 200, code: int = 0, message: str = "SUCCEED") -> Answer:
    return Answer(status=status, body={"code": code, "message": message, "request_id": str(uuid4()), "data": data})


PART = Part(
    slug="kling",
    read=date(2026, 11, 20),
    signed=signed_by_key_or_token,
    no=no,
    cannot=frozenset(),
    routes=(
        Route(method="POST", path="/text-to-video/{model}", does="create", play=from_text),
        Route(method="POST", path="/image-to-video/{model}", does="create", play=from_image),
        Route(method="GET", path="/tasks", does="look", play=look),
        Route(method="POST", path="/tasks", does="list", play=recent),
        Route(method="POST", path="/v1/videos/{kind}", does="create", play=create_old),
        Route(method="GET", path="/v1/videos/{kind}/{id}", does="look", play=show_old),
        Route(method="GET", path="/v1/videos/{kind}", does="list", play=recent_old),
    ),
)
