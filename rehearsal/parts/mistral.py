"""Mistral, played from the contract sheet of 2026-11-20: chat completions."""

from datetime import date

from rehearsal.chat import chat, no
from rehearsal.part import Part, Route, key_in

_PRICES = {
    "mistral-medium-latest": ("1.50", "7.50"),
    "mistral-large-latest": ("2", "6"),
    "mistral-small-latest": ("0.15", "0.60"),
}

PART = Part(
    slug="mistral",
    read=date(2026, 11, 20),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    talks=True,
    routes=(Route(method="POST", path="/v1/chat/completions", does="talk", play=chat(_PRICES)),),
)
