"""The ledger: every movement of money, never changed, never removed. All sums are made of it."""

from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, and_, func, insert, select

from domain.money import ZERO, Cost, Money
from store.columns import now
from store.database import reading
from store.patience import patient
from store.tables import ledger, orders

Entry = Literal["reserve", "release", "spend", "waste"]

_CLEAR_NO = ("refused", "failed")


def enter(connection: Connection, order: RowMapping, entry: Entry, amount: Money, note: str = "") -> None:
    """Write one movement for an order's row, in the transaction of what caused it. Nothing is written for no money."""
    if amount == ZERO:
        return
    about = {name: order[name] for name in ("project", "segment", "kind", "vendor", "model", "attempt")}
    row = {
        **about,
        "order_id": order["id"],
        "entry": entry,
        "amount_usd": amount,
        "at": now(),
        "note": note,
        "run": order["owner"],
    }
    connection.execute(insert(ledger).values(row))


def sums(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, Money]:
    """Return the sum of each kind of entry, in US dollars, over the entries that meet the conditions."""
    query = select(ledger.c.entry, func.sum(ledger.c.amount_usd)).where(*conditions).group_by(ledger.c.entry)
    found = dict(connection.execute(query).tuples().all())
    return {entry: found.get(entry, ZERO) for entry in ("reserve", "release", "spend", "waste")}


@patient
def cost_of(engine: Engine, project: str) -> Cost:
    """Return what a project cost, exactly. The estimate is that of its orders, without those that ended in a clear no."""
    with reading(engine) as connection:
        total = sums(connection, ledger.c.project == project)
        counted = and_(orders.c.project == project, orders.c.state.not_in(_CLEAR_NO))
        text = sums(connection, ledger.c.project == project, ledger.c.kind == "text")
        foreseen = connection.scalar(select(func.sum(orders.c.estimated_usd)).where(counted))
    return Cost(
        estimated_usd=foreseen or ZERO,
        reserved_usd=total["reserve"] - total["release"],
        spent_usd=total["spend"],
        wasted_usd=total["waste"],
        text_usd=text["spend"],
    )


def spent_by_segment(engine: Engine, project: str) -> dict[int, Money]:
    """Return what each segment cost so far, every kind and take together; 0 stands for the whole film."""
    return _spent(engine, ledger.c.segment, ledger.c.project == project)


def spent_by_project(engine: Engine) -> dict[str, Money]:
    """Return what each project cost so far."""
    return _spent(engine, ledger.c.project)


@patient
def entries(engine: Engine, project: str) -> tuple[dict[str, Any], ...]:
    """Return a project's movements, oldest first."""
    query = select(ledger).where(ledger.c.project == project).order_by(ledger.c.id)
    with reading(engine) as connection:
        return tuple(dict(row) for row in connection.execute(query).mappings())


@patient
def _spent(engine: Engine, by: ColumnElement[Any], *conditions: ColumnElement[bool]) -> dict[Any, Money]:
    query = select(by, func.sum(ledger.c.amount_usd)).where(ledger.c.entry == "spend", *conditions).group_by(by)
    with reading(engine) as connection:
        return dict(connection.execute(query).tuples().all())
