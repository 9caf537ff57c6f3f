"""Days and months as their user has them: in a time zone, from one day to another."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from domain.base import Frozen
from domain.errors import BriefError

_STEP = timedelta(hours=12)


class Span(Frozen):
    """Some days in a time zone, both ends included; None where it is open."""

    zone: ZoneInfo
    since: date | None = None
    until: date | None = None

    @property
    def begin(self) -> datetime | None:
        """Return the moment it begins, in UTC."""
        return None if self.since is None else midnight(self.since, self.zone)

    @property
    def end(self) -> datetime | None:
        """Return the first moment after it, in UTC."""
        return None if self.until is None else midnight(self.until + timedelta(days=1), self.zone)

    @property
    def told(self) -> str:
        """Return it for a reader."""
        parts = (f"from {self.since}" if self.since else "", f"to {self.until}" if self.until else "", f"days in {self.zone.key}")
        return ", ".join((" ".join(filter(None, parts[:2])) or "all of the ledger", parts[2]))


def span(zone: ZoneInfo, since: str = "", until: str = "") -> Span:
    """Return the days from `since` to `until`; raise `BriefError` for what is no day, and for days the wrong way round."""
    first, last = day(since, "--since"), day(until, "--until")
    if first and last and first > last:
        raise BriefError(f"--since {first} is after --until {last}. Give the earlier day first.")
    return Span(zone=zone, since=first, until=last)


def day(said: str, name: str) -> date | None:
    """Return the day that is written as 2026-11-20, or the first of a month written as 2026-11; None for nothing."""
    if not said.strip():
        return None
    try:
        return date.fromisoformat(f"{said.strip()}-01" if said.strip().count("-") == 1 else said.strip())
    except ValueError:
        raise BriefError(f"{name} {said!r} is not a day. Write it as 2026-11-20.") from None


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone with this name; raise `BriefError` when there is none."""
    known = {known.lower(): known for known in available_timezones()}
    found = known.get(name.strip().lower())
    if found is None:
        raise BriefError(f"Time zone {name!r} is not known. Give one such as Europe/Paris, America/New_York or UTC.")
    return ZoneInfo(found)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment a day begins in a zone, in UTC."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def month_of(moment: datetime, zone: ZoneInfo) -> Span:
    """Return the whole month that a moment lies in."""
    first = moment.astimezone(zone).date().replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Span(zone=zone, since=first, until=following - timedelta(days=1))


def shifts(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[tuple[datetime, int]]:
    """Yield how far a zone's clocks are ahead of UTC in minutes, each with the moment until which that holds.

    The last one holds to `end` and beyond.
    """
    at, ahead = begin, _ahead(zone, begin)
    while at < end:
        later = min(at + _STEP, end)
        if _ahead(zone, later) != ahead:
            changed = _change(zone, at, later)
            yield changed, ahead
            later, ahead = changed, _ahead(zone, changed)
        at = later
    yield end, ahead


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first whole minute at which the zone's clocks are no longer as they were `before`."""
    was = _ahead(zone, before)
    low, high = int(before.timestamp()) // 60, -(-int(after.timestamp()) // 60)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _ahead(zone, datetime.fromtimestamp(middle * 60, UTC)) == was else (low, middle)
    return datetime.fromtimestamp(high * 60, UTC)


def _ahead(zone: ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(zone).utcoffset() or timedelta()
    return round(offset.total_seconds() / 60)
