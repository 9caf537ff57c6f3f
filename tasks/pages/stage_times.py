"""How long the stages of runs took, as Prefect's server measured it; nothing where none is running."""

import os
from collections import defaultdict
from datetime import datetime
from statistics import median
from typing import Any
from uuid import UUID

from domain.period import Span

FLOWS = ["make-video", "retake-segment", "assemble-video"]
RUNS = 200
"""Newest runs that are looked at."""
_TASKS = {
    "understand": "understand",
    "write": "write",
    "film": "film",
    "speak": "speak",
    "compose": "score",
    "cut": "cut",
    "finish": "finish",
}
"""Tasks that are stages, by the beginning of their key."""


def measured(span: Span) -> tuple[tuple[str, int, float, float], ...]:
    """Return each stage with how many runs had it, and the median and the longest of its times in seconds.

    A stage is from the start of a run's first task of its kind to the end of its last. Asks the server that is set, and is
    empty without one; never starts one.
    """
    if not (os.environ.get("PREFECT_API_URL") or _inside_a_run()):
        return ()
    found: dict[str, list[float]] = defaultdict(list)
    for stage, seconds in _stages(span):
        found[stage].append(seconds)
    order = [*dict.fromkeys(_TASKS.values()), "whole run"]
    return tuple((name, len(found[name]), median(found[name]), max(found[name])) for name in order if name in found)


def _inside_a_run() -> bool:
    from prefect import runtime

    return bool(runtime.flow_run.id)


def _stages(span: Span) -> list[tuple[str, float]]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        runs = _runs(client, span)
        rows = [("whole run", run.total_run_time.total_seconds()) for run in runs]
        spans: dict[tuple[UUID, str], list[datetime]] = defaultdict(list)
        for task in _task_runs(client, [run.id for run in runs]):
            stage = _TASKS.get(task.task_key.split("-")[0].rsplit(".", 1)[-1])
            if stage and task.start_time and task.end_time and task.flow_run_id:
                spans[task.flow_run_id, stage] += [task.start_time, task.end_time]
        return rows + [(stage, (max(times) - min(times)).total_seconds()) for (_, stage), times in spans.items()]


def _runs(client: Any, span: Span) -> list[Any]:
    from prefect.client.schemas import filters
    from prefect.client.schemas.sorting import FlowRunSort

    began = filters.FlowRunFilterStartTime(after_=span.begin, before_=span.end) if span.begin or span.end else None
    state = filters.FlowRunFilterState(name=filters.FlowRunFilterStateName(any_=["Completed"]))
    runs: list[Any] = client.read_flow_runs(
        flow_filter=filters.FlowFilter(name=filters.FlowFilterName(any_=FLOWS)),
        flow_run_filter=filters.FlowRunFilter(start_time=began, state=state),
        sort=FlowRunSort.START_TIME_DESC,
        limit=RUNS,
    )
    return runs


def _task_runs(client: Any, runs: list[UUID]) -> list[Any]:
    from prefect.client.schemas import filters

    found: list[Any] = []
    for run in runs:
        mine = filters.FlowRunFilter(id=filters.FlowRunFilterId(any_=[run]))
        found += client.read_task_runs(flow_run_filter=mine, limit=RUNS)
    return found
