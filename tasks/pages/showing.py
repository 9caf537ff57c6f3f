"""Show a run on its Prefect page: how far it is, tables of segments and findings, a contact sheet, a link to each film, notes."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from prefect.artifacts import create_image_artifact, create_link_artifact, create_markdown_artifact, create_table_artifact

from domain.media import MediaRef
from domain.money import Money, dollars
from domain.project import Project, Report, SegmentReport, Video
from domain.review import Finding
from store.ledger import entries
from store.orders import of_project
from tasks.pages.picturing import film_sheet, made_small, opening
from tasks.wiring import store, vault

COVER_WIDTH = 480


def show(project: Project, report: Report, films: Sequence[Video]) -> None:
    """Leave a run's artifacts, each with its history under a key of the project."""
    key = artifact_key(project.id)
    segments = [_row(segment) for segment in report.segments]
    create_table_artifact(segments, key=f"{key}-segments", description=f"Segments. {project.title}")
    create_markdown_artifact(_story(report), key=f"{key}-report", description=f"Report. {project.title}")
    create_table_artifact([_found(one) for one in report.review], key=f"{key}-review", description="Review of script and films")
    create_table_artifact(_costs(project), key=f"{key}-cost", description=f"Cost. {_money(report)}")
    for film in films:
        name = artifact_key(f"{key}-{film.language}-{film.format}")
        create_link_artifact(link_to(film), link_text=film.path, key=f"{name}-film", description=_facts(film))
        if film.cover:
            create_image_artifact(
                made_small(Path(film.cover), COVER_WIDTH), key=f"{name}-cover", description=f"Cover. {_facts(film)}"
            )
        sheet = film_sheet(film, report.segments, opening(project))
        create_image_artifact(sheet, key=f"{name}-sheet", description=f"Contact sheet. {_facts(film)}")


def link_to(film: Video) -> str:
    """Return an address of a film: where people can open the media store, else the file itself."""
    address = vault().url(MediaRef(sha256=film.sha256, suffix=".mp4", kind="video"))
    return address if address.startswith("http") else Path(film.path).as_uri()


def artifact_key(text: str) -> str:
    """Return `text` as Prefect spells the keys of artifacts."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _facts(film: Video) -> str:
    return f"{film.format}, {film.language}: {film.width}x{film.height}, {film.seconds:.1f} s"


def _row(segment: SegmentReport) -> dict[str, object]:
    return {
        "segment": segment.index,
        "state": segment.state if segment.kept else "dropped",
        "seconds": round(segment.seconds, 2),
        "vendor": segment.vendor,
        "take": segment.take,
        "cost": dollars(segment.cost_usd),
        "narration": segment.narration,
        "prompt": segment.prompt,
        "error": segment.error,
    }


def _found(one: Finding) -> dict[str, object]:
    return {"film": f"{one.format}, {one.language}" if one.format else "script", **one.model_dump(exclude={"format", "language"})}


def _costs(project: Project) -> list[dict[str, object]]:
    """Return what each model of each vendor was paid for each kind of work, as rows; free work has a row, too."""
    counted = Counter((order.kind, order.vendor, order.model) for order in of_project(store(), project.id))
    sums: defaultdict[tuple[str, ...], defaultdict[str, Money]] = defaultdict(lambda: defaultdict(Money))
    for one in entries(store(), project.id):
        sums[one["kind"], one["vendor"], one["model"]][one["entry"]] += one["amount_usd"]
    return [_cost(*what, orders=count, paid=sums[what]) for what, count in sorted(counted.items())]


def _cost(kind: str, vendor: str, model: str, *, orders: int, paid: Mapping[str, Money]) -> dict[str, object]:
    money = {"spent": paid["spend"], "wasted": paid["waste"], "reserved": paid["reserve"] - paid["release"]}
    told = {name: dollars(amount) for name, amount in money.items()}
    return {"kind": kind, "vendor": vendor, "model": model, "orders": orders, **told}


def _money(report: Report) -> str:
    return f"Spent {dollars(report.cost.spent_usd)}, reserved {dollars(report.cost.reserved_usd)}."


def _story(report: Report) -> str:
    parts = [f"# {report.title}", f"State: **{report.state}**. {_money(report)}"]
    for heading, notes in (("In a lesser form", report.degraded), ("Good to know", report.findings)):
        if notes:
            parts += [f"## {heading}", *(f"- {note}" for note in notes)]
    return "\n\n".join(parts)
