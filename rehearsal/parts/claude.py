"""Claude, played from the contract sheet of 2026-11-20: the Messages API, in one piece or as a stream."""

from datetime import date
from typing import Any

from rehearsal.part import Answer, Asked, Desk, Json, No, Part, Route, key_in, need
from rehearsal.talking import Talk, events, pieces, talk

_PRICES = {
    "claude-sonnet-5-5": ("2", "10"),
    "claude-opus-5-5": ("4", "20"),
    "claude-haiku-5-5": ("0.10", "0.50"),
    "claude-haiku-4-5": ("1", "5"),
}
_NO = {
    "key": (401, "authentication_error"),
    "missing": (404, "not_found_error"),
    "rate": (429, "rate_limit_error"),
    "server": (500, "api_error"),
    "busy": (529, "overloaded_error"),
    "credit": (400, "invalid_request_error"),
}


def create(asked: Asked, desk: Desk) -> Answer:
    """Answer a message."""
    body = asked.body
    if not need(body, "output_config", "format").get("schema"):
        raise No("invalid", "output_config.format.schema: Field required")
    need(body, "max_tokens")
    texts = [text for message in need(body, "messages") for text in _texts(message["content"])]
    seen = [picture for message in body["messages"] for picture in _pictures(message["content"])]
    said = talk(asked, desk, texts=texts, model=str(need(body, "model")), prices=_PRICES, pictures=seen)
    if body.get("stream"):
        return Answer(body=_stream(said), kind="text/event-stream", cut=said.cut)
    content = [] if said.refused else [{"type": "text", "text": said.text}]
    return Answer(body={**_message(said), "content": content, "stop_reason": _stop(said)}, cut=said.cut)


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, kind = _NO.get(why.kind, (400, "invalid_request_error"))
    return Answer(status=status, body={"type": "error", "error": {"type": kind, "message": why.text}})


def _signed(asked: Asked, key: str) -> str:
    """Return what is wrong with the key; the vendor takes it in either of two headers, its library from 2.11 in the second."""
    older = key_in("x-api-key")(asked, key)
    return older and key_in("Authorization", "Bearer ")(asked, key)


def _texts(content: Any) -> list[str]:
    return [content] if isinstance(content, str) else [str(part.get("text", "")) for part in content]


def _pictures(content: Any) -> list[str]:
    parts = [] if isinstance(content, str) else [part for part in content if part.get("type") == "image"]
    return [str(need(part, "source", "data")) for part in parts if need(part, "source", "type") == "base64"]


def _stop(said: Talk) -> str:
    return "refusal" if said.refused else "end_turn"


def _message(said: Talk) -> Json:
    usage = {"input_tokens": said.read, "output_tokens": said.written}
    return {"id": said.id, "type": "message", "role": "assistant", "model": said.model, "stop_sequence": None, "usage": usage}


def _stream(said: Talk) -> bytes:
    begun = {**_message(said), "content": [], "stop_reason": None, "usage": {"input_tokens": said.read, "output_tokens": 1}}
    deltas = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}} for piece in pieces(said.text)
    ]
    end = {"delta": {"stop_reason": _stop(said), "stop_sequence": None}, "usage": {"output_tokens": said.written}}
    return events(
        {"type": "message_start", "message": begun},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        *deltas,
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", **end},
        {"type": "message_stop"},
    )


PART = Part(
    slug="claude",
    read=date(2026, 11, 20),
    signed=_signed,
    no=no,
    talks=True,
    routes=(Route(method="POST", path="/v1/messages", does="talk", play=create),),
)
