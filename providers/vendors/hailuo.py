"""Hailuo by MiniMax: clips from a prompt or a still. Works in jobs, by two APIs: V2 (H3) and V1 (2.3 and 02).

V2 as in the vendor's CLI mmx-cli 1.0.27 and in public clients, V1 as in minimax-mcp 0.0.19; read on 2026-11-20. V2 lists its
jobs, V1 neither lists nor looks up. V1 says no with HTTP 200, in `base_resp`. A V1 job's name is `v1/` and its task id.
H3 always has sound; it is not used. From a prompt V1 films 16:9 only, from a still in the still's own shape.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, ProviderError, RateLimited
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.complaints import moderated, said_in, to_question
from providers.dialect import Call, Json, Lost, Progress, Vanished, said, state_of, ticket_at
from providers.lists import Listed, found_in, items_of, made_at
from providers.offers import Offer

_STATES = {
    "queued": "waiting",
    "running": "running",
    "succeeded": "done",
    "failed": "failed",
    "cancelled": "failed",
    "expired": "failed",
    "Preparing": "waiting",
    "Queueing": "waiting",
    "Processing": "running",
    "Success": "done",
    "Fail": "failed",
    "Failed": "failed",
}
_REFUSALS = ("1026", "1027", "unprocessable_entity_error")
_ERRORS: dict[str, type[ProviderError]] = {
    **dict.fromkeys(_REFUSALS, ContentRefused),
    **dict.fromkeys(("1004", "1008", "2049", "2056", "authorized_error", "insufficient_balance_error"), OutOfCredit),
    **dict.fromkeys(("1002", "1041", "rate_limit_error"), RateLimited),
    **dict.fromkeys(("1039", "2013", "bad_request_error"), JobFailed),
}
"""What a code stands for. Server trouble and codes nobody knows are missing: such an order may have been taken."""
_V1 = "v1/"
_LIST = "/v2/query/video_generation"
_PAGE = 100


def _offer(model: str, **terms: Any) -> Offer:
    return Offer(kind="video", model=model, source="copies of MiniMax's price page: 768P", **terms)


def _v1(model: str, prices: Mapping[float, str], **terms: Any) -> Offer:
    usd = {length: Decimal(price) for length, price in prices.items()}
    common = {"prompt_limit": 2000, "quoted": date(2026, 7, 1), "follows_still": True}
    return _offer(model, usd_by_length=usd, **{"ratios": ("16:9",), "takes": ("still",), **common, **terms})


def _v2(model: str, usd: str) -> Offer:
    return _offer(
        model,
        usd_per_second=Decimal(usd),
        quoted=date(2026, 10, 1),
        shortest=5,
        longest=15,
        whole_seconds=True,
        prompt_limit=7000,
        ratios=("9:16", "16:9", "1:1", "3:4", "4:3", "21:9"),
        takes=("still", "last"),
        follows_still=True,
    )


class HailuoVideo:
    """Text to video and image to video, by either API."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order; `key` has no place in it. A model with Hailuo in its name is ordered by V1."""
        length = {"model": offer.model, "resolution": "768P", "duration": int(offer.sold(request.seconds))}
        if _is_v1(offer):
            frames = {"first_frame_image": request.still, "last_frame_image": request.last}
            body = {**length, "prompt": request.prompt, "prompt_optimizer": False, **{k: v for k, v in frames.items() if v}}
            return Call(method="POST", path="/v1/video_generation", body=body)
        images = [_image(role, at) for role, at in (("first_frame", request.still), ("last_frame", request.last)) if at]
        content = [{"type": "text", "text": request.prompt}, *images]
        return Call(method="POST", path="/v2/video_generation", body={**length, "content": content, "ratio": request.ratio})

    def ticket(self, reply: Json) -> str:
        """Return the task's id, marked when the answer is one of V1's."""
        return f"{_V1 if 'base_resp' in reply else ''}{ticket_at('hailuo', reply, 'task_id')}"

    def poll(self, ticket: str) -> Call:
        """Return the question after a task."""
        if ticket.startswith(_V1):
            return Call(path="/v1/query/video_generation", params={"task_id": ticket.removeprefix(_V1)})
        return Call(path=f"{_LIST}/{quote(ticket, safe='')}")

    def cancel(self, ticket: str) -> Call | None:
        """Return the call that stops a task of V2; V1 has none."""
        if ticket.startswith(_V1):
            return None
        return Call(method="DELETE", path=f"/v2/video_generation/{quote(ticket, safe='')}")

    def progress(self, reply: Json) -> Progress:
        """Return how a task is; V1 names a file, and where that is is one more question."""
        if link := said(reply, "file", "download_url"):
            return Progress(state="done", link=link)
        task = reply["task"] if isinstance(reply.get("task"), dict) else reply
        state = state_of("hailuo", _STATES, said(task, "status"))
        code = said(task, "error", "code") or said(task, "base_resp", "status_code")
        error = said(task, "error", "message") or said(task, "base_resp", "status_msg")
        if state == "failed" and (code in _REFUSALS or _code_in(error) in _REFUSALS or moderated(error)):
            state = "refused"
        file = said(task, "file_id") if state == "done" else ""
        follow = Call(path="/v1/files/retrieve", params={"file_id": file}) if file else None
        link = said(task, "content", "url") if state == "done" else ""
        status = said(task, "status")
        why = {"error": error or status if state != "done" else "", "cancelled": status == "cancelled"}
        return Progress.model_validate({"state": state, "link": link, "follow": follow, **why})

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error for a code of V1 or a word of V2; a job that ended badly is `progress`'s business."""
        if said(reply, "status") and status < 400:
            return None
        text = said(reply, "error", "message") or said(reply, "base_resp", "status_msg")
        if "record not found" in text:
            return Vanished("hailuo: does not know this job any more.")
        code = said(reply, "error", "type") or said(reply, "base_resp", "status_code")
        kind = to_question(call, _ERRORS.get(code) or _ERRORS.get(_code_in(text)))
        return kind(f"hailuo: {said_in(text) or 'no reason given'} ({code}).") if kind else None

    def look_up(self, lost: Lost) -> Call:
        """Return the list of V2's recent jobs, newest first; V1's jobs are in no list."""
        if _is_v1(lost.offer):
            raise LostAnswer("hailuo: its first API neither lists jobs nor looks them up.")
        return Call(path=_LIST, params={"page_num": "1", "page_size": str(_PAGE)})

    def found(self, reply: Json, lost: Lost) -> str:
        """Return the job with our prompt and time; raise `LostAnswer` where jobs do not show them."""
        items = items_of("hailuo", reply, "items")
        jobs = [Listed(ticket=said(item, "id"), prompt=_prompt(item), at=made_at(item)) for item in items]
        return found_in("hailuo", jobs, lost, whole=said(reply, "total") == str(len(items)))


def _is_v1(offer: Offer) -> bool:
    return "Hailuo" in offer.model


def _image(role: str, address: str) -> Json:
    return {"type": "image_url", "image_url": {"url": address}, "role": role}


def _code_in(text: str) -> str:
    """Return the number in brackets at the end of a message: V1's code."""
    return text.rstrip(" .").rpartition("(")[2].rstrip(")")


def _prompt(item: Json) -> str:
    content = item.get("content")
    texts = [said(part, "text") for part in content] if isinstance(content, list) else []
    return said(item, "prompt") or next((text for text in texts if text), "")


VENDOR = Vendor(
    slug="hailuo",
    name="MiniMax Hailuo",
    base_url="https://api.minimax.io",
    needs=(Secret(field="api_key", env=("HAILUO_API_KEY", "MINIMAX_API_KEY")),),
    offers=(
        _v2("MiniMax-H3", "0.08"),
        _v2("MiniMax-H3-Max", "0.08"),
        _v1("MiniMax-Hailuo-2.3", {6: "0.28", 10: "0.56"}),
        _v1("MiniMax-Hailuo-02", {6: "0.28", 10: "0.56"}, takes=("still", "last")),
        _v1("MiniMax-Hailuo-2.3-Fast", {6: "0.19"}, ratios=(), needs_still=True),
    ),
    makers={"video": HailuoVideo()},
    waiting=Waiting(first=20, every=10, patience=1800),
    at_once=2,
)
