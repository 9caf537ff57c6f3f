"""What people decided about scripts and films: kept beside what they were shown, never changed."""

from sqlalchemy import Engine, insert, select

from domain.approval import Approval, Shown, Stage, Verdict
from store.columns import now
from store.database import reading, writing
from store.tables import approvals


def record(engine: Engine, shown: Shown, verdict: Verdict) -> Approval:
    """Keep what was decided about what was shown, and return it with its time."""
    about = {"project": shown.project, "stage": shown.stage, "digest": shown.digest, "at": now()}
    approval = Approval.model_validate({**verdict.model_dump(), **about})
    with writing(engine) as connection:
        connection.execute(insert(approvals).values(**approval.model_dump(), shown=shown.model_dump(mode="json")))
    return approval


def of_project(engine: Engine, project: str, stage: Stage | None = None) -> tuple[Approval, ...]:
    """Return what was decided about a project, at one stage or all, oldest first."""
    columns = [approvals.c[name] for name in Approval.model_fields]
    query = select(*columns).where(approvals.c.project == project).order_by(approvals.c.id)
    with reading(engine) as connection:
        rows = connection.execute(query.where(approvals.c.stage == stage) if stage else query).mappings()
        return tuple(Approval.model_validate(dict(row)) for row in rows)
