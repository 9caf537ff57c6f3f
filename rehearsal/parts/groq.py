"""Groq, played from the contract sheet of 2026-11-20: chat completions."""

from datetime import date

from rehearsal.chat import chat, no
from rehearsal.part import Part, Route, key_in

_PRICES = {
    "openai/gpt-oss-120b": ("0.15", "0.60"),
    "openai/gpt-oss-20b": ("0.075", "0.30"),
    "llama-3.3-70b-versatile": ("0.59", "0.79"),
}

PART = Part(
    slug="groq",
    read=date(2026, 11, 20),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    talks=True,
    routes=(Route(method="POST", path="/openai/v1/chat/completions", does="talk", play=chat(_PRICES)),),
)
