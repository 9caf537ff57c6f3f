"""The real thing: a run stopped with Ctrl-C leaves its jobs at the vendor, a run cancelled in Prefect takes them along."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect import get_client
from prefect.deployments import run_deployment
from prefect.states import Cancelling

from store import projects
from store.orders import Order
from tasks.wiring import Stopped, store
from tests.flows.commands import Command, gone, patience
from tests.flows.serving import serving
from tests.flows.stage import orders
from tests.paid.conftest import Open
from tests.paid.studio import Rehearsal

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

FILM: dict[str, Any] = {"theme": "Sleep better", "duration": 5, "provider": "runway", "formats": ["vertical_720p"]}
PLAIN: dict[str, Any] = {"draft": True, "voiceover": False, "music": False, "subtitles": False}


@pytest.fixture
def stage_set(studio: Open, stage: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[dict[str, Any]]]:
    """Runway at work for longer than any test; what it has taken since, oldest first."""
    film = studio("runway", faults=("runway/slow:allx9999",))
    for name, value in {**film.environment, "REELFLOW_POLL_SECONDS": "0.3"}.items():
        monkeypatch.setenv(name, value)
    before = len(taken(stage))
    return lambda: taken(stage)[before:]


def taken(stage: Rehearsal) -> list[dict[str, Any]]:
    return [job for job in stage.journal()["jobs"] if job["vendor"] == "runway"]


def clips() -> tuple[Order, ...]:
    return tuple(order for one in projects.listing(store()) for order in orders(one.id))


def asked() -> bool:
    """Whether a job is taken."""
    return [order.state for order in clips()] == ["submitted"]


def command(home: Path, prefect: str, *words: str) -> Command:
    return Command(*words, "--output", str(home.parent / "film.mp4"), home=home, server=prefect)


def test_ctrl_c_leaves_the_job_at_the_vendor_and_continue_collects_it(
    prefect: str, home: Path, stage: Rehearsal, stage_set: Callable[[], list[dict[str, Any]]]
) -> None:
    words = ("make", "Sleep better", "--duration", "5", "--provider", "runway", "--format", "vertical_720p", "--draft")
    make = command(home, prefect, *words, "--no-voiceover", "--no-music", "--no-subtitles")
    with contextlib.closing(make):
        make.until(lambda: stage_set() and stage_set()[0]["asked"] > 2)
        children = make.interrupt()
        code, _, err = make.ended(within=20)
    assert code == 130
    assert err.splitlines()[-1] == f"reelflow: {Stopped.by_user()}"
    patience(lambda: gone(children), within=10)
    (left,) = clips()
    assert (left.state, left.attempt, left.job) == ("submitted", 1, stage_set()[0]["id"])
    stage.play(())
    more = command(home, prefect, "continue", "last")
    with contextlib.closing(more):
        assert more.ended()[0] == 0
    (done,) = clips()
    assert (done.state, done.attempt, done.job) == ("done", 1, left.job)
    assert len(stage_set()) == 1
    assert (home.parent / "film.mp4").is_file()


@pytest.fixture
def worker(prefect: str, stage_set: object) -> Iterator[None]:
    """A process that takes runs of `make-video` from the server."""
    with serving(prefect):
        yield


def test_a_run_cancelled_in_prefect_takes_its_job_along_and_continue_orders_it_anew(
    prefect: str, home: Path, stage: Rehearsal, stage_set: Callable[[], list[dict[str, Any]]], worker: None
) -> None:
    run: Any = run_deployment("make-video/here", parameters={**FILM, **PLAIN, "output": str(home.parent)}, timeout=0)
    with get_client(sync_client=True) as client:
        patience(lambda: stage_set() and stage_set()[0]["asked"] > 2)
        client.set_flow_run_state(run.id, Cancelling())
        patience(lambda: client.read_flow_run(run.id).state.is_cancelled())
    (left,) = clips()
    assert left.state == "failed"
    assert left.error == "runway: cancelled; $0.60 is charged all the same."
    assert [job["ended"] for job in stage_set()] == ["cancelled"]
    stage.play(())
    more = command(home, prefect, "continue", "last")
    with contextlib.closing(more):
        assert more.ended()[0] == 0
    (done,) = clips()
    assert (done.state, done.attempt) == ("done", 2)
    assert [job["ended"] for job in stage_set()] == ["cancelled", "done"]
