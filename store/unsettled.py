"""What runs have left open: projects with orders that are not settled, and projects that say a run is at work on them."""

from sqlalchemy import Engine, select, update

from domain.project import ProjectStatus
from store.database import reading, writing
from store.orders import OrderState
from store.tables import orders, projects

OPEN: tuple[OrderState, ...] = ("reserved", "submitting", "submitted", "unknown")
AT_WORK: ProjectStatus = "segments_generating"


def open_projects(engine: Engine) -> tuple[str, ...]:
    """Return the projects with open orders, and those that say a run is at work on them, by name.

    Orders for a brief or a script may name a project that was never saved.
    """
    ordering = select(orders.c.project).where(orders.c.state.in_(OPEN))
    working = select(projects.c.id).where(projects.c.status == AT_WORK)
    with reading(engine) as connection:
        return tuple(sorted({*connection.scalars(ordering), *connection.scalars(working)}))


def close(engine: Engine, project: str) -> bool:
    """Write that no run is at work on a project any more; return whether it said so. It is not touched for `last` by this."""
    change = update(projects).where(projects.c.id == project, projects.c.status == AT_WORK).values(status="failed")
    with writing(engine) as connection:
        return connection.execute(change).rowcount == 1


def says_at_work(engine: Engine, project: str) -> bool:
    """Return whether a project says that a run is at work on it."""
    with reading(engine) as connection:
        return connection.scalar(select(projects.c.status).where(projects.c.id == project)) == AT_WORK
