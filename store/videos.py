"""Finished videos: the latest of each format and language of a project."""

from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.project import Video
from store.columns import now
from store.database import reading, writing
from store.patience import patient
from store.tables import videos

_KEY = ["project", "format", "language"]


@patient
def record(engine: Engine, project: str, video: Video) -> None:
    """Keep a finished video as the latest of its format and language."""
    row = {**video.model_dump(), "project": project, "encoded_at": now()}
    with writing(engine) as connection:
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(videos).values(row)
        connection.execute(insert.on_conflict_do_update(index_elements=_KEY, set_=row))


@patient
def latest(engine: Engine, project: str) -> tuple[Video, ...]:
    """Return a project's finished videos, one for each format and language."""
    columns = [videos.c[name] for name in Video.model_fields]
    query = select(*columns).where(videos.c.project == project).order_by(videos.c.format, videos.c.language)
    with reading(engine) as connection:
        return tuple(Video.model_validate(dict(row)) for row in connection.execute(query).mappings())
