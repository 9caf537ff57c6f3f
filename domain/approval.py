"""Approval: what a person is shown at a stage, what they say to it, and what of it is kept."""

from datetime import datetime
from typing import Literal

from domain.base import Frozen, digest
from domain.money import ZERO, Money

Stage = Literal["script", "film"]
"""Where a run waits for a person: before clips are paid for, and before a finished film counts as delivered."""
Decision = Literal["approve", "changes", "reject"]
ANYBODY = "somebody"
"""Who decided, where nobody said."""
MARK = 12
"""Digits of a digest that people read and type."""


class Part(Frozen):
    """One segment as it is shown."""

    segment: int
    """Its id."""
    seconds: float
    narration: dict[str, str]
    on_screen: dict[str, str]
    prompt: str
    pictures: tuple[str, ...] = ()
    take: int = 1
    vendor: str = ""
    """Who would be asked first to film it."""
    usd: Money = ZERO
    """Price of its clip, whether it is there already or not: filming one does not change what was approved."""


class Shown(Frozen):
    """All that a person is shown and decides about. Another digest is another thing, which nobody has approved yet."""

    project: str
    stage: Stage
    title: dict[str, str]
    call_to_action: dict[str, str]
    mood: str = ""
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    vendors: dict[str, tuple[str, ...]]
    """Who does each kind of work, in the order they are asked."""
    parts: tuple[Part, ...]
    voice_usd: Money = ZERO
    films: tuple[str, ...] = ()
    """The finished films, by the SHA-256 of their bytes; none before the last stage."""

    @property
    def digest(self) -> str:
        """Return the digest of exactly this."""
        return digest(self)

    @property
    def usd(self) -> Money:
        """Return the price of all clips and voices, in US dollars."""
        return sum((part.usd for part in self.parts), self.voice_usd)


class Verdict(Frozen):
    """What a person says to what they were shown."""

    decision: Decision
    by: str = ANYBODY
    remark: str = ""
    """Why not, or what should be otherwise."""


class Approval(Verdict):
    """A verdict as it is kept: about what, and when."""

    project: str
    stage: Stage
    digest: str
    at: datetime

    @property
    def told(self) -> str:
        """Return it as a sentence."""
        verb = {"approve": "approved", "changes": "sent back", "reject": "rejected"}[self.decision]
        why = f": {self.remark.rstrip('.')}" if self.remark else ""
        return f"The {self.stage} {self.digest[:MARK]} was {verb} by {self.by} on {self.at:%Y-%m-%d %H:%M} UTC{why}."


class Row(Frozen):
    """A segment as a person leaves it in a form: its number then, and what may be changed of it."""

    segment: int
    keep: bool = True
    narration: dict[str, str]
    prompt: str
