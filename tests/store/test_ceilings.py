"""A ceiling holds at every moment, whatever happens to orders, and across midnight."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine

import store.ceilings
import store.ledger
from domain.errors import CeilingReached
from domain.money import ZERO
from store.ceilings import Ceilings, rooms
from store.database import connect, migrate
from store.ledger import cost_of, entries
from store.orders import MOVES, Order, OrderState, get, move, of_project, renew, reserve

CLIP = Order(project="bees", segment=1, kind="video", digest="d1", vendor="luma", estimated_usd=Decimal("0.30"))
ENDS: tuple[OrderState, ...] = ("done", "refused", "failed")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Clock:
    """The store's clock, which a test can put forward."""

    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    for module in (store.ceilings, store.ledger):
        monkeypatch.setattr(module, "now", found.now)
    return found


def clip(segment: int, **other: Any) -> Order:
    return CLIP.model_copy(update={"segment": segment, **other})


def ended(engine: Engine, order: Order, state: OrderState = "done", usd: str = "0.30") -> None:
    move(engine, order.id, ["reserved"], "submitting")
    move(engine, order.id, ["submitting"], state, charged_usd=Decimal(usd))


@pytest.mark.parametrize("ceiling", ["day", "vendor"])
def test_what_was_reserved_yesterday_and_costs_nothing_gives_today_no_more(engine: Engine, clock: Clock, ceiling: str) -> None:
    order = reserve(engine, clip(1))
    clock.time += timedelta(days=1)
    ended(engine, order, "failed", "0")
    todays = Ceilings.model_validate({ceiling: "0.30"})
    assert reserve(engine, clip(2), ceilings=todays).created
    with pytest.raises(CeilingReached, match=r"\$0\.30 reserved"):
        reserve(engine, clip(3), ceilings=todays)


@pytest.mark.parametrize("ceiling", ["day", "vendor"])
def test_what_is_still_reserved_from_yesterday_counts_today(engine: Engine, clock: Clock, ceiling: str) -> None:
    reserve(engine, clip(1))
    clock.time += timedelta(days=1)
    with pytest.raises(CeilingReached):
        reserve(engine, clip(2), ceilings=Ceilings.model_validate({ceiling: "0.59"}))


@pytest.mark.parametrize("ceiling", ["day", "vendor"])
def test_what_was_spent_yesterday_does_not_count_today(engine: Engine, clock: Clock, ceiling: str) -> None:
    ended(engine, reserve(engine, clip(1)))
    todays = Ceilings.model_validate({ceiling: "0.30"})
    with pytest.raises(CeilingReached):
        reserve(engine, clip(2), ceilings=todays)
    clock.time += timedelta(days=1)
    assert reserve(engine, clip(2), ceilings=todays).created


def test_each_ceiling_counts_its_own(engine: Engine) -> None:
    ended(engine, reserve(engine, clip(1)))
    reserve(engine, clip(1, project="wasps"))
    ended(engine, reserve(engine, clip(1, vendor="runway")), usd="0.60")
    known = rooms(engine, Ceilings(project=Decimal(2), day=Decimal(3), vendor=Decimal(4)), "bees", "luma")
    assert [(room.scope, room.spent, room.reserved, room.left) for room in known] == [
        ("project", Decimal("0.90"), ZERO, Decimal("1.10")),
        ("day", Decimal("0.90"), Decimal("0.30"), Decimal("1.80")),
        ("vendor", Decimal("0.30"), Decimal("0.30"), Decimal("3.40")),
    ]


def test_a_vendor_that_charges_more_than_it_said_stops_what_comes_next(engine: Engine) -> None:
    ceilings = Ceilings(project=Decimal("0.60"))
    ended(engine, reserve(engine, clip(1), ceilings=ceilings), usd="0.45")
    with pytest.raises(CeilingReached, match=r"\$0\.45 of it spent"):
        reserve(engine, clip(2), ceilings=ceilings)


money = some.decimals(min_value=0, max_value=2, places=6)


class Books(RuleBasedStateMachine):
    """Random orders reserved, moved, renewed and resolved under ceilings; a simple sum stands beside the ledger."""

    orders: Bundle[str] = Bundle("orders")
    fresh: Callable[[], Engine]
    """Makes an empty store."""

    @initialize(project=some.decimals(1, 8, places=2), day=some.decimals(1, 8, places=2), vendor=some.decimals(1, 8, places=2))
    def open(self, project: Decimal, day: Decimal, vendor: Decimal) -> None:
        self.engine = self.fresh()
        self.ceilings = Ceilings(project=project, day=day, vendor=vendor)
        self.spent: dict[tuple[str, str], Decimal] = {}
        self.wasted = ZERO
        self.before: tuple[Any, ...] = ()

    @rule(
        target=orders,
        segment=some.integers(1, 4),
        project=some.sampled_from(["bees", "wasps"]),
        vendor=some.sampled_from(["luma", "runway"]),
        usd=money,
    )
    def reserve(self, segment: int, project: str, vendor: str, usd: Decimal) -> str:
        wanted = clip(segment, project=project, vendor=vendor, estimated_usd=usd)
        try:
            return reserve(self.engine, wanted, ceilings=self.ceilings).id
        except CeilingReached:
            assert usd > ZERO
            return ""

    @rule(order=orders, data=some.data(), share=some.decimals(0, 1, places=2))
    def move(self, order: str, data: some.DataObject, share: Decimal) -> None:
        """Anything that the states allow, a refund (charged less than reserved) and waste included."""
        if not order or not (choices := sorted(MOVES[get(self.engine, order).state])):
            return
        standing, state = get(self.engine, order), data.draw(some.sampled_from(choices))
        charged = (standing.estimated_usd * share).quantize(Decimal("0.000001"))
        change: Any = {"job": "j"} if state == "submitted" else {"charged_usd": charged} if state in ENDS else {}
        assert move(self.engine, order, [standing.state], state, **change)
        assert not move(self.engine, order, [standing.state], state, **change)
        if state in ENDS:
            key = (standing.project, standing.vendor)
            self.spent[key] = self.spent.get(key, ZERO) + charged
            self.wasted += charged if state != "done" else ZERO

    @rule(order=orders, usd=money)
    def renew(self, order: str, usd: Decimal) -> None:
        if not order:
            return
        standing = get(self.engine, order)
        try:
            renewed = renew(self.engine, standing.model_copy(update={"estimated_usd": usd}), ceilings=self.ceilings)
        except CeilingReached:
            assert get(self.engine, order) == standing
        else:
            assert renewed == (standing.state in ENDS)

    @invariant()
    def no_cent_is_lost(self) -> None:
        costs = [cost_of(self.engine, project) for project in ("bees", "wasps")]
        rows = [order for project in ("bees", "wasps") for order in of_project(self.engine, project)]
        assert sum(cost.spent_usd for cost in costs) == sum(self.spent.values(), ZERO)
        assert sum(cost.wasted_usd for cost in costs) == self.wasted
        assert sum(cost.reserved_usd for cost in costs) == sum(row.estimated_usd for row in rows if row.state not in ENDS)

    @invariant()
    def nothing_is_negative(self) -> None:
        for project in ("bees", "wasps"):
            cost = cost_of(self.engine, project)
            assert min(cost.reserved_usd, cost.spent_usd, cost.wasted_usd, cost.spent_usd - cost.wasted_usd) >= ZERO

    @invariant()
    def no_ceiling_is_passed(self) -> None:
        for project in ("bees", "wasps"):
            for vendor in ("luma", "runway"):
                assert all(room.left >= ZERO for room in rooms(self.engine, self.ceilings, project, vendor))

    @invariant()
    def the_ledger_only_grows(self) -> None:
        now = tuple(entries(self.engine, "bees"))
        assert now[: len(self.before)] == self.before
        self.before = now

    def teardown(self) -> None:
        self.engine.dispose()


def test_whatever_is_reserved_moved_renewed_and_resolved_no_ceiling_is_passed_and_no_cent_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = connect(f"sqlite:///{tmp_path / 'empty.db'}")
    migrate(empty)
    with empty.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    empty.dispose()

    def fresh() -> Engine:
        return connect(f"sqlite:///{shutil.copy(tmp_path / 'empty.db', tmp_path / f'{uuid4().hex}.db')}")

    monkeypatch.setattr(Books, "fresh", staticmethod(fresh), raising=False)
    run_state_machine_as_test(Books, settings=settings(max_examples=12, stateful_step_count=25, deadline=None))
