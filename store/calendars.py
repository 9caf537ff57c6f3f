"""Which moments of a calendar were seen, and what became of each: no slot twice, none lost.

    due -> started -> done | failed        waiting, skipped -> due (by a person)

A calendar remembers until when it was worked off. Moving that mark and making the rows of everything due before it is one
transaction, so whoever comes next, or at the same time, or after a crash, finds each moment exactly once.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, and_, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.calendar import Calendar, Occurrence, due
from domain.calendar_plan import SlotRow, SlotState, subject_for
from domain.errors import BriefError, NotFound
from store.calendar_themes import approved
from store.columns import now
from store.database import hold, reading, writing
from store.tables import calendar_slots, calendars

READY: tuple[SlotState, ...] = ("due",)
RELEASABLE: tuple[SlotState, ...] = ("waiting", "skipped", "failed")


def begin(engine: Engine, name: str, moment: datetime) -> datetime:
    """Return until when a calendar was worked off; one that was never seen begins at `moment`."""
    with writing(engine) as connection:
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        row = dialect.insert(calendars).values(name=name, worked_until=moment)
        connection.execute(row.on_conflict_do_nothing())
        return _worked_until(connection, name) or moment


def claim(engine: Engine, calendar: Calendar, moment: datetime) -> tuple[SlotRow, ...]:
    """Make the rows of everything that is due until `moment`, give themes to what may start, and return what may.

    What is late beyond the calendar's patience is treated as its rule after an outage says. A film without a theme waits.
    """
    begin(engine, calendar.name, moment)
    with writing(engine) as connection:
        hold(connection, f"calendar {calendar.name}")
        seen = _worked_until(connection, calendar.name) or moment
        for one in due(calendar, seen, moment):
            connection.execute(insert(calendar_slots).values(_row(calendar, one, moment)))
        if moment > seen:
            mark = calendars.c.name == calendar.name
            connection.execute(update(calendars).where(mark).values(worked_until=moment))
        _give_themes(connection, calendar)
        return _rows(connection, calendar.name, READY)


def worked_until(engine: Engine, name: str) -> datetime | None:
    """Return until when a calendar was worked off, None when it never was."""
    with reading(engine) as connection:
        return _worked_until(connection, name)


def rows(engine: Engine, name: str, states: Collection[SlotState] = ()) -> tuple[SlotRow, ...]:
    """Return a calendar's rows by time: all, or those in some states."""
    with reading(engine) as connection:
        return _rows(connection, name, states)


def get(engine: Engine, row: SlotRow) -> SlotRow:
    """Return a row as it stands now; raise `NotFound` when there is none."""
    with reading(engine) as connection:
        found = connection.execute(select(calendar_slots).where(_same(row))).mappings().first()
    if found is None:
        raise NotFound(f"Calendar {row.calendar} has not seen {row.key}. `reelflow calendar show` lists what it has.")
    return SlotRow.model_validate(dict(found))


def change(engine: Engine, row: SlotRow, state: SlotState, **values: str) -> bool:
    """Move a row on if it still stands as `row` says (state and attempt); False when another did it first."""
    unchanged = and_(_same(row), calendar_slots.c.state == row.state, calendar_slots.c.attempt == row.attempt)
    with writing(engine) as connection:
        moved = update(calendar_slots).where(unchanged).values(state=state, updated_at=now(), **values)
        return connection.execute(moved).rowcount == 1


def release(engine: Engine, row: SlotRow) -> SlotRow:
    """Let what waits, was skipped or failed go again at the next working off, and return it; raise `BriefError` for another."""
    return _decided(engine, row, {"state": "due", "attempt": calendar_slots.c.attempt + 1, "run": "", "note": ""})


def skip(engine: Engine, row: SlotRow) -> SlotRow:
    """Decide that what waits or failed is not made, and return it; raise `BriefError` for another."""
    return _decided(engine, row, {"state": "skipped", "theme": "", "note": "a person skipped it"})


def _decided(engine: Engine, row: SlotRow, values: dict[str, Any]) -> SlotRow:
    standing = and_(_same(row), calendar_slots.c.state.in_(RELEASABLE))
    with writing(engine) as connection:
        moved = connection.execute(update(calendar_slots).where(standing).values(updated_at=now(), **values)).rowcount
    found = get(engine, row)
    if not moved:
        raise BriefError(f"{found.key} of calendar {found.calendar} is {found.state}: nothing waits for you there.")
    return found


def _row(calendar: Calendar, one: Occurrence, moment: datetime) -> dict[str, Any]:
    late = moment - one.instant > timedelta(minutes=calendar.late_after)
    states: dict[str, SlotState] = {"skip": "skipped", "catch_up": "due", "ask": "waiting"}
    state = states[calendar.after_outage] if late else "due"
    note = "its moment passed while nobody was looking" if late and state != "due" else ""
    blank = {"theme": "", "seed": 0, "attempt": 1, "run": "", "project": "", "updated_at": now()}
    return {"calendar": calendar.name, "slot": one.slot, "instant": one.instant, "state": state, "note": note, **blank}


def _give_themes(connection: Connection, calendar: Calendar) -> None:
    """Give each row that may start its theme, in order of time; without one it waits for a person."""
    everything = _rows(connection, calendar.name, ())
    used: dict[str, list[str]] = {}
    for row in everything:
        used.setdefault(row.slot, []).extend([row.theme] if row.theme else [])
    chosen = approved(connection, calendar.name)
    for row in (row for row in everything if row.state == "due" and not row.theme):
        slot = calendar.slot(row.slot)
        subject = subject_for(slot, row.key, used[row.slot], chosen) if slot else None
        if subject:
            used[row.slot].append(subject.theme)
            values: dict[str, Any] = subject.model_dump()
        elif slot:
            values = {"state": "waiting", "note": "no theme is left for it: add one, or approve a proposed one"}
        else:
            values = {"state": "waiting", "note": "the calendar has no such slot any more"}
        connection.execute(update(calendar_slots).where(_same(row)).values(updated_at=now(), **values))


def _rows(connection: Connection, name: str, states: Collection[SlotState]) -> tuple[SlotRow, ...]:
    query = select(calendar_slots).where(calendar_slots.c.calendar == name)
    if states:
        query = query.where(calendar_slots.c.state.in_(list(states)))
    ordered = query.order_by(calendar_slots.c.instant, calendar_slots.c.slot)
    return tuple(SlotRow.model_validate(dict(row)) for row in connection.execute(ordered).mappings())


def _worked_until(connection: Connection, name: str) -> datetime | None:
    found: datetime | None = connection.scalar(select(calendars.c.worked_until).where(calendars.c.name == name))
    return found


def _same(row: SlotRow) -> Any:
    return and_(*(calendar_slots.c[name] == getattr(row, name) for name in ("calendar", "slot", "instant")))
