"""A content calendar: which film is due when. Slots speak the local time of one zone; every moment is in UTC."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from cronsim import CronSim

from domain.ask import Ask
from domain.base import Frozen
from domain.errors import BriefError

AfterOutage = Literal["skip", "catch_up", "ask"]
_MINUTE = timedelta(minutes=1)


class Slot(Frozen):
    """One line of a calendar: when it fires, and what is made then."""

    name: str
    cron: str = ""
    dates: tuple[datetime, ...] = ()
    """Local times, when there is no cron."""
    theme: str = ""
    """What every film of the slot is about, each another variation."""
    themes: tuple[str, ...] = ()
    """Worked off in order, each once."""
    about: str = ""
    """What proposed themes are about."""
    ask: Ask = Ask()
    """Everything else that `make_video` is told."""


class Blackout(Frozen):
    """Days on which nothing is due, both ends included."""

    first: date
    last: date


class Calendar(Frozen):
    """What a calendar file says."""

    name: str
    time_zone: str
    after_outage: AfterOutage = "ask"
    """What becomes of films whose moment passed while nobody was looking."""
    late_after: int = 60
    """Minutes after its moment until which a film still counts as on time."""
    slots: tuple[Slot, ...]
    blackout: tuple[Blackout, ...] = ()

    def slot(self, name: str) -> Slot | None:
        """Return the slot with this name, None when the calendar has it no more."""
        return next((slot for slot in self.slots if slot.name == name), None)


class Occurrence(Frozen):
    """One moment at which one slot fires."""

    slot: str
    instant: datetime

    @property
    def key(self) -> str:
        """Return its name within the calendar, such as `monday-tips@2026-11-23T08:00Z`."""
        return f"{self.slot}@{self.instant.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def occurrence(key: str) -> Occurrence:
    """Return the occurrence with this name; raise `BriefError` when it is none."""
    slot, _, moment = key.rpartition("@")
    try:
        instant = datetime.strptime(moment, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError:
        slot = ""
    if not slot:
        raise BriefError(
            f"{key!r} is not SLOT@INSTANT, such as monday-tips@2026-11-23T08:00Z. `reelflow calendar show` lists them."
        )
    return Occurrence(slot=slot, instant=instant)


def due(calendar: Calendar, after: datetime, until: datetime) -> tuple[Occurrence, ...]:
    """Return what fires after one moment and not after another, by time and then by the slots' order; each once.

    A local time that clocks skip in spring fires at the next one they show; one that they show twice in autumn fires the
    first time.
    """
    found = [one for slot in calendar.slots for one in of_slot(calendar, slot, after, until)]
    return tuple(sorted(found, key=lambda one: one.instant))


def of_slot(calendar: Calendar, slot: Slot, after: datetime, until: datetime) -> Iterator[Occurrence]:
    """Yield what one slot fires after one moment and not after another."""
    zone, before = ZoneInfo(calendar.time_zone), after
    for local in _local_times(slot, after.astimezone(zone).replace(tzinfo=None)):
        moment = instant(local, zone)
        if moment > until:
            return
        if moment > before and not is_blacked_out(calendar, local.date()):
            yield Occurrence(slot=slot.name, instant=moment)
            before = moment


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment at which clocks show a local time, in UTC; when they skip it, that of the next they show."""
    while True:
        moment = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == local:
            return moment
        local += _MINUTE


def is_blacked_out(calendar: Calendar, day: date) -> bool:
    """Return whether nothing is due on a local day."""
    return any(one.first <= day <= one.last for one in calendar.blackout)


def _local_times(slot: Slot, after: datetime) -> Iterator[datetime]:
    """Yield when a slot fires on its own clock, without summer time: cronsim is given clocks that never change."""
    if slot.cron:
        yield from CronSim(slot.cron, after)
    else:
        yield from sorted(slot.dates)
