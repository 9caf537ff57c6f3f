"""Cancelling stops what can be stopped, says what cannot, loses no clip and no cent, and pays once for going on."""

import signal
import threading
from decimal import Decimal
from time import sleep
from typing import Any

import httpx
import pytest
from prefect.exceptions import TerminationSignal

from domain.errors import Busy
from domain.lineup import Choice
from providers.registry import all_vendors
from store import projects
from store.locks import exclusive
from store.orders import Order, begin, reserve
from tasks import guarding, wiring
from tasks.orders import fulfil
from tasks.orders.cancelling import _told_to_stop, cancel_jobs
from tasks.wiring import store
from tests.paid.conftest import Open
from tests.paid.studio import Studio
from tests.vendors.lines import line, told

PRICES = {"runway": "0.60", "replicate": "0.35", "omni": "0.5068", "hailuo": "0.40", "fal": "0.20"}
"""Every vendor that can cancel."""


@pytest.fixture
def opened(studio: Open, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A saved project, with its vendors' addresses and keys in this process too; its jobs take long where it says `slow`."""

    def open_one(slug: str, *faults: str) -> Studio:
        film = studio(slug, faults=tuple(f"{slug}/{fault}" for fault in faults))
        film.budgeted(Decimal(9))
        for name, value in film.environment.items():
            monkeypatch.setenv(name, value)
        return film

    return open_one


def killed_while_waiting(film: Studio, *, count: int = 1) -> None:
    """Let a run die when it has asked once how its job is."""
    assert film.film(count=count, doom="while polling", time=count).killed


def killed_before_asking(film: Studio) -> None:
    """Let a run die when its job is taken and nobody has asked for it."""
    run = film.start(count=1, environment={"REELFLOW_POLL_SECONDS": "60"})
    while film.states() != ["submitted"]:
        sleep(0.02)
    run.process.kill()
    run.process.join()


@pytest.mark.parametrize("slug", PRICES)
def test_a_rendering_job_is_stopped_its_price_is_waste_and_going_on_pays_once(opened: Any, slug: str) -> None:
    film = opened(slug, "slow:allx5")
    killed_while_waiting(film)
    (sentence,) = cancel_jobs(film.project)
    assert sentence.startswith(f"Segment 1 at {slug}, job ")
    assert "cancelled; $0." in sentence
    price = Decimal(PRICES[slug])
    assert film.states() == ["failed"]
    assert [job["ended"] for job in film.accepted()] == ["cancelled"]
    assert (film.cost().reserved_usd, film.cost().spent_usd, film.cost().wasted_usd) == (0, price, price)
    assert cancel_jobs(film.project) == ()
    for _ in range(2):
        assert film.film(count=1).told[0].made
    assert (len(film.accepted()), film.states(), [order.attempt for order in film.orders()]) == (2, ["done"], [2])
    assert (film.cost().reserved_usd, film.cost().spent_usd, film.cost().wasted_usd) == (0, film.charged(), price)
    assert film.charged() == 2 * price


def test_a_queued_job_costs_nothing_where_the_vendor_says_so(opened: Any) -> None:
    film = opened("runway", "slow:allx5")
    killed_before_asking(film)
    assert "cancelled; nothing is charged." in cancel_jobs(film.project)[0]
    assert (film.states(), film.cost().spent_usd, film.charged()) == (["failed"], 0, 0)


def test_where_the_terms_are_silent_a_queued_job_counts_as_paid(opened: Any) -> None:
    film = opened("replicate", "slow:allx5")
    killed_before_asking(film)
    assert "$0.35 is charged" in cancel_jobs(film.project)[0]
    assert film.cost().wasted_usd == Decimal("0.35")


@pytest.mark.parametrize("slug", PRICES)
def test_a_job_that_is_finished_is_not_thrown_away(opened: Any, slug: str) -> None:
    film = opened(slug)
    killed_while_waiting(film)
    (sentence,) = cancel_jobs(film.project)
    assert "is finished and paid for; reelflow continue collects it" in sentence
    assert film.states() == ["submitted"]
    assert film.film(count=1).told[0].made
    assert (len(film.accepted()), film.cost().spent_usd, film.cost().wasted_usd) == (1, film.charged(), 0)


@pytest.mark.parametrize("slug", ["luma", "kling", "pika"])
def test_a_vendor_that_cannot_cancel_goes_on_and_that_is_said(opened: Any, slug: str) -> None:
    film = opened(slug, "slow:allx5")
    killed_while_waiting(film)
    assert "cannot be cancelled there and goes on" in cancel_jobs(film.project)[0]
    assert film.states() == ["submitted"]
    assert film.film(count=1).told[0].made
    assert (len(film.accepted()), film.cost().spent_usd) == (1, film.charged())


def test_several_jobs_are_stopped_each_by_itself(opened: Any) -> None:
    film = opened("omni", "slow:allx9")
    run = film.start(count=4, environment={"REELFLOW_POLL_SECONDS": "60"})
    while film.states() != ["submitted"] * 4:
        sleep(0.02)
    run.process.kill()
    run.process.join()
    assert len(cancel_jobs(film.project)) == 4
    assert film.states() == ["failed"] * 4
    assert not [told.error for told in film.film(count=4).told if told.error]
    assert (len(film.accepted()), film.cost().reserved_usd) == (8, 0)


def an_order(film: Studio, segment: int) -> Order:
    wanted = Order(project=film.project, segment=segment, kind="video", digest=f"d{segment}", vendor="runway", model="gen4.5")
    return reserve(store(), wanted.model_copy(update={"estimated_usd": Decimal("0.60")}))


def test_what_was_not_sent_is_released_and_what_is_in_doubt_is_let_be(opened: Any) -> None:
    film = opened("runway")
    an_order(film, 1)
    begin(store(), an_order(film, 2), at_once=9)
    unsent, in_doubt = cancel_jobs(film.project)
    assert unsent == "Segment 1 at runway: was not ordered yet; $0.60 is free again."
    assert "nobody knows yet" in in_doubt
    assert film.states() == ["failed", "submitting"]
    assert (film.cost().reserved_usd, film.cost().spent_usd) == (Decimal("0.60"), 0)


def test_a_vendor_that_cannot_be_asked_is_told_and_nothing_is_settled(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    film = opened("runway", "slow:allx5")
    killed_while_waiting(film)
    monkeypatch.setenv("RUNWAY_API_KEY", "a-wrong-key")
    (sentence,) = cancel_jobs(film.project)
    assert "nobody can tell whether it was stopped" in sentence
    assert f"reelflow cancel {film.project}" in sentence
    assert (film.states(), film.cost().reserved_usd) == (["submitted"], Decimal("0.60"))


def test_a_job_that_somebody_stops_at_the_vendor_is_booked_as_paid(opened: Any) -> None:
    film = opened("replicate", "slow:allx5")
    killed_while_waiting(film)
    (job,) = film.accepted()
    headers = {"Authorization": f"Bearer {film.stage.key}"}
    httpx.post(f"{film.stage.base_urls['replicate']}/predictions/{job['id']}/cancel", headers=headers).raise_for_status()
    assert film.film(count=1).told[0].error == "JobFailed"
    assert (film.states(), film.cost().wasted_usd) == (["failed"], Decimal("0.35"))


def test_a_project_at_work_is_not_cancelled_under_its_run(opened: Any) -> None:
    film = opened("runway")
    with exclusive(store(), film.project), pytest.raises(Busy, match="worked on by process"):
        cancel_jobs(film.project)


def test_a_run_that_is_about_to_let_go_is_waited_for(opened: Any) -> None:
    film = opened("runway")
    an_order(film, 1)
    begun, over = threading.Event(), threading.Event()

    def hold() -> None:
        with exclusive(store(), film.project):
            begun.set()
            over.wait(30)

    run = threading.Thread(target=hold)
    run.start()
    begun.wait(30)
    threading.Timer(0.7, over.set).start()
    assert len(cancel_jobs(film.project, patience=30)) == 1
    run.join()


RUNNING, REQUESTED = told({"status": "IN_PROGRESS"}), told({"status": "CANCELLATION_REQUESTED"}, 202)
ENDS = [
    # what a run at fal comes to after it was told to stop: the answers, the order's state, what is charged, what is said
    ([REQUESTED, RUNNING, told({"status": "COMPLETED", "error": "Cancelled."})], "failed", "0.20", "cancelled"),
    ([REQUESTED, RUNNING, told({"status": "COMPLETED"})], "submitted", "0", "is finished"),
    ([told({"status": "ALREADY_COMPLETED"}, 400), told({"status": "COMPLETED"})], "submitted", "0", "is finished"),
    ([REQUESTED, *([RUNNING] * 4)], "submitted", "0", "was told to stop and goes on"),
    ([told({"status": "NOT_FOUND"}, 404), told({"detail": "no such request"}, 404)], "failed", "0.20", "cancelled"),
]


@pytest.mark.parametrize(("answers", "state", "charged", "said"), ENDS)
def test_an_end_is_waited_for_a_little(opened: Any, answers: list[httpx.Response], state: str, charged: str, said: str) -> None:
    film = opened("fal", "slow:allx5")
    killed_while_waiting(film)
    (order,) = film.orders()
    fal = all_vendors()["fal"]
    dialect = fal.makers["video"]
    wire = line(fal, RUNNING, *answers, given=film.stage.base_urls["fal"])
    assert said in _told_to_stop(wire, dialect, dialect.cancel(order.job), order)
    assert film.states() == [state]
    assert film.cost().spent_usd == film.cost().wasted_usd == Decimal(charged)


def test_a_run_that_is_told_to_end_stops_its_work_before_it_lets_go(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    film, seen = opened("runway"), []

    def stop() -> None:
        with pytest.raises(Busy), exclusive(store(), film.project):
            pass
        seen.append("stopped while the project is held")

    monkeypatch.setattr(guarding, "stop", stop)
    with pytest.raises(TerminationSignal), guarding.exclusive(projects.load(store(), film.project)):
        raise TerminationSignal(signal.SIGTERM)
    assert seen == ["stopped while the project is held"]


def test_a_run_that_is_being_stopped_orders_nothing_more(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    film = opened("runway")
    monkeypatch.setattr(wiring._stopping, "wait", lambda seconds: True)
    with pytest.raises(wiring.Stopped):
        fulfil.fulfil(film.shots(1)[0], "video", Choice(slugs=("runway",)))
    assert (film.accepted(), film.cost().reserved_usd) == ([], 0)
