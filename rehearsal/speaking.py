"""What stand-ins for voices and listeners share: an order is taken, its sound is made or known, and a fault may spoil it."""

from dataclasses import replace
from decimal import Decimal

from rehearsal import tones
from rehearsal.faults import FaultName
from rehearsal.part import Asked, Desk, Json, No, Order

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


def drifted(said: tones.Said) -> tones.Said:
    """Return what was said with times that run away from the sound."""
    faster = [tuple(round(at * _FASTER, 4) for at in times) for times in (said.starts, said.ends)]
    return replace(said, starts=faster[0], ends=faster[1])
