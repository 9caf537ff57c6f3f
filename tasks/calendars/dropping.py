"""Call a batch off in Prefect: the runs of its videos that are under way, or wait, are cancelled with it."""

from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType, FlowRunFilterTags
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.logging.loggers import flow_run_logger
from prefect.states import Cancelling

from tasks.calendars.batch_files import batch_name
from tasks.calendars.batches import tag

GOING = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.PAUSED]


def drop(flow: Any, flow_run: Any, state: Any) -> None:  # noqa: ARG001
    """Cancel the runs of a cancelled batch's videos, each of which calls its own jobs off; what is finished stays.

    A hook for `on_cancellation`: Prefect calls it, by these names, in the worker's process once the run's own is gone.
    """
    given = flow_run.parameters
    name = batch_name(given["videos"], given.get("name", ""))
    runs = dropped(name)
    log = flow_run_logger(flow_run, flow)
    log.info("Cancelled with the batch: %s", ", ".join(runs) or "nothing, no video is under way")
    log.info("To go on with what is not done, run the batch again.")


def dropped(batch: str) -> tuple[str, ...]:
    """Cancel the runs of a batch's videos that have not ended, and return their names."""
    with get_client(sync_client=True) as client:
        runs: list[FlowRun] = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(
                tags=FlowRunFilterTags(all_=[tag(batch)]), state=FlowRunFilterState(type=FlowRunFilterStateType(any_=GOING))
            )
        )
        for run in runs:
            client.set_flow_run_state(run.id, Cancelling())
        return tuple(run.name for run in runs)
