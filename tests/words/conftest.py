"""A desk where stand-ins read and write: what they said, what they took, and where the money is."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.brief import Brief, Reading
from domain.lineup import Choice
from domain.money import Cost
from domain.requests import BriefRequest, ScriptRequest
from domain.script import Script
from providers.registry import all_vendors
from rehearsal.cast import part_of
from rehearsal.faults import fault_from
from rehearsal.player import KEY, Player
from store.ledger import cost_of, entries
from store.orders import Order, of_project
from tasks.scripts.writers import Writers
from tasks.scripts.writing import written
from tasks.wiring import store

TEXT = ("claude", "gpt", "gemini", "groq", "deepseek", "mistral", "local")
REQUEST = "A 30 second video about bees for children, in French, with calm music, for TikTok"
EVERY = pytest.mark.parametrize("slug", TEXT)
PAID = pytest.mark.parametrize("slug", [slug for slug in TEXT if slug != "local"])

Seat = Callable[..., "Desk"]


class Desk:
    """One project whose texts are asked of stand-ins."""

    project = "bees-1"

    def __init__(self, player: Player, slugs: tuple[str, ...], budget: str) -> None:
        self.player = player
        self.choice, self.budget = Choice(slugs=slugs), Decimal(budget) if budget else None
        self._writers = Writers(self.choice, self.budget)

    def play(self, *faults: str) -> None:
        """Let these faults strike from now on, and no others."""
        self.player.play(map(fault_from, faults))

    def read(self, text: str = REQUEST) -> Reading:
        """Have a brief read."""
        return self._writers.read(BriefRequest(project=self.project, text=text))

    def wanted(self, **more: Any) -> ScriptRequest:
        """A script to be written."""
        brief = {"theme": "5 Python beginner mistakes", "languages": ("en", "fr"), **more}
        return ScriptRequest(project=self.project, brief=Brief.model_validate(brief), filmed_by="luma", prompt_limit=500)

    def write(self, **more: Any) -> Script:
        """Have a script written."""
        return self._writers.write(self.wanted(**more))

    def finish(self, **more: Any) -> Script:
        """Have a script written, read over, mended and made to fit."""
        return written(self.wanted(**more), self.choice, "Bee & Co", self.budget)

    def taken(self, slug: str) -> int:
        """How many questions a vendor answered, and charged."""
        return self.player.accepted(slug)

    def charged(self) -> Decimal:
        """What all vendors charged, in dollars, each answer of which a ledger in micro-dollars rounds up."""
        cents = self.player.journal()["charged_cents"].values()
        return sum((Decimal(str(one)) / 100 for one in cents), Decimal(0)).quantize(Decimal("0.000001"), "ROUND_UP")

    def orders(self) -> tuple[Order, ...]:
        """The project's orders, oldest first."""
        return of_project(store(), self.project)

    def states(self) -> list[str]:
        """How they stand."""
        return [order.state for order in self.orders()]

    def cost(self) -> Cost:
        """Where the project's money is; what was reserved was released, or stands for an order that is open."""
        cost, booked = cost_of(store(), self.project), entries(store(), self.project)
        reserved, released = (sum(one["amount_usd"] for one in booked if one["entry"] == kind) for kind in ("reserve", "release"))
        open_ones = [order for order in self.orders() if order.state in ("reserved", "submitting", "submitted", "unknown")]
        assert reserved == released + cost.reserved_usd
        assert cost.reserved_usd == sum((order.estimated_usd for order in open_ones), Decimal(0))
        assert cost.text_usd == cost.spent_usd
        return cost


@pytest.fixture
def desk(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    """Sit down with some vendors: `desk("claude", "gpt", faults=("claude/refused",))`."""
    players: list[Player] = []
    monkeypatch.setenv("REELFLOW_POLL_SECONDS", "0.01")

    def sit(*slugs: str, faults: tuple[str, ...] = (), budget: str = "") -> Desk:
        parts = [part_of(slug) for slug in dict.fromkeys(name.partition(":")[0] for name in slugs) if slug != "outline"]
        players.append(Player(parts, folder=tmp_path / "clips").start())
        for slug, address in players[-1].base_urls.items():
            monkeypatch.setenv(f"{slug.upper()}_BASE_URL", address)
            monkeypatch.setenv(all_vendors()[slug].needs[0].env[0], KEY)
        seat = Desk(players[-1], slugs, budget)
        seat.play(*faults)
        return seat

    yield sit
    for player in players:
        player.stop()
