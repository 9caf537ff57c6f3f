"""Stand-ins to talk to, and a client that holds the right key."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from rehearsal.cast import part_of
from rehearsal.faults import fault_from
from rehearsal.player import KEY, Player

Stage = Callable[..., Player]
BEARER = {"Authorization": f"Bearer {KEY}"}


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Open players: `stage("luma", "lost-answer:3")`."""
    players: list[Player] = []

    def play(slug: str, *faults: str, **options: Any) -> Player:
        players.append(Player([part_of(slug)], faults=map(fault_from, faults), **options).start())
        return players[-1]

    yield play
    for player in players:
        player.stop()


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A client without a key of its own."""
    with httpx.Client(timeout=20) as client:
        yield client
