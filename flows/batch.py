"""Several videos at once, under one ceiling."""

from functools import partial

from prefect import flow, runtime

from domain.ask import checked_budget
from domain.batch import BatchReport
from flows.content_calendar import film
from tasks.calendars.batch_files import batch_name, wanted_in
from tasks.calendars.batches import checked_at_once, make_here, make_there, opened, told
from tasks.calendars.dropping import drop


@flow(name="batch", flow_run_name="batch {name}", on_cancellation=[drop])
def batch(videos: str, name: str = "", budget: float | None = None, at_once: int = 3) -> BatchReport:
    """Make every video of a list; one that fails does not stop the others. Run again, it goes on with what is not done.
    As a deployment it starts runs of make-video/default for the workers; called as a function it makes the films itself.

    Args:
        videos: Path of a .csv, .yaml or .txt file on the worker; or the themes themselves, one a line, when there are several.
        name: Name of the batch. Empty for the name of the file.
        budget: Spending ceiling for all videos together, in US dollars. As before when empty, none for a new batch.
        at_once: How many videos are made at once.
    """
    called, at_once, budget = batch_name(videos, name), checked_at_once(at_once), checked_budget(budget)
    rows = wanted_in(videos)
    open_rows = opened(called, rows, budget)
    make = make_there if runtime.deployment.id else partial(make_here, film)
    return told(called, rows, make(called, open_rows, at_once))
