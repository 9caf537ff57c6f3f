"""Check a calendar: its file, its slots as requests, and whether everything in it will happen. Orders and keeps nothing."""

from collections.abc import Iterable, Iterator, Set
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import Calendar, Occurrence, Slot, instant, is_blacked_out, of_slot
from domain.calendar_plan import Mistake, Proposal, SlotRow, planned
from domain.errors import ReelflowError
from tasks.briefs.vetting import vet
from tasks.calendars.calendar_files import read_calendar

AHEAD = timedelta(days=31)


def wrong_with(
    text: str, moment: datetime, rows: Iterable[SlotRow] = (), proposals: Iterable[Proposal] = ()
) -> tuple[Mistake, ...]:
    """Return everything that is wrong with the text of a calendar file at a moment, by line.

    `rows` and `proposals` are what the store knows of it: what was made is not missing, what was approved is a theme.
    """
    found = read_calendar(text)
    if found.calendar is None:
        return found.mistakes
    calendar, rows = found.calendar, tuple(rows)
    mistakes = [*found.mistakes, *outside(calendar, moment, {row.key for row in rows}), *_unusable(calendar)]
    mistakes += _without_theme(calendar, moment, rows, tuple(proposals))
    lined = (one.model_copy(update={"line": one.line or found.lines.get(one.where.removeprefix("slot "), 0)}) for one in mistakes)
    return tuple(sorted(lined, key=lambda one: one.line))


def outside(calendar: Calendar, moment: datetime, made: Set[str]) -> Iterator[Mistake]:
    """Yield dates that will never come: past ones that nobody made anything for, and blacked out ones."""
    zone = ZoneInfo(calendar.time_zone)
    for slot in calendar.slots:
        for local in slot.dates:
            one = Occurrence(slot=slot.name, instant=instant(local, zone))
            if is_blacked_out(calendar, local.date()):
                yield _of(slot, f"{local:%Y-%m-%d %H:%M} is in the blackout: nothing will be made. Move it, or take it out.")
            elif one.instant <= moment and one.key not in made:
                yield _of(slot, f"{local:%Y-%m-%d %H:%M} is past, and nothing was made. Move it, or take it out.")


def _unusable(calendar: Calendar) -> Iterator[Mistake]:
    """Yield what making a slot's film would refuse: vendors, keys, folders, brands."""
    for slot in calendar.slots:
        theme = slot.theme or next(iter(slot.themes), "a theme")
        try:
            vet(slot.ask.model_copy(update={"theme": theme}))
        except ReelflowError as wrong:
            yield _of(slot, str(wrong))


def _without_theme(
    calendar: Calendar, moment: datetime, rows: tuple[SlotRow, ...], proposals: tuple[Proposal, ...]
) -> Iterator[Mistake]:
    """Yield slots whose themes run out within a month; grave when already the next film has none."""
    for slot in calendar.slots:
        moments = tuple(of_slot(calendar, slot, moment, moment + AHEAD))
        coming = planned(calendar, moments, rows, proposals)
        bare = [one for one in coming if not one.theme]
        if not bare:
            continue
        first = bare[0].occurrence
        many = f"{len(bare)} of {len(coming)} films until {moment + AHEAD:%Y-%m-%d} have none"
        said = f"Its themes run out: {many}, first {first.key}."
        way = f"Add to `themes`, or propose some: reelflow calendar propose FILE --month {first.instant:%Y-%m}"
        yield _of(slot, f"{said} {way}", grave=bare[0] is coming[0])


def _of(slot: Slot, said: str, *, grave: bool = True) -> Mistake:
    return Mistake(where=f"slot {slot.name}", line=0, said=said, grave=grave)
