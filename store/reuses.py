"""What runs took from before instead of paying for it again."""

from collections.abc import Iterable

from sqlalchemy import Engine, func, insert, select

from domain.outcomes import Reuse
from domain.period import Span
from store.columns import now
from store.database import reading, writing
from store.tables import reuses


def note(engine: Engine, project: str, run: str, found: Iterable[Reuse]) -> None:
    """Keep what a run used again; once a run, however often it concludes."""
    rows = [{**one._asdict(), "project": project, "run": run, "at": now()} for one in found]
    with writing(engine) as connection:
        known = select(func.count()).select_from(reuses).where(reuses.c.project == project, reuses.c.run == run)
        if rows and not connection.scalar(known):
            connection.execute(insert(reuses), rows)


def saved(engine: Engine, span: Span) -> tuple[Reuse, ...]:
    """Return what was used again in the span, by kind of work, vendor and model."""
    keys = (reuses.c.kind, reuses.c.vendor, reuses.c.model)
    query = select(*keys, func.sum(reuses.c.orders), func.sum(reuses.c.saved_usd))
    begin = [] if span.begin is None else [reuses.c.at >= span.begin]
    end = [] if span.end is None else [reuses.c.at < span.end]
    with reading(engine) as connection:
        rows = connection.execute(query.where(*begin, *end).group_by(*keys).order_by(*keys))
        return tuple(Reuse(kind, vendor, model, int(orders), usd) for kind, vendor, model, orders, usd in rows)
