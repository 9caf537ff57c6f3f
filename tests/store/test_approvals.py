"""Decisions are kept beside what was shown, oldest first, and go with their project."""

from sqlalchemy import Engine, select

from domain.approval import Shown, Verdict
from domain.project import Project
from store import approvals, projects
from store.tables import approvals as table


def test_decisions_are_kept_in_order_beside_what_was_shown(engine: Engine, project: Project) -> None:
    projects.save(engine, project)
    shown = Shown(project=project.id, stage="script", title={"en": "Bees"}, call_to_action={}, vendors={}, parts=())
    film = shown.model_copy(update={"stage": "film", "films": ("a" * 64,)})
    first = approvals.record(engine, shown, Verdict(decision="changes", by="ada", remark="shorter"))
    second = approvals.record(engine, film, Verdict(decision="approve"))
    assert approvals.of_project(engine, project.id) == (first, second)
    assert approvals.of_project(engine, project.id, "film") == (second,)
    assert (first.digest, second.digest, second.by) == (shown.digest, film.digest, "somebody")
    with engine.connect() as connection:
        assert [Shown.model_validate(body) for body in connection.scalars(select(table.c.shown).order_by(table.c.id))] == [
            shown,
            film,
        ]
