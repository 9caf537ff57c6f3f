"""When slots fire: by local time, through both changes of summer time, each moment once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.ask import Ask
from domain.calendar import Blackout, Calendar, Slot, due, occurrence
from domain.calendar_plan import SlotRow, planned
from domain.errors import BriefError
from tests.domain.moments import WINDOWS, expected, some_slots

PARIS = "Europe/Paris"


def fires(slot: Slot, zone: str, first: datetime, days: int, **more: object) -> list[str]:
    calendar = Calendar.model_validate({"name": "c", "time_zone": zone, "slots": [slot], **more})
    return [f"{one.instant:%m-%d %H:%M}" for one in due(calendar, first, first + timedelta(days=days))]


def test_a_time_that_spring_skips_fires_when_the_clocks_go_on() -> None:
    slot = Slot(name="s", cron="30 2 * * *")
    assert fires(slot, PARIS, datetime(2027, 3, 27, tzinfo=UTC), 3) == ["03-27 01:30", "03-28 01:00", "03-29 00:30"]


def test_several_times_that_spring_skips_fire_once_together() -> None:
    slot = Slot(name="s", cron="0,30 2,3 * * *")
    assert fires(slot, PARIS, datetime(2027, 3, 27, 12, tzinfo=UTC), 1) == ["03-28 01:00", "03-28 01:30"]


def test_a_time_that_autumn_shows_twice_fires_the_first_time() -> None:
    slot = Slot(name="s", cron="30 2 * * *")
    assert fires(slot, PARIS, datetime(2026, 10, 24, 12, tzinfo=UTC), 2) == ["10-25 00:30", "10-26 01:30"]


def test_a_date_fires_at_its_local_time_and_not_in_a_blackout() -> None:
    slot = Slot(name="s", dates=(datetime(2026, 12, 24, 9), datetime(2026, 12, 25, 9), datetime(2026, 12, 26, 0, 30)))  # noqa: DTZ001
    dark = (Blackout(first=date(2026, 12, 25), last=date(2026, 12, 25)),)
    assert fires(slot, PARIS, datetime(2026, 12, 1, tzinfo=UTC), 60, blackout=dark) == ["12-24 08:00", "12-25 23:30"]


@settings(deadline=None, max_examples=25)
@given(window=some.sampled_from(WINDOWS), slots=some_slots, split=some.integers(0, 5 * 1440))
def test_due_is_what_a_clock_on_the_wall_would_show_however_the_time_is_cut(
    window: tuple[str, datetime], slots: tuple[Slot, ...], split: int
) -> None:
    zone, first = window
    calendar = Calendar(name="c", time_zone=zone, slots=slots)
    last, cut = first + timedelta(days=5), first + timedelta(minutes=split)
    whole = due(calendar, first, last)
    assert {one.key for one in whole} == expected(slots, ZoneInfo(zone), first, last)
    assert len({one.key for one in whole}) == len(whole)
    assert due(calendar, first, cut) + due(calendar, cut, last) == whole


def test_an_occurrence_is_found_by_its_name() -> None:
    one = occurrence("a@b@2026-11-23T08:00Z")
    assert (one.slot, one.key) == ("a@b", "a@b@2026-11-23T08:00Z")
    for wrong in ("tips", "@2026-11-23T08:00Z", "tips@yesterday"):
        with pytest.raises(BriefError, match="SLOT@INSTANT"):
            occurrence(wrong)


def test_themes_are_given_in_order_each_once_and_one_theme_in_variations() -> None:
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    listed = Slot(name="l", cron="0 9 * * *", themes=("one", "two", "three"))
    same = Slot(name="s", cron="0 10 * * *", theme="same", ask=Ask(seed=5))
    calendar = Calendar(name="c", time_zone="UTC", slots=(listed, same))
    row = SlotRow(calendar="c", slot="l", instant=moment, state="done", theme="two")
    coming = planned(calendar, due(calendar, moment, moment + timedelta(days=3)), [row], [])
    assert [(one.theme, one.seed) for one in coming] == [
        *(("one", 0), ("same", 5)),
        *(("three", 0), ("same", 6)),
        *(("", 0), ("same", 7)),
    ]
