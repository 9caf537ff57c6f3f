"""Every cent is accounted for."""

import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import DBAPIError

from domain.money import ZERO
from store.database import reading, writing
from store.ledger import cost_of, enter, entries, spent_by_project, spent_by_segment
from store.orders import MOVES, Order, get, move, of_project, reserve
from store.tables import ledger, orders

CLIP = Order(project="bees", segment=1, kind="video", digest="d1", vendor="luma", estimated_usd=Decimal("0.15"))

amounts = some.decimals(min_value=0, max_value=1000, places=6)


def test_a_thousand_random_amounts_sum_exactly(engine: Engine) -> None:
    chance = random.Random(7)
    amounts = [Decimal(chance.randrange(1, 10**9)) / 1_000_000 for _ in range(1000)]
    order = reserve(engine, CLIP.model_copy(update={"estimated_usd": ZERO}))
    with writing(engine) as connection:
        row = connection.execute(orders.select()).mappings().one()
        for amount in amounts:
            enter(connection, row, "spend", amount)
    assert cost_of(engine, "bees").spent_usd == sum(amounts)
    assert spent_by_segment(engine, "bees") == {order.segment: sum(amounts)}


def test_entries_name_project_segment_kind_vendor_model_and_attempt(engine: Engine) -> None:
    order = reserve(engine, CLIP.model_copy(update={"model": "ray-2"}))
    entry = entries(engine, "bees")[0]
    named = {name: entry[name] for name in ("order_id", "project", "segment", "kind", "vendor", "model", "attempt")}
    assert named == {**{name: getattr(order, name) for name in named if name != "order_id"}, "order_id": order.id}


def test_what_is_free_leaves_no_entry(engine: Engine) -> None:
    reserve(engine, CLIP.model_copy(update={"estimated_usd": ZERO}))
    assert entries(engine, "bees") == ()


def test_the_estimate_counts_no_order_that_ended_in_a_clear_no(engine: Engine) -> None:
    refused = reserve(engine, CLIP)
    move(engine, refused.id, ["reserved"], "refused")
    reserve(engine, CLIP.model_copy(update={"vendor": "runway", "estimated_usd": Decimal("0.25")}))
    assert cost_of(engine, "bees").estimated_usd == Decimal("0.25")


def test_spendings_are_told_by_project(engine: Engine) -> None:
    for name in ("bees", "wasps"):
        order = reserve(engine, CLIP.model_copy(update={"project": name}))
        move(engine, order.id, ["reserved"], "submitting")
        move(engine, order.id, ["submitting"], "done", charged_usd=Decimal("0.10"))
    assert spent_by_project(engine) == {"bees": Decimal("0.10"), "wasps": Decimal("0.10")}


@pytest.mark.parametrize("change", [delete(ledger), update(ledger).values(amount_usd=ZERO)])
def test_the_ledger_cannot_be_rewritten(engine: Engine, change: object) -> None:
    reserve(engine, CLIP)
    with pytest.raises(DBAPIError, match="never changes"), writing(engine) as connection:
        connection.execute(change)  # type: ignore[call-overload]


def test_a_negative_amount_is_refused(engine: Engine) -> None:
    reserve(engine, CLIP)
    with pytest.raises(DBAPIError, match="no_negative_amount"), writing(engine) as connection:
        enter(connection, connection.execute(orders.select()).mappings().one(), "release", Decimal("-0.01"))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.data())
def test_whatever_happens_to_orders_every_cent_is_accounted_for(engine: Engine, data: some.DataObject) -> None:
    with reading(engine) as connection:
        name = f"p{len(connection.execute(orders.select()).all())}"
    for segment in range(data.draw(some.integers(1, 3))):
        order = reserve(
            engine, CLIP.model_copy(update={"project": name, "segment": segment, "estimated_usd": data.draw(amounts)})
        )
        while choices := sorted(MOVES[get(engine, order.id).state]):
            state = data.draw(some.sampled_from([*choices, None]))
            if state is None:
                break
            change: Any = {"job": "j"} if state == "submitted" else {}
            change |= {"charged_usd": data.draw(amounts)} if state in ("done", "refused", "failed") else {}
            assert move(engine, order.id, [get(engine, order.id).state], state, **change)
    cost, rows = cost_of(engine, name), of_project(engine, name)
    ended = [order for order in rows if order.state in ("done", "refused", "failed")]
    assert cost.reserved_usd == sum(order.estimated_usd for order in rows if order not in ended)
    assert cost.spent_usd == sum(order.charged_usd for order in ended)
    assert cost.wasted_usd == sum(order.charged_usd for order in ended if order.state != "done")
