"""A batch: several videos asked for at once, under one ceiling."""

from typing import Literal

from domain.ask import Ask
from domain.base import Frozen
from domain.money import ZERO, Money

BatchRowState = Literal["done", "waiting", "stopped", "failed"]


class Wanted(Frozen):
    """One row of a list: a request, and which project it becomes."""

    number: int
    """1-based place in the list."""
    ask: Ask
    project: str

    @property
    def subject(self) -> str:
        """Return what it is about, on one short line."""
        words = " ".join((self.ask.theme or self.ask.brief or self.ask.script).split())
        return words if len(words) <= 60 else f"{words[:59]}…"


class Made(Frozen):
    """What became of one row."""

    number: int
    subject: str
    project: str
    state: BatchRowState
    films: tuple[str, ...] = ()
    """Paths."""
    seconds: float = 0.0
    cost_usd: Money = ZERO
    again: bool = False
    """True when it was finished before, and nothing was done."""
    note: str = ""
    """Why it failed or waits."""


class BatchReport(Frozen):
    """What a batch leaves behind: the object of `--json`."""

    batch: str
    state: Literal["done", "waiting", "stopped", "failed"]
    rows: tuple[Made, ...] = ()
    ceiling_usd: Money | None = None
    spent_usd: Money = ZERO
    """By all videos of the batch, in earlier runs too."""
    reserved_usd: Money = ZERO
