"""Propose themes for a month of a calendar, by a text model or by rule; a person approves them before they are used."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from blocks.settings import choice
from domain.brief import checked_theme
from domain.calendar import Calendar, Slot, due, instant, occurrence
from domain.calendar_plan import Planned, Proposal, planned
from domain.errors import BriefError
from domain.requests import ThemesRequest
from providers.agents.themes import THEMES, themes_of
from providers.writing.proposing import suggest
from store import calendar_themes, calendars
from store.columns import now
from tasks.orders.consulting import Consultation, consult
from tasks.wiring import store

COLUMNS = ("moment", "local_time", "theme")


def propose(calendar: Calendar, month: str, *, text: str = "", seed: int = 0) -> tuple[Proposal, ...]:
    """Return themes for what has none yet in a month such as 2026-12, kept as proposals. Paid once, where a model is asked."""
    bare = _without_theme(calendar, month)
    found = []
    for slot in calendar.slots:
        moments = [one for one in bare if one.occurrence.slot == slot.name]
        if moments:
            found += _for_slot(calendar, slot, moments, text or slot.ask.text, seed)
    calendar_themes.propose(store(), calendar.name, found)
    return tuple(found)


def approve(calendar: Calendar, month: str, table: str | None = None, dropped: Iterable[str] = ()) -> tuple[Proposal, ...]:
    """Make a month's proposals usable and return them: all but those dropped, or those that stand in a table, in its words.

    What a table left out is forgotten. Raises `BriefError` for a row that is no proposal of this month.
    """
    offered = {one.key: one for one in proposals(calendar, month)}
    if not offered:
        raise BriefError(f"No theme is proposed for {month}. Propose some: reelflow calendar propose FILE --month {month}")
    unwanted = {occurrence(key).key for key in dropped}
    words = _words(table) if table is not None else {key: one.theme for key, one in offered.items() if key not in unwanted}
    if unknown := sorted((set(words) | unwanted) - set(offered)):
        raise BriefError(f"Not proposed for {month}: {', '.join(unknown)}.")
    chosen = tuple(offered[key].model_copy(update={"theme": theme, "state": "approved"}) for key, theme in words.items())
    calendar_themes.approve(store(), calendar.name, chosen)
    calendar_themes.drop(store(), calendar.name, [one for key, one in offered.items() if key not in words])
    return chosen


def proposals(calendar: Calendar, month: str) -> tuple[Proposal, ...]:
    """Return what is proposed and not yet approved for a month."""
    first, last = _bounds(calendar, month)
    every = calendar_themes.proposals(store(), calendar.name)
    return tuple(one for one in every if one.state == "proposed" and first <= one.instant <= last)


def as_table(calendar: Calendar, found: Iterable[Proposal]) -> str:
    """Return proposals as CSV, to be edited and approved."""
    text, zone = io.StringIO(), ZoneInfo(calendar.time_zone)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([one.key, f"{one.instant.astimezone(zone):%a %Y-%m-%d %H:%M}", one.theme] for one in found)
    return text.getvalue()


def _for_slot(calendar: Calendar, slot: Slot, moments: list[Planned], text: str, seed: int) -> list[Proposal]:
    zone = ZoneInfo(calendar.time_zone)
    had = [row.theme for row in calendars.rows(store(), calendar.name) if row.slot == slot.name and row.theme]
    known = [one.theme for one in calendar_themes.proposals(store(), calendar.name) if one.state == "approved"]
    request = ThemesRequest(
        project=f"calendar-{calendar.name}",
        about=slot.about or slot.name.replace("-", " ").replace("_", " "),
        pillar=slot.ask.pillar or "tips",
        language=next(iter(slot.ask.languages), "en"),
        days=tuple(f"{one.occurrence.instant.astimezone(zone):%Y-%m-%d}" for one in moments),
        avoid=tuple(dict.fromkeys([*slot.themes, *had, *known])),
        seed=seed,
    )
    what = Consultation(THEMES, request, of=lambda answer, _by: themes_of(answer), by_rule=lambda _writer: suggest(request))
    given = consult(what, choice("text", named=text))
    pairs = zip(moments, given.result, strict=True)
    return [Proposal(slot=slot.name, instant=one.occurrence.instant, theme=theme, by=given.by) for one, theme in pairs]


def _without_theme(calendar: Calendar, month: str) -> list[Planned]:
    first, last = _bounds(calendar, month)
    begin = now()
    moments = due(calendar, begin, last)
    coming = planned(calendar, moments, calendars.rows(store(), calendar.name), calendar_themes.proposals(store(), calendar.name))
    return [one for one in coming if not one.theme and one.occurrence.instant >= first]


def _bounds(calendar: Calendar, month: str) -> tuple[datetime, datetime]:
    """Return when a month begins, and the last moment before the next begins."""
    start, zone = _checked(month), ZoneInfo(calendar.time_zone)
    after = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return instant(start, zone), instant(after, zone) - datetime.resolution


def _checked(month: str) -> datetime:
    if not re.fullmatch(r"\d{4}-\d{2}", month) or not 1 <= int(month[5:]) <= 12 or not 2000 <= int(month[:4]) < 9999:
        raise BriefError(f"Month {month!r} is not one such as 2026-12.")
    return datetime(int(month[:4]), int(month[5:]), 1)  # noqa: DTZ001  a local time is meant


def _words(table: str) -> dict[str, str]:
    """Return the themes of a table by their moments; raise `BriefError` for a row that has none."""
    found = {}
    for row in csv.DictReader(io.StringIO(table)):
        if not row.get("moment"):
            raise BriefError(f"The table needs the columns {', '.join(COLUMNS)}, as `reelflow calendar propose` writes them.")
        found[occurrence(row["moment"]).key] = checked_theme(row.get("theme") or "")
    return found
