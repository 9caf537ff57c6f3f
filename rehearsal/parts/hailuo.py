"""MiniMax Hailuo, played from the contract sheet of 2026-11-20: V2 (H3), and V1 (2.3 and 02).

V2 lists and cancels, V1 does neither. V1 says no in `base_resp` with HTTP 200. HTTP statuses of V2's errors are
assumptions, except the 500 for an unknown job.
"""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, Seen, among, key_in, need, prompt_in, whole, word

_WORDS = {
    "queued": "queued",
    "running": "running",
    "done": "succeeded",
    "failed": "failed",
    "refused": "failed",
    "cancelled": "cancelled",
}
_OLD_WORDS = {"queued": "Queueing", "running": "Processing", "done": "Success", "failed": "Fail", "refused": "Fail"}
_WHY = {
    "failed": ("server_error", "Rendering broke off. (1000)"),
    "refused": ("unprocessable_entity_error", "Unsafe output. (1027)"),
}
_OLD_WHY = {"failed": (1000, "unknown error"), "refused": (1027, "output new_sensitive")}
_NO = {
    "key": (401, "authorized_error"),
    "invalid": (400, "bad_request_error"),
    "missing": (500, "server_error"),
    "refused": (422, "unprocessable_entity_error"),
    "rate": (429, "rate_limit_error"),
    "server": (500, "server_error"),
    "envelope": (429, "rate_limit_error"),
    "gone": (403, "bad_request_error"),
}
_OLD_NO = {"key": 1004, "invalid": 2013, "missing": 2013, "refused": 1026, "rate": 1002, "envelope": 1041, "gone": 2013}
_A_SECOND = {
    "MiniMax-H3": {"768P": "0.08", "2K": "0.13"},
    "MiniMax-H3-Max": {"480P": "0.05", "768P": "0.08"},
}
_AN_ORDER = {  # by resolution and seconds
    "MiniMax-Hailuo-2.3": {("768P", 6): "0.28", ("768P", 10): "0.56", ("1080P", 6): "0.49"},
    "MiniMax-Hailuo-2.3-Fast": {("768P", 6): "0.19"},
    "MiniMax-Hailuo-02": {("512P", 6): "0.10", ("768P", 6): "0.28", ("768P", 10): "0.56", ("1080P", 6): "0.49"},
}
_RATIOS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")
_OLD = "v1"


def create(asked: Asked, desk: Desk) -> Answer:
    """Take an order for H3."""
    body = asked.body
    model = among(need(body, "model"), tuple(_A_SECOND), "model")
    texts = [part for part in need(body, "content") if part.get("type") == "text"]
    if len(texts) != 1:
        raise No("invalid", "content must hold exactly one text.")
    frames = [part for part in body["content"] if part.get("role") in ("first_frame", "last_frame")]
    seconds = whole(need(body, "duration"), 5 if model.endswith("Max") else 4, 15, "duration")
    price = _A_SECOND[model][among(need(body, "resolution"), tuple(_A_SECOND[model]), "resolution")]
    order = Order(
        prompt=prompt_in(texts[0], "text", most=7000),
        model=model,
        seconds=seconds,
        ratio="9:16" if frames else among(need(body, "ratio"), _RATIOS, "ratio"),
        usd=Decimal(price) * seconds,
    )
    return Answer(body={"task_id": desk.accept(order, body).id})


def show(asked: Asked, desk: Desk) -> Answer:
    """Say how a task is."""
    seen = desk.look(asked.args["id"])
    return Answer(body={"task": _task(seen, desk.link(seen.id) if seen.phase == "done" else "")})


def recent(asked: Asked, desk: Desk) -> Answer:
    """List the tasks, newest first."""
    page, size = int(asked.params.get("page_num", 1)), int(asked.params.get("page_size", 10))
    tasks = desk.everything()
    return Answer(body={"items": [_task(seen, "") for seen in tasks[(page - 1) * size : page * size]], "total": len(tasks)})


def cancel(asked: Asked, desk: Desk) -> Answer:
    """Stop a task, or delete a finished one; V1's tasks are not known here."""
    seen = desk.peek(asked.args["id"])
    if seen.order.api:
        raise No("missing", f"There is no task {seen.id}.")
    if seen.phase in ("queued", "running"):
        seen = desk.cancel(seen.id)
    else:
        desk.forget(seen.id)
    return Answer(body={"task_id": seen.id, "status": word(_WORDS, seen)})


def create_old(asked: Asked, desk: Desk) -> Answer:
    """Take an order for Hailuo 2.3 or 02, which comes out wide unless it follows a picture."""
    body = asked.body
    model = among(need(body, "model"), tuple(_AN_ORDER), "model")
    still = body.get("first_frame_image") or body.get("last_frame_image")
    if model.endswith("Fast") and not still:
        raise No("invalid", f"{model} needs first_frame_image.")
    if body.get("last_frame_image") and not model.endswith("02"):
        raise No("invalid", f"{model} takes no last_frame_image.")
    prices = _AN_ORDER[model]
    form = among((body.get("resolution", "768P"), body.get("duration", 6)), tuple(prices), "resolution and duration")
    order = Order(
        prompt=prompt_in(body, "prompt", most=2000),
        model=model,
        seconds=form[1],
        ratio="9:16" if still else "16:9",
        usd=Decimal(prices[form]),
        api=_OLD,
    )
    return _said({"task_id": desk.accept(order, body).id})


def show_old(asked: Asked, desk: Desk) -> Answer:
    """Say how a job of V1 is; a finished one names a file."""
    seen = desk.look(asked.params.get("task_id", ""))
    done = {"file_id": seen.id, "video_width": 720, "video_height": 1280} if seen.phase == "done" else {"file_id": ""}
    code, text = _OLD_WHY.get(seen.phase, (0, "success"))
    return _said({"task_id": seen.id, "status": word(_OLD_WORDS, seen), **done}, code, text)


def file(asked: Asked, desk: Desk) -> Answer:
    """Give the link to a file of V1."""
    job = asked.params.get("file_id", "")
    return _said({"file": {"file_id": job, "filename": "output.mp4", "download_url": desk.link(job)}})


def no(why: No, asked: Asked) -> Answer:
    """Say no, each API in its own way."""
    if asked.path.startswith("/v1/"):
        status = 500 if why.kind == "server" else 200
        return _said({}, _OLD_NO.get(why.kind, 1000), why.text, status)
    status, kind = _NO[why.kind]
    text = "record not found" if why.kind == "missing" else why.text
    said = {"type": "error", "error": {"type": kind, "message": text}, "request_id": str(uuid4())}
    return Answer(status=status, body=said)


def _task(seen: Seen, link: str) -> Json:
    kind, text = _WHY.get(seen.phase, ("", ""))
    when = int(seen.created)
    return {
        "id": seen.id,
        "model": seen.order.model,
        "status": word(_WORDS, seen),
        "error": {"code": kind, "message": text} if kind else None,
        "created_at": when,
        "updated_at": when,
        "content": {"url": link} if link else None,
        "resolution": seen.body["resolution"],
        "duration": seen.body["duration"],
        "ratio": seen.order.ratio,
        "prompt": seen.order.prompt,
        "task_type": "generation",
    }


def _said(data: Json, code: int = 0, text: str = "success", status: int = 200) -> Answer:
    return Answer(status=status, body={**data, "base_resp": {"status_code": code, "status_msg": text}})


PART = Part(
    slug="hailuo",
    read=date(2026, 11, 20),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    cannot=frozenset(),
    routes=(
        Route(method="POST", path="/v2/video_generation", does="create", play=create),
        Route(method="GET", path="/v2/query/video_generation", does="list", play=recent),
        Route(method="GET", path="/v2/query/video_generation/{id}", does="look", play=show),
        Route(method="DELETE", path="/v2/video_generation/{id}", does="cancel", play=cancel),
        Route(method="POST", path="/v1/video_generation", does="create", play=create_old),
        Route(method="GET", path="/v1/query/video_generation", does="look", play=show_old),
        Route(method="GET", path="/v1/files/retrieve", does="link", play=file),
    ),
)
