"""How a run's tasks ended, as Prefect's page shows it."""

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId


def states_of(run: str) -> dict[str, str]:
    """The name of each task run's last state, by the task run's own name."""
    with get_client(sync_client=True) as client:
        runs = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run])))
    return {one.name: one.state_name or "" for one in runs}
