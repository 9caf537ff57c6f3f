"""A calendar file is read whole, and everything wrong with it is told at once, by line and slot."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from blocks.calendar import CalendarDefaults
from domain.calendar import Blackout
from domain.calendar_plan import Mistake, Proposal, SlotRow
from domain.errors import BriefError
from tasks.calendars.calendar_checks import wrong_with
from tasks.calendars.calendar_files import calendar_in, read_calendar

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BAD = """\
name: spring launch
time_zone: Europe/Pariss
after_outage: never
late_after: soon
defaults:
  budget: -2
blackout: [2026-12-31..2026-12-01]
slots:
  - name: a
    cron: "0 9 30 2 *"
    theme: bees
    duration: 3
  - name: a
    cron: "0 9 * * mon"
    dates: [2026-12-24 18:30]
    themes: [one thing, one thing]
    publish_to: [tiktok, myspace]
    formts: [x]
  - name: b
    cron: "* * * * *"
    draft: perhaps
    theme: "!!!"
  - name: c
    cron: "61 * * * *"
    theme: bees
    theme: wasps
  - name: d
    dates: [tomorrow]
    theme: bees
"""
GOOD = "name: c\ntime_zone: UTC\nslots:\n  - name: s\n    {}\n"


def told(text: str, moment: datetime = NOON, rows: tuple[SlotRow, ...] = (), offered: tuple[Proposal, ...] = ()) -> list[Mistake]:
    return list(wrong_with(text, moment, rows, offered))


def test_everything_is_told_at_once_with_its_line_and_slot() -> None:
    found = [one.told for one in read_calendar(BAD).mistakes]
    for place, words in (
        ("line 1: ", "needs a `name`"),
        ("line 2: ", "time zone 'Europe/Pariss' is not known"),
        ("line 3: ", "Choose from: skip, catch_up, ask"),
        ("line 4: ", "'soon' is not a whole number of minutes"),
        ("line 6, defaults: ", "Budget -2"),
        ("line 7, blackout: ", "ends before it begins"),
        ("line 10, slot a: ", "never fires"),
        ("line 12, slot a: ", "Duration 3 s"),
        ("line 13, slot a: ", "Two slots are named a; the first is in line 9"),
        ("line 13, slot a: ", "either `cron` or `dates`"),
        ("line 16, slot a: ", "'one thing' is in the list twice"),
        ("line 17, slot a: ", "'myspace' is not known"),
        ("line 18, slot a: ", "Is formats meant?"),
        ("line 20, slot b: ", "more than 24 times a day"),
        ("line 21, slot b: ", "draft: 'perhaps' is not possible"),
        ("line 22, slot b: ", "has no word in it"),
        ("line 24, slot c: ", "bad minute"),
        ("line 26: ", "theme is said twice"),
        ("line 28, slot d: ", "'tomorrow' is not a date"),
    ):
        assert any(one.startswith(place) and words in one for one in found), (place, words, found)
    assert read_calendar(BAD).calendar is None


@pytest.mark.parametrize("text", ["", "- a", "name: c", "slots: []", "slots: bees", "name: [", "slots: [bees]"])
def test_what_is_no_calendar_is_told_not_raised(text: str) -> None:
    found = read_calendar(text)
    assert found.calendar is None
    assert found.mistakes


@pytest.mark.parametrize("cron", ["0 9 31 2,4,6 *", "0 9 30 feb *"])
def test_a_cron_that_never_fires_is_told(cron: str) -> None:
    (one,) = told(GOOD.format(f'cron: "{cron}"\n    theme: bees'))
    assert (one.where, one.line, one.grave) == ("slot s", 5, True)
    assert "never fires" in one.said


def test_the_example_can_be_used_as_it_is() -> None:
    path = ROOT / "deployments/calendars/example.yaml"
    calendar = calendar_in(path)
    assert told(path.read_text(encoding="utf-8")) == []
    launch = calendar.slot("launch")
    assert launch
    assert launch.dates == (datetime(2027, 1, 12, 9), datetime(2027, 1, 13, 18, 30))  # noqa: DTZ001
    assert launch.ask.formats == ("tiktok", "youtube_shorts")
    assert (launch.ask.budget, launch.ask.approval) == (20, "human")
    assert Blackout(first=date(2026, 12, 25), last=date(2026, 12, 25)) in calendar.blackout


def test_a_past_date_is_told_unless_its_film_was_made() -> None:
    text = GOOD.format("dates: [2026-11-20 11:00, 2026-11-20 13:00]\n    theme: bees")
    (one,) = told(text)
    assert (one.where, one.line, one.grave) == ("slot s", 4, True)
    assert "2026-11-20 11:00 is past" in one.said
    row = SlotRow(calendar="c", slot="s", instant=datetime(2026, 11, 20, 11, tzinfo=UTC), state="done", theme="bees")
    assert told(text, rows=(row,)) == []


def test_a_date_in_a_blackout_is_told() -> None:
    text = GOOD.format("dates: [2026-12-25]\n    theme: bees") + "blackout: [2026-12-24..2026-12-26]\n"
    assert "is in the blackout" in told(text)[0].said


def test_a_theme_list_that_ran_out_is_told_before_and_after() -> None:
    text = GOOD.format('cron: "0 9 * * *"\n    themes: [bees, wasps]')
    (soon,) = told(text)
    assert not soon.grave
    assert "29 of 31 films until 2026-12-21 have none, first s@2026-11-23T09:00Z" in soon.said
    had = tuple(
        SlotRow(calendar="c", slot="s", instant=NOON.replace(day=day), state="done", theme=theme)
        for day, theme in ((1, "bees"), (2, "wasps"))
    )
    (now,) = told(text, rows=had)
    assert now.grave
    first = Proposal(slot="s", instant=datetime(2026, 11, 21, 9, tzinfo=UTC), theme="ants", state="approved")
    (later,) = told(text, rows=had, offered=(first,))
    assert not later.grave


def test_a_slot_that_no_vendor_can_make_is_told() -> None:
    (one,) = told(GOOD.format('cron: "0 9 * * *"\n    theme: bees\n    provider: nobody'))
    assert (one.where, one.line) == ("slot s", 4)
    assert "nobody" in one.said


def test_a_calendar_that_cannot_be_used_is_refused_with_its_reasons(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(BAD)
    with pytest.raises(BriefError, match=r"line 2: The time zone .* reelflow calendar check"):
        calendar_in(tmp_path / "c.yaml")


def house(monkeypatch: pytest.MonkeyPatch, **said: object) -> None:
    monkeypatch.setattr("blocks.loading.can_be_asked", lambda: True)
    monkeypatch.setattr(CalendarDefaults, "load", lambda name: CalendarDefaults(**said) if name == "house" else None)


SAVED = "name: c\nfrom: block:house\n{}slots:\n  - name: s\n    cron: 0 9 * * mon\n    theme: bees\n"


def test_what_a_file_does_not_say_is_taken_from_the_block_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    house(
        monkeypatch,
        time_zone="Europe/Berlin",
        after_outage="skip",
        publish_to=["tiktok"],
        parameters={"budget": 2.5, "duration": 20},
    )
    found = read_calendar(SAVED.format("after_outage: ask\ndefaults: {duration: 40}\n")).calendar
    assert found is not None
    assert (found.time_zone, found.after_outage) == ("Europe/Berlin", "ask")
    (slot,) = found.slots
    assert (slot.ask.publish_to, slot.ask.budget, slot.ask.duration) == (("tiktok",), Decimal("2.5"), 40)


def test_what_is_wrong_with_the_block_is_told_where_the_file_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    house(monkeypatch, time_zone="Europe/Pariss", publish_to=["myspace"], parameters={"budget": -2, "colour": "red"})
    found = [one.told for one in read_calendar(SAVED.format("")).mistakes]
    assert all(one.startswith("line 2") for one in found), found
    for words in ("'Europe/Pariss' is not known", "'myspace' is not known", "Budget -2", "colour is not known"):
        assert any(words in one for one in found), (words, found)


def test_a_block_that_cannot_be_had_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blocks.loading.can_be_asked", lambda: False)
    (told,) = read_calendar(SAVED.format("time_zone: UTC\n")).mistakes
    assert told.line == 2
    assert "reelflow up" in told.said
    (told,) = read_calendar(SAVED.format("time_zone: UTC\n").replace("block:house", "house")).mistakes
    assert "names no block" in told.said
