"""Ceilings: what may be spent at most, and how much of it is left. What is reserved counts until it is settled."""

from typing import Literal

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, select

from domain.base import Frozen
from domain.money import ZERO, Money, dollars
from store.columns import now
from store.database import reading
from store.patience import patient
from store.tables import batch_videos, batches, ledger

Scope = Literal["project", "day", "vendor", "batch"]


class Room(Frozen):
    """One ceiling, and what is under it."""

    scope: Scope
    name: str
    """What it is for, as the end of a sentence."""
    ceiling: Money
    spent: Money
    reserved: Money

    @property
    def left(self) -> Money:
        """Return what can still be reserved, in US dollars; below 0 when a vendor charged more than it said."""
        return self.ceiling - self.spent - self.reserved

    @property
    def told(self) -> str:
        """Return it for a reader."""
        used = f"{dollars(self.spent)} of it spent, {dollars(self.reserved)} reserved"
        return f"the ceiling {self.name} is {dollars(self.ceiling)}, {used}"


class Ceilings(Frozen):
    """What may be spent at most, in US dollars; None where there is no limit."""

    project: Money | None = None
    day: Money | None = None
    """Of everything, since midnight UTC."""
    vendor: Money | None = None
    """Of the order's vendor, since midnight UTC."""

    def rooms(self, connection: Connection, project: str, vendor: str) -> tuple[Room, ...]:
        """Return each ceiling that is set, with what the ledger counts under it for an order of `project` from `vendor`.

        Those of the batches that the project belongs to are always among them: they stand in the store, not here.
        What was reserved on another day and is not settled yet counts today: it may be charged any moment.
        """
        today = ledger.c.at >= now().replace(hour=0, minute=0, second=0, microsecond=0)
        known: list[tuple[Scope, str, Money | None, list[ColumnElement[bool]], list[ColumnElement[bool]]]] = [
            ("project", "for this video", self.project, [ledger.c.project == project], []),
            ("day", "for today", self.day, [], [today]),
            ("vendor", f"for {vendor} today", self.vendor, [ledger.c.vendor == vendor], [today]),
        ]
        own = (
            Room(scope=scope, name=name, ceiling=ceiling, **_counted(connection, of, since))
            for scope, name, ceiling, of, since in known
            if ceiling is not None
        )
        return (*own, *_batch_rooms(connection, project))


@patient
def rooms(engine: Engine, ceilings: Ceilings, project: str, vendor: str) -> tuple[Room, ...]:
    """Return each ceiling that is set, and what is under it now."""
    with reading(engine) as connection:
        return ceilings.rooms(connection, project, vendor)


def _batch_rooms(connection: Connection, project: str) -> tuple[Room, ...]:
    """Return the ceiling of each batch that a project belongs to, with what all videos of the batch have under it."""
    mine = batches.join(batch_videos).select().with_only_columns(batches.c.name, batches.c.ceiling_usd)
    limited = mine.where(batch_videos.c.project == project, batches.c.ceiling_usd.is_not(None)).order_by(batches.c.name)
    found = connection.execute(limited).tuples().all()
    videos = {name: select(batch_videos.c.project).where(batch_videos.c.batch == name) for name, _ in found}
    return tuple(
        Room(
            scope="batch",
            name=f"for batch {name}",
            ceiling=ceiling,
            **_counted(connection, [ledger.c.project.in_(videos[name])], []),
        )
        for name, ceiling in found
    )


def _counted(connection: Connection, of: list[ColumnElement[bool]], since: list[ColumnElement[bool]]) -> dict[str, Money]:
    """Return what is spent and what is reserved, by one statement: what is settled meanwhile is seen as one or as the other."""
    amount, entry = func.sum(ledger.c.amount_usd), ledger.c.entry
    parts = (amount.filter(entry == "reserve"), amount.filter(entry == "release"), amount.filter(and_(entry == "spend", *since)))
    reserved, released, spent = (found or ZERO for found in connection.execute(select(*parts).where(*of)).one())
    return {"spent": spent, "reserved": reserved - released}
