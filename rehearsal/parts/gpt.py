"""GPT, played from the contract sheet of 2026-11-20: the Responses API."""

from datetime import date

from rehearsal.chat import pictures_in, texts_in
from rehearsal.part import Answer, Asked, Desk, Json, No, Part, Route, key_in, need
from rehearsal.talking import Talk, talk

_PRICES = {
    "gpt-6.1-sol": ("2", "10"),
    "gpt-6-luna": ("0.10", "0.50"),
    "gpt-6-astra": ("10", "50"),
    "gpt-5.4-mini": ("0.75", "4.50"),
}
_NO = {
    "key": (401, "invalid_api_key"),
    "missing": (404, "model_not_found"),
    "rate": (429, "rate_limit_exceeded"),
    "server": (500, "server_error"),
    "busy": (503, "server_is_overloaded"),
    "credit": (429, "insufficient_quota"),
}


def create(asked: Asked, desk: Desk) -> Answer:
    """Answer with a call of the tool that takes the result."""
    texts = [text for item in need(asked.body, "input") for text in texts_in(item.get("content"))]
    seen = [picture for item in asked.body["input"] for picture in pictures_in(item.get("content"))]
    tool = str(need(asked.body, "tools")[0]["name"])
    said = talk(asked, desk, texts=texts, model=str(need(asked.body, "model")), prices=_PRICES, pictures=seen)
    return Answer(body=_response(said, tool), cut=said.cut)


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, code = _NO.get(why.kind, (400, "invalid_request_error"))
    return Answer(status=status, body={"error": {"message": why.text, "type": code, "code": code, "param": None}})


def _response(said: Talk, tool: str) -> Json:
    call = {"type": "function_call", "id": f"fc_{said.number}", "call_id": f"call_{said.number}", "status": "completed"}
    refusal = {"type": "refusal", "refusal": "I cannot help with that."}
    message = {"type": "message", "id": f"msg_{said.number}", "role": "assistant", "status": "completed", "content": [refusal]}
    usage = {
        "input_tokens": said.read,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": said.written,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": said.read + said.written,
    }
    return {
        "id": f"resp_{said.number}",
        "object": "response",
        "created_at": 1,
        "status": "completed",
        "model": said.model,
        "output": [message if said.refused else {**call, "name": tool, "arguments": said.text}],
        "parallel_tool_calls": True,
        "tool_choice": "required",
        "tools": [],
        "usage": usage,
    }


PART = Part(
    slug="gpt",
    read=date(2026, 11, 20),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    talks=True,
    routes=(Route(method="POST", path="/responses", does="talk", play=create),),
)
