"""Themes proposed for moments of a calendar, and which of them a person approved."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.calendar_plan import Proposal
from store.columns import now
from store.database import reading, writing
from store.tables import calendar_themes

_KEY = ["calendar", "slot", "instant"]


def propose(engine: Engine, calendar: str, proposals: Iterable[Proposal]) -> None:
    """Keep proposals in place of earlier ones for the same moments; what is approved stays."""
    with writing(engine) as connection:
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        for one in proposals:
            row = {"calendar": calendar, **one.model_dump(), "updated_at": now()}
            made = dialect.insert(calendar_themes).values(row)
            open_still = calendar_themes.c.state == "proposed"
            connection.execute(made.on_conflict_do_update(index_elements=_KEY, set_=row, where=open_still))


def approve(engine: Engine, calendar: str, chosen: Iterable[Proposal]) -> None:
    """Make themes usable, in the words in which they are given."""
    with writing(engine) as connection:
        for one in chosen:
            values = {"theme": one.theme, "state": "approved", "updated_at": now()}
            connection.execute(update(calendar_themes).where(_same(calendar, one)).values(values))


def drop(engine: Engine, calendar: str, unwanted: Iterable[Proposal]) -> None:
    """Forget proposals that nobody wants."""
    with writing(engine) as connection:
        for one in unwanted:
            still = and_(_same(calendar, one), calendar_themes.c.state == "proposed")
            connection.execute(delete(calendar_themes).where(still))


def proposals(engine: Engine, calendar: str) -> tuple[Proposal, ...]:
    """Return a calendar's proposals by time, approved or not."""
    with reading(engine) as connection:
        return _proposals(connection, calendar)


def approved(connection: Connection, calendar: str) -> dict[str, str]:
    """Return approved themes by the names of their moments."""
    return {one.key: one.theme for one in _proposals(connection, calendar) if one.state == "approved"}


def _proposals(connection: Connection, calendar: str) -> tuple[Proposal, ...]:
    columns = [calendar_themes.c[name] for name in Proposal.model_fields]
    query = select(*columns).where(calendar_themes.c.calendar == calendar)
    ordered = query.order_by(calendar_themes.c.instant, calendar_themes.c.slot)
    return tuple(Proposal.model_validate(dict(row)) for row in connection.execute(ordered).mappings())


def _same(calendar: str, one: Proposal) -> Any:
    return and_(
        calendar_themes.c.calendar == calendar, calendar_themes.c.slot == one.slot, calendar_themes.c.instant == one.instant
    )
