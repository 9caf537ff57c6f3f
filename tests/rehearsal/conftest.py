"""Stand-ins to talk to, and a client that holds the right key."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from rehearsal.cast import part_of
from rehearsal.faults import fault_from
from rehearsal.player import KEY, Player

Stage = Callable[..., Player]
BEARER = {"Authorization": f"Bearer {KEY}"}


@pytest.fixture
def stage(clips: Path) -> Iterator[Stage]:
    """Open players: `stage("luma", "lost-answer:3")`."""
    players: list[Player] = []

    def play(slug: str, *faults: str, **options: Any) -> Player:
        players.append(Player([part_of(slug)], faults=map(fault_from, faults), folder=clips, **options).start())
        return players[-1]

    yield play
    for player in players:
        player.stop()


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where clips are made once for all tests."""
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    """A client without a key of its own."""
    with httpx.Client(timeout=20) as client:
        yield client
