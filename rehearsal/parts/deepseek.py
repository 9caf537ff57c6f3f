"""DeepSeek, played from the contract sheet of 2026-11-20: chat completions, twice as dear in its busy hours."""

from datetime import UTC, date, datetime

from rehearsal.chat import chat, no
from rehearsal.part import Answer, Asked, Desk, Part, Route, key_in

_USUAL = {"deepseek-v4-flash": ("0.15", "0.60"), "deepseek-flash": ("0.15", "0.60"), "deepseek-v4-pro": ("0.66", "1.98")}
_BUSY = {"deepseek-v4-flash": ("0.30", "1.20"), "deepseek-flash": ("0.30", "1.20"), "deepseek-v4-pro": ("1.32", "3.96")}
_HOURS = frozenset((1, 2, 3, 6, 7, 8, 9))


def create(asked: Asked, desk: Desk) -> Answer:
    """Answer a chat at the price of the hour."""
    busy = datetime.fromtimestamp(asked.at, UTC).hour in _HOURS
    return chat(_BUSY if busy else _USUAL)(asked, desk)


PART = Part(
    slug="deepseek",
    read=date(2026, 11, 20),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    talks=True,
    routes=(Route(method="POST", path="/chat/completions", does="talk", play=create),),
)
