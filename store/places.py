"""The videos that count for a plan's month: each project once, from the moment it is first produced."""

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, select, update

from domain.period import Span
from store.columns import now
from store.database import hold, reading, writing
from store.tables import places, projects


def taken(engine: Engine, month: Span, *, but: str = "") -> int:
    """Return how many projects count for a month; those that failed do not, nor does the one named."""
    with reading(engine) as connection:
        return _count(connection, month, but)


def holds(engine: Engine, project: str) -> bool:
    """Return whether a project has its place and did not fail: it may go on whatever the quota is."""
    with reading(engine) as connection:
        return _has(connection, project)


def take(engine: Engine, project: str, month: Span, most: int | None) -> bool:
    """Give a project its place in a month, if it has none, and return whether it may go on.

    False when `most` others have one; however many runs ask at once, there are never more.
    """
    with writing(engine) as connection:
        hold(connection, "places")
        if _has(connection, project):
            return True
        if most is not None and _count(connection, month, project) >= most:
            return False
        if connection.scalar(select(places.c.project).where(places.c.project == project)):
            connection.execute(update(places).where(places.c.project == project).values(taken_at=now()))
        else:
            connection.execute(insert(places).values(project=project, taken_at=now()))
        # What had failed counts from this moment, not from the one in which its run gets to it.
        failed = (projects.c.id == project) & (projects.c.status == "failed")
        connection.execute(update(projects).where(failed).values(status="segments_generating"))
        return True


def _has(connection: Connection, project: str) -> bool:
    query = select(places.c.project).join(projects, projects.c.id == places.c.project)
    return connection.scalar(query.where(places.c.project == project, _counts())) is not None


def _count(connection: Connection, month: Span, but: str) -> int:
    query = select(func.count()).select_from(places.join(projects, projects.c.id == places.c.project))
    since = [places.c.taken_at >= month.begin] if month.begin else []
    until = [places.c.taken_at < month.end] if month.end else []
    return connection.scalar(query.where(places.c.project != but, _counts(), *since, *until)) or 0


def _counts() -> ColumnElement[bool]:
    return projects.c.status != "failed"
