"""Costs: rows of the store become tables; the one place where reports and the store meet."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from statistics import median
from typing import Any

from blocks.settings import settings
from blocks.zone import zone
from domain.ask import Ask
from domain.base import Frozen
from domain.brief import LONGEST, SHORTEST
from domain.errors import BriefError
from domain.period import Span, month_of, span
from domain.spending import Grouping, Spent, grouping, total
from domain.table import Table
from reports.drift import ALARM, drift_table
from reports.finished import finished_table, savings_table, stages_table
from reports.losses import failures_table, waste_table
from reports.outlook import month_table, plans_table, prices_table
from reports.spending import spending_table, story_table
from store import outcomes, projects, reuses
from store.spending import in_future, spending
from tasks.database import store
from tasks.pages.stage_times import measured

USUAL = 30
"""Seconds of a video where none is finished yet."""


class Wish(Frozen):
    """Which costs are asked for."""

    span: Span
    by: Grouping = "vendor"
    project: str = ""
    alarm: float = ALARM


def wish(*, by: str = "", since: str = "", until: str = "", zone_name: str = "", project: str = "", alarm: float = ALARM) -> Wish:
    """Return what is asked for; raise `BriefError` for a grouping, a day or a zone that is none, `NotFound` for a project."""
    if alarm < 0:
        raise BriefError(f"--alarm {alarm:g} is below 0. Give a percentage such as 10.")
    days = span(zone(zone_name), since, until)
    named = projects.load(store(), project).id if project else ""
    return Wish(span=days, by=grouping(by) if by else "kind" if named else "vendor", project=named, alarm=alarm)


def spent_table(asked: Wish) -> Table:
    """Return what was spent, in groups."""
    rows = spending(store(), (asked.by,), asked.span, asked.project)
    return spending_table(rows, asked.by, asked.span, in_future(store(), _now()))


def story(project: str) -> Table:
    """Return every paid order of a project."""
    found = projects.load(store(), project)
    return story_table(outcomes.steps(store(), found.id), found.title, found.id)


def _waste(asked: Wish) -> Table:
    spent = total(list(spending(store(), (), asked.span)))
    return waste_table(outcomes.wasted(store(), asked.span), outcomes.doubtful(store()), spent)


def _finished(asked: Wish) -> Table:
    films = outcomes.films(store(), asked.span)
    return finished_table(films, outcomes.paid(store(), [film.project for film in films]))


def _month(asked: Wish) -> Table:
    zone_of, held = asked.span.zone, total(list(spending(store(), (), Span(zone=asked.span.zone)))).held_usd
    return month_table(this_month(asked.span), held, _now(), zone_of, settings().reelflow_budget_usd)


def this_month(days: Span) -> tuple[Spent, ...]:
    """Return what each day of this month has cost, in the zone of `days`."""
    return spending(store(), ("day",), month_of(_now(), days.zone))


def _vendors(asked: Wish) -> Table:
    from tasks.money.planning import estimates  # here, because it loads Prefect, which takes longer than a million entries

    films = outcomes.films(store(), asked.span)
    seconds = round(median(film.seconds / film.files for film in films)) if films else USUAL
    seconds = min(max(seconds, SHORTEST), LONGEST)
    return prices_table(estimates(Ask(theme="a video", duration=seconds)), seconds)


def _savings(asked: Wish) -> Table:
    films = outcomes.films(store(), asked.span)
    return savings_table(reuses.saved(store(), asked.span), films, outcomes.paid(store(), [film.project for film in films]))


def _stages(asked: Wish) -> Table:
    films = outcomes.films(store(), asked.span)
    return stages_table(films, outcomes.stretches(store()), measured(asked.span))


TABLES: dict[str, Callable[[Wish], Table]] = {
    "spending": spent_table,
    "month": _month,
    "waste": _waste,
    "failures": lambda asked: failures_table(outcomes.fates(store(), asked.span)),
    "drift": lambda asked: drift_table(outcomes.priced(store(), asked.span), asked.alarm),
    "finished": _finished,
    "savings": _savings,
    "stages": _stages,
    "vendors": _vendors,
    "plans": lambda asked: plans_table(outcomes.films(store(), asked.span), asked.span.zone),
}
"""Every table by its name, in the order of a report."""


def tables(asked: Wish, names: Sequence[str] = ("spending",)) -> tuple[Table, ...]:
    """Return the tables of these names, `all` for every one; of one project its story first."""
    chosen = list(TABLES) if "all" in names else list(dict.fromkeys(names))
    if unknown := [name for name in chosen if name not in TABLES]:
        raise BriefError(f"There is no table {unknown[0]!r}. Choose from: all, {', '.join(TABLES)}.")
    first = (story(asked.project),) if asked.project else ()
    return (*first, *(TABLES[name](asked) for name in chosen))


def frames(asked: Wish, names: Sequence[str] = ("all",)) -> dict[str, Any]:
    """Return tables as tidy pandas DataFrames by name; columns and units are in `docs/costs.md`."""
    from reports.frames import frame

    return {table.name: frame(table) for table in tables(asked, names)}


def _now() -> datetime:
    return datetime.now(UTC)
