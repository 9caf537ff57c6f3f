"""A project whose narrations are spoken by stand-ins: what was made, what the vendors took, and where the money is."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.lineup import Choice
from domain.money import Cost
from domain.requests import Made, SpeechRequest
from domain.speech import Narration
from rehearsal.cast import cast, part_of
from rehearsal.faults import fault_from
from rehearsal.player import KEY, Player
from store.ledger import cost_of
from store.orders import Order, of_project
from tasks.orders.fulfil import fulfil
from tasks.voices.casting import listeners
from tasks.voices.listening import timed
from tasks.wiring import store

LINE = "C'est l'IA qui change tout, en 2026, pour 45 % des PME !"
_KEYS = {"AZURE_REGION": "westeurope"}


class Booth:
    """Where a narration is spoken by stand-ins."""

    project = "bees-1"

    def __init__(self, player: Player) -> None:
        self.player = player

    def play(self, *faults: str) -> "Booth":
        """Let these faults strike from now on."""
        self.player.play(map(fault_from, faults))
        return self

    def line(self, text: str = LINE, language: str = "fr", **more: Any) -> SpeechRequest:
        """A narration to be spoken."""
        return SpeechRequest(project=self.project, segment=more.pop("segment", 1), text=text, language=language, **more)

    def speak(self, *slugs: str, **more: Any) -> Made:
        """Have a narration spoken by the first of these that delivers."""
        return fulfil(self.line(**more), "speech", Choice(slugs=slugs))

    def narrate(self, *slugs: str, **more: Any) -> Narration:
        """Have a narration spoken and timed."""
        return timed(self.line(**more), self.speak(*slugs, **more), listeners())

    def accepted(self, slug: str) -> int:
        """How many orders a vendor took."""
        return self.player.accepted(slug)

    def charged(self) -> Decimal:
        """What all vendors charged, in dollars."""
        return sum((Decimal(str(cents)) / 100 for cents in self.player.journal()["charged_cents"].values()), Decimal(0))

    def orders(self) -> tuple[Order, ...]:
        """The orders as they stand."""
        return of_project(store(), self.project)

    def states(self) -> list[str]:
        """How the orders stand, oldest first."""
        return [order.state for order in self.orders()]

    def cost(self) -> Cost:
        """Where the money is."""
        return cost_of(store(), self.project)


@pytest.fixture
def booth(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Booth]:
    """Stand-ins for all voices and listeners, with keys that are right."""
    parts = [part for part in cast().values() if part.speaks]
    with Player(parts, folder=tmp_path) as player:
        for slug, url in player.base_urls.items():
            monkeypatch.setenv(f"{slug.upper()}_BASE_URL", url)
            monkeypatch.setenv(f"{slug.upper()}_API_KEY", KEY)
        monkeypatch.setenv("REELFLOW_POLL_SECONDS", "0.02")
        for name, value in _KEYS.items():
            monkeypatch.setenv(name, value)
        yield Booth(player)


Speak = Callable[..., Made]
__all__ = ["KEY", "LINE", "Booth", "part_of"]
