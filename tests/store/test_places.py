"""A plan's videos are counted once each, and never more than there may be."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from domain.outcomes import Reuse
from domain.period import Span, month_of
from domain.project import Project
from store import places, projects, reuses

MONTH = month_of(datetime.now(UTC), ZoneInfo("UTC"))


def saved(engine: Engine, project: Project, name: str) -> str:
    projects.save(engine, project.model_copy(update={"id": name, "status": "segments_generating"}))
    return name


def test_a_project_counts_once_however_often_it_is_made(engine: Engine, project: Project) -> None:
    one = saved(engine, project, "one")
    assert [places.take(engine, one, MONTH, 1) for _ in range(3)] == [True, True, True]
    assert places.taken(engine, MONTH) == 1
    assert not places.take(engine, saved(engine, project, "two"), MONTH, 1)
    assert places.take(engine, "two", MONTH, None)


def test_what_failed_gives_its_place_to_another_and_has_to_ask_anew(engine: Engine, project: Project) -> None:
    one, two = saved(engine, project, "one"), saved(engine, project, "two")
    assert places.take(engine, one, MONTH, 1)
    projects.set_status(engine, one, "failed")
    assert not places.holds(engine, one)
    assert places.take(engine, two, MONTH, 1)
    assert not places.take(engine, one, MONTH, 1)


def test_runs_note_what_they_used_again_once(engine: Engine) -> None:
    found = [Reuse("video", "luma", "ray-3.2", 2, Decimal("0.6"))]
    for _ in range(2):
        reuses.note(engine, "p", "run", found)
    assert reuses.saved(engine, Span(zone=ZoneInfo("UTC"))) == tuple(found)
    assert reuses.saved(engine, Span(zone=ZoneInfo("UTC"), until=date(2020, 1, 1))) == ()
