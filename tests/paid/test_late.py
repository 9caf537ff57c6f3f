"""A run that Prefect has given up on, but whose process goes on and finishes late, beside the run that took its place."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from prefect import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun
from prefect.states import Crashed

from providers.registry import all_vendors
from tests.flows.commands import patience
from tests.paid.conftest import ROOT, Open
from tests.paid.studio import Studio

pytestmark = pytest.mark.slow


class Late:
    """The run, in a process of its own."""

    def __init__(self, film: Studio, server: str) -> None:
        surroundings = {**os.environ, **film.environment, "PREFECT_API_URL": server}
        command = [sys.executable, "-m", "tests.paid.late", film.project, film.slugs[0]]
        self.process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True)

    def told(self) -> list[str]:
        """What it says at its end of each segment."""
        said, _ = self.process.communicate(timeout=120)
        return list(json.loads(said.splitlines()[-1]))


def running(project: str) -> list[FlowRun]:
    """The runs of a project that Prefect holds for alive."""
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(flow_run_filter=FlowRunFilter(state={"type": {"any_": ["RUNNING"]}}))  # type: ignore[arg-type]
    return [run for run in runs if any(one["project"] == project for one in run.parameters.get("requests", ()))]


def give_up(run: FlowRun) -> None:
    """Do as the automation does when a run's heartbeat was lost."""
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(run.id, Crashed(message="heartbeat lost"), force=True)


@pytest.fixture
def ended() -> Iterator[list[Late]]:
    """Runs that are ended with the test."""
    runs: list[Late] = []
    yield runs
    for run in runs:
        run.process.kill()
        run.process.wait()


@pytest.mark.parametrize(("store_url", "slug"), [("sqlite", "luma"), ("postgresql", "replicate")], indirect=["store_url"])
def test_a_run_marked_crashed_that_finishes_late_beside_a_second_one_orders_no_seventh_clip(
    prefect: str, studio: Open, slug: str, ended: list[Late]
) -> None:
    film = studio(slug, faults=(f"{slug}/slow:allx9999",))
    ended.append(Late(film, prefect))
    patience(lambda: film.states().count("submitted") == all_vendors()[slug].at_once)  # the others wait for a place
    (first,) = running(film.project)
    give_up(first)
    ended.append(Late(film, prefect))
    patience(lambda: [run.id for run in running(film.project)] not in ([], [first.id]))
    film.stage.play(())
    told: list[Any] = [outcome for run in ended for outcome in run.told()]
    assert len(film.accepted()) == 6
    assert film.states() == ["done"] * 6
    made = {job["id"] for job in film.accepted()}
    assert Counter(told).keys() <= made | {"Busy"}
    assert made <= set(told)
    assert (film.cost().reserved_usd, film.cost().wasted_usd) == (0, 0)
    assert film.cost().spent_usd == film.charged()
