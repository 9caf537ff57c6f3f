"""Cost per finished second and video, by pillar and by vendor; what reuse saved; how long films take."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

from domain.money import ZERO
from domain.outcomes import Film, Paid, Reuse, Stretch
from domain.table import Column, Table, each

_VIDEOS = "A video is a finished file here, one for each language and format: nothing is published by reelflow yet."


def finished_table(films: Sequence[Film], paid: Sequence[Paid]) -> Table:
    """Return what films that are finished cost a second and a file: by pillar everything, by vendor its own part."""
    rows = [("pillar", *row) for row in _by_pillar(films, paid)] + [("vendor", *row) for row in _by_vendor(films, paid)]
    return Table(
        name="finished",
        title="Cost of a finished second and of a finished video",
        columns=(
            Column("by"),
            Column("name"),
            Column("kind", "", "of work"),
            Column("videos", "count", "finished files"),
            Column("seconds", "s", "of them; of a video vendor, those it filmed"),
            Column("spent_usd", "USD", "all that was charged for these projects, waste included, at any time"),
            Column("usd_per_second", "USD"),
            Column("usd_per_video", "USD"),
        ),
        rows=tuple(rows),
        notes=(_VIDEOS,) if rows else ("No film is finished in these days.",),
    )


def _by_pillar(films: Sequence[Film], paid: Iterable[Paid]) -> list[tuple[object, ...]]:
    spent: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in paid:
        spent[row.project] += row.spent_usd
    return [
        _row(pillar or "(none)", "all", [film for film in films if film.pillar == pillar], 1.0, spent)
        for pillar in sorted({film.pillar for film in films})
    ]


def _row(
    name: str, kind: str, mine: Sequence[Film], share: float | dict[str, float], spent: dict[str, Decimal]
) -> tuple[object, ...]:
    part = {film.project: share if isinstance(share, float) else share[film.project] for film in mine}
    files, seconds = sum(film.files for film in mine), sum(film.seconds * part[film.project] for film in mine)
    amount = sum((spent[film.project] for film in mine), start=ZERO)
    return (name, kind, files, seconds, amount, each(amount, round(seconds, 3)), each(amount, files))


def _by_vendor(films: Sequence[Film], paid: Iterable[Paid]) -> list[tuple[object, ...]]:
    there = {film.project: film for film in films}
    spent: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for row in paid:
        if row.project in there:
            spent[row.kind, row.vendor][row.project] += row.spent_usd
    found = []
    for (kind, vendor), amounts in sorted(spent.items()):
        mine = [there[project] for project in amounts]
        share = {film.project: film.filmed.get(vendor, 0.0) if kind == "video" else 1.0 for film in mine}
        found.append(_row(vendor, kind, mine, share, amounts))
    return found


def savings_table(reused: Sequence[Reuse], films: Sequence[Film], paid: Sequence[Paid]) -> Table:
    """Return what was not paid because it was there: used again by later runs, and clips that several files of a film share."""
    several = {film.project: film.files - 1 for film in films if film.files > 1}
    shared: dict[str, list[Decimal | int]] = defaultdict(lambda: [0, ZERO])
    for row in paid:
        if row.kind == "video" and row.project in several:
            shared[row.vendor][0] += several[row.project]
            shared[row.vendor][1] += (row.spent_usd - row.wasted_usd) * several[row.project]
    rows = [("used again by a later run", one.kind, one.vendor, one.orders, one.saved_usd) for one in reused]
    rows += [
        ("clips shared by a film's files", "video", vendor, int(n), Decimal(usd)) for vendor, (n, usd) in sorted(shared.items())
    ]
    return Table(
        name="savings",
        title="What was not paid because it was there already",
        columns=(
            Column("how"),
            Column("kind"),
            Column("vendor"),
            Column("times", "count", "orders not made again; or further files of films that share their clips"),
            Column("saved_usd", "USD", "what they were charged the first time"),
        ),
        rows=tuple(rows),
        notes=() if rows else ("Nothing paid was used again in these days.",),
    )


def stages_table(
    films: Sequence[Film], stretches: Sequence[Stretch], measured: Sequence[tuple[str, int, float, float]] = ()
) -> Table:
    """Return how long films take from start to file, by stage: from the store, and as Prefect measured it where it was asked."""
    spans: dict[str, list[float]] = defaultdict(list)
    there = {film.project: film for film in films}
    for project, mine in _grouped(stretches).items():
        if project in there:
            for stage, seconds in _stages(mine, there[project]):
                spans[stage].append(seconds)
    rows = [("store", stage, len(found), median(found), max(found)) for stage, found in spans.items()]
    rows += [("Prefect", *row) for row in measured]
    return Table(
        name="stages",
        title="From start to film, by stage",
        columns=(
            Column("source", "", "store: from the first order to the last; Prefect: from the first task to the last of a run"),
            Column("stage"),
            Column("films", "count", "or runs"),
            Column("median", "s"),
            Column("longest", "s"),
        ),
        rows=tuple(rows),
        notes=("Stages overlap: a segment is cut while others are filmed. Pauses, such as a review or a later retake, count.",)
        if rows
        else (),
    )


def _grouped(stretches: Iterable[Stretch]) -> dict[str, list[Stretch]]:
    found: dict[str, list[Stretch]] = defaultdict(list)
    for one in stretches:
        found[one.project].append(one)
    return found


def _stages(mine: Sequence[Stretch], film: Film) -> Iterable[tuple[str, float]]:
    names = {"text": "write", "video": "film", "speech": "speak", "listen": "listen", "music": "score"}
    start = min(one.begun_at for one in mine)
    for one in mine:
        if one.kind in names:
            yield names[one.kind], (one.ended_at - one.begun_at).total_seconds()
    last = max((one.ended_at for one in mine if one.kind in ("video", "speech", "listen")), default=start)
    yield "cut and finish, after the last clip and voice", max(0.0, (film.finished_at - last).total_seconds())
    yield "all, from start to film", (film.finished_at - start).total_seconds()
