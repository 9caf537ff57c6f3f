"""What all stand-ins for text models share: a question is taken, answered and charged by its tokens, well or with a fault."""

import json
import time
from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.base import Frozen
from rehearsal.authors import answer_to, subject_in, wrong_answer_to
from rehearsal.critics import LOOKS, PICTURES
from rehearsal.part import Asked, Desk, Json, No, Order

Prices = Mapping[str, tuple[str, str]]
"""By model: dollars for a million tokens that are read, and that are written."""


TOKENS = 1500
"""Tokens of a picture."""


class Talk(Frozen):
    """What a model says to one question."""

    text: str
    """The answer as JSON, whole or not; empty for a refusal."""
    model: str
    read: int
    """Tokens of the question."""
    written: int
    """Tokens of the answer."""
    refused: bool = False
    cut: bool = False
    """True when the answer breaks off on the way."""
    number: int = 0

    @property
    def id(self) -> str:
        """Return the name of the answer."""
        return f"answer_{self.number}"


def talk(asked: Asked, desk: Desk, *, texts: list[str], model: str, prices: Prices, pictures: Sequence[str] = ()) -> Talk:
    """Return what the model says to the texts and pictures (in base64) of a conversation.

    Raises `No` for a model or a question that is not known.
    """
    if model not in prices:
        raise No("missing", f"model: {model}")
    name, subject, data = subject_in(texts)
    if name == LOOKS:
        data = {**data, PICTURES: list(pictures)}
    text = json.dumps(answer_to(name, data), ensure_ascii=False)
    read, written = _tokens(json.dumps(asked.body)), _tokens(text)
    read -= sum(len(picture) for picture in pictures) // 4 - TOKENS * len(pictures)
    usd = [Decimal(count) * Decimal(price) / 1_000_000 for count, price in zip((read, written), prices[model], strict=True)]
    fault = desk.talk(Order(prompt=subject, model=model, seconds=1, usd=sum(usd, Decimal(0))), subject, asked.body)
    said = Talk(text=text, model=model, read=read, written=written, number=len(desk.everything()))
    match fault and fault.name:
        case "refused":
            return said.model_copy(update={"text": "", "refused": True})
        case "bad-json":
            return said.model_copy(update={"text": text[: len(text) // 2]})
        case "wrong-answer":
            return said.model_copy(update={"text": json.dumps(wrong_answer_to(name, data), ensure_ascii=False)})
        case "cut":
            return said.model_copy(update={"cut": True})
        case "slow":
            time.sleep(fault.after if fault else 0)
    return said


def _tokens(text: str) -> int:
    return len(text) // 4


def pieces(text: str, size: int = 200) -> list[str]:
    """Return a text in the pieces that a stream sends."""
    return [text[start : start + size] for start in range(0, len(text), size)]


def events(*sent: Json, named: bool = True) -> bytes:
    """Return a stream of server-sent events, each with its type as its name where `named`."""
    lines = [(f"event: {one['type']}\n" if named else "") + f"data: {json.dumps(one)}\n\n" for one in sent]
    return "".join(lines).encode()
