"""Chat completions, as several vendors' models speak them."""

from collections.abc import Callable
from typing import Any, Literal

from rehearsal.part import Answer, Asked, Desk, Json, No, need
from rehearsal.talking import Prices, Talk, talk

_NO = {
    "key": (401, "invalid_api_key"),
    "missing": (404, "model_not_found"),
    "rate": (429, "rate_limit_exceeded"),
    "server": (500, "internal_error"),
    "busy": (503, "service_unavailable"),
    "credit": (402, "insufficient_balance"),
}


def chat(prices: Prices, *, refuses: Literal["field", "reason"] = "reason") -> Callable[[Asked, Desk], Answer]:
    """Return how a model answers a chat: it refuses in a field of its message, or by the reason for which it ended."""

    def create(asked: Asked, desk: Desk) -> Answer:
        texts = [text for message in need(asked.body, "messages") for text in texts_in(message.get("content"))]
        seen = [picture for message in asked.body["messages"] for picture in pictures_in(message.get("content"))]
        said = talk(asked, desk, texts=texts, model=str(need(asked.body, "model")), prices=prices, pictures=seen)
        return Answer(body=_completion(said, _tool(asked.body), refuses), cut=said.cut)

    return create


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, code = _NO.get(why.kind, (400, "invalid_request_error"))
    return Answer(status=status, body={"error": {"message": why.text, "type": code, "code": code}})


def texts_in(content: Any) -> list[str]:
    """Return the texts of a message."""
    return [content] if isinstance(content, str) else [str(part.get("text", "")) for part in content or ()]


def pictures_in(content: Any) -> list[str]:
    """Return the pictures of a message, in base64; raise `No` for one that is no data: address."""
    parts = content if isinstance(content, list) else []
    links = [part["image_url"] for part in parts if part.get("type") in ("image_url", "input_image")]
    addresses = [str(link["url"] if isinstance(link, dict) else link) for link in links]
    if strange := [one for one in addresses if not one.startswith("data:image/")]:
        raise No("invalid", f"{strange[0][:60]} cannot be fetched.")
    return [address.partition("base64,")[2] for address in addresses]


def _tool(body: Json) -> str:
    return str(need(body, "tools")[0]["function"]["name"])


def _completion(said: Talk, tool: str, refuses: str) -> Json:
    call = {"id": f"call_{said.number}", "type": "function", "function": {"name": tool, "arguments": said.text}}
    message: Json = {"role": "assistant", "content": None, "tool_calls": [call]}
    end = "tool_calls"
    if said.refused:
        message = {"role": "assistant", "content": "" if refuses == "reason" else None}
        message |= {"refusal": "I cannot help with that."} if refuses == "field" else {}
        end = "content_filter" if refuses == "reason" else "stop"
    tokens = {"prompt_tokens": said.read, "completion_tokens": said.written, "total_tokens": said.read + said.written}
    choice = {"index": 0, "message": message, "finish_reason": end}
    return {"id": said.id, "object": "chat.completion", "created": 1, "model": said.model, "choices": [choice], "usage": tokens}
