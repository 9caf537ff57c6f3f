"""A calendar, worked off: every moment that is due starts one film."""

from prefect import flow, runtime

from domain.ask import Ask
from domain.calendar_plan import Agenda
from domain.project import Report
from flows.make_video import make_video
from tasks.calendars.calendar_files import calendar_named
from tasks.calendars.due import claim, left_here, make_here, settle, shown, start_there


@flow(name="content-calendar", flow_run_name="work off the calendar {calendar}")
def content_calendar(calendar: str = "") -> Agenda:
    """Start one film for every moment of a calendar that is due, once, also after an outage and when two do this at once.
    As a deployment it starts runs of make-video/default for the workers; called as a function it makes the films itself.

    Args:
        calendar: Path of the calendar file, on the worker. Empty for REELFLOW_CALENDAR.
    """
    found = calendar_named(calendar)
    ready = claim(found)
    if runtime.deployment.id:
        for row in ready:
            start_there(found, row)
    else:
        for row in (*left_here(found), *ready):
            make_here(found, row, film)
    settle(found.name)
    return shown(found)


def film(ask: Ask) -> Report:
    """Make one film in this process."""
    report: Report = make_video(**ask.model_dump())
    return report
