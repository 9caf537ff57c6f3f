"""Gemini, played from the contract sheet of 2026-11-20: generateContent."""

import json
from datetime import date

from rehearsal.part import Answer, Asked, Desk, Json, No, Part, Route, key_in, need
from rehearsal.talking import Talk, talk

_PRICES = {"gemini-3.8-flash": ("0.75", "3.75"), "gemini-4-argon": ("2", "10"), "gemini-3.5-flash-lite": ("0.30", "2.50")}
_NO = {
    "key": (401, "UNAUTHENTICATED"),
    "missing": (404, "NOT_FOUND"),
    "rate": (429, "RESOURCE_EXHAUSTED"),
    "server": (500, "INTERNAL"),
    "busy": (503, "UNAVAILABLE"),
    "credit": (403, "PERMISSION_DENIED"),
}


def create(asked: Asked, desk: Desk) -> Answer:
    """Answer with a call of the function that takes the result."""
    texts = [str(part.get("text", "")) for turn in need(asked.body, "contents") for part in turn.get("parts", ())]
    inside = [part["inlineData"] for turn in asked.body["contents"] for part in turn.get("parts", ()) if "inlineData" in part]
    seen = [str(need(one, "data")) for one in inside]
    tool = str(need(asked.body, "tools")[0]["functionDeclarations"][0]["name"])
    said = talk(asked, desk, texts=texts, model=asked.args["model"], prices=_PRICES, pictures=seen)
    return Answer(body=_content(said, tool), cut=said.cut)


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, word = _NO.get(why.kind, (400, "INVALID_ARGUMENT"))
    return Answer(status=status, body={"error": {"code": status, "message": why.text, "status": word}})


def _content(said: Talk, tool: str) -> Json:
    tokens = said.read + said.written
    usage = {"promptTokenCount": said.read, "candidatesTokenCount": said.written, "totalTokenCount": tokens}
    return {"candidates": [_candidate(said, tool)], "usageMetadata": usage, "modelVersion": said.model, "responseId": said.id}


def _candidate(said: Talk, tool: str) -> Json:
    if said.refused:
        return {"index": 0, "finishReason": "SAFETY"}
    try:
        part: Json = {"functionCall": {"name": tool, "args": json.loads(said.text)}}
    except ValueError:  # half an object has no place in a function call
        part = {"text": said.text}
    return {"index": 0, "content": {"role": "model", "parts": [part]}, "finishReason": "STOP"}


PART = Part(
    slug="gemini",
    read=date(2026, 11, 20),
    signed=key_in("x-goog-api-key"),
    no=no,
    talks=True,
    homes=("/v1beta", "/v1"),
    routes=(Route(method="POST", path="/models/{model}:generateContent", does="talk", play=create),),
)
