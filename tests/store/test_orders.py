"""Nothing is ordered twice, and a ceiling is a ceiling."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.errors import CeilingReached, NotFound
from store.ledger import cost_of, entries
from store.orders import MOVES, Ceilings, Order, OrderState, find, get, move, of_project, renew, reserve

CLIP = Order(project="bees", segment=1, kind="video", digest="d1", vendor="luma", estimated_usd=Decimal("0.15"))

ORDERED = """
from decimal import Decimal
from store.database import open_store
from store.orders import Ceilings, Order, reserve
engine = open_store(sys.argv[1])
go()
order = Order(project="bees", segment=1, kind="video", digest="d1", vendor="luma", estimated_usd=Decimal("0.15"))
print(reserve(engine, order).created)
"""

BUDGETED = """
from decimal import Decimal
from domain.errors import CeilingReached
from store.database import open_store
from store.orders import Ceilings, Order, reserve
engine = open_store(sys.argv[1])
go()
made = 0
for segment in range(100):
    order = Order(project="bees", segment=segment, kind="video", digest=sys.argv[2], vendor="luma", estimated_usd=Decimal("0.15"))
    try:
        made += reserve(engine, order, ceilings=Ceilings(project=Decimal("6.00"))).created
    except CeilingReached:
        pass
print(made)
"""

LAST_MONEY = """
import time
from decimal import Decimal
from domain.errors import CeilingReached
from store.database import open_store
from store.orders import Ceilings, Order, reserve
engine = open_store(sys.argv[1])
order = Order(project="warm", kind="video", digest=sys.argv[2], vendor="luma", estimated_usd=Decimal("0.15"))
reserve(engine, order)
go()
begun, made = time.time(), 0
for number in range(100):
    time.sleep(max(0, begun + number / 50 - time.time()))  # both arrive together, again and again
    try:
        other = order.model_copy(update={"project": f"bees{number}"})
        made += reserve(engine, other, ceilings=Ceilings(project=Decimal("0.15"))).created
    except CeilingReached:
        pass
print(made)
"""


@pytest.fixture
def clip(engine: Engine) -> Order:
    """A clip that is reserved."""
    return reserve(engine, CLIP)


def submitted(engine: Engine, order: Order) -> None:
    assert move(engine, order.id, ["reserved"], "submitting")
    assert move(engine, order.id, ["submitting"], "submitted", job="j1")


def kinds(engine: Engine) -> list[tuple[str, Decimal]]:
    return [(entry["entry"], entry["amount_usd"]) for entry in entries(engine, "bees")]


def test_an_order_is_made_once_and_found_again(engine: Engine) -> None:
    first, second = reserve(engine, CLIP), reserve(engine, CLIP)
    assert (first.created, second.created) == (True, False)
    assert first.model_copy(update={"created": False}) == second
    assert kinds(engine) == [("reserve", Decimal("0.15"))]


@pytest.mark.parametrize("other", [{"segment": 2}, {"kind": "speech"}, {"take": 2}, {"digest": "d2"}, {"vendor": "runway"}])
def test_another_segment_kind_take_request_or_vendor_is_another_order(engine: Engine, clip: Order, other: dict[str, Any]) -> None:
    assert reserve(engine, CLIP.model_copy(update=other)).created


def test_of_processes_that_reserve_one_order_exactly_one_makes_it(engine: Engine, store_url: str, race: Any) -> None:
    assert sorted(race(ORDERED, store_url, times=3)) == ["False", "False", "True"]
    assert kinds(engine) == [("reserve", Decimal("0.15"))]


def test_two_processes_never_reserve_past_the_ceiling(engine: Engine, store_url: str, race: Any) -> None:
    made = [int(count) for count in race(BUDGETED, store_url)]
    assert sum(made) == 40
    assert cost_of(engine, "bees").reserved_usd == Decimal("6.00")


def test_two_processes_that_want_the_last_of_the_money_share_it_once(engine: Engine, store_url: str, race: Any) -> None:
    made = [int(count) for count in race(LAST_MONEY, store_url)]
    assert sum(made) == 100
    assert {cost_of(engine, f"bees{number}").reserved_usd for number in range(100)} == {Decimal("0.15")}


def test_what_does_not_fit_under_the_ceiling_leaves_nothing_behind(engine: Engine, clip: Order) -> None:
    second = CLIP.model_copy(update={"segment": 2})
    with pytest.raises(CeilingReached, match=r"\$0\.15 reserved"):
        reserve(engine, second, ceilings=Ceilings(project=Decimal("0.29")))
    assert find(engine, second) is None
    assert reserve(engine, second, ceilings=Ceilings(project=Decimal("0.30"))).created


def test_what_was_reserved_before_is_found_under_any_ceiling(engine: Engine, clip: Order) -> None:
    assert not reserve(engine, CLIP, ceilings=Ceilings(project=Decimal("0.01"))).created


def test_what_is_free_passes_any_ceiling(engine: Engine, clip: Order) -> None:
    free = CLIP.model_copy(update={"vendor": "procedural", "estimated_usd": Decimal(0)})
    assert reserve(engine, free, ceilings=Ceilings(project=Decimal("0.01"))).created


def test_a_done_order_turns_its_reserve_into_a_spending(engine: Engine, clip: Order) -> None:
    submitted(engine, clip)
    assert move(engine, clip.id, ["submitted"], "done", charged_usd=Decimal("0.14"), result={"sha256": "ab"})
    assert kinds(engine) == [("reserve", Decimal("0.15")), ("release", Decimal("0.15")), ("spend", Decimal("0.14"))]
    assert get(engine, clip.id).result == {"sha256": "ab"}


def test_a_refused_order_costs_nothing(engine: Engine, clip: Order) -> None:
    submitted(engine, clip)
    move(engine, clip.id, ["submitted"], "refused", error="moderation")
    assert kinds(engine) == [("reserve", Decimal("0.15")), ("release", Decimal("0.15"))]
    assert cost_of(engine, "bees").model_dump() == dict.fromkeys(
        ("estimated_usd", "reserved_usd", "spent_usd", "wasted_usd", "text_usd"), Decimal(0)
    )


def test_what_was_charged_and_cannot_be_used_is_spent_and_wasted(engine: Engine, clip: Order) -> None:
    submitted(engine, clip)
    move(engine, clip.id, ["submitted"], "failed", charged_usd=Decimal("0.15"), error="truncated")
    cost = cost_of(engine, "bees")
    assert (cost.reserved_usd, cost.spent_usd, cost.wasted_usd) == (Decimal(0), Decimal("0.15"), Decimal("0.15"))
    assert entries(engine, "bees")[-1]["note"] == "truncated"


def test_money_of_an_order_in_doubt_stays_reserved(engine: Engine, clip: Order) -> None:
    move(engine, clip.id, ["reserved"], "submitting")
    move(engine, clip.id, ["submitting"], "unknown", error="no answer")
    assert cost_of(engine, "bees").reserved_usd == Decimal("0.15")


def test_an_order_in_doubt_is_adopted_with_its_job_or_declared_not_ordered(engine: Engine, clip: Order) -> None:
    move(engine, clip.id, ["reserved"], "submitting")
    move(engine, clip.id, ["submitting"], "unknown")
    assert move(engine, clip.id, ["unknown"], "submitted", job="j9")
    move(engine, clip.id, ["submitted"], "unknown")
    assert move(engine, clip.id, ["unknown"], "failed")
    assert cost_of(engine, "bees").reserved_usd == Decimal(0)


def test_only_one_of_two_moves_from_the_same_state_happens(engine: Engine, clip: Order) -> None:
    assert move(engine, clip.id, ["reserved"], "submitting", owner="first")
    assert not move(engine, clip.id, ["reserved"], "submitting", owner="second")
    assert get(engine, clip.id).owner == "first"


def test_a_lost_move_moves_no_money(engine: Engine, clip: Order) -> None:
    submitted(engine, clip)
    move(engine, clip.id, ["submitted"], "done", charged_usd=Decimal("0.15"))
    assert not move(engine, clip.id, ["submitted"], "done", charged_usd=Decimal("0.15"))
    assert cost_of(engine, "bees").spent_usd == Decimal("0.15")


def test_moves_that_the_states_do_not_allow_raise(engine: Engine, clip: Order) -> None:
    for state, to_state in product(MOVES, MOVES):
        if to_state not in MOVES[state]:
            with pytest.raises(ValueError, match=f"from {state} to {to_state}"):
                move(engine, clip.id, [state], to_state)
    assert get(engine, clip.id).state == "reserved"


@pytest.mark.parametrize("state", ["submitted", "done", "unknown"])
def test_no_order_that_may_exist_at_the_vendor_goes_back_to_submitting(state: OrderState) -> None:
    assert "submitting" not in MOVES[state]


def test_an_order_is_not_submitted_without_its_job(engine: Engine, clip: Order) -> None:
    move(engine, clip.id, ["reserved"], "submitting")
    with pytest.raises(ValueError, match="job"):
        move(engine, clip.id, ["submitting"], "submitted")


def test_an_order_is_not_done_without_its_charge(engine: Engine, clip: Order) -> None:
    with pytest.raises(ValueError, match="charge"):
        move(engine, clip.id, ["submitted"], "done")


def test_an_order_that_was_never_made_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotFound, match="nobody"):
        move(engine, "nobody", ["reserved"], "submitting")


def test_after_a_clear_no_it_is_ordered_again_once_as_the_next_attempt(engine: Engine, clip: Order) -> None:
    submitted(engine, clip)
    move(engine, clip.id, ["submitted"], "failed", error="busy")
    failed = get(engine, clip.id)
    assert renew(engine, failed)
    assert not renew(engine, failed)
    again = get(engine, clip.id)
    assert (again.state, again.attempt, again.job, again.error) == ("reserved", 2, "", "")
    assert [(entry["entry"], entry["attempt"]) for entry in entries(engine, "bees")] == [
        ("reserve", 1),
        ("release", 1),
        ("reserve", 2),
    ]


def test_ordering_again_counts_against_the_ceiling(engine: Engine, clip: Order) -> None:
    submitted(engine, clip)
    move(engine, clip.id, ["submitted"], "failed", charged_usd=Decimal("0.15"))
    with pytest.raises(CeilingReached):
        renew(engine, get(engine, clip.id), ceilings=Ceilings(project=Decimal("0.29")))
    assert get(engine, clip.id).state == "failed"


def test_an_order_under_way_is_not_ordered_again(engine: Engine, clip: Order) -> None:
    move(engine, clip.id, ["reserved"], "submitting")
    assert not renew(engine, get(engine, clip.id))


def test_orders_of_a_project_are_chosen_by_segment_kind_and_state(engine: Engine, clip: Order) -> None:
    voice = reserve(engine, CLIP.model_copy(update={"kind": "speech"}))
    other = reserve(engine, CLIP.model_copy(update={"segment": 2}))
    move(engine, other.id, ["reserved"], "submitting")
    reserve(engine, CLIP.model_copy(update={"project": "wasps"}))
    assert [order.id for order in of_project(engine, "bees")] == [clip.id, voice.id, other.id]
    assert [order.id for order in of_project(engine, "bees", segment=1, kind="speech")] == [voice.id]
    assert [order.id for order in of_project(engine, "bees", states=["submitting"])] == [other.id]
