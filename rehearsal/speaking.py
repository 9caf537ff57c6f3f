"""What stand-ins for voices and listeners share: an order is taken, its sound is made or known, and a fault may spoil it."""

from dataclasses import replace
from decimal import Decimal

from rehearsal import tones
from rehearsal.faults import FaultName
from rehearsal.part import Answer, Asked, Desk, Json, No, Order, need, prompt_in

INVENTED = "A 20 second video about remote work, friendly tone, calm music, female voice, for TikTok."
"""What is heard in a recording that was not made here."""
_LONGEST = 60.0
_FASTER = 0.8
"""Times that drift run ahead of the sound by this factor."""


def spoken_by(desk: Desk, text: str, model: str, usd: Decimal, body: Json) -> tuple[tones.Said, str, FaultName | None]:
    """Return what is said, the order's name, and the fault that spoils it; raises `No` where one strikes before."""
    said = tones.say(text)
    order = Order(prompt=text, model=model, seconds=min(_LONGEST, max(0.1, said.seconds)), usd=usd)
    seen = desk.accept(order, body)
    return said, seen.id, desk.spoils(seen.id, "html", "truncated", "drift", "no-times")


def heard_in(asked: Asked, desk: Desk, field: str, usd_per_second: Decimal, *, model: str) -> tuple[tones.Said, str]:
    """Return what was said in a recording that was sent, and the order's name."""
    content = asked.files.get(field, b"")
    if not content:
        raise No("invalid", f"{field} is required.")
    said = tones.heard(content) or tones.Said("", b"", (), ())
    seconds = max(0.1, said.seconds or len(content) / 2 / tones.RATE)
    order = Order(prompt=said.text or f"{len(content)} bytes", model=model, seconds=min(_LONGEST, seconds),
                  usd=usd_per_second * Decimal(str(round(seconds, 3))))  # fmt: skip
    seen = desk.accept(order, {})
    return (drifted(said) if desk.spoils(seen.id, "html", "drift") == "drift" else said), seen.id


def words_of(said: tones.Said) -> str:
    """Return what is written down of a recording."""
    return said.text or INVENTED


def drifted(said: tones.Said) -> tones.Said:
    """Return what was said with times that run away from the sound."""
    faster = [tuple(round(at * _FASTER, 4) for at in times) for times in (said.starts, said.ends)]
    return replace(said, starts=faster[0], ends=faster[1])


def in_openais_shape(asked: Asked, desk: Desk, model: str, usd_per_1000: Decimal, *, most: int = 4096) -> Answer:
    """Speak a text as `/audio/speech` does: a wav is the answer."""
    text = prompt_in(asked.body, "input", most=most)
    need(asked.body, "voice")
    if asked.body.get("response_format") != "wav":
        raise No("invalid", "Only wav is played here.")
    said, name, spoilt = spoken_by(desk, text, model, usd_per_1000 * len(text) / 1000, asked.body)
    content = tones.wav(said)
    half = content[: len(content) // 2] if spoilt == "truncated" else content
    return Answer(body=half, kind="audio/wav", headers={"x-request-id": name})


def openais_no(why: No, _asked: Asked) -> Answer:
    """Say no in OpenAI's words."""
    words = {
        "key": (401, "invalid_api_key"), "invalid": (400, "invalid_request_error"), "missing": (404, "model_not_found"),
        "refused": (400, "content_policy_violation"), "rate": (429, "rate_limit_exceeded"), "server": (500, "server_error"),
        "busy": (503, "server_overloaded"), "credit": (429, "insufficient_quota"),
    }  # fmt: skip
    status, code = words.get(why.kind, (400, why.kind))
    return Answer(status=status, body={"error": {"message": why.text, "type": code, "code": code}})


def open_to_all(_asked: Asked, _key: str) -> str:
    """Take everybody: a server of one's own."""
    return ""
