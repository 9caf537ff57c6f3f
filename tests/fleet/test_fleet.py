"""A batch on two machines, one of which dies; a store and a database that go away while films are made."""

import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Engine

from media.probe import probe
from store.database import connect
from store.ledger import cost_of, entries
from store.orders import Order, of_project
from store.projects import listing
from tests.fleet.machines import Fleet, Process, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
PRICE = Decimal("0.30")
"""Of a clip of five seconds from luma."""


@pytest.fixture(scope="module")
def store(fleet: Fleet) -> Engine:
    """The database of all machines."""
    return connect(fleet.shared["REELFLOW_STORE_URL"])


def project_of(fleet: Fleet, run: str) -> str:
    """The project that a run works on, once it does."""
    return str(fleet.flow_run(run).get("labels", {}).get("reelflow.project", ""))


def clips(store: Engine, project: str) -> tuple[Order, ...]:
    return of_project(store, project, kind="video")


def submitted(fleet: Fleet, store: Engine, run: str) -> bool:
    """Whether a run's clips are all with the vendor, and none is there yet."""
    orders = clips(store, project) if (project := project_of(fleet, run)) else ()
    return bool(orders) and {order.state for order in orders} == {"submitted"}


def place_of(fleet: Fleet, run: str, workers: dict[str, Process]) -> str:
    """The machine that has a run, nothing before one does."""
    number = str(fleet.flow_run(run).get("infrastructure_pid") or "").rpartition(":")[2]
    for name, worker in workers.items():
        children = psutil.Process(worker._process.pid).children(recursive=True)
        if number and any(str(child.pid) == number for child in children):
            return name
    return ""


def settled(fleet: Fleet, store: Engine, projects: set[str]) -> None:
    """Every clip was ordered once, is done, and was paid for to the cent; nothing is reserved any more."""
    orders = [order for project in projects for order in clips(store, project)]
    jobs = [job for job in fleet.jobs() if job["id"] in {order.job for order in orders}]
    assert {(order.state, order.attempt, order.charged_usd) for order in orders} == {("done", 1, PRICE)}
    assert len(jobs) == len(orders) == len({order.job for order in orders})
    for project in projects:
        cost = cost_of(store, project)
        mine = [order for order in orders if order.project == project]
        assert (cost.reserved_usd, cost.wasted_usd, cost.spent_usd) == (0, 0, PRICE * len(mine))
        booked = Counter(one["entry"] for one in entries(store, project) if one["amount_usd"])
        assert booked == {"reserve": len(mine), "release": len(mine), "spend": len(mine)}


def test_a_batch_on_two_machines_is_finished_and_paid_once_although_one_dies(fleet: Fleet, store: Engine) -> None:
    """Four films, two machines, one of them without power in the middle: its films are made by the other."""
    workers = {name: fleet.worker(name, limit=2) for name in ("north", "south")}
    runs = [fleet.order(theme) for theme in ("bees", "trees", "seas", "peas")]
    lost = until(
        lambda: [run for run in runs if submitted(fleet, store, run) and place_of(fleet, run, workers) == "north"],
        told=fleet.logs(),
    )
    until(lambda: any(place_of(fleet, run, workers) == "south" for run in runs), told=fleet.logs())
    lost = [run for run in runs if place_of(fleet, run, workers) == "north" and fleet.state(run) == "RUNNING"]
    workers["north"].kill()
    assert lost and all(fleet.state(run) == "RUNNING" for run in lost), "nobody knows yet that the machine is gone"
    for run in lost:
        fleet.crash(run)
        fleet.run("-m", "prefect", "flow-run", "retry", run)
    fleet.completed(*runs)
    workers["south"].kill()

    films = sorted((fleet.folder / "out").glob("*.mp4"))
    assert [film.stem for film in films] == ["bees", "peas", "seas", "trees"]
    assert all(probe(film).seconds == pytest.approx(5, abs=1.5) for film in films)
    projects = {project_of(fleet, run) for run in runs}
    assert len(projects) == 4 and {one.status for one in listing(store)} == {"completed"}
    settled(fleet, store, projects)
    assert len(fleet.jobs()) == sum(len(clips(store, project)) for project in projects), "nothing was ordered twice"
    assert {name.split("/")[1] for name in fleet.s3.names()} >= {"vault-id", "results"}


def test_the_media_store_and_the_database_go_away_while_a_film_is_made(fleet: Fleet, store: Engine) -> None:
    """PostgreSQL, Prefect's too, is restarted while the clip is made; S3 is away when it is to be kept."""
    before = len(fleet.jobs())
    worker = fleet.worker("east")
    run = fleet.order("knees")
    until(lambda: submitted(fleet, store, run), told=fleet.logs())
    fleet.postgres.stop()
    time.sleep(2)
    fleet.postgres.start()
    fleet.s3.stop()
    time.sleep(8)
    fleet.s3.start()
    ended = until(lambda: fleet.state(run) in ("COMPLETED", "FAILED", "CRASHED") and fleet.state(run), told=fleet.logs())
    if ended != "COMPLETED":  # within its limits it may give up, with a sentence; then it is gone on with
        assert "cannot be used" in fleet.flow_run(run)["state"]["message"], fleet.flow_run(run)["state"]
        fleet.run("-m", "prefect", "flow-run", "retry", run)
        fleet.completed(run)
    worker.kill()
    assert probe(Path(fleet.folder / "out" / "knees.mp4")).frames
    settled(fleet, store, {project_of(fleet, run)})
    assert len(fleet.jobs()) - before == len(clips(store, project_of(fleet, run)))
