"""Read a calendar file. Everything that is wrong with it is told at once, each with its line and slot."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from pydantic import Field

from blocks.calendar import saved_defaults
from blocks.loading import PREFIX
from blocks.settings import settings
from domain.ask import LISTS, SUBJECTS, Ask, shaped
from domain.base import Frozen
from domain.brief import checked_theme
from domain.calendar import AfterOutage, Blackout, Calendar, Slot
from domain.calendar_plan import Mistake
from domain.errors import BriefError, ReelflowError
from tasks.calendars.calendar_words import accepted, clock_time, days, moment, why_not
from tasks.calendars.lined import Lined, text_of

KEYS = ("name", "from", "time_zone", "after_outage", "late_after", "defaults", "blackout", "slots")
ASKED = tuple(name for name in Ask.model_fields if name not in (*SUBJECTS, "batch"))
SHARED = ("at", *ASKED)
"""What slots have in common."""
SLOT_KEYS = ("name", "cron", "dates", "at", "theme", "themes", "about", *ASKED)
AT = time(9)
"""When a date without a time fires."""


class Read(Frozen):
    """What a calendar file says: a calendar where it can be used, and all that is wrong."""

    calendar: Calendar | None
    mistakes: tuple[Mistake, ...] = ()
    lines: Mapping[str, int] = Field(default_factory=dict)
    """Where each slot begins."""


def calendar_in(place: str | Path) -> Calendar:
    """Return the calendar of a file; raise `BriefError` with everything that keeps it from being used."""
    found = read_calendar(text_of(place, "Calendar"))
    if found.calendar is None:
        grave = [one.told for one in found.mistakes if one.grave]
        raise BriefError(f"Calendar {place} cannot be used. {' '.join(grave)} See all: reelflow calendar check {place}")
    return found.calendar


def calendar_named(place: str | Path) -> Calendar:
    """Return the calendar of a file, of `REELFLOW_CALENDAR` when none is named; raise as `calendar_in`."""
    return calendar_in(place_of(place))


def place_of(place: str | Path) -> str | Path:
    """Return which file is meant; raise `BriefError` when none is named and none is set."""
    if named := place or settings().reelflow_calendar:
        return named
    raise BriefError("No calendar is named. Give the path of its file, or set REELFLOW_CALENDAR to it.")


def read_calendar(text: str) -> Read:
    """Return what the text of a calendar file says."""
    try:
        said = Lined(text)
    except ValueError as wrong:
        return Read(calendar=None, mistakes=(Mistake(where="", line=0, said=f"This is no YAML text: {wrong}."),))
    reader = _Reader(said)
    calendar = reader.calendar()
    return Read(
        calendar=None if any(one.grave for one in reader.mistakes) else calendar,
        mistakes=tuple(sorted(reader.mistakes, key=lambda one: one.line)),
        lines=reader.lines,
    )


class _Reader:
    """Reads one document and collects what is wrong with it."""

    def __init__(self, said: Lined) -> None:
        self._said = said
        self.mistakes = [Mistake(where="", line=line, said=f"{key} is said twice. Keep one.") for line, key in said.twice]
        self.lines: dict[str, int] = {}

    def calendar(self) -> Calendar | None:
        top = self._said.value
        if not isinstance(top, dict) or not isinstance(top.get("slots"), list) or not top["slots"]:
            self._wrong("A calendar is a mapping with `name`, `time_zone` and a list of `slots`.")
            return None
        self._known(top, KEYS, "", ())
        house = self._house(top.get("from", ""))
        top = {**house, **top}
        defaults = self._defaults(top, house)
        slots = [self._slot(number, one, defaults) for number, one in enumerate(top["slots"])]
        self._each_once([slot.name for slot in slots if slot])
        said = {
            "name": self._name(top.get("name", ""), "The calendar", "", "name"),
            "time_zone": self._zone(top.get("time_zone", "")),
            "after_outage": self._rule(top.get("after_outage", "ask")),
            "late_after": self._minutes(top.get("late_after", "60")),
            "blackout": tuple(self._blackout(top.get("blackout", []))),
        }
        return Calendar(**said, slots=tuple(filter(None, slots))) if not any(one.grave for one in self.mistakes) else None

    def _house(self, said: object) -> dict[str, Any]:
        """Return what a saved block of calendar defaults says, nothing when the file names none."""
        if not said:
            return {}
        if not str(said).startswith(PREFIX):
            self._wrong(f"from {said!r} names no block. Say {PREFIX} and the name of saved calendar defaults.", "", "from")
            return {}
        return self._checked(partial(saved_defaults, str(said).removeprefix(PREFIX)), "", "from") or {}

    def _defaults(self, top: Mapping[str, Any], house: Mapping[str, Any]) -> dict[str, Any]:
        """Return what slots have in common: what the file says wins over the block."""
        said, saved = self._mapping(top.get("defaults", {}), "defaults"), house.get("parameters", {})
        self._known(said, SHARED, "defaults", ("defaults",))
        self._known(saved, SHARED, "from", ("from",))
        return {"publish_to": house.get("publish_to", []), **saved, **said}

    def _slot(self, number: int, said: object, defaults: Mapping[str, Any]) -> Slot | None:
        place: tuple[str | int, ...] = ("slots", number)
        if not isinstance(said, dict):
            self._wrong("A slot is a mapping with `name`, `cron` or `dates`, and what is made.", f"slot {number + 1}", *place)
            return None
        where = f"slot {said.get('name', '') or number + 1}"
        name = self._name(said.get("name", ""), "The slot", where, *place, "name")
        self.lines[name] = self._said.line(*place)
        self._known(said, SLOT_KEYS, where, place)
        if ("cron" in said) == ("dates" in said):
            self._wrong("Say when it fires with either `cron` or `dates`.", where, *place)
        if "theme" in said and "themes" in said:
            self._wrong("Give one `theme`, or a list of `themes`, not both.", where, *place, "themes")
        both = {**defaults, **said}
        cron = self._cron(said["cron"], where, place) if "cron" in said else ""
        dates = self._dates(said["dates"], both.get("at", ""), where, place) if "dates" in said else ()
        return Slot(
            name=name,
            cron=cron,
            dates=dates,
            theme=self._theme(said.get("theme", ""), where, *place, "theme"),
            themes=self._themes(said.get("themes", []), where, place),
            about=self._theme(said.get("about", ""), where, *place, "about"),
            ask=self._ask({key: both[key] for key in ASKED if key in both}, where, place, said),
        )

    def _ask(self, given: Mapping[str, Any], where: str, place: tuple[str | int, ...], said: Mapping[str, Any]) -> Ask:
        """Return what `make_video` is told; each parameter alone, so that all mistakes are found."""
        good: dict[str, Any] = {}
        for key, value in given.items():
            listed = self._list(value) if key in LISTS else value
            found = self._checked(partial(accepted, {key: listed}), where, *self._at(place, said, key))
            good |= {key: getattr(found, key)} if found else {}
        return shaped(Ask(**good))

    def _at(self, place: tuple[str | int, ...], said: Mapping[str, Any], key: str) -> tuple[str | int, ...]:
        top = self._said.value
        if key not in said and key in self._mapping(top.get("defaults", {}), "defaults"):
            return ("defaults", key)
        return ("from",) if key not in said and "from" in top else (*place, key)

    def _cron(self, said: object, where: str, place: tuple[str | int, ...]) -> str:
        cron = str(said).strip()
        wrong = why_not(cron)
        if wrong:
            self._wrong(f"cron {cron!r} {wrong}", where, *place, "cron")
        return "" if wrong else cron

    def _dates(self, said: object, at: object, where: str, place: tuple[str | int, ...]) -> tuple[datetime, ...]:
        usual = self._checked(partial(clock_time, str(at)), where, *place, "at") if at else AT
        found = []
        for number, one in enumerate(self._list(said)):
            local = self._checked(partial(moment, one, usual or AT), where, *place, "dates", number)
            found.extend([local] if local else [])
        if not found:
            self._wrong("`dates` names no date.", where, *place, "dates")
        return tuple(found)

    def _themes(self, said: object, where: str, place: tuple[str | int, ...]) -> tuple[str, ...]:
        themes = [self._theme(one, where, *place, "themes", number) for number, one in enumerate(self._list(said))]
        for number, theme in enumerate(themes):
            if theme and theme in themes[:number]:
                self._wrong(f"The theme {theme!r} is in the list twice; each is used once.", where, *place, "themes", number)
        return tuple(filter(None, themes))

    def _theme(self, said: object, where: str, *place: str | int) -> str:
        return (self._checked(partial(checked_theme, str(said)), where, *place) or "") if said else ""

    def _blackout(self, said: object) -> Iterator[Blackout]:
        for number, one in enumerate(self._list(said)):
            found = self._checked(partial(days, one), "blackout", "blackout", number)
            if found:
                yield found

    def _zone(self, said: object) -> str:
        try:
            ZoneInfo(str(said))
        except (KeyError, ValueError, OSError):
            named = f"The time zone {said!r} is not known." if said else "There is no `time_zone`."
            place = self._at((), self._said.value, "time_zone")
            self._wrong(f"{named} Give a name such as Europe/Paris, America/New_York or UTC.", "", *place)
            return "UTC"
        return str(said)

    def _rule(self, said: object) -> Any:
        if said not in get_args(AfterOutage):
            self._wrong(
                f"after_outage {said!r} is not known. Choose from: {', '.join(get_args(AfterOutage))}.", "", "after_outage"
            )
            return "ask"
        return said

    def _minutes(self, said: object) -> int:
        text = str(said)
        if not (text.isdecimal() and 1 <= int(text) <= 10080):
            self._wrong(f"late_after {text!r} is not a whole number of minutes from 1 to 10080.", "", "late_after")
            return 60
        return int(text)

    def _name(self, said: object, what: str, where: str, *place: str | int) -> str:
        name = str(said).strip()
        if not name or len(name) > 80 or not all(letter.isalnum() or letter in "-_" for letter in name):
            self._wrong(f"{what} needs a `name` of letters, digits, - and _, at most 80.", where, *place)
        return name

    def _each_once(self, names: list[str]) -> None:
        for number, name in enumerate(names):
            if name in names[:number]:
                first = self._said.line("slots", names.index(name))
                self._wrong(f"Two slots are named {name}; the first is in line {first}.", f"slot {name}", "slots", number)

    def _known(self, said: Mapping[str, Any], keys: tuple[str, ...], where: str, place: tuple[str | int, ...]) -> None:
        for key in said:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, 1)
                help_ = f"Is {near[0]} meant?" if near else f"Known are: {', '.join(keys)}."
                self._wrong(f"{key} is not known here. {help_}", where, *place, key)

    def _mapping(self, said: object, where: str) -> dict[str, Any]:
        if isinstance(said, dict):
            return said
        if said:
            self._wrong(f"{where} is a mapping such as `{where}: {{budget: 2}}`.", where, where)
        return {}

    def _list(self, said: object) -> list[str]:
        if isinstance(said, list):
            return [str(one) for one in said]
        return [str(said)] if said else []

    def _checked(self, read: Callable[[], Any], where: str, *place: str | int) -> Any:
        try:
            return read()
        except (ReelflowError, ValueError) as wrong:
            self._wrong(str(wrong), where, *place)
            return None

    def _wrong(self, said: str, where: str = "", *place: str | int) -> None:
        shared = str(place[0]) if place[:1] in (("defaults",), ("from",)) else where
        mistake = Mistake(where=shared, line=self._said.line(*place), said=said)
        self.mistakes.extend([mistake] if mistake not in self.mistakes else [])
