"""Plan: what a video would cost with each vendor, and what making a project now would pay. Orders nothing."""

from datetime import UTC, date, datetime

from domain.ask import Ask
from domain.directing import shots
from domain.errors import ReelflowError
from domain.estimate import OLD_DAYS, Change, Estimate
from domain.formats import format_named
from domain.project import Project
from domain.requests import Made, VideoRequest
from providers.base import Vendor
from providers.offers import Offer
from providers.registry import all_vendors, offer, vendor
from store.orders import OrderState, of_project
from tasks.asking import brief_for
from tasks.fulfil import order_digest
from tasks.wiring import store, vault

SEGMENT = 5.0
DONE: tuple[OrderState, ...] = ("done",)


def estimates(ask: Ask, *, today: date | None = None) -> tuple[Estimate, ...]:
    """Return every video vendor's price for a request, the cheapest usable first."""
    brief = brief_for(ask)
    count = max(1, round(brief.duration / SEGMENT))
    wish = VideoRequest(project="", prompt="a scene", seconds=SEGMENT, ratio=format_named(brief.formats[0]).ratio)
    rows = [
        _estimate(by, one, wish, count, today or datetime.now(UTC).date())
        for by in all_vendors().values()
        for one in by.offers
        if one.kind == "video"
    ]
    return tuple(sorted(rows, key=lambda row: (bool(row.note), row.total_usd, row.vendor, row.model)))


def changes(project: Project) -> tuple[Change, ...]:
    """Return what making a project now would do with each kept segment's clip."""
    return tuple(_change(project, place, shot) for place, shot in enumerate(shots(project), start=1))


def _estimate(by: Vendor, one: Offer, wish: VideoRequest, count: int, today: date) -> Estimate:
    return Estimate(
        vendor=by.slug,
        model=one.model,
        segment_usd=one.estimate(wish),
        segments=count,
        quoted=one.quoted,
        note=_note(by, one, wish, today),
    )


def _note(by: Vendor, one: Offer, wish: VideoRequest, today: date) -> str:
    if by.retired:
        return by.retired
    try:
        one.check(wish)
    except ReelflowError as no:
        return str(no)
    old = one.quoted and (today - one.quoted).days > OLD_DAYS
    return f"price read more than {OLD_DAYS} days ago" if old else ""


def _change(project: Project, place: int, shot: VideoRequest) -> Change:
    for name in project.lineup.video.slugs:
        terms = offer(name, "video")
        if _is_there(project, shot, vendor(name, "video").slug, terms.model):
            return Change(index=place, action="reuse")
        try:
            terms.check(shot)
        except ReelflowError:
            continue
        if name != "files" or shot.source:
            return Change(index=place, action=f"film with {name}", usd=terms.estimate(shot))
    return Change(index=place, action="nobody can film it")


def _is_there(project: Project, shot: VideoRequest, slug: str, model: str) -> bool:
    wanted = order_digest(shot, model)
    done = of_project(store(), project.id, segment=shot.segment, kind="video", states=DONE)
    mine = [order for order in done if order.vendor == slug and order.digest == wanted]
    return any(vault().has(Made.model_validate(order.result).media) for order in mine)
