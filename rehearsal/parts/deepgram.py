"""Deepgram, played from the contract sheet of 2026-11-20; its error bodies and the header with its id are from memory."""

from datetime import date
from decimal import Decimal

from rehearsal.part import Answer, Asked, Desk, No, Part, Route, key_in
from rehearsal.speaking import heard_in, words_of

_NO = {"key": 401, "rate": 429, "server": 500, "busy": 503, "credit": 402}


def hear(asked: Asked, desk: Desk) -> Answer:
    """Say which words sound when."""
    if asked.params.get("model") != "nova-3":
        raise No("invalid", "The model is not known.")
    said, name = heard_in(asked, desk, "body", Decimal("0.0092") / 60, model="nova-3")
    words = [
        {"word": word.strip(".,!?:;؟،").lower(), "start": start, "end": end, "confidence": 0.99, "punctuated_word": word}
        for word, start, end in said.words
    ]
    heard = {"transcript": words_of(said), "confidence": 0.99, "words": words}
    body = {"metadata": {"request_id": name, "duration": said.seconds}, "results": {"channels": [{"alternatives": [heard]}]}}
    return Answer(body=body, headers={"dg-request-id": name})


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    return Answer(status=_NO.get(why.kind, 400), body={"err_code": why.kind.upper(), "err_msg": why.text})


PART = Part(
    slug="deepgram",
    read=date(2026, 11, 20),
    signed=key_in("Authorization", "Token "),
    no=no,
    speaks=True,
    routes=(Route(method="POST", path="/v1/listen", does="create", play=hear),),
)
