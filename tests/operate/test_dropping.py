"""A batch that is cancelled in Prefect takes the runs of its videos with it, and no others."""

import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.states import Completed, Running, Scheduled, State, Suspended

from tasks.calendars.batches import tag
from tasks.calendars.dropping import drop


@flow
def film() -> None:
    """A video of a batch."""


@pytest.mark.slow
@pytest.mark.usefixtures("prefect")
def test_cancelling_a_batch_cancels_what_is_not_done_of_it() -> None:
    with get_client(sync_client=True) as client:

        def begun(state: State[None], batch: str = "spring-launch") -> object:
            return client.create_flow_run(film, state=state, tags=[tag(batch)]).id

        waits, works, sleeps = begun(Scheduled()), begun(Running()), begun(Suspended())
        finished, other = begun(Completed()), begun(Scheduled(), "autumn")
        whole = client.create_flow_run(film, parameters={"videos": "lists/spring launch.csv"})
        drop(film, whole, None)
        assert [stands(client, run) for run in (waits, works, sleeps)] == ["Cancelled", "Cancelling", "Cancelled"]
        assert [stands(client, run) for run in (finished, other)] == ["Completed", "Scheduled"]


def stands(client: SyncPrefectClient, run: object) -> str | None:
    state = client.read_flow_run(run).state  # type: ignore[arg-type]
    return state.name if state else None
