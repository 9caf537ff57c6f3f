"""The cost report: all tables and plots as one page, as artifacts on the run page, as files in the media store."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

from matplotlib.figure import Figure
from prefect import task
from prefect.artifacts import create_image_artifact, create_link_artifact, create_markdown_artifact, create_table_artifact

from blocks.settings import settings
from domain.cost_report import CostReport
from domain.media import MediaKind, MediaRef
from domain.money import dollars
from domain.period import month_of, span
from domain.spending import total
from domain.table import Table
from reports import plots
from reports.drift import alarms
from reports.files import csv_text, parquet_bytes
from reports.look import Theme, png
from reports.page import PLOTS, address, html, markdown
from store import outcomes, projects
from store.spending import spending
from tasks.money.costing import TABLES, Wish, tables, this_month
from tasks.money.costing import wish as wished
from tasks.pages.notifying import notified
from tasks.policies import ONCE
from tasks.wiring import scratch, store, vault

Period = Literal["week", "month", "this month", "all"]
THEMES: tuple[Theme, ...] = ("light", "dark")
IN_SUMMARY = ("spending", "month", "waste", "drift", "finished")


def wish_for(period: Period, *, by: str = "", zone: str = "", alarm: float = 10.0, today: date | None = None) -> Wish:
    """Return what a report over a period asks for: the last whole week or month before today, this month, or everything."""
    asked = wished(by=by, zone_name=zone, alarm=alarm)
    now = today or datetime.now(UTC).astimezone(asked.span.zone).date()
    monday, first = now - timedelta(days=now.weekday()), now.replace(day=1)
    ends: dict[Period, tuple[date | None, date | None]] = {
        "week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "month": ((first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)),
        "this month": (first, now),
        "all": (None, None),
    }
    since, until = ends[period]
    return asked.model_copy(update={"span": span(asked.span.zone, str(since or ""), str(until or ""))})


def page_of(asked: Wish) -> str:
    """Return the whole report as one HTML page."""
    found = tables(asked, ["all"])
    return html(_title(asked), lead(asked, found), found, pictures(asked, found))


def pictures(asked: Wish, found: tuple[Table, ...]) -> dict[str, dict[str, bytes]]:
    """Return every plot as PNG, for light and for dark screens, by its name."""
    drawn = _drawings(asked, {table.name: table for table in found})
    return {name: {theme: png(draw(theme)) for theme in THEMES} for name, draw in drawn.items()}


def _drawings(asked: Wish, found: Mapping[str, Table]) -> dict[str, Callable[[Theme], Figure]]:
    days = spending(store(), ("day", "vendor"), asked.span)
    if len({row.keys[0] for row in days}) and _reach(days[0].keys[0], days[-1].keys[0]) > plots.DAYS:
        days = spending(store(), ("month", "vendor"), asked.span)
    now = datetime.now(UTC)
    month, mine = month_of(now, asked.span.zone), this_month(asked.span)
    dearest = asked.project or _dearest(asked)
    told = outcomes.steps(store(), dearest) if dearest else ()
    title = _name_of(dearest) if dearest else ""
    drawn: dict[str, Callable[[Theme], Figure]] = {
        "over_time": lambda theme: plots.over_time(days, theme=theme),
        "month_ahead": lambda theme: plots.month_ahead(mine, now, month, settings().reelflow_budget_usd, theme=theme),
        "estimate_and_charge": lambda theme: plots.estimate_and_charge(found["drift"], theme=theme),
        "waste_by_reason": lambda theme: plots.waste_by_reason(found["waste"], theme=theme),
        "waterfall": lambda theme: plots.waterfall(told, title, theme=theme),
    }
    return drawn if dearest else {name: draw for name, draw in drawn.items() if name != "waterfall"}


def lead(asked: Wish, found: tuple[Table, ...]) -> tuple[str, ...]:
    """Return the sentences that open a report: the sums, what they leave out, and what is worth a look."""
    sums = total(list(spending(store(), (), asked.span)))
    opening = f"{asked.span.told[0].upper()}{asked.span.told[1:]}. Spent {dollars(sums.spent_usd)} in {sums.orders} orders, "
    opening += f"{dollars(sums.wasted_usd)} of it wasted; {dollars(sums.held_usd)} more was reserved than settled."
    return (opening, *(f"Look: {alarm}" for alarm in worth_a_look(found)))


def worth_a_look(found: tuple[Table, ...]) -> tuple[str, ...]:
    """Return, as sentences, which models are charged otherwise than estimated, and whether the month leads above its ceiling."""
    by_name = {table.name: table for table in found}
    [month] = by_name["month"].rows
    *_, projected, ceiling, share = month
    above = ceiling is not None and projected > ceiling
    leads = f"This month leads to {dollars(projected)}, {share:.0f} % of its ceiling of {dollars(ceiling)}." if above else ""
    return (*([leads] if leads else []), *alarms(by_name["drift"]))


@task(task_run_name="write the report", **ONCE)
def published(asked: Wish, notify: str = "") -> CostReport:
    """Keep the report's files, show it on the run page, send its summary where that is asked, and return what there is."""
    found = tables(asked, list(TABLES))
    opening, drawn = lead(asked, found), pictures(asked, found)
    title, sums = _title(asked), total(list(spending(store(), (), asked.span)))
    summary = markdown(title, opening, [table for table in found if table.name in IN_SUMMARY])
    page = _kept("report.html", html(title, opening, found, drawn).encode(), "other")
    files = {f"{table.name}.csv": _kept(f"{table.name}.csv", csv_text(table).encode(), "other") for table in found}
    files |= {f"{table.name}.parquet": _kept(f"{table.name}.parquet", parquet_bytes(table), "other") for table in found}
    files |= {f"{name}.png": _kept(f"{name}.png", themes["light"], "image") for name, themes in drawn.items()}
    _show(title, summary, found, drawn, page)
    sent = notified(notify, title, f"{summary}\n\n{_link(page)}")
    return CostReport(
        title=title,
        summary=summary,
        **{name: getattr(sums, name) for name in ("spent_usd", "wasted_usd", "held_usd")},
        alarms=worth_a_look(found),
        page=page,
        files=files,
        sent_to=sent,
    )


def _show(title: str, summary: str, found: tuple[Table, ...], drawn: dict[str, dict[str, bytes]], page: MediaRef) -> None:
    """Leave a report's artifacts, each with its history over the reports under a key of its own."""
    create_markdown_artifact(summary, key="cost-report", description=title)
    create_link_artifact(_link(page), link_text="The whole report", key="cost-report-page", description=title)
    for table in found:
        names = [column.heading for column in table.columns]
        rows = [dict(zip(names, row, strict=True)) for row in table.words]
        create_table_artifact(rows, key=f"cost-report-{table.name}", description=table.title)
    for name, themes in drawn.items():
        key = f"cost-report-{name.replace('_', '-')}-plot"
        create_image_artifact(address(themes["light"]), key=key, description=PLOTS[name])


def _kept(name: str, data: bytes, kind: MediaKind) -> MediaRef:
    with scratch() as folder:
        (folder / name).write_bytes(data)
        return vault().put(folder / name, kind)


def _link(page: MediaRef) -> str:
    address = vault().url(page)
    return address if address.startswith("http") else Path(vault().open(page)).as_uri()


def _title(asked: Wish) -> str:
    days = asked.span
    return f"Costs {days.since} to {days.until}" if days.since and days.until else "Costs"


def _dearest(asked: Wish) -> str:
    """Return the project that cost most in these days, nothing when none cost anything."""
    rows = [row for row in spending(store(), ("project",), asked.span) if row.spent_usd]
    return max(rows, key=lambda row: row.spent_usd).keys[0] if rows else ""


def _name_of(project: str) -> str:
    titles = {row.id: row.title for row in projects.listing(store())}
    return titles.get(project, project)


def _reach(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
