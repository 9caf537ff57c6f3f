"""One segment again: another take, the same film around it."""

from prefect import flow

from domain.project import Report
from flows.production import RUNNER, produce
from tasks.orders.calling_off import call_off
from tasks.scripts.editing import retaken
from tasks.scripts.writing import reopen


@flow(
    name="retake-segment", flow_run_name="retake segment {segment} of {project}", task_runner=RUNNER, on_cancellation=[call_off]
)
def retake_segment(project: str, segment: int, prompt: str = "", output: str = "") -> Report:
    """Film one segment again; only that segment is encoded again, the others keep their pieces.

    Args:
        project: Id of the project, the beginning of its id, or "last".
        segment: Number of the segment in the film, counted from 1.
        prompt: A new visual for it; the same prompt gives another take when empty.
        output: File to write, or a folder when several films are made. Empty for the output folder.
    """
    return produce(reopen(retaken(reopen(project), segment, prompt)), output=output)
