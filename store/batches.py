"""Batches: which videos share a ceiling, and which run makes each. The ceiling itself is held where money is reserved."""

from typing import Any

from sqlalchemy import Engine, and_, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.base import Frozen
from domain.errors import NotFound
from domain.money import ZERO, Money
from store.columns import now
from store.database import hold, reading, writing
from store.ledger import sums
from store.tables import batch_videos, batches, ledger


class Batch(Frozen):
    """A batch and where its money is."""

    name: str
    ceiling_usd: Money | None = None
    spent_usd: Money = ZERO
    reserved_usd: Money = ZERO


class Turn(Frozen):
    """How often a video of a batch was started on a worker, and the flow run of the last time."""

    attempt: int = 0
    run: str = ""


def open_batch(engine: Engine, name: str, ceiling: Money | None) -> None:
    """Make a batch, or set the ceiling of one that is there; without a ceiling, as it was before."""
    with writing(engine) as connection:
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        row = {"name": name, "ceiling_usd": ceiling, "updated_at": now()}
        made = dialect.insert(batches).values(row)
        changed = row if ceiling is not None else {"updated_at": row["updated_at"]}
        connection.execute(made.on_conflict_do_update(index_elements=["name"], set_=changed))


def join(engine: Engine, name: str, project: str) -> None:
    """Put a video under a batch's ceiling, from now on and for good; raise `NotFound` when there is no such batch."""
    with writing(engine) as connection:
        hold(connection, "money")
        if connection.scalar(select(batches.c.name).where(batches.c.name == name)) is None:
            raise NotFound(f"There is no batch named {name}. `reelflow batch FILE` makes one.")
        if not connection.scalar(select(batch_videos.c.project).where(_same(name, project))):
            connection.execute(insert(batch_videos).values(batch=name, project=project, attempt=0, run=""))


def standing(engine: Engine, name: str) -> Batch:
    """Return a batch and what its videos have cost; raise `NotFound`."""
    with reading(engine) as connection:
        row = connection.execute(select(batches).where(batches.c.name == name)).mappings().first()
        if row is None:
            raise NotFound(f"There is no batch named {name}.")
        mine = select(batch_videos.c.project).where(batch_videos.c.batch == name)
        total = sums(connection, ledger.c.project.in_(mine))
    reserved = total["reserve"] - total["release"]
    return Batch(name=name, ceiling_usd=row["ceiling_usd"], spent_usd=total["spend"], reserved_usd=reserved)


def turn(engine: Engine, name: str, project: str) -> Turn:
    """Return how often a video was started, and by which run last."""
    query = select(batch_videos.c.attempt, batch_videos.c.run).where(_same(name, project))
    with reading(engine) as connection:
        found = connection.execute(query).mappings().first()
    return Turn.model_validate(dict(found)) if found else Turn()


def took(engine: Engine, name: str, project: str, turn: Turn) -> None:
    """Write down which run makes a video now."""
    with writing(engine) as connection:
        connection.execute(update(batch_videos).where(_same(name, project)).values(**turn.model_dump()))


def _same(name: str, project: str) -> Any:
    return and_(batch_videos.c.batch == name, batch_videos.c.project == project)
