"""Progress on the run page: one artifact a run, moved on whenever a task of a stage is done."""

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from domain.money import dollars
from domain.project import Project
from store.ledger import cost_of
from tasks.pages.progress import Step, heard_by
from tasks.pages.showing import artifact_key
from tasks.wiring import store

COUNTED = ("film", "speak", "score", "cut", "join", "finish")


@contextlib.contextmanager
def progress_shown(project: Project) -> Iterator[None]:
    """Keep a progress artifact up to date while the body runs."""
    identity = create_progress_artifact(0.0, key=f"{artifact_key(project.id)}-progress", description=f"{project.title}: begun")
    if not isinstance(identity, UUID):
        raise TypeError("a progress artifact is made by a synchronous run")
    with heard_by(_Page(identity, project).hear):
        yield


class _Page:
    def __init__(self, identity: UUID, project: Project) -> None:
        self._identity, self._project = identity, project
        self._total: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._news = self._sending = False

    def hear(self, step: Step) -> None:
        """Count a step, and send what there is to tell; while it is being sent, others only count and go on with their work."""
        if step.stage not in COUNTED:
            return
        with self._lock:
            self._total[step.stage] += round(step.total)
            self._done[step.stage] += round(step.done)
            self._news = self._news or bool(step.done)
            if self._sending or not self._news:
                return
            self._sending = True
        try:
            while (share := self._to_send()) is not None:
                update_progress_artifact(self._identity, progress=share, description=self._described())
        except BaseException:
            self._sending = False  # the next step tries again
            raise

    def _to_send(self) -> float | None:
        """Return the share that is done, in per cent, None when nothing was done since it was last sent."""
        with self._lock:
            self._sending, self._news = self._news, False
            share = round(100 * self._done.total() / max(1, self._total.total()), 1)
            return min(share, 100.0) if self._sending else None

    def _described(self) -> str:
        stages = [f"{stage} {self._done[stage]} of {self._total[stage]}" for stage in COUNTED if self._total[stage]]
        return f"{self._project.title}: {', '.join(stages)}. {spent_told(self._project)}"


def spent_told(project: Project) -> str:
    """Return what a project cost so far against its ceiling, as a sentence."""
    cost, budget = cost_of(store(), project.id), project.options.budget
    ceiling = f" of a ceiling of {dollars(budget)}" if budget is not None else ", without a ceiling of its own"
    under_way = f", {dollars(cost.reserved_usd)} reserved" if cost.reserved_usd else ""
    return f"Spent so far: {dollars(cost.spent_usd)}{under_way}{ceiling}."
