"""Orders: one row for each piece of work asked of a vendor, written before any money moves.

    reserved -> submitting -> submitted -> done | refused | failed | unknown

Whoever finds an order after a crash knows by its state what may be done: `reserved` may be submitted, `submitted` is
polled by its job and never submitted, `submitting` must be looked up at the vendor or declared `unknown`.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Literal, TypedDict, Unpack
from uuid import uuid4

from pydantic import Field
from sqlalchemy import Connection, Engine, RowMapping, and_, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.base import Frozen
from domain.errors import CeilingReached, NotFound
from domain.money import ZERO, Money, dollars
from domain.requests import Kind
from store.ceilings import Ceilings
from store.columns import now
from store.database import hold, reading, writing
from store.ledger import cost_of, enter
from store.patience import patient
from store.tables import orders

__all__ = [
    "MOVES",
    "Change",
    "Order",
    "OrderState",
    "cost_of",
    "elsewhere",
    "find",
    "get",
    "move",
    "of_project",
    "renew",
    "reserve",
]

OrderState = Literal["reserved", "submitting", "submitted", "done", "refused", "failed", "unknown"]

MOVES: dict[OrderState, frozenset[OrderState]] = {
    "reserved": frozenset({"submitting", "refused", "failed"}),
    # Back to reserved: the vendor surely did not take it (busy, unreachable, or a look-up found nothing).
    "submitting": frozenset({"reserved", "submitted", "done", "refused", "failed", "unknown"}),
    "submitted": frozenset({"done", "refused", "failed", "unknown"}),
    # Settled by a person: adopted with its job, or declared never ordered.
    "unknown": frozenset({"submitted", "reserved", "failed"}),
    # Ordered again only through `renew`, which reserves anew.
    "done": frozenset(),
    "refused": frozenset(),
    "failed": frozenset(),
}
_ENDS: tuple[OrderState, ...] = ("done", "refused", "failed")
_KEY = ("project", "segment", "kind", "take", "digest", "vendor")


class Order(Frozen):
    """One piece of work asked of one vendor. Project, segment, kind, take, digest and vendor make it the same order."""

    id: str = ""
    """Given by the store."""
    project: str
    segment: int = 0
    """0 for the whole film."""
    kind: Kind
    take: int = 1
    digest: str
    """Of the request."""
    vendor: str
    model: str = ""
    attempt: int = 1
    """Counts up each time it is ordered again after a clear no."""
    state: OrderState = "reserved"
    job: str = ""
    """The vendor's name for it."""
    estimated_usd: Money = Field(default=ZERO, ge=0)
    """What is reserved for it, in US dollars."""
    charged_usd: Money = ZERO
    """What this attempt was charged, in US dollars."""
    result: dict[str, Any] | None = None
    """What was delivered, as JSON: references, never bytes."""
    error: str = ""
    owner: str = ""
    """The run that ordered it, which its entries in the ledger name."""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    created: bool = False
    """True for the one caller of `reserve` who made the row; not kept."""


class Change(TypedDict, total=False):
    """What may be written together with a move."""

    job: str
    model: str
    charged_usd: Money
    result: dict[str, Any]
    error: str
    owner: str


@patient
def reserve(engine: Engine, order: Order, *, ceilings: Ceilings | None = None) -> Order:
    """Return the order's row, made now (`created` is True for exactly one caller) or found as it stands.

    Raises `CeilingReached`, and leaves nothing behind, when its estimate does not fit under one of the ceilings: reserved
    plus spent never passes them, however many processes reserve at once.
    """
    row = order.model_dump(exclude={"created"}) | {
        "id": uuid4().hex,
        "state": "reserved",
        "created_at": now(),
        "updated_at": now(),
    }
    with writing(engine) as connection:
        hold(connection, "money")
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(orders).values(row).on_conflict_do_nothing().returning(orders)
        made = connection.execute(insert).mappings().first()
        if made is None:
            return _order(connection.execute(select(orders).where(_same(order))).mappings().one())
        _reserve_money(connection, made, ceilings)
        return _order(made, created=True)


@patient
def renew(engine: Engine, order: Order, *, ceilings: Ceilings | None = None) -> bool:
    """Order again what ended, as its next attempt: reserved anew with `order.estimated_usd`. False when another did it first.

    For an order that is done this pays again. Raises `CeilingReached` as `reserve` does.
    """
    blank = {"state": "reserved", "attempt": order.attempt + 1, "job": "", "charged_usd": ZERO, "result": None, "error": ""}
    change = {**blank, "estimated_usd": order.estimated_usd, "owner": order.owner, "updated_at": now()}
    unchanged = and_(orders.c.id == order.id, orders.c.attempt == order.attempt, orders.c.state.in_(_ENDS))
    with writing(engine) as connection:
        hold(connection, "money")
        row = connection.execute(update(orders).where(unchanged).values(change).returning(orders)).mappings().first()
        if row:
            _reserve_money(connection, row, ceilings)
        return row is not None


@patient
def move(
    engine: Engine, order_id: str, from_states: Collection[OrderState], to_state: OrderState, **change: Unpack[Change]
) -> bool:
    """Move an order on, with its money, if it still stands in one of `from_states`; False when it does not.

    Raises `ValueError` for a move that the states do not allow, for `submitted` without a job and for `done` without a charge;
    `NotFound` when there is no such order.
    """
    _check(from_states, to_state, change)
    standing = and_(orders.c.id == order_id, orders.c.state.in_(list(from_states)))
    values = {**change, "state": to_state, "updated_at": now()}
    with writing(engine) as connection:
        row = connection.execute(update(orders).where(standing).values(values).returning(orders)).mappings().first()
        if row is None:
            _get(connection, order_id)
            return False
        if to_state in _ENDS:
            _settle(connection, row)
        return True


@patient
def begin(
    engine: Engine, order: Order, *, at_once: int, fresh: timedelta = timedelta(hours=1)
) -> Literal["begun", "full", "taken"]:
    """Move a reserved order to `submitting`, right before it is sent, if the vendor has a place free.

    `full` when `at_once` orders of the vendor are under way in all processes, those untouched for an hour aside; `taken`
    when somebody else moved it first.
    """
    mine = and_(orders.c.id == order.id, orders.c.state == "reserved")
    busy = and_(
        orders.c.vendor == order.vendor, orders.c.state.in_(("submitting", "submitted")), orders.c.updated_at > now() - fresh
    )
    with writing(engine) as connection:
        hold(connection, f"vendor {order.vendor}")
        if (connection.scalar(select(func.count()).select_from(orders).where(busy)) or 0) >= at_once:
            return "full"
        change = update(orders).where(mine).values(state="submitting", updated_at=now())
        return "begun" if connection.execute(change).rowcount == 1 else "taken"


@patient
def last_move(engine: Engine, vendor: str) -> datetime | None:
    """Return when an order of a vendor last moved on, in any process; None when it never had one."""
    moves = select(func.max(orders.c.updated_at)).where(orders.c.vendor == vendor, orders.c.state != "reserved")
    with reading(engine) as connection:
        last: datetime | None = connection.scalar(moves)
    return last


@patient
def get(engine: Engine, order_id: str) -> Order:
    """Return an order by its id; raise `NotFound`."""
    with reading(engine) as connection:
        return _order(_get(connection, order_id))


@patient
def find(engine: Engine, like: Order) -> Order | None:
    """Return the row of the same order (project, segment, kind, take, digest, vendor), if it was ever reserved."""
    with reading(engine) as connection:
        row = connection.execute(select(orders).where(_same(like))).mappings().first()
    return _order(row) if row else None


@patient
def elsewhere(engine: Engine, like: Order, states: Collection[OrderState]) -> Order | None:
    """Return the newest row of the same work in any project, among those in `states`; its own project goes first."""
    alike = and_(*(orders.c[name] == getattr(like, name) for name in _KEY if name != "project"), orders.c.state.in_(list(states)))
    first = (orders.c.project != like.project, orders.c.updated_at.desc())
    with reading(engine) as connection:
        row = connection.execute(select(orders).where(alike).order_by(*first)).mappings().first()
    return _order(row) if row else None


@patient
def of_project(
    engine: Engine, project: str, *, segment: int | None = None, kind: Kind | None = None, states: Collection[OrderState] = ()
) -> tuple[Order, ...]:
    """Return a project's orders, oldest first: all, or those of one segment, one kind, some states."""
    query = select(orders).where(orders.c.project == project).order_by(orders.c.created_at, orders.c.id)
    if segment is not None:
        query = query.where(orders.c.segment == segment)
    if kind is not None:
        query = query.where(orders.c.kind == kind)
    if states:
        query = query.where(orders.c.state.in_(list(states)))
    with reading(engine) as connection:
        return tuple(_order(row) for row in connection.execute(query).mappings())


def _check(from_states: Collection[OrderState], to_state: OrderState, change: Change) -> None:
    illegal = [state for state in from_states if to_state not in MOVES[state]]
    if illegal or not from_states:
        raise ValueError(f"an order does not go from {', '.join(illegal) or 'nowhere'} to {to_state}")
    if to_state == "submitted" and not change.get("job"):
        raise ValueError("an order is submitted once it has the vendor's job")
    if to_state == "done" and "charged_usd" not in change:
        raise ValueError("an order is done once its charge is known, be it zero")
    if change.get("charged_usd", ZERO) < ZERO or ("charged_usd" in change and to_state not in _ENDS):
        raise ValueError("a charge is not negative, and known only at the end")


def _reserve_money(connection: Connection, row: RowMapping, ceilings: Ceilings | None) -> None:
    if row["estimated_usd"] > ZERO:
        for room in (ceilings or Ceilings()).rooms(connection, row["project"], row["vendor"]):
            if row["estimated_usd"] > room.left:
                price = f"{row['vendor']} would take {dollars(row['estimated_usd'])} for this {row['kind']}"
                raise CeilingReached(f"{price}; {room.told}. Raise it or choose a cheaper vendor.")
    enter(connection, row, "reserve", row["estimated_usd"])


def _settle(connection: Connection, row: RowMapping) -> None:
    enter(connection, row, "release", row["estimated_usd"])
    enter(connection, row, "spend", row["charged_usd"])
    if row["state"] != "done":
        enter(connection, row, "waste", row["charged_usd"], row["error"])


def _same(order: Order) -> Any:
    return and_(*(orders.c[name] == getattr(order, name) for name in _KEY))


def _get(connection: Connection, order_id: str) -> RowMapping:
    row = connection.execute(select(orders).where(orders.c.id == order_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no order {order_id}.")
    return row


def _order(row: RowMapping, *, created: bool = False) -> Order:
    return Order.model_validate({**row, "created": created})
