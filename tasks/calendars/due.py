"""Work off a calendar: every moment that is due starts one film, once, whoever looks and however often."""

from datetime import datetime, timedelta

from prefect import task
from prefect.artifacts import create_table_artifact

from domain.ask import Ask
from domain.calendar import Calendar, due
from domain.calendar_plan import Agenda, SlotRow, SlotState, planned
from domain.errors import Busy
from store import calendar_themes, calendars
from store.columns import now
from store.locks import exclusive
from tasks.calendars.calendar_checks import outside
from tasks.calendars.starting import Ended, Film, ended, filmed, started
from tasks.pages.showing import artifact_key
from tasks.policies import ONCE
from tasks.wiring import store

AHEAD = timedelta(days=31)
BEGUN: tuple[SlotState, ...] = ("started",)


@task(task_run_name="claim what is due in {calendar.name}", **ONCE)
def claim(calendar: Calendar) -> tuple[SlotRow, ...]:
    """Return what may start now: everything due since the calendar was last worked off, and what was left unstarted."""
    return calendars.claim(store(), calendar, now())


def asked(calendar: Calendar, row: SlotRow) -> Ask | None:
    """Return the request for one moment, None when its slot is gone from the calendar."""
    slot = calendar.slot(row.slot)
    if slot is None:
        return None
    return slot.ask.model_copy(update={"theme": row.theme, "seed": row.seed})


def start_there(calendar: Calendar, row: SlotRow) -> SlotRow:
    """Let a worker make the film of a moment and return its row; the same run however often this is tried."""
    ask = asked(calendar, row)
    if ask is None:
        return _gone(row)
    key = f"calendar {row.calendar} {row.key} {row.attempt}"
    calendars.change(store(), row, "started", run=started(ask, key, [f"calendar:{row.calendar}"]))
    return calendars.get(store(), row)


def make_here(calendar: Calendar, row: SlotRow, film: Film) -> SlotRow:
    """Make the film of a moment in this process and return its row; let it be when another process is making it.

    The claim dies with its process: what a killed one left `started` is gone on with by whoever comes next.
    """
    ask = asked(calendar, row)
    if ask is None:
        return _gone(row)
    try:
        with exclusive(store(), f"calendar {row.calendar} {row.key}"):
            standing = calendars.get(store(), row)
            if standing.state not in ("due", "started") or standing.run:
                return standing
            calendars.change(store(), standing, "started")
            return _settled(calendars.get(store(), row), filmed(film, ask))
    except Busy:
        return calendars.get(store(), row)


def left_here(calendar: Calendar) -> tuple[SlotRow, ...]:
    """Return what a process began to make and did not finish: no worker has it."""
    return tuple(row for row in calendars.rows(store(), calendar.name, BEGUN) if not row.run)


def settle(name: str) -> None:
    """Write down how the films ended that workers were making."""
    for row in calendars.rows(store(), name, BEGUN):
        if row.run and (how := ended(row.run)):
            _settled(row, how)


def agenda(calendar: Calendar, *, days: int = AHEAD.days, moment: datetime | None = None) -> Agenda:
    """Return a calendar as it stands: what became of what was due, and what is planned for some days."""
    begin = moment or now()
    rows = calendars.rows(store(), calendar.name)
    seen = calendars.worked_until(store(), calendar.name)
    moments = due(calendar, min(begin, seen) if seen else begin, begin + timedelta(days=days))
    known = {row.key for row in rows}
    proposals = calendar_themes.proposals(store(), calendar.name)
    coming = planned(calendar, [one for one in moments if one.key not in known], rows, proposals)
    return Agenda(
        calendar=calendar.name,
        time_zone=calendar.time_zone,
        worked_until=seen,
        past=rows,
        planned=coming,
        findings=(*_findings(rows), *(one.told for one in outside(calendar, begin, known))),
    )


def shown(calendar: Calendar) -> Agenda:
    """Leave the calendar as a table on the run page and return it."""
    found = agenda(calendar)
    rows = [{**row.model_dump(mode="json", exclude={"calendar", "updated_at"})} for row in found.past[-200:]]
    coming = [
        {"slot": one.occurrence.slot, "instant": one.occurrence.instant.isoformat(), "state": "planned", "theme": one.theme}
        for one in found.planned
    ]
    create_table_artifact([*rows, *coming], key=artifact_key(f"calendar-{calendar.name}"), description=" ".join(found.findings))
    return found


def _findings(rows: tuple[SlotRow, ...]) -> list[str]:
    """Return what a person has to see to, as sentences."""
    waiting = [f"{row.key} waits: {row.note}." for row in rows if row.state == "waiting"]
    failed = [f"{row.key} failed: {row.note}" for row in rows if row.state == "failed"]
    way = "Let it go with: reelflow calendar release {} SLOT@INSTANT, or drop it with --skip."
    return [*waiting, *failed, *([way.format(rows[0].calendar)] if waiting or failed else [])]


def _settled(row: SlotRow, how: Ended) -> SlotRow:
    calendars.change(store(), row, how.state, project=how.project, note=how.note)
    return calendars.get(store(), row)


def _gone(row: SlotRow) -> SlotRow:
    calendars.change(store(), row, "waiting", note="the calendar has no such slot any more")
    return calendars.get(store(), row)
