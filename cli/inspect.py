"""`reelflow projects`, `show` and `providers`: look at what is there; changes nothing."""

import json as json_module
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from cli.console import out, print_json, show_report
from cli.exchange import Format, Language, show_timeline
from domain.errors import BriefError
from domain.money import Money, dollars

Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(projects)
    app.command()(show)
    app.command()(providers)


def projects(json: Json = False) -> None:
    """List the projects, newest first."""
    from store import projects as stored
    from tasks.wiring import store

    rows = stored.listing(store())
    if json:
        print_json(json_module.dumps([row.model_dump(mode="json") for row in rows]))
        return
    if not rows:
        out.print('No project yet. Make one: reelflow make "5 Python beginner mistakes"')
        return
    table = Table(show_edge=False)
    for name in ("project", "title", "status", "segments", "spent", "changed"):
        table.add_column(name, no_wrap=name == "project", overflow="fold")
    for row in rows:
        changed = row.updated_at.astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(row.id, escape(row.title), row.status, str(row.segments), dollars(row.spent_usd), changed)
    out.print(table)


def show(
    project: str,
    timeline: Annotated[bool, typer.Option("--timeline", help="Show a finished film's timeline instead.")] = False,
    language: Language = "",
    format: Format = "",
    json: Json = False,
) -> None:
    """Show a project: its segments, films, cost, and what was delivered in a lesser form; or a film's timeline."""
    from store import projects as stored
    from tasks.pages.standing import report_of
    from tasks.wiring import store

    if (language or format) and not timeline:
        raise BriefError("--language and --format choose a film's timeline. Add --timeline.")
    found = stored.load(store(), project)
    if timeline:
        from tasks.films.exporting import final_cut

        show_timeline(found, final_cut(found, language, format), as_json=json)
        return
    report = report_of(found)
    if json:
        print_json(report.model_dump_json())
        return
    out.print(f"[bold]{escape(found.title)}[/]  ({found.id}, {found.status})")
    brief = found.brief
    out.print(f"{brief.pillar}, {brief.duration} s, {', '.join(found.languages)}, {', '.join(brief.formats)}")
    show_report(report)
    for saying in found.sayings:
        out.print(f"[dim]{escape(saying.written)} is spoken as: {escape(saying.spoken)}[/]")
    for segment in report.segments:
        pictures = [f"{word} {name}" for word, name in (("from", segment.still), ("to", segment.last)) if name]
        told = f"{segment.prompt} ({' '.join(pictures)})" if pictures else segment.prompt
        out.print(f"[dim]{segment.index}. filmed: {escape(told)}[/]", soft_wrap=True)


def providers(json: Json = False) -> None:
    """List every vendor: what it does, the price of 5 seconds, or of a script, and where its key was found."""
    from tasks.money.catalogue import catalogue

    rows = catalogue()
    if json:
        print_json(json_module.dumps(rows))
        return
    table = Table(show_edge=False)
    for name in ("vendor", "kind", "model", "seconds", "5 s", "price read", "key"):
        table.add_column(name, no_wrap=name in ("vendor", "price read"), overflow="fold")
    for slug, facts in rows.items():
        for offer in facts["offers"]:
            table.add_row(slug, offer["kind"], offer["model"], _seconds(offer), *_price(offer), _key(facts))
    out.print(table)


def _seconds(offer: dict[str, Any]) -> str:
    if offer["kind"] != "video":
        return ""
    return ", ".join(f"{length:g}" for length in offer["lengths"]) or f"{offer['shortest']:g} to {offer['longest']:g}"


def _price(offer: dict[str, Any]) -> tuple[str, str]:
    if offer["usd"] is None:
        return "unknown", "add to prices.yaml"
    read = f"{offer['quoted']}, old" if offer["old"] else offer["quoted"] or ""
    return (dollars(Money(offer["usd"])), read) if read or Money(offer["usd"]) else ("free", "")


def _key(facts: dict[str, Any]) -> str:
    if facts["retired"]:
        return "ended"
    if not facts["needs"]:
        return "none needed"
    return str(facts["key_found_in"]) or f"set {facts['needs'][0][0]}"
