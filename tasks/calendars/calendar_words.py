"""The words of a calendar file: crons, dates, times of day, parameters; each read alone, with what is wrong in a sentence."""

from datetime import date, datetime, time
from typing import Any

from cronsim import CronSim, CronSimError
from pydantic import ValidationError

from domain.ask import Ask, checked
from domain.calendar import Blackout
from domain.errors import BriefError

OFTEN = 24
"""Films a day that one slot may order at the most: more is a slip of the pen that costs money."""


def accepted(one: dict[str, Any]) -> Ask:
    """Return one parameter of `make_video` as a request has it; raise `BriefError` or `ValueError`."""
    try:
        return checked(Ask.model_validate({"theme": "a theme", **one}))
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{place}: {first['input']!r} is not possible. {first['msg'].rstrip('.')}.") from wrong


def why_not(cron: str) -> str:
    """Return why a cron cannot be used, nothing when it can."""
    parts = cron.split()
    if len(parts) != 5:
        return "has not five fields: minute, hour, day of month, month, day of week, such as 0 9 * * mon."
    start = datetime(2026, 1, 1)  # noqa: DTZ001  clocks without a zone are meant
    never = "never fires: no month that it names has such a day."
    try:
        moments = CronSim(cron, start)
        first = next(moments, None)
        if first is None:
            return never
        fires = sum(1 for one, _ in zip(moments, range(OFTEN), strict=False) if (one - first).total_seconds() < 86400)
    except CronSimError as wrong:
        with_any_month = " ".join([*parts[:3], "*", parts[4]])
        is_date = parts[3] != "*" and not why_not(with_any_month)
        return never if is_date and "day-of-month" in str(wrong) else f"cannot be used: {str(wrong)[0].lower()}{str(wrong)[1:]}."
    return f"fires more than {OFTEN} times a day, which is surely not meant." if fires >= OFTEN else ""


def moment(said: str, usual: time) -> datetime:
    """Return a local time such as 2026-12-24 18:30, or a date at the slot's usual time; raise `BriefError`."""
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"):
        try:
            return datetime.strptime(said.strip(), form)  # noqa: DTZ007  clocks without a zone are meant
        except ValueError:
            continue
    return datetime.combine(day(said), usual)


def days(said: str) -> Blackout:
    """Return days such as 2026-12-24..2027-01-02, or one; raise `BriefError`."""
    first, _, last = said.partition("..")
    found = Blackout(first=day(first), last=day(last or first))
    if found.last < found.first:
        raise BriefError(f"{said!r} ends before it begins.")
    return found


def day(said: str) -> date:
    """Return a day; raise `BriefError`."""
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        raise BriefError(f"{said!r} is not a date such as 2026-12-24, or 2026-12-24 18:30.") from None


def clock_time(said: str) -> time:
    """Return a time of day such as 09:00; raise `BriefError`."""
    try:
        return datetime.strptime(said.strip(), "%H:%M").time()  # noqa: DTZ007  clocks without a zone are meant
    except ValueError:
        raise BriefError(f"at {said!r} is not a time such as 09:00.") from None
