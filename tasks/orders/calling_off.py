"""Call a run off in Prefect: which project a run works on is written on the run, and its jobs are cancelled with it."""

from typing import Any
from uuid import UUID

from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.logging.loggers import flow_run_logger

from domain.errors import Busy
from tasks.orders.cancelling import cancel_jobs

LABEL = "reelflow.project"
"""The run's label that names its project."""
PATIENCE = 20.0
"""Seconds for the run's process to let go of the project."""


def sign(project: str) -> None:
    """Write on the run, if there is one, which project it works on: whoever cancels it knows nothing else of it."""
    if run := runtime.flow_run.id:
        with get_client(sync_client=True) as client:
            client.update_flow_run_labels(UUID(str(run)), {LABEL: project})


def call_off(flow: Any, flow_run: Any, state: Any) -> None:  # noqa: ARG001
    """Cancel at the vendors what a cancelled run has ordered, and say so in the run's log.

    A hook for `on_cancellation`: Prefect calls it, by these names, in the worker's process once the run's own is gone.
    """
    log = flow_run_logger(flow_run, flow)
    with get_client(sync_client=True) as client:
        project = str(client.read_flow_run(flow_run.id).labels.get(LABEL, ""))
    if not project:
        log.info("Cancelled before anything was ordered.")
        return
    try:
        told = cancel_jobs(project, patience=PATIENCE)
    except Busy as busy:
        log.warning("%s Its jobs at the vendors go on.", busy)
        return
    for sentence in told or (f"No job of project {project} is under way.",):
        log.info(sentence)
    log.info("To go on: reelflow continue %s", project)
