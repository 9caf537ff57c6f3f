"""A run that is killed while a text is asked for leaves money that nobody knows the fate of, and never a second question."""

import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import OrderUnknown
from tasks.orders.resolving import resolve
from tests.words.conftest import Desk, Seat

ROOT = Path(__file__).parents[2]


def killed(step: str) -> None:
    """Let a process of its own write the script that a desk wants, and die at a step."""
    done = subprocess.run([sys.executable, "-m", "tests.words.child", step], cwd=ROOT, capture_output=True, timeout=90)
    assert done.returncode == -9, done.stderr.decode()


def unknown(seat: Desk) -> None:
    """Ask again, twice: nobody knows."""
    for _ in range(2):
        with pytest.raises(OrderUnknown):
            seat.write()
    assert (seat.states(), seat.cost().reserved_usd) == (["unknown"], seat.orders()[0].estimated_usd)


@pytest.mark.parametrize(("step", "taken"), [("before", 0), ("after", 1)])
def test_killed_while_a_text_is_asked_for_it_is_unknown_and_never_repeated_for_free(desk: Seat, step: str, taken: int) -> None:
    seat = desk("claude")
    killed(step)
    assert seat.states() == ["submitting"]
    unknown(seat)
    assert seat.taken("claude") == taken


def test_a_person_settles_it_and_it_is_asked_for_once_more(desk: Seat) -> None:
    seat = desk("claude")
    killed("before")
    unknown(seat)
    resolve(seat.project, seat.orders()[0].id[:8], not_ordered=True)
    assert seat.write().writer == "claude"
    assert (seat.taken("claude"), seat.cost().reserved_usd, seat.cost().spent_usd) == (1, 0, seat.charged())


def test_killed_once_the_answer_is_kept_it_is_found_again(desk: Seat) -> None:
    seat = desk("claude")
    killed("kept")
    assert seat.write().writer == "claude"
    assert (seat.taken("claude"), seat.cost().spent_usd) == (1, seat.charged())
