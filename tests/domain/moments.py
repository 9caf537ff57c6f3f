"""Slots drawn around the changes of summer time, and what a clock on the wall would make of them, minute by minute."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as some

from domain.calendar import Slot

MINUTE = timedelta(minutes=1)
WINDOWS = [
    ("Europe/Paris", datetime(2026, 10, 23, tzinfo=UTC)),
    ("Europe/Paris", datetime(2027, 3, 26, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 10, 30, tzinfo=UTC)),
    ("America/New_York", datetime(2027, 3, 12, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 2, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2027, 4, 2, tzinfo=UTC)),
    ("UTC", datetime(2027, 3, 26, tzinfo=UTC)),
]
"""A zone and the beginning of some days in which its clocks change; half an hour on Lord Howe."""

hours = some.sets(some.sampled_from([0, 1, 1, 2, 2, 3, 9, 23]), min_size=1, max_size=3)
minutes = some.sets(some.sampled_from([0, 15, 30, 45, 59]), min_size=1, max_size=2)
weekdays = some.sets(some.integers(0, 6), min_size=4, max_size=7)
"""From Sunday, which is 0."""
some_slots = some.lists(some.tuples(minutes, hours, weekdays), min_size=1, max_size=3).map(
    lambda drawn: tuple(Slot(name=f"slot{number}", cron=_cron(*one)) for number, one in enumerate(drawn))
)


def expected(slots: tuple[Slot, ...], zone: ZoneInfo, first: datetime, last: datetime) -> set[str]:
    """Return the names of all moments after `first` and until `last`, by looking at the clock every minute."""
    found: set[str] = set()
    wanted = {slot.name: _wanted(slot) for slot in slots}
    moment, before = first, first.astimezone(zone).replace(tzinfo=None)
    while moment < last:
        moment += MINUTE
        shown = moment.astimezone(zone)
        local = shown.replace(tzinfo=None, fold=0)
        if not shown.fold:
            passed = round((local - before) / MINUTE) if local > before else 1
            seen = [local - MINUTE * step for step in range(passed)]
            for name, matching in wanted.items():
                if any((one.minute, one.hour, one.isoweekday() % 7) in matching for one in seen):
                    found.add(f"{name}@{moment:%Y-%m-%dT%H:%MZ}")
        before = local
    return found


def _cron(minute: set[int], hour: set[int], weekday: set[int]) -> str:
    listed: Any = lambda numbers: ",".join(str(one) for one in sorted(numbers))  # noqa: E731
    return f"{listed(minute)} {listed(hour)} * * {listed(weekday)}"


def _wanted(slot: Slot) -> set[tuple[int, ...]]:
    minute, hour, _, _, weekday = ([int(one) for one in part.split(",")] if part != "*" else [] for part in slot.cron.split())
    return set(product(minute, hour, weekday))
