"""Timelines of finished films: the latest of each format and language of a project. Read only when asked for."""

from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.errors import NotFound
from domain.final_cut import FinalCut
from store.columns import now
from store.database import reading, writing
from store.patience import patient
from store.tables import timelines

_KEY = ["project", "format", "language"]


class Name(NamedTuple):
    """Which of a project's films a timeline is of."""

    language: str
    format: str


@patient
def record(engine: Engine, project: str, cut: FinalCut) -> None:
    """Keep a film's timeline as the latest of its format and language."""
    body = cut.model_dump(mode="json", exclude={"format", "language"})
    row = {"project": project, "format": cut.format, "language": cut.language, "body": body, "finished_at": now()}
    with writing(engine) as connection:
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(timelines).values(row)
        connection.execute(insert.on_conflict_do_update(index_elements=_KEY, set_=row))


@patient
def names(engine: Engine, project: str) -> tuple[Name, ...]:
    """Return of which films there is a timeline, by language and format."""
    query = select(timelines.c.language, timelines.c.format).where(timelines.c.project == project)
    with reading(engine) as connection:
        return tuple(sorted(Name(*row) for row in connection.execute(query)))


@patient
def load(engine: Engine, project: str, name: Name) -> FinalCut:
    """Return the timeline of one film; raise `NotFound` when there is none that this reelflow can read."""
    same = (timelines.c.project == project) & (timelines.c.language == name.language) & (timelines.c.format == name.format)
    with reading(engine) as connection:
        body = connection.scalar(select(timelines.c.body).where(same))
    try:
        return FinalCut.model_validate({**(body or {}), **name._asdict()})
    except ValidationError as wrong:
        raise NotFound(
            f"The timeline of {project} ({name.language}, {name.format}) is missing, or was kept by another version of reelflow. "
            f"Assemble it once: reelflow assemble {project}"
        ) from wrong
