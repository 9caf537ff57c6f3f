"""Make a film for somebody who plans many: here, in this process, or by a worker, through its deployment; once in either case."""

from collections.abc import Callable, Sequence
from typing import Any, Literal
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound

from domain.ask import Ask
from domain.base import Frozen
from domain.errors import ConfigurationError, ReelflowError, RunFailed
from domain.project import Report
from tasks.orders.calling_off import LABEL
from tasks.wiring import Stopped

DEPLOYMENT = "make-video/default"
Film = Callable[[Ask], Report]


class Ended(Frozen):
    """How the making of a film ended."""

    state: Literal["done", "failed"]
    project: str = ""
    note: str = ""


def filmed(film: Film, ask: Ask) -> Ended:
    """Return how making a film here ended; a failure is a result, not an end. Only being stopped is raised."""
    try:
        report = film(ask)
    except Exception as error:
        if isinstance(error, ReelflowError) and error.exit_code == Stopped.exit_code:
            raise
        project = error.project if isinstance(error, RunFailed) else ""
        return Ended(state="failed", project=project, note=str(error) or type(error).__name__)
    waits = f"waits for a person: reelflow show {report.project}" if report.state == "waiting" else ""
    return Ended(state="done", project=report.project, note=waits)


def started(ask: Ask, key: str, tags: Sequence[str]) -> str:
    """Return the flow run that makes a film on a worker: begun now, or the one that was begun under the same key before.

    Raises `ConfigurationError` when the server has no such deployment.
    """
    parameters = ask.model_dump(mode="json", exclude_defaults=True)
    try:
        run: Any = run_deployment(
            DEPLOYMENT, parameters=parameters, timeout=0, idempotency_key=key, tags=list(tags), as_subflow=False
        )
    except ObjectNotFound as none:
        raise ConfigurationError(
            f"The server has no deployment {DEPLOYMENT}. Apply them: reelflow up, or prefect --no-prompt deploy --all."
        ) from none
    return str(run.id)


def ended(run: str) -> Ended | None:
    """Return how a flow run ended, None while it has not."""
    with get_client(sync_client=True) as client:
        try:
            found = client.read_flow_run(UUID(run))
        except ObjectNotFound:
            return Ended(state="failed", note="its run was deleted in Prefect")
    if found.state is None or not found.state.is_final():
        return None
    project = str(found.labels.get(LABEL, ""))
    if found.state.is_completed():
        return Ended(state="done", project=project)
    return Ended(state="failed", project=project, note=f"{found.state.name}: {found.state.message or 'see its log in Prefect'}")
