"""A sweep after runs that were killed: nothing is ordered, no cent is lost, and what nobody knows waits for a person."""

from datetime import timedelta
from decimal import Decimal
from time import sleep
from typing import Any

import pytest

from domain.brief import Brief
from domain.directing import shots
from domain.project import Project
from domain.script import Script, Segment
from domain.sweeping import Sweep
from providers.registry import all_vendors
from store import projects
from store.locks import exclusive
from store.orders import Order, begin, of_project, reserve
from tasks.sweeps.sweeping import settle
from tasks.wiring import store
from tests.paid.child import STEPS
from tests.paid.conftest import Open
from tests.paid.studio import Studio

PRICES = {"luma": "0.30", "kling": "0.21", "replicate": "0.35"}
"""One vendor without any way to find a lost order, one with a look-up, one with a list."""
IN_DOUBT = ("before it is sent", "after it is sent")
OPEN = ("reserved", "submitting", "submitted", "unknown")


@pytest.fixture
def opened(studio: Open, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A saved project of two segments at a vendor, whose address and keys this process knows too."""

    def open_one(slug: str, *faults: str) -> Studio:
        film = studio(slug, faults=tuple(f"{slug}/{fault}" for fault in faults))
        for name, value in film.environment.items():
            monkeypatch.setenv(name, value)
        told = [Segment(id=n, narration={"en": "Bees."}, prompt=f"{film.project}, shot {n}") for n in (1, 2)]
        script = Script(title={"en": "Bees"}, segments=tuple(told))
        kept = Project(id=film.project, title="Bees", brief=Brief(theme="bees"), script=script, status="segments_generating")
        asked = shots(projects.save(store(), kept))
        film.shots = lambda count=2: asked[:count]  # type: ignore[method-assign]
        return film

    return open_one


def killed(film: Studio, step: str) -> None:
    """Film one segment after the other and die at the second one's `step`."""
    assert film.film(count=2, threads=1, doom=step, time={"while polling": 3}.get(step, 2)).killed


def open_orders(film: Studio) -> list[Order]:
    return [order for order in film.orders() if order.state in OPEN]


@pytest.mark.slow
@pytest.mark.parametrize("slug", PRICES)
@pytest.mark.parametrize("step", STEPS)
def test_after_a_kill_at_any_step_a_sweep_orders_nothing_and_the_ledger_is_exact(opened: Any, slug: str, step: str) -> None:
    film = opened(slug)
    killed(film, step)
    taken = len(film.accepted())
    while any(order.after == "submitted" for order in settle().orders):  # still filming
        sleep(0.05)
    assert len(film.accepted()) == taken
    doubtful = slug == "luma" and step in IN_DOUBT
    assert [order.state for order in open_orders(film)] == (["unknown"] if doubtful else [])
    cost = film.cost()
    assert cost.reserved_usd == (Decimal(PRICES[slug]) if doubtful else 0)
    if not doubtful:
        assert cost.spent_usd == film.charged()
        assert [told.segment for told in film.film(count=2).told if told.made] == [1, 2]
        assert len(film.accepted()) == 2
        assert film.cost().spent_usd == Decimal(PRICES[slug]) * 2


def test_a_clip_that_was_finished_meanwhile_is_kept_paid_for_once_and_used(opened: Any) -> None:
    film = opened("kling")
    killed(film, "after it is sent")
    swept = settle()
    while [order.after for order in swept.orders] == ["submitted"]:
        sleep(0.05)
        swept = settle()
    (order,) = swept.orders
    assert (order.project, order.segment, order.after, order.charged_usd) == (film.project, 2, "done", Decimal("0.21"))
    assert f"reelflow continue {film.project} uses it" in order.told
    assert all(told.made for told in film.film(count=2).told)
    assert len(film.accepted()) == 2


def test_a_second_sweep_finds_nothing_left_to_do(opened: Any) -> None:
    film = opened("kling")
    killed(film, "after reserve")
    (order,) = settle().orders
    assert (order.before, order.after, order.freed_usd) == ("reserved", "failed", Decimal("0.21"))
    before = film.cost()
    assert settle() == Sweep()
    assert film.cost() == before


def test_what_nobody_can_know_waits_for_a_person_with_its_money_held(opened: Any) -> None:
    film = opened("luma")
    killed(film, "after it is sent")
    for _ in range(2):
        swept = settle()
        (order,) = swept.unknown
        assert f"reelflow resolve {film.project} {order.order} --job ID, or --not-ordered" in order.told
        assert (swept.freed_usd, film.cost().reserved_usd) == (0, Decimal("0.30"))


def test_a_lost_order_of_a_project_that_was_edited_is_nobodys_to_look_up(opened: Any) -> None:
    film = opened("kling")
    killed(film, "after it is sent")
    project = projects.load(store(), film.project)
    other = [segment.model_copy(update={"prompt": "a wasp"}) for segment in project.script.segments]
    projects.save(store(), project.model_copy(update={"script": project.script.model_copy(update={"segments": tuple(other)})}))
    assert [order.after for order in settle().orders] == ["unknown"]


def test_an_order_without_a_project_is_left_alone_while_it_may_be_a_living_runs(
    studio: Open, home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Order(project="not-saved-yet", kind="text", digest="d", vendor="claude", estimated_usd=Decimal(1))
    begin(store(), reserve(store(), order), at_once=9)
    assert settle().orders == ()
    monkeypatch.setattr("tasks.sweeps.sweeping.YOUNG", timedelta())
    assert [(order.before, order.after) for order in settle().orders] == [("submitting", "unknown")]


def test_where_the_order_may_be_repeated_under_its_key_continue_finds_out(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    film = opened("kling")
    killed(film, "after it is sent")
    keyed = all_vendors()["kling"].model_copy(update={"repeatable_by_key": True})
    monkeypatch.setitem(all_vendors(), "kling", keyed)
    (order,) = settle().orders
    assert (order.after, len(film.accepted())) == ("submitting", 2)
    assert f"reelflow continue {film.project} finds out" in order.told
    monkeypatch.setattr("tasks.sweeps.sweeping.KEYS_LAST", timedelta())
    assert [order.after for order in settle().orders] == ["unknown"]


def test_a_project_whose_run_lives_is_left_alone(opened: Any) -> None:
    film = opened("kling")
    killed(film, "after reserve")
    with exclusive(store(), film.project):
        assert settle() == Sweep(busy=(film.project,))
    assert [order.state for order in open_orders(film)] == ["reserved"]


def test_a_rehearsal_changes_nothing(opened: Any) -> None:
    film = opened("kling")
    killed(film, "after it is sent")
    before = of_project(store(), film.project)
    swept = settle(dry_run=True)
    assert [(order.before, order.after) for order in swept.orders] == [("submitting", "submitting")]
    assert "would be looked up" in swept.orders[0].told
    assert of_project(store(), film.project) == before
    assert projects.load(store(), film.project).status == "segments_generating"


def test_a_vendor_that_cannot_be_asked_leaves_the_order_as_it_is(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    film = opened("kling")
    killed(film, "after it is sent")
    monkeypatch.delenv("KLING_API_KEY")
    (order,) = settle().orders
    assert (order.before, order.after) == ("submitting", "submitting")
    assert "left as it is" in order.told and "KLING_API_KEY" in order.told


def test_a_dead_run_is_closed_and_the_project_touched_last_stays_the_last(opened: Any) -> None:
    film = opened("kling")
    killed(film, "before reserve")
    newer = projects.load(store(), film.project)
    projects.save(store(), newer.model_copy(update={"id": "newer", "status": "completed"}))
    assert settle().closed == (film.project,)
    assert projects.load(store(), film.project).status == "failed"
    assert projects.load(store(), "last").id == "newer"


def test_a_job_that_failed_frees_its_money(opened: Any) -> None:
    film = opened("kling", "failed:allx9")
    killed(film, "while polling")
    swept = settle()
    while [order.after for order in swept.orders] == ["submitted"]:
        sleep(0.05)
        swept = settle()
    assert {order.after for order in swept.orders} == {"failed"}
    assert film.cost().reserved_usd == 0
