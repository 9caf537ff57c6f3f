"""`reelflow cancel` on projects whose jobs are nowhere or in doubt: what it says, and what it refuses."""

import os
from collections.abc import Callable
from decimal import Decimal

from domain.project import Project
from store import projects
from store.locks import exclusive
from store.orders import Order, begin, move, of_project, reserve
from tasks.wiring import store
from tests.cli.conftest import Command

SUBMITTED = "Segment 3 at luma, job gen-1: cannot be cancelled there and goes on; reelflow continue collects it."


def ordered(project: Project) -> None:
    """Let segment 1 wait to be sent, 2 be in doubt, 3 be filmed by a vendor that cannot cancel."""
    for segment, vendor in ((1, "runway"), (2, "runway"), (3, "luma")):
        usd = Decimal("0.60")
        order = Order(project=project.id, segment=segment, kind="video", digest="d", vendor=vendor, estimated_usd=usd)
        order = reserve(store(), order)
        if segment > 1:
            begin(store(), order, at_once=9)
        if segment > 2:
            move(store(), order.id, ("submitting",), "submitted", job="gen-1")


def test_says_of_each_order_what_became_of_it_and_how_to_go_on(reelflow: Command, project: Project) -> None:
    ordered(project)
    said = reelflow("cancel", "last")
    assert said.code == 0
    assert said.out.splitlines() == [
        "Segment 1 at runway: was not ordered yet; $0.60 is free again.",
        "Segment 2 at runway: nobody knows yet whether it was ordered; reelflow continue looks into it.",
        SUBMITTED,
        "Cost: $0.00 spent, $0.00 of it for nothing.",
        "",
        "Next:",
        "  reelflow continue bees-a1b2c3",
    ]
    assert [order.state for order in of_project(store(), project.id)] == ["failed", "submitting", "submitted"]


def test_tells_programs_the_same_as_one_object(reelflow: Command, project: Project) -> None:
    ordered(project)
    said = reelflow("cancel", "bees", "--json")
    assert (said.code, said.err) == (0, "")
    assert (said.json["project"], said.json["jobs"][2]) == (project.id, SUBMITTED)
    assert Decimal(said.json["cost"]["reserved_usd"]) == Decimal("1.20")


def test_says_so_when_nothing_is_under_way(reelflow: Command, project: Project) -> None:
    said = reelflow("cancel", "last")
    assert (said.code, said.out.splitlines()[0]) == (0, "No job is under way.")
    assert reelflow("cancel", "last", "--json").json["jobs"] == []
    assert projects.load(store(), project.id).status == "script"


def test_a_project_whose_run_was_killed_is_not_shown_as_being_made(reelflow: Command, project: Project) -> None:
    projects.set_status(store(), project.id, "segments_generating")
    reelflow("cancel", "last")
    assert projects.load(store(), project.id).status == "failed"


def test_a_project_that_a_run_has_is_refused_naming_the_run(refused: Callable[..., str], project: Project) -> None:
    with exclusive(store(), project.id):
        assert f"is being worked on by process {os.getpid()} on " in refused("cancel", "last")


def test_an_unknown_project_is_refused(refused: Callable[..., str], project: Project) -> None:
    assert refused("cancel", "beez") == "There is no project 'beez'. Near it: bees-a1b2c3."
