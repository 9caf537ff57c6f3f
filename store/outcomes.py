"""What became of orders and films, in groups made by the database."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, case, func, select

from domain.invoice import Charge
from domain.money import ZERO
from domain.outcomes import Fate, Film, Lost, Paid, Priced, Step, Stretch
from domain.period import Span
from store.database import reading
from store.spending import pillars, within
from store.tables import ledger, orders, projects, segments, videos

_ENDED = ("refused", "failed", "unknown", "done")


def priced(engine: Engine, span: Span) -> tuple[Priced, ...]:
    """Return, for each vendor and model, what its charged attempts were expected to cost and did; those settled in the span.

    An attempt that ended without a charge says nothing about a price and does not count.
    """
    estimate, charge = _sum("release"), _sum("spend")
    keys = (ledger.c.vendor, ledger.c.model, ledger.c.kind, ledger.c.order_id, ledger.c.attempt)
    settled = ledger.c.entry.in_(("release", "spend"))
    each = (
        select(*keys, estimate.label("estimate"), charge.label("charge")).where(settled, *within(span)).group_by(*keys).subquery()
    )
    named = (each.c.vendor, each.c.model, each.c.kind)
    query = select(*named, func.count(), func.sum(each.c.estimate), func.sum(each.c.charge)).where(each.c.charge > ZERO)
    with reading(engine) as connection:
        rows = connection.execute(query.group_by(*named).order_by(*named)).tuples()
        return tuple(Priced(row[0], row[1], row[2], row[3], row[4] or ZERO, row[5]) for row in rows)


def wasted(engine: Engine, span: Span) -> tuple[Lost, ...]:
    """Return what was charged in the span for what could not be used, by vendor, model and the words in which it was told."""
    keys = (ledger.c.vendor, ledger.c.model, ledger.c.note)
    query = select(*keys, func.count(), func.sum(ledger.c.amount_usd)).where(ledger.c.entry == "waste", *within(span))
    with reading(engine) as connection:
        return tuple(Lost(*row) for row in connection.execute(query.group_by(*keys).order_by(*keys)))


def doubtful(engine: Engine) -> tuple[Lost, ...]:
    """Return what is held now for orders whose fate nobody knows."""
    keys = (orders.c.vendor, orders.c.model, orders.c.error)
    query = select(*keys, func.count(), func.sum(orders.c.estimated_usd)).where(orders.c.state == "unknown")
    with reading(engine) as connection:
        return tuple(Lost(*row) for row in connection.execute(query.group_by(*keys).order_by(*keys)))


def fates(engine: Engine, span: Span) -> tuple[Fate, ...]:
    """Return how orders ended, or stand in doubt, that last moved in the span; without words where they are done."""
    words = case((orders.c.state == "done", ""), else_=orders.c.error).label("said")
    keys = (orders.c.vendor, orders.c.kind, orders.c.state)
    query = select(*keys, words, func.count()).where(orders.c.state.in_(_ENDED), *_moved(span)).group_by(*keys, words.name)
    with reading(engine) as connection:
        return tuple(Fate(*row) for row in connection.execute(query.order_by(*keys, words.name)))


def films(engine: Engine, span: Span) -> tuple[Film, ...]:
    """Return the projects whose newest file was finished in the span, the oldest first."""
    side = case((videos.c.width < videos.c.height, videos.c.width), else_=videos.c.height)
    last = func.max(videos.c.encoded_at, type_=videos.c.encoded_at.type)
    query = select(videos.c.project, func.count(), func.sum(videos.c.seconds), func.max(side), last).group_by(videos.c.project)
    if span.begin is not None:
        query = query.having(last >= span.begin)
    if span.end is not None:
        query = query.having(last < span.end)
    with reading(engine) as connection:
        subjects, filmed = pillars(connection), _filmed(connection)
        return tuple(
            Film(row[0], subjects.get(row[0], ""), row[1], row[2], row[3], row[4], filmed.get(row[0], {}))
            for row in connection.execute(query.order_by(last, videos.c.project))
        )


def paid(engine: Engine, only: Iterable[str] | None = None) -> tuple[Paid, ...]:
    """Return what each project that has finished files paid each vendor for each kind of work, at any time."""
    keys = (ledger.c.project, ledger.c.kind, ledger.c.vendor)
    finished = ledger.c.project.in_(select(videos.c.project))
    query = select(*keys, _sum("spend"), _sum("waste")).where(finished).group_by(*keys).order_by(*keys)
    wanted = None if only is None else set(only)
    with reading(engine) as connection:
        found = connection.execute(query)
        rows = [Paid(project, kind, vendor, usd or ZERO, lost or ZERO) for project, kind, vendor, usd, lost in found]
    return tuple(row for row in rows if row.spent_usd and (wanted is None or row.project in wanted))


def stretches(engine: Engine) -> tuple[Stretch, ...]:
    """Return, for each project with finished files and each kind of work, when its first order was made and its last one ended.

    Kind `project` is the moment the project was there, with its script.
    """
    finished = select(videos.c.project)
    keys = (orders.c.project, orders.c.kind)
    first = func.min(orders.c.created_at, type_=orders.c.created_at.type)
    last = func.max(orders.c.updated_at, type_=orders.c.updated_at.type)
    worked = select(*keys, first, last).where(orders.c.project.in_(finished)).group_by(*keys).order_by(*keys)
    opened = select(projects.c.id, projects.c.created_at).where(projects.c.id.in_(finished)).order_by(projects.c.id)
    with reading(engine) as connection:
        found = [Stretch(*row) for row in connection.execute(worked)]
        return (*found, *(Stretch(row[0], "project", row[1], row[1]) for row in connection.execute(opened)))


def steps(engine: Engine, project: str) -> tuple[Step, ...]:
    """Return every paid order of a project with its money, in the order of the film and of time."""
    sums = [_sum(entry).label(entry) for entry in ("reserve", "release", "spend", "waste")]
    money = select(ledger.c.order_id, *sums).where(ledger.c.project == project).group_by(ledger.c.order_id).subquery()
    names = ("id", "segment", "kind", "take", "vendor", "model", "attempt", "state", "error")
    query = select(*(orders.c[name] for name in names), *(money.c[column.name] for column in sums))
    query = query.join(money, money.c.order_id == orders.c.id).order_by(orders.c.segment, orders.c.created_at, orders.c.id)
    with reading(engine) as connection:
        return tuple(_step(row) for row in connection.execute(query).mappings())


def _step(row: Any) -> Step:
    reserve, release, spend, waste = (row[name] or ZERO for name in ("reserve", "release", "spend", "waste"))
    known: dict[str, Any] = {name: row[name] for name in ("segment", "kind", "take", "vendor", "model", "state")}
    known |= {"estimated_usd": reserve, "spent_usd": spend, "wasted_usd": waste, "held_usd": reserve - release}
    return Step(order=row["id"], attempts=row["attempt"], said=row["error"], **known)


def _sum(entry: str) -> ColumnElement[Any]:
    return func.sum(ledger.c.amount_usd).filter(ledger.c.entry == entry)


def _moved(span: Span) -> list[ColumnElement[bool]]:
    begin = [] if span.begin is None else [orders.c.updated_at >= span.begin]
    return begin if span.end is None else [*begin, orders.c.updated_at < span.end]


def _filmed(connection: Connection) -> dict[str, dict[str, float]]:
    """Return, for each finished project, the vendors of its kept segments with their shares of the running time."""
    lengths = _lengths(connection)
    same = and_(orders.c.project == segments.c.project, orders.c.segment == segments.c.id)
    clips = and_(orders.c.kind == "video", orders.c.state == "done", segments.c.kept)
    found = select(segments.c.project, segments.c.id, orders.c.vendor).join(orders, same).where(clips)
    finished = found.where(segments.c.project.in_(select(videos.c.project)))
    latest = {(row[0], row[1]): row[2] for row in connection.execute(finished.order_by(orders.c.take, orders.c.updated_at))}
    seconds: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (project, segment), vendor in latest.items():
        seconds[project][vendor] += lengths.get(project, {}).get(segment, 1.0)
    return {project: {name: long / sum(by.values()) for name, long in by.items()} for project, by in seconds.items()}


def _lengths(connection: Connection) -> dict[str, dict[int, float]]:
    """Return how long each segment of each finished project is in its last report, in seconds."""
    told = projects.c.body["report"]["segments"]
    query = select(projects.c.id, told).where(projects.c.id.in_(select(videos.c.project)))
    return {
        project: {segment["id"]: segment["seconds"] or 1.0 for segment in found or ()}
        for project, found in connection.execute(query).tuples()
    }


def charges(engine: Engine, vendor: str, span: Span) -> tuple[Charge, ...]:
    """Return every charge of a vendor in a span, the oldest first, with the vendor's own name of its job."""
    names = (ledger.c.order_id, ledger.c.at, ledger.c.amount_usd, orders.c.job, ledger.c.model, ledger.c.project)
    query = select(*names).join(orders, orders.c.id == ledger.c.order_id).order_by(ledger.c.at, ledger.c.id)
    with reading(engine) as connection:
        rows = connection.execute(query.where(ledger.c.entry == "spend", ledger.c.vendor == vendor, *within(span)))
        return tuple(Charge(row[0], row[1].date(), *row[2:]) for row in rows)
