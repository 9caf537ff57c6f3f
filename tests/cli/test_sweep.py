"""`reelflow sweep` from a terminal: what it says, its exit code, its JSON."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from domain.project import Project
from store.ledger import cost_of
from store.orders import Order, begin, move, reserve
from tasks.wiring import store
from tests.cli.conftest import Command


def ordered(project: Project, segment: int) -> Order:
    """An order that a dead run had reserved."""
    order = Order(
        project=project.id, segment=segment, kind="video", digest=f"d{segment}", vendor="luma", estimated_usd=Decimal("0.30")
    )
    return reserve(store(), order)


def test_money_that_was_not_spent_is_free_again_and_that_is_no_fault(reelflow: Command, project: Project) -> None:
    ordered(project, 1)
    said = reelflow("sweep")
    assert (said.code, said.err) == (0, "")
    assert f"segment 1 of {project.id}, video from luma: was never sent; $0.30 is free again." in said.out
    assert cost_of(store(), project.id).reserved_usd == 0
    assert reelflow("sweep").out == "Nothing was left behind.\n"


def test_what_waits_for_a_person_is_told_with_the_command_and_an_exit_code_of_its_own(
    reelflow: Command, project: Project
) -> None:
    order = ordered(project, 2)
    begin(store(), order, at_once=9)
    move(store(), order.id, ("submitting",), "unknown")
    said = reelflow("sweep", "--json")
    assert said.code == 4
    assert (said.json["waiting"], said.json["freed_usd"]) == ([order.id[:8]], "0")
    assert f"reelflow resolve {project.id} {order.id[:8]}" in said.json["orders"][0]["told"]
    assert cost_of(store(), project.id).reserved_usd == Decimal("0.30")


def test_a_rehearsed_sweep_says_what_it_would_do_and_does_nothing(reelflow: Command, project: Project) -> None:
    ordered(project, 1)
    assert "$0.30 would be free again" in reelflow("sweep", "--dry-run").out
    assert cost_of(store(), project.id).reserved_usd == Decimal("0.30")


@pytest.mark.parametrize(("words", "told"), [(("--older", "soon"), "no age"), (("--most", "much"), "no size")])
def test_what_is_no_age_or_size_is_refused(refused: Callable[..., str], words: tuple[str, ...], told: str) -> None:
    assert told in refused("sweep", *words)
