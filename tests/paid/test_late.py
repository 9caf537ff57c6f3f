"""A run that Prefect has given up on, but whose process goes on and finishes late, beside the run that took its place."""

from collections import Counter
from typing import Any

import pytest
from prefect import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun
from prefect.states import Crashed

from providers.registry import all_vendors
from tests.flows.commands import patience
from tests.paid.conftest import Open
from tests.paid.runs import Late

pytestmark = pytest.mark.slow


def running(project: str) -> list[FlowRun]:
    """The runs of a project that Prefect holds for alive."""
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(flow_run_filter=FlowRunFilter(state={"type": {"any_": ["RUNNING"]}}))  # type: ignore[arg-type]
    return [run for run in runs if any(one["project"] == project for one in run.parameters.get("requests", ()))]


def give_up(run: FlowRun) -> None:
    """Do as the automation does when a run's heartbeat was lost."""
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(run.id, Crashed(message="heartbeat lost"), force=True)


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
