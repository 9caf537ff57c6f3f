"""Kling: clips from a prompt or a still, ordered by its new-style API (model in the path). Works in jobs, found by our own id.

Written from the vendor's documentation as mirrored, read on 2026-11-20. Every answer is an envelope whose `code` decides, also
with HTTP 200. It gives an order's fate by `external_task_id`, so a lost answer is looked up. Signs with an API key; accounts
that only have an access key and a secret key sign a short-lived token, which Kling promises to take for its old API alone.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from domain.errors import ContentRefused, JobFailed, LostAnswer, MissingCredentials, OutOfCredit, ProviderError, RateLimited
from domain.money import Money
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting, bearer
from providers.complaints import moderated, to_question
from providers.dialect import Call, Json, Lost, Progress, Vanished, WrongTime, said, state_of, ticket_at
from providers.offers import Offer
from providers.pictures import carried
from providers.tokens import signed_token

_STATES = {
    "submitted": "waiting",
    "processing": "running",
    "succeeded": "done",
    "succeed": "done",  # the old style's spelling
    "failed": "failed",
}
_KEY_TROUBLE, _WRONG_TIME = ("1000", "1001", "1002"), ("1003", "1004")
_ERRORS: dict[str, type[ProviderError]] = {
    **dict.fromkeys(_WRONG_TIME, WrongTime),
    **dict.fromkeys((*_KEY_TROUBLE, "1100", "1101", "1102", "1103", "1304"), OutOfCredit),
    **dict.fromkeys(("1200", "1201", "1202", "1203"), JobFailed),
    **dict.fromkeys(("1300", "1301"), ContentRefused),
    **dict.fromkeys(("1302", "1303"), RateLimited),
}
"""What a code stands for. Server trouble (5000 and up) and codes nobody knows are missing: such an order is looked up."""
_SEE_TO = {
    **dict.fromkeys(
        _KEY_TROUBLE, "See to KLING_API_KEY and its region; an access key with a secret key is promised for the old API alone."
    ),
    **dict.fromkeys(_WRONG_TIME, "A token signed with an access key needs this machine's clock to be right."),
    **dict.fromkeys(("1100", "1101", "1102"), "The prepaid pack is used up or the account blocked."),
}
_SWITCHES: dict[str, Json] = {
    "kling-3.0": {"multi_shot": False, "audio": "off"},
    "kling-3.0-omni": {"multi_shot": False, "audio": "off"},
    "kling-2.6": {"audio": "off"},
}
_A_UNIT = Money("0.14")
_OF_A_TASK = "task_ids"
_TOKEN_SECONDS, _TOKEN_EARLY = 1800, 5


def _offer(model: str, usd: str, **limits: Any) -> Offer:
    return Offer(
        kind="video",
        model=model,
        usd_per_second=Decimal(usd),
        quoted=date(2026, 9, 1),
        source="copies of Kling's price page, August to September 2026: 720p, silent",
        ratios=("9:16", "16:9", "1:1"),
        follows_still=True,
        image_bytes=10_000_000,
        **limits,
    )


class KlingVideo:
    """Text to video and image to video."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order under our key, silent and without a watermark; a clip from a still has the still's shape."""
        settings = {**_SWITCHES.get(offer.model, {}), "resolution": "720p", "duration": int(offer.sold(request.seconds))}
        options = {"external_task_id": key, "watermark_info": {"enabled": False}}
        if request.still:
            wish: Json = {"contents": _contents(request), "settings": settings}
        else:
            wish = {"prompt": request.prompt, "settings": {**settings, "aspect_ratio": request.ratio}}
        return Call(method="POST", path=_path(offer.model, still=bool(request.still)), body={**wish, "options": options})

    def ticket(self, reply: Json) -> str:
        """Return the task's id."""
        return ticket_at("kling", reply, "data", "id")

    def poll(self, ticket: str) -> Call:
        """Return the question after a task."""
        return Call(path="/tasks", params={_OF_A_TASK: ticket})

    def progress(self, reply: Json) -> Progress:
        """Return how the one task in the answer is; no task at all is still running."""
        task = next(iter(_tasks(reply) or []), {})
        state, error = state_of("kling", _STATES, said(task, "status")), said(task, "message")
        if state == "failed" and moderated(error):
            state = "refused"
        made = task.get("outputs") if state == "done" else []
        links = [said(one, "url") for one in (made if isinstance(made, list) else []) if said(one, "type") == "video"]
        return Progress.model_validate(
            {"state": state, "link": next(iter(links), ""), "error": error, "charged_usd": _charged(task.get("billing"))}
        )

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error for the envelope's code, whatever the HTTP status; a task it does not know is left out of the list."""
        code = said(reply, "code")
        if code == "0" and reply.get("data") == [] and _OF_A_TASK in call.params:
            return Vanished(f"kling: does not know task {call.params[_OF_A_TASK]} any more.")
        kind = to_question(call, _ERRORS.get(code))
        if kind is None and code.startswith("5") and 400 <= status < 500:
            kind = LostAnswer
        return (
            kind(f"kling: {said(reply, 'message') or 'no reason given'} ({code}). {_SEE_TO.get(code, '')}".rstrip())
            if kind
            else None
        )

    def look_up(self, lost: Lost) -> Call:
        """Return the question after the task of our key."""
        return Call(path="/tasks", params={"external_task_ids": lost.key})

    def found(self, reply: Json, lost: Lost) -> str:
        """Return the task that carries our key, nothing when Kling knows none."""
        tasks = _tasks(reply)
        mine = [task for task in tasks or [] if said(task, "external_id") == lost.key]
        if said(reply, "code") != "0" or tasks is None or (tasks and not mine):
            raise LostAnswer(f"kling: asked for the order {lost.key}, it answered something else.")
        return ticket_at("kling", mine[0], "id") if mine else ""


def _path(model: str, *, still: bool) -> str:
    kind = "omni-video" if "omni" in model or model == "kling-o1" else "image-to-video" if still else "text-to-video"
    return f"/{kind}/{quote(model, safe='')}"


def _contents(request: VideoRequest) -> list[Json]:
    """Return prompt and images; the bytes of an image go without the beginning of their `data:` address."""
    frames = (("first_frame", request.still), ("last_frame", request.last))
    images = [{"type": kind, "url": carried(address) or address} for kind, address in frames if address]
    return [{"type": "prompt", "text": request.prompt}, *images]


def _tasks(reply: Json) -> list[Json] | None:
    tasks = reply.get("data")
    return [task for task in tasks if isinstance(task, dict)] if isinstance(tasks, list) else None


def _charged(billing: Any) -> Money | None:
    """Return what a task cost in US dollars; None where it is not told, or in another currency."""
    lines = [line for line in billing if isinstance(line, dict)] if isinstance(billing, list) else []
    sums = [_dollars(line) for line in lines]
    known = [one for one in sums if one is not None]
    return sum(known, Money(0)) if known and len(known) == len(sums) else None


def _dollars(line: Json) -> Money | None:
    amount, unit = said(line, "amount"), said(line, "charge_type") == "unit"
    if not amount.replace(".", "", 1).isdecimal() or not (unit or said(line, "currency").upper() == "USD"):
        return None
    return Money(amount) * (_A_UNIT if unit else 1)


def sign(keys: Mapping[str, str], now: float) -> dict[str, str]:
    """Return the header with the API key, or with a token signed by access key and secret key; made anew for every call."""
    if "api_key" in keys:
        return bearer(keys, now)
    if not {"access_key", "secret_key"} <= keys.keys():
        raise MissingCredentials("kling: an access key works only with its secret key. Set both, or KLING_API_KEY.")
    claims = {"iss": keys["access_key"], "exp": int(now) + _TOKEN_SECONDS, "nbf": int(now) - _TOKEN_EARLY}
    return {"Authorization": f"Bearer {signed_token(claims, keys['secret_key'])}"}


VENDOR = Vendor(
    slug="kling",
    name="Kling",
    base_url="https://api-singapore.klingai.com",
    needs=(
        Secret(field="api_key", env=("KLING_API_KEY",), optional=True),
        Secret(field="access_key", env=("KLING_ACCESS_KEY",), optional=True),
        Secret(field="secret_key", env=("KLING_SECRET_KEY",), optional=True),
    ),
    sign=sign,
    offers=(
        _offer("kling-2.5-turbo", "0.042", lengths=(5, 10), prompt_limit=2500, takes=("still",)),
        _offer("kling-2.6", "0.042", lengths=(5, 10), prompt_limit=2500, takes=("still",)),
        _offer("kling-3.0", "0.084", shortest=3, longest=15, whole_seconds=True, prompt_limit=3072, takes=("still", "last")),
        _offer("kling-3.0-turbo", "0.112", shortest=3, longest=15, whole_seconds=True, prompt_limit=3072, takes=("still",)),
    ),
    makers={"video": KlingVideo()},
    waiting=Waiting(first=20, every=10, patience=1800),
    at_once=20,
)
