"""Projects and their segments, kept whole: what is loaded equals what was saved."""

from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, RowMapping, case, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.base import Frozen
from domain.errors import NewerStore
from domain.money import ZERO, Money
from domain.project import Project, ProjectStatus, SegmentState
from domain.script import Segment
from store.columns import now
from store.database import reading, writing
from store.finding import not_found, project_id
from store.ledger import spent_by_project
from store.patience import patient
from store.tables import projects, segments

_COLUMNS = {"id", "title", "status", "created_at", "updated_at"}
_SEGMENT_COLUMNS = {"id", "kept", "take"}


class Summary(Frozen):
    """A project in a list."""

    id: str
    title: str
    status: ProjectStatus
    segments: int
    """How many will be in the film."""
    completed: int
    """How many of them are finished."""
    spent_usd: Money
    created_at: datetime
    updated_at: datetime


class Standing(Frozen):
    """How a segment stands."""

    id: int
    position: int
    kept: bool
    take: int
    state: SegmentState
    error: str


@patient
def save(engine: Engine, project: Project) -> Project:
    """Keep a project as it is now and return it with its times; a segment that changed is a draft again."""
    moment = now()
    row = {
        "id": project.id,
        "title": project.title,
        "status": project.status,
        "body": project.model_dump(mode="json", exclude={*_COLUMNS}) | {"script": _script(project)},
        "updated_at": moment,
    }
    with writing(engine) as connection:
        insert = _dialect(connection).insert(projects).values(**row, created_at=project.created_at or moment)
        connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_=row))
        _save_segments(connection, project)
        created = connection.scalar(select(projects.c.created_at).where(projects.c.id == project.id))
    return project.model_copy(update={"created_at": created, "updated_at": moment})


@patient
def load(engine: Engine, id_or_prefix: str) -> Project:
    """Return the project with this id, or the only one whose id begins so, or for `last` the one touched last.

    Raises `NotFound`, naming near ones; `NewerStore` for a project that this reelflow cannot read.
    """
    with reading(engine) as connection:
        found = project_id(connection, id_or_prefix)
        row = connection.execute(select(projects).where(projects.c.id == found)).mappings().one()
        return _project(row, _rows(connection, found))


@patient
def listing(engine: Engine) -> tuple[Summary, ...]:
    """Return every project, the one touched last first."""
    spent = spent_by_project(engine)
    kept = func.coalesce(func.sum(case((segments.c.kept, 1), else_=0)), 0)
    completed = func.coalesce(func.sum(case((segments.c.kept & (segments.c.status == "completed"), 1), else_=0)), 0)
    names = [projects.c[name] for name in ("id", "title", "status", "created_at", "updated_at")]
    query = select(*names, kept.label("segments"), completed.label("completed")).select_from(projects.outerjoin(segments))
    query = query.group_by(*names).order_by(projects.c.updated_at.desc(), projects.c.id)
    with reading(engine) as connection:
        return tuple(Summary(**row, spent_usd=spent.get(row["id"], ZERO)) for row in connection.execute(query).mappings())


@patient
def set_status(engine: Engine, project: str, status: ProjectStatus) -> None:
    """Write how a project stands; raise `NotFound`."""
    with writing(engine) as connection:
        change = update(projects).where(projects.c.id == project).values(status=status, updated_at=now())
        if not connection.execute(change).rowcount:
            raise not_found(connection, project)


@patient
def set_segment_state(engine: Engine, project: str, segment_id: int, state: SegmentState, error: str = "") -> None:
    """Write how a segment stands, and why if it failed; raise `NotFound`."""
    with writing(engine) as connection:
        same = (segments.c.project == project) & (segments.c.id == segment_id)
        if not connection.execute(update(segments).where(same).values(status=state, error=error)).rowcount:
            raise not_found(connection, project, segment_id)


@patient
def standings(engine: Engine, project: str) -> tuple[Standing, ...]:
    """Return how each segment of a project stands, in the order of the film."""
    with reading(engine) as connection:
        return tuple(
            Standing(state=row["status"], **{name: row[name] for name in ("id", "position", "kept", "take", "error")})
            for row in _rows(connection, project)
        )


def _save_segments(connection: Connection, project: Project) -> None:
    before = {row["id"]: row for row in _rows(connection, project.id)}
    rows = [_segment_row(project.id, place, segment) for place, segment in enumerate(project.script.segments, start=1)]
    for row in rows:
        same = before.get(row["id"])
        untouched = same is not None and same["body"] == row["body"] and same["take"] == row["take"]
        row["status"], row["error"] = (same["status"], same["error"]) if same is not None and untouched else ("draft", "")
    connection.execute(delete(segments).where(segments.c.project == project.id))
    if rows:
        connection.execute(segments.insert(), rows)


def _segment_row(project: str, position: int, segment: Segment) -> dict[str, Any]:
    body = segment.model_dump(mode="json", exclude=_SEGMENT_COLUMNS)
    columns = {name: getattr(segment, name) for name in _SEGMENT_COLUMNS}
    return {"project": project, "position": position, "body": body, **columns}


def _script(project: Project) -> dict[str, Any]:
    return project.script.model_dump(mode="json", exclude={"segments"})


def _rows(connection: Connection, project: str) -> list[RowMapping]:
    query = select(segments).where(segments.c.project == project).order_by(segments.c.position)
    return list(connection.execute(query).mappings())


def _project(row: RowMapping, rows: list[RowMapping]) -> Project:
    columns = {name: row[name] for name in _COLUMNS}
    parts = [part["body"] | {name: part[name] for name in _SEGMENT_COLUMNS} for part in rows]
    try:
        return Project.model_validate({**row["body"], **columns, "script": row["body"]["script"] | {"segments": parts}})
    except ValidationError as wrong:
        where = ".".join(str(part) for part in wrong.errors()[0]["loc"])
        raise NewerStore(
            f"Project {row['id']} was saved by another version of reelflow ({where} is new to this one). Update it."
        ) from wrong


def _dialect(connection: Connection) -> Any:
    return postgresql if connection.dialect.name == "postgresql" else sqlite
