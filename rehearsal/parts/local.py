"""A server of one's own, played from the contract sheet of 2026-11-20: chat completions."""

from datetime import date

from rehearsal.chat import chat, no
from rehearsal.part import Part, Route, key_in

_PRICES = {"default": ("0", "0"), "Qwen/Qwen3-32B": ("0", "0"), "qwen2.5-vl": ("0", "0"), "llava": ("0", "0")}

PART = Part(
    slug="local",
    read=date(2026, 11, 20),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    talks=True,
    routes=(Route(method="POST", path="/chat/completions", does="talk", play=chat(_PRICES, refuses="field")),),
)
