"""No moment of a calendar is made twice, none is lost: under a clock of the test's own, with outages, doubles and kills."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import Engine

from domain.calendar import AfterOutage, Calendar, Slot, occurrence
from domain.calendar_plan import Proposal, SlotRow
from domain.errors import BriefError, NotFound
from store import calendar_themes, calendars
from tests.domain.moments import WINDOWS, expected, some_slots

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATE = timedelta(minutes=30)


class Killed(BaseException):
    """A process ends here, without a word."""


class Server:
    """Starts runs like Prefect's: the same key finds the same run. `made` counts the runs there are."""

    def __init__(self) -> None:
        self.made: dict[str, SlotRow] = {}
        self._lock = threading.Lock()

    def start(self, row: SlotRow) -> str:
        with self._lock:
            self.made.setdefault(f"{row.key} {row.attempt}", row)
            return f"{row.key} {row.attempt}"


def work_off(engine: Engine, calendar: Calendar, moment: datetime, server: Server, killed: str = "") -> None:
    """What the flow does, killed after it claimed, or after a run was started and before that is written down."""
    rows = calendars.claim(engine, calendar, moment)
    if killed == "claimed":
        raise Killed
    for row in rows:
        run = server.start(row)
        if killed == "started":
            raise Killed
        calendars.change(engine, row, "started", run=run)


def twice_at_once(engine: Engine, calendar: Calendar, moment: datetime, server: Server) -> None:
    troubles: list[BaseException] = []

    def one() -> None:
        try:
            work_off(engine, calendar, moment, server)
        except BaseException as trouble:
            troubles.append(trouble)

    both = [threading.Thread(target=one) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert troubles == []


steps = some.lists(
    some.tuples(
        some.sampled_from([1, 7, 10, 10, 10, 45, 300, 1500]), some.sampled_from(["", "", "", "twice", "claimed", "started"])
    ),
    min_size=3,
    max_size=25,
)
"""Minutes until the calendar is looked at again, and what happens then."""


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    window=some.sampled_from(WINDOWS),
    slots=some_slots,
    steps=steps,
    rule=some.sampled_from(["skip", "catch_up", "ask"]),
    listed=some.booleans(),
)
def test_no_slot_twice_and_none_lost(
    engine: Engine,
    window: tuple[str, datetime],
    slots: tuple[Slot, ...],
    steps: list[tuple[int, str]],
    rule: AfterOutage,
    listed: bool,
) -> None:
    zone, first = window
    subject: dict[str, Any] = {"themes": tuple(f"theme {n}" for n in range(200))} if listed else {"theme": "always the same"}
    slots = tuple(slot.model_copy(update=subject) for slot in slots)
    late = {"after_outage": rule, "late_after": LATE.seconds // 60}
    calendar = Calendar.model_validate({"name": f"c{uuid4().hex}", "time_zone": zone, "slots": slots, **late})
    server, moment = Server(), first
    calendars.claim(engine, calendar, first)
    looked = [first]
    for minutes, event in [*steps, (1, "")]:
        moment += timedelta(minutes=minutes)
        looked.append(moment)
        if event == "twice":
            twice_at_once(engine, calendar, moment, server)
        elif event:
            with pytest.raises(Killed):
                work_off(engine, calendar, moment, server, killed=event)
                raise Killed  # nothing was due
        else:
            work_off(engine, calendar, moment, server)

    should = expected(slots, ZoneInfo(zone), first, moment)
    on_time = {key for key in should if _seen(key, looked) - occurrence(key).instant <= LATE}
    made = Counter(row.key for row in server.made.values())
    assert max(made.values(), default=1) == 1
    assert set(made) == (should if rule == "catch_up" else on_time)
    rows = {row.key: row for row in calendars.rows(engine, calendar.name)}
    assert set(rows) == should
    aside = {"skip": "skipped", "ask": "waiting", "catch_up": "started"}[rule]
    assert {key: row.state for key, row in rows.items()} == {key: "started" if key in made else aside for key in should}

    for key in should - set(made):
        calendars.release(engine, rows[key])
    work_off(engine, calendar, moment, server)
    assert Counter(row.key for row in server.made.values()) == Counter(should)
    given_out = Counter((row.slot, row.theme, row.seed) for row in server.made.values())
    assert max(given_out.values(), default=1) == 1


def _seen(key: str, looked: list[datetime]) -> datetime:
    """When a moment was first looked at."""
    return next(moment for moment in looked if moment >= occurrence(key).instant)


def daily(name: str = "c", **slot: Any) -> Calendar:
    return Calendar(name=name, time_zone="UTC", slots=(Slot(name="s", cron="0 9 * * *", **slot),))


def test_a_calendar_begins_when_it_is_first_looked_at(engine: Engine) -> None:
    assert calendars.claim(engine, daily(theme="bees"), NOON) == ()
    assert calendars.worked_until(engine, "c") == NOON


def test_a_clock_that_goes_back_makes_nothing_again(engine: Engine) -> None:
    calendar, server = daily(theme="bees"), Server()
    for moment in (NOON, NOON + timedelta(hours=21), NOON + timedelta(hours=20), NOON + timedelta(hours=21, minutes=5)):
        work_off(engine, calendar, moment, server)
    assert list(server.made) == ["s@2026-11-21T09:00Z 1"]


def test_a_slot_whose_themes_ran_out_waits_and_says_so(engine: Engine) -> None:
    calendar, server = daily(themes=("bees",)), Server()
    for day in range(3):
        work_off(engine, calendar, NOON + timedelta(days=day, hours=-3), server)
    first, second = calendars.rows(engine, "c")
    assert (first.theme, first.state) == ("bees", "started")
    assert (second.theme, second.state) == ("", "waiting")
    assert "no theme is left" in second.note
    calendars.release(engine, second)
    work_off(engine, daily(themes=("bees", "wasps")), NOON + timedelta(days=2), server)
    assert [row.theme for row in server.made.values()] == ["bees", "wasps"]


def test_an_approved_theme_comes_before_the_list(engine: Engine) -> None:
    tomorrow = NOON + timedelta(hours=21)
    offered = [
        Proposal(slot="s", instant=tomorrow, theme="hornets"),
        Proposal(slot="s", instant=tomorrow + timedelta(days=1), theme="ants"),
    ]
    calendar, server = daily(themes=("bees",)), Server()
    calendar_themes.propose(engine, "c", offered)
    calendar_themes.approve(engine, "c", [offered[0].model_copy(update={"theme": "hornets, kindly"})])
    for day in range(3):
        work_off(engine, calendar, NOON + timedelta(days=day, hours=-3), server)
    assert [row.theme for row in server.made.values()] == ["hornets, kindly", "bees"]


def test_a_new_proposal_does_not_replace_what_was_approved(engine: Engine) -> None:
    one = Proposal(slot="s", instant=NOON, theme="hornets")
    calendar_themes.propose(engine, "c", [one])
    calendar_themes.approve(engine, "c", [one])
    calendar_themes.propose(engine, "c", [one.model_copy(update={"theme": "ants"})])
    calendar_themes.drop(engine, "c", [one])
    assert [(kept.theme, kept.state) for kept in calendar_themes.proposals(engine, "c")] == [("hornets", "approved")]


def test_only_what_waits_failed_or_was_skipped_is_released(engine: Engine) -> None:
    calendar, server = daily(theme="bees"), Server()
    calendars.claim(engine, calendar, NOON)
    work_off(engine, calendar, NOON + timedelta(hours=21), server)
    (row,) = calendars.rows(engine, "c")
    with pytest.raises(BriefError, match="is started"):
        calendars.release(engine, row)
    calendars.change(engine, row, "failed", note="no credit")
    assert calendars.release(engine, row).state == "due"
    work_off(engine, calendar, NOON + timedelta(hours=22), server)
    assert list(server.made) == ["s@2026-11-21T09:00Z 1", "s@2026-11-21T09:00Z 2"]
    with pytest.raises(NotFound, match="has not seen"):
        calendars.skip(engine, row.model_copy(update={"slot": "t"}))
