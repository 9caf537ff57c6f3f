"""What the workspace's plan allows, enforced before anything is spent: videos a month, size, watermark."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from blocks.zone import plan, zone
from domain.ask import Ask
from domain.brand import Brand
from domain.errors import CeilingReached
from domain.formats import FORMATS, format_named
from domain.media import MediaRef
from domain.period import Span, month_of
from domain.plans import Plan
from domain.project import Project
from domain.timeline import Watermark
from media.fonts import folder
from store import places
from tasks.briefs.asking import brief_for, name_of
from tasks.wiring import scratch, store, vault

HOUSE = "made with reelflow"
"""What the watermark of a plan says where the brand has none."""
_SIZE = (720, 150)


def check_plan(ask: Ask) -> None:
    """Raise `CeilingReached` when the plan does not allow what is asked. Spends nothing: a brief is read by rule."""
    if (tier := plan()) is None:
        return
    _check_size(tier, brief_for(ask, free=True).formats)
    name, month = name_of(ask), _this_month()
    if tier.videos is not None and not places.holds(store(), name) and places.taken(store(), month, but=name) >= tier.videos:
        raise _used_up(tier, month)


def take_place(project: Project) -> None:
    """Count a project for this month; raise `CeilingReached`, before anything is ordered, when the plan does not allow it."""
    tier, month = plan(), _this_month()
    if tier is not None:
        _check_size(tier, project.formats)
    if not places.take(store(), project.id, month, tier.videos if tier else None):
        assert tier
        raise _used_up(tier, month)


def marked(project: Project) -> Project:
    """Return the project with the watermark that the plan asks for, where its brand shows none; it is not saved."""
    tier = plan()
    if tier is None or not tier.watermark or (project.brand and project.brand.watermark):
        return project
    mark = Watermark(media=_house_mark(), corner="top_right", width=0.3, opacity=0.75)
    return project.model_copy(update={"brand": (project.brand or Brand()).model_copy(update={"watermark": mark})})


def plan_notes(project: Project) -> tuple[str, ...]:
    """Return, as sentences, what the plan adds to a film."""
    tier = plan()
    if tier is None or not tier.watermark or (project.brand and project.brand.watermark):
        return ()
    return (f"The plan {tier.name} puts a watermark on films: {HOUSE!r}. A brand with a logo shows its own instead.",)


def _check_size(tier: Plan, formats: Iterable[str]) -> None:
    for shape in map(format_named, formats):
        side = min(shape.width, shape.height)
        if tier.side is not None and side > tier.side:
            fit = ", ".join(one.name for one in FORMATS.values() if min(one.width, one.height) <= tier.side)
            raise CeilingReached(
                f"The plan {tier.name} allows films up to {tier.side}p; {shape.name} is {shape.width}x{shape.height}. "
                f"Choose a format among {fit}, or set another REELFLOW_PLAN. Nothing was spent."
            )


def _used_up(tier: Plan, month: Span) -> CeilingReached:
    assert month.until
    again = month.until + timedelta(days=1)
    return CeilingReached(
        f"The plan {tier.name} allows {tier.videos} videos a month, and {month.since:%Y-%m} has them. Wait for {again} "
        f"({month.zone.key}), or set another REELFLOW_PLAN. Nothing was spent."
    )


def _this_month() -> Span:
    return month_of(datetime.now(UTC), zone())


def _house_mark() -> MediaRef:
    """Return the watermark's picture, in the media store."""
    picture = Image.new("RGBA", _SIZE, (0, 0, 0, 0))
    face = ImageFont.truetype(str(next(folder().glob("Poppins-Medium*"))), 62)
    ImageDraw.Draw(picture).text(
        (_SIZE[0] / 2, _SIZE[1] / 2), HOUSE, "white", face, anchor="mm", stroke_width=3, stroke_fill=(0, 0, 0, 150)
    )
    out = BytesIO()
    picture.save(out, "PNG")
    with scratch() as place:
        (place / "mark.png").write_bytes(out.getvalue())
        return vault().put(place / "mark.png", "image", width=_SIZE[0], height=_SIZE[1])
