"""Note what a run took from before instead of paying for it again."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from prefect import runtime

from domain.money import ZERO
from domain.outcomes import Reuse
from domain.project import Project
from domain.requests import Made
from domain.speech import Narration
from store import reuses
from store.orders import Order, OrderState, of_project
from tasks.gathering import Outcome
from tasks.runs import run_id
from tasks.wiring import store

DONE: tuple[OrderState, ...] = ("done",)


def note_reuse(project: Project, outcome: Outcome) -> None:
    """Keep what this run used of paid work that was done before it began; nothing outside of a run."""
    if not (run := run_id()):
        return
    made: tuple[Made | Narration, ...] = (*outcome.clips, *outcome.voices, *outcome.scores)
    used = {one.media.sha256 for one in made}
    began = runtime.flow_run.scheduled_start_time or datetime.now(UTC)
    counts: dict[tuple[str, str, str], list[Any]] = defaultdict(lambda: [0, ZERO])
    for order in of_project(store(), project.id, states=DONE):
        if order.charged_usd and order.owner != run and order.updated_at and order.updated_at < began and _is_used(order, used):
            counts[order.kind, order.vendor, order.model][0] += 1
            counts[order.kind, order.vendor, order.model][1] += order.charged_usd
    reuses.note(store(), project.id, run, [Reuse(*keys, *sums) for keys, sums in sorted(counts.items())])


def _is_used(order: Order, used: set[str]) -> bool:
    """Return whether a film of this run holds what an order made. Text is in every film of its project."""
    media = (order.result or {}).get("media") or {}
    return order.kind == "text" or media.get("sha256") in used
