"""Wake the runs that are suspended for a decision, once it was made in a terminal."""

import os
from collections.abc import Iterator

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.responses import SetStateStatus

from domain.approval import Approval
from domain.errors import ConfigurationError
from tasks.approvals.approval_form import answer_of
from tasks.orders.calling_off import LABEL

PAGE = 200
"""Runs that the server names at once."""


def woken(project: str, said: Approval) -> tuple[str, ...]:
    """Let the runs that are suspended for a project go on, and return their names; none without a server that stays.

    They find the decision in the store. Raises `ConfigurationError` when the server does not let one go on.
    """
    if not os.environ.get("PREFECT_API_URL"):
        return ()
    with get_client(sync_client=True) as client:
        runs = [run for run in _suspended(client) if run.labels.get(LABEL) == project]
        for run in runs:
            answer = client.resume_flow_run(run.id, run_input=answer_of(said))
            if answer.status != SetStateStatus.ACCEPT:
                why = getattr(answer.details, "reason", "") or answer.status.value
                raise ConfigurationError(f"The decision is kept, but the run {run.name} does not go on: {why}")
        return tuple(run.name for run in runs)


def _suspended(client: SyncPrefectClient) -> Iterator[FlowRun]:
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.PAUSED])))
    offset = 0
    while runs := client.read_flow_runs(flow_run_filter=wanted, limit=PAGE, offset=offset):
        yield from (run for run in runs if run.state and run.state.name == "Suspended")
        offset += PAGE
