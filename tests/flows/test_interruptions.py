"""Killed, interrupted, started twice: what is finished is kept, nothing half made is taken for whole, and it goes on."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.project import Report
from flows.assemble_video import assemble_video
from media.probe import probe
from store import projects
from store.locks import exclusive
from store.orders import Order
from tasks.pages.standing import report_of
from tasks.wiring import Stopped, store
from tests.flows.commands import Command, gone, patience
from tests.flows.stage import orders

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

MAKE = ("make", "Sleep better", "--duration", "10", "--draft", "--format", "vertical_720p", "--no-music", "--sequential")
Start = Callable[..., Command]


@pytest.fixture
def start(home: Path, tmp_path: Path) -> Iterator[Start]:
    """Start the command in this test's home; none outlives the test."""
    started: list[Command] = []

    def begin(*words: str, server: str = "") -> Command:
        started.append(Command(*words, "--output", str(tmp_path / "film.mp4"), home=home, server=server))
        return started[-1]

    yield begin
    for command in started:
        command.close()


def clips(home: Path) -> dict[int, Order]:
    """The orders of clips in this home, by segment."""
    found = projects.listing(store()) if (home / "reelflow.db").is_file() else ()
    return {order.segment: order for one in found for order in orders(one.id)}


def filming(home: Path, segment: int) -> bool:
    """Whether a clip is being drawn right now."""
    order = clips(home).get(segment)
    return order is not None and order.state == "submitting" and bool(list(home.glob("work-*/*.part.mp4")))


def encoding(home: Path) -> bool:
    """Whether a piece is being encoded right now."""
    return any(part.stat().st_size > 1000 for part in home.glob("work-*/piece.*.part.mp4"))


def the_project() -> str:
    (one,) = projects.listing(store())
    return one.id


def whole(report: Report, home: Path) -> None:
    """Check that a film is whole and nothing is left lying about."""
    assert report.state == "done"
    assert [segment.state for segment in report.segments] == ["completed"] * 2
    facts = probe(Path(report.videos[0].path))
    assert facts.frames == round(report.videos[0].seconds * 30) == round(sum(one.seconds for one in report.segments) * 30)
    assert list(home.glob("work-*")) == []
    for piece in (home / "pieces").rglob("*.mp4"):
        assert probe(piece).frames in {round(segment.seconds * 30) for segment in report.segments}


def test_killed_while_filming_and_while_encoding_it_goes_on(prefect: str, home: Path, start: Start, tmp_path: Path) -> None:
    first = start(*MAKE)  # with a temporary server of its own
    first.until(lambda: filming(home, 2))
    done = clips(home)[1]
    children = first.kill()
    assert done.state == "done"
    with exclusive(store(), the_project()):
        pass  # free at once
    patience(lambda: gone(children), within=15)
    assert list(home.glob("work-*")), "a killed run tidies nothing, or this test proves nothing"

    second = start("continue", "last", server=prefect)
    second.until(lambda: encoding(home) and {order.state for order in clips(home).values()} == {"done"})
    assert clips(home)[1].updated_at == done.updated_at, "the clip that was done is not made again"
    assert len(list(home.glob("work-*"))) <= 2, "what the first run left is tidied"
    filmed = {segment: (order.attempt, order.updated_at) for segment, order in clips(home).items()}
    children = second.kill()
    patience(lambda: gone(children), within=15)
    assert not (tmp_path / "film.mp4").exists()

    report = assemble_video("last", output=str(tmp_path / "film.mp4"))
    whole(report, home)
    assert {segment: (order.attempt, order.updated_at) for segment, order in clips(home).items()} == filmed
    assert {order.attempt for order in clips(home).values()} == {1}


def stopped_by_ctrl_c(command: Command) -> None:
    """Press Ctrl-C and check how the command takes it."""
    begun = time.monotonic()
    children = command.interrupt()
    code, out, err = command.ended(within=45)
    took = time.monotonic() - begun
    assert code == 130
    assert took < 20, f"{took:.0f} s; about 5 are usual on a quiet machine"
    assert out == ""
    assert err.splitlines()[-1] == f"reelflow: {Stopped.by_user()}"
    assert "reelflow continue last" in err
    assert "reelflow cancel last" in err
    assert "Traceback" not in err
    patience(lambda: gone(children), within=10)


def test_ctrl_c_while_filming_and_while_encoding_stops_in_a_sentence(
    prefect: str, home: Path, start: Start, tmp_path: Path
) -> None:
    first = start(*MAKE)
    first.until(lambda: filming(home, 2))
    done = clips(home)[1]
    stopped_by_ctrl_c(first)
    assert list(home.glob("work-*")) == []

    second = start("continue", "last")
    second.until(lambda: encoding(home))
    stopped_by_ctrl_c(second)
    assert list(home.glob("work-*")) == []
    assert not (tmp_path / "film.mp4").exists()

    whole(assemble_video("last", output=str(tmp_path / "film.mp4")), home)
    assert clips(home)[1].updated_at == done.updated_at


def test_a_second_run_is_told_who_has_the_project_and_the_first_goes_on(
    prefect: str, home: Path, start: Start, tmp_path: Path
) -> None:
    first = start(*MAKE, server=prefect)
    first.until(lambda: filming(home, 1))
    code, _, err = start("continue", "last", server=prefect).ended()
    assert code == 2
    assert f"is being worked on by process {first.pid} on " in err
    assert "Traceback" not in err
    code, _, err = first.ended()
    assert code == 0, err
    whole(report_of(projects.load(store(), "last")), home)
    assert {order.attempt for order in clips(home).values()} == {1}
