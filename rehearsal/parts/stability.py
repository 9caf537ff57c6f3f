"""Stable Video, played from the contract sheet of 2026-11-20 for servers of one's own: Stability's host stopped on 2025-07-24.

From a picture only, about four seconds, free of charge. The status and the bytes are one address, and it needs the key.
How a failed rendering was told is not in the sheet; a 500 at its result is an assumption.
"""

import base64
from datetime import date
from decimal import Decimal
from uuid import uuid4

from rehearsal.part import Answer, Asked, Desk, No, Order, Part, Route, key_in, need

_NO = {
    "key": (401, "unauthorized"),
    "invalid": (400, "bad_request"),
    "missing": (404, "not_found"),
    "refused": (403, "content_moderation"),
    "rate": (429, "rate_limit_exceeded"),
    "server": (500, "internal_error"),
    "gone": (404, "not_found"),
}


def create(asked: Asked, desk: Desk) -> Answer:
    """Take an order: a form with a picture, or JSON with the picture in base64."""
    need(asked.body, "image")
    order = Order(prompt=f"seed {asked.body.get('seed', 0)}", model="stable-video", seconds=4, usd=Decimal(0))
    return Answer(body={"id": desk.accept(order, asked.body).id})


def result(asked: Asked, desk: Desk) -> Answer:
    """Give the clip, as bytes or as base64 in JSON; 202 while it is not there."""
    seen = desk.look(asked.args["id"])
    if seen.phase == "failed":
        raise No("server", "Rendering broke off.")
    if seen.phase == "refused":
        raise No("refused", "The output was flagged by content moderation.")
    if seen.phase != "done" or not (token := desk.token(seen.id)):
        return Answer(status=202, body={"id": seen.id, "status": "in-progress"})
    answer = desk.clip(token)
    if asked.headers.get("accept", "").startswith("video/"):
        return answer
    return Answer(body={"video": base64.b64encode(answer.body).decode(), "finish_reason": "SUCCESS", "seed": 0})


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, name = _NO[why.kind]
    return Answer(status=status, body={"id": uuid4().hex, "name": name, "errors": [why.text]})


PART = Part(
    slug="stability",
    read=date(2026, 11, 20),
    homes=("/v2beta",),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    cannot=frozenset({"envelope", "expired-link", "unknown-status"}),
    routes=(
        Route(method="POST", path="/image-to-video", does="create", play=create),
        Route(method="GET", path="/image-to-video/result/{id}", does="look", play=result),
    ),
)
