"""`reelflow calendar`: look at a content calendar, check it, work it off, decide what waits."""

import json as json_module
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape
from rich.table import Table

from blocks.settings import LOCAL
from cli.console import next_steps, out, print_json
from domain.calendar import Calendar, occurrence
from domain.calendar_plan import Agenda, Planned, SlotRow
from domain.errors import BriefError

File = Annotated[str, typer.Argument(help="Calendar file (.yaml).", show_default="REELFLOW_CALENDAR")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
Month = Annotated[str, typer.Option(help="Such as 2026-12.")]
COLOURS = {"done": "green", "failed": "red", "waiting": "yellow", "started": "cyan", "due": "cyan", "skipped": "dim"}
PAST = 20
"""Rows of the past that are shown; all with `--json`."""

calendar = typer.Typer(help="Plan films ahead: a file of slots, each moment of which makes one film.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.add_typer(calendar, name="calendar")


@calendar.command()
def check(file: File = "", json: Json = False) -> None:
    """Say everything that is wrong with a calendar at once, by line and slot; exit code 2 when something will not happen."""
    from tasks.calendars.calendar_checks import wrong_with
    from tasks.calendars.calendar_files import place_of
    from tasks.calendars.lined import text_of

    place = place_of(file)
    text = text_of(place, "Calendar")
    mistakes = wrong_with(text, datetime.now(UTC), *_known(text))
    grave = any(one.grave for one in mistakes)
    if json:
        found = [{**one.model_dump(), "told": one.told} for one in mistakes]
        print_json(json_module.dumps({"well": not grave, "mistakes": found}, ensure_ascii=False))
    else:
        for one in mistakes:
            out.print(
                f"[{'red' if one.grave else 'yellow'}]{'wrong' if one.grave else 'soon '}[/]  {escape(one.told)}", soft_wrap=True
            )
        out.print(f"{place}: {'mend what is wrong' if grave else 'can be worked off'}.", soft_wrap=True)
    raise typer.Exit(2 if grave else 0)


@calendar.command()
def show(
    file: File = "",
    days: Annotated[int, typer.Option(help="How many days ahead.", min=1, max=366)] = 31,
    json: Json = False,
) -> None:
    """Show what became of past moments, what is planned with which theme, and what waits for you."""
    found, agenda = _agenda(file, days)
    if json:
        print_json(agenda.model_dump_json())
        return
    seen = f"worked off until {_local(agenda.worked_until, found)}" if agenda.worked_until else "not worked off yet"
    out.print(f"[bold]{found.name}[/]  {found.time_zone}, {seen}, after an outage: {found.after_outage}")
    out.print(_table(found, agenda.past[-PAST:], agenda.planned))
    for finding in agenda.findings:
        out.print(f"  · {escape(finding)}", soft_wrap=True)


@calendar.command("next")
def coming(
    file: File = "",
    count: Annotated[int, typer.Option(help="How many.", min=1, max=100)] = 5,
    json: Json = False,
) -> None:
    """Show the next moments and their themes."""
    found, agenda = _agenda(file, 366)
    planned = agenda.planned[:count]
    if json:
        print_json(json_module.dumps([one.model_dump(mode="json") for one in planned], ensure_ascii=False))
        return
    out.print(_table(found, (), planned) if planned else "Nothing is planned for a year.")


@calendar.command()
def run(file: File = "", json: Json = False) -> None:
    """Work a calendar off now: make every film that is due, here, one after another; none is made twice."""
    from cli.running import running
    from cli.server import contain_server
    from tasks.calendars.calendar_files import calendar_named, place_of
    from tasks.guarding import check_room
    from tasks.wiring import store

    check_room()
    place = place_of(file)
    found = calendar_named(place)
    store()
    contain_server()
    from flows.content_calendar import content_calendar

    agenda: Agenda = running(lambda: content_calendar(calendar=str(place)))
    if json:
        print_json(agenda.model_dump_json())
    else:
        out.print(_table(found, agenda.past[-PAST:], agenda.planned[:5]))
        for finding in agenda.findings:
            out.print(f"  · {escape(finding)}", soft_wrap=True)
    raise typer.Exit(1 if any(row.state == "failed" for row in agenda.past) else 0)


@calendar.command()
def propose(
    file: File,
    month: Month,
    text: Annotated[str, typer.Option(help="Who proposes.", show_default="as in the file, TEXT_PROVIDER, else by rule")] = "",
    seed: Annotated[int, typer.Option(help="Another number, other themes.", min=0)] = 0,
    output: Annotated[str, typer.Option(help="Table to write (.csv), to edit and approve.")] = "",
    json: Json = False,
) -> None:
    """Propose a theme for every moment of a month that has none. They are used once you approve them."""
    from tasks.calendars.calendar_files import calendar_named
    from tasks.calendars.proposing import as_table
    from tasks.calendars.proposing import propose as proposed

    found = calendar_named(file)
    offered = proposed(found, month, text=text, seed=seed)
    if output:
        _written(output, as_table(found, offered))
    if json:
        print_json(json_module.dumps([one.model_dump(mode="json") for one in offered], ensure_ascii=False))
        return
    if not offered:
        out.print(f"Every moment of {month} has its theme.")
        return
    out.print(_table(found, (), tuple(Planned(occurrence=occurrence(one.key), theme=one.theme) for one in offered)))
    if any(one.by == LOCAL["text"] for one in offered):
        out.print("Made by rule, without a text model: they know nothing of the subject. Set TEXT_PROVIDER for better ones.")
    table = f" --table {output}" if output else ""
    next_steps(f"reelflow calendar approve {file} --month {month}{table}")


@calendar.command()
def approve(
    file: File,
    month: Month,
    table: Annotated[str, typer.Option(help="The edited table; rows that are gone are forgotten.")] = "",
    drop: Annotated[list[str] | None, typer.Option(metavar="SLOT@INSTANT", help="All but this; repeatable.")] = None,
    json: Json = False,
) -> None:
    """Make a month's proposed themes usable: all of them, or as they stand in an edited table."""
    from tasks.calendars.calendar_files import calendar_named
    from tasks.calendars.lined import text_of
    from tasks.calendars.proposing import approve as approved

    found = calendar_named(file)
    chosen = approved(found, month, text_of(table, "Table") if table else None, drop or ())
    if json:
        print_json(json_module.dumps([one.model_dump(mode="json") for one in chosen], ensure_ascii=False))
        return
    out.print(f"{len(chosen)} themes approved.")
    next_steps(f"reelflow calendar show {file}")


@calendar.command()
def release(
    name: Annotated[str, typer.Argument(help="Name of the calendar, or its file.")],
    moment: Annotated[str, typer.Argument(metavar="SLOT@INSTANT", help="As `reelflow calendar show` names it.")],
    skip: Annotated[bool, typer.Option("--skip", help="Do not make it.")] = False,
    json: Json = False,
) -> None:
    """Let a film go that waits, was skipped or failed: it starts when the calendar is next worked off. Or drop it."""
    from store import calendars
    from tasks.wiring import store

    one = occurrence(moment)
    row = SlotRow(calendar=_name_of(name), slot=one.slot, instant=one.instant, state="waiting")
    decided = (calendars.skip if skip else calendars.release)(store(), row)
    if json:
        print_json(decided.model_dump_json())
    else:
        out.print(f"{decided.key} is {decided.state} now.")


def _written(place: str, text: str) -> None:
    try:
        Path(place).write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise BriefError(f"{place} cannot be written: {wrong.strerror}. Choose another place.") from wrong


def _agenda(file: str, days: int) -> tuple[Calendar, Agenda]:
    from tasks.calendars.calendar_files import calendar_named
    from tasks.calendars.due import agenda

    found = calendar_named(file)
    return found, agenda(found, days=days)


def _known(text: str) -> tuple[Any, ...]:
    """Return what the store knows of the calendar of a text: nothing when the text cannot be read."""
    from store import calendar_themes, calendars
    from tasks.calendars.calendar_files import read_calendar
    from tasks.wiring import store

    found = read_calendar(text).calendar
    return (calendars.rows(store(), found.name), calendar_themes.proposals(store(), found.name)) if found else ()


def _name_of(named: str) -> str:
    """Return the name of a calendar given by its name or its file."""
    from tasks.calendars.calendar_files import calendar_in

    return calendar_in(named).name if Path(named).is_file() else named


def _table(found: Calendar, past: tuple[SlotRow, ...], planned: tuple[Planned, ...]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for name in ("local time", "slot", "state", "theme"):
        table.add_column(name, no_wrap=name in ("local time", "state"), overflow="fold")
    for row in past:
        state = f"[{COLOURS[row.state]}]{row.state}[/]"
        note = [row.project, row.note, row.key if row.state in ("failed", "skipped", "waiting") else ""]
        table.add_row(_local(row.instant, found), row.slot, state, _cell(row.theme, *note))
    for one in planned:
        theme = one.theme or "(no theme)"
        note = [f"proposed: {one.proposed}" if one.proposed else "", f"variation {one.seed}" if one.seed else ""]
        table.add_row(_local(one.occurrence.instant, found), one.occurrence.slot, "planned", _cell(theme, *note))
    return table


def _cell(theme: str, *notes: str) -> str:
    return "\n".join([escape(theme), *(f"[dim]{escape(note)}[/]" for note in notes if note)]).strip()


def _local(moment: datetime, found: Calendar) -> str:
    return f"{moment.astimezone(ZoneInfo(found.time_zone)):%a %Y-%m-%d %H:%M}"
