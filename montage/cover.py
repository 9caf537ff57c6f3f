"""A film's cover: one of its pictures, with the title set as in the film, where it hides least."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageOps

from domain.timeline import Timeline
from media import fonts
from media.ffmpeg import run
from montage.ass_document import Event, document
from montage.ass_motion import Pose, Span, box, shaded, shape, word
from montage.ass_titles import lines_of
from montage.graph import FONT_FOLDER, TEXT_FILE
from montage.lettering import Block, Type, fitted, placed
from montage.moments import Size
from montage.stage import Place, Stage

_LARGEST = 0.15
"""An em of the title, as a share of the shorter side."""
_GROUND = (7, 8, 12)
_DARKEST = 0.84
_LOGO = (0.3, 0.12)
"""The most that the logo is wide and high, as shares of the shorter side."""
_LIKED = 0.7
"""How much more there may be in the usual place of a title before another is taken."""
_SETTLED = 1
"""The second of a title's time at which it stands still."""
_LONG = Span(0, 60 * _SETTLED, 30)
Grey = NDArray[np.float32]


class Layout(NamedTuple):
    """Where the title may stand, and from which edge the picture darkens under it."""

    place: Place
    edge: str
    """`left`, `right`, `top` or `bottom`."""
    lower: float
    """Where its lines stand within the place: 0 at the top, 1 at the bottom."""


def layouts(timeline: Timeline, size: Size, *, rtl: bool) -> tuple[Layout, ...]:
    """Return the places for a title, the usual one first.

    All are inside the safe zone, inside the 3:4 that profiles show of upright covers, and away from the corner where players
    write a film's length.
    """
    wide, high = size
    left, right = wide * max(timeline.safe_left, 0.06), wide * (1 - max(timeline.safe_right, 0.06))
    top, bottom = high * max(timeline.safe_top, 0.06), high * (1 - max(timeline.safe_bottom, 0.06))
    if wide > 1.2 * high:
        column, floor = 0.58 * wide, min(bottom, high * 0.86)
        sides = [
            Layout(Place(left, top, column - left, floor - top), "left", 0.5),
            Layout(Place(wide - column, top, right - wide + column, floor - top), "right", 0.5),
        ]
        return tuple(reversed(sides) if rtl else sides)
    kept = (high - min(high, wide * 4 / 3)) / 2
    top, bottom, tall = max(top, kept), min(bottom, high - kept), high * 0.34
    return (
        Layout(Place(left, bottom - tall, right - left, tall), "bottom", 1.0),
        Layout(Place(left, top, right - left, tall), "top", 0.0),
    )


def paint(picture: Path, timeline: Timeline, title: str, language: str, out: Path, *, logo: Path | None = None) -> None:
    """Write to `out` the cover made of a picture and a title; the film's timeline says how type looks and what stays free.

    Raises `BriefError` for letters that no typeface can draw.
    """
    with Image.open(picture) as image:
        ground = ImageEnhance.Color(image.convert("RGB")).enhance(1.1)
    size = Size(*ground.size)
    stage = Stage.of(timeline.model_copy(update=size._asdict()))
    text = " ".join(fonts.drawable(title, language, stage.heading).split())
    fonts.check_coverage(text, language, stage.heading)
    kind = stage.loud(language, stage.unit * _LARGEST, text)
    layout = _calmest(ground, layouts(timeline, size, rtl=kind.rtl))
    block = _block(text, kind, layout)
    top = layout.place.top + (layout.place.height - _tall(block)) * layout.lower
    ground = _shaded(ground, layout, block, top) if text else ground
    if logo:
        _signed(ground, logo, layout, timeline, rtl=kind.rtl)
    events = list(_events(block, layout, top, stage)) if text else []
    _write(ground, document(*size, events), out)


def _block(text: str, kind: Type, layout: Layout) -> Block:
    words, place = tuple(text.split()) or ("",), layout.place
    return fitted(words, kind, width=place.width, height=place.height - kind.em * 0.55, most=5)


def _tall(block: Block) -> float:
    return block.height + block.type.tail + block.type.em * 0.3


def _events(block: Block, layout: Layout, top: float, stage: Stage) -> Iterator[Event]:
    kind, place = block.type, layout.place
    spots = placed(block, place.left, top, place.width, 1.0 if kind.rtl else 0.0)
    for line in lines_of(spots):
        yield from (event for event in shaded(line, kind, _LONG) if event.start <= _SETTLED < event.end)
    for spot in spots:
        tags = stage.accent_tag if any(char.isdigit() for char in spot.text) else ""
        yield Event(0, 2 * _SETTLED, kind.style("Title"), word(spot, kind, Pose(tags=tags)), 12)
    width, y = min(max(stage.unit * 0.2, block.width * 0.4), place.width), top + block.height + kind.tail + kind.em * 0.12
    path = box(width, stage.unit * 0.016)
    rule = shape(path, place.right - width if kind.rtl else place.left, y, stage.accent)
    yield Event(0, 2 * _SETTLED, stage.shapes, rule, 11)


def _calmest(picture: Image.Image, choices: tuple[Layout, ...]) -> Layout:
    """Return the first layout, unless much more is going on there than in another: faces first, then detail."""
    busy = _busy(picture)
    across, down = busy.shape[1] / picture.width, busy.shape[0] / picture.height

    def much(layout: Layout) -> float:
        place = layout.place
        rows = slice(int(place.top * down), int((place.top + place.height) * down))
        return float(busy[rows, int(place.left * across) : int(place.right * across)].mean())

    usual, *others = choices
    other = min(others, key=much)
    return other if much(other) < _LIKED * much(usual) else usual


def _busy(picture: Image.Image) -> Grey:
    """Return, for a small copy of a picture, how much each place holds: detail, and skin twice over."""
    small = ImageOps.contain(picture, (160, 160)).convert("YCbCr")
    y, cb, cr = (np.asarray(channel, dtype=np.float32) for channel in small.split())
    detail = np.abs(np.diff(y, axis=0, prepend=y[:1])) + np.abs(np.diff(y, axis=1, prepend=y[:, :1]))
    # The colours of skin, light or dark, lie close together once brightness is taken away.
    skin = (cb > 77) & (cb < 127) & (cr > 133) & (cr < 173) & (y > 40)
    return np.asarray(np.minimum(detail / 40, 1) + 2.0 * skin, dtype=np.float32)


def _shaded(picture: Image.Image, layout: Layout, block: Block, top: float) -> Image.Image:
    """Return a picture that darkens softly towards the edge at which the title stands."""
    wide, high = picture.size
    place = layout.place
    if layout.edge in ("left", "right"):
        reach = min(0.86 * wide, place.left + block.width + 0.28 * wide if layout.edge == "left" else 0.78 * wide)
        line = _ramp(np.arange(wide) if layout.edge == "left" else wide - np.arange(wide), reach)[None, :]
    else:
        reach = high - top + 0.16 * high if layout.edge == "bottom" else top + _tall(block) + 0.16 * high
        line = _ramp(high - np.arange(high) if layout.edge == "bottom" else np.arange(high), reach)[:, None]
    dark = np.broadcast_to(line, (high, wide))[..., None]
    pixels = np.asarray(picture, dtype=np.float32)
    mixed = pixels * (1 - dark) + np.array(_GROUND, np.float32) * dark
    return Image.fromarray(np.asarray(np.clip(mixed + 0.5, 0, 255), np.uint8))


def _ramp(distance: NDArray[np.integer], reach: float) -> Grey:
    share = np.clip(1 - distance / reach, 0, 1).astype(np.float32)
    full = np.clip(share / 0.62, 0, 1)
    return np.asarray(_DARKEST * full * full * (3 - 2 * full), dtype=np.float32)


def _signed(picture: Image.Image, logo: Path, layout: Layout, timeline: Timeline, *, rtl: bool) -> None:
    """Put the logo into the corner that is farthest from the title."""
    wide, high = picture.size
    unit = min(wide, high)
    with Image.open(logo) as opened:
        mark = ImageOps.exif_transpose(opened).convert("RGBA")
    mark = ImageOps.contain(mark, (round(_LOGO[0] * unit), round(_LOGO[1] * unit)), Image.Resampling.LANCZOS)
    left, right = round(max(timeline.safe_left, 0.05) * wide), round(wide - max(timeline.safe_right, 0.05) * wide) - mark.width
    kept = (high - min(high, wide * 4 / 3)) / 2 if high > wide else 0
    top = round(max(timeline.safe_top * high, 0.05 * high, kept))
    bottom = round(min(high * (1 - max(timeline.safe_bottom, 0.06)), high - kept)) - mark.height
    x = {"left": right, "right": left}.get(layout.edge, right if rtl else left)
    picture.paste(mark, (x, bottom if layout.edge == "top" else top), mark)


def _write(picture: Image.Image, text: str, out: Path) -> None:
    """Draw type over a picture with libass, as in the film, and write it whole or not at all."""
    with TemporaryDirectory(prefix="reelflow-", dir=out.parent) as name:
        room = Path(name)
        picture.save(room / "ground.png", compress_level=1)
        if text:
            # As in RGB, or libass would keep its colours within a video's range: a grey white.
            (room / TEXT_FILE).write_text(text.replace("YCbCr Matrix: TV.709", "YCbCr Matrix: None"), encoding="utf-8")
            fonts.lay_out(room / FONT_FOLDER, text)
            drawn = f"setpts=PTS+{_SETTLED}/TB,format=gbrp,ass=filename={TEXT_FILE}:fontsdir={FONT_FOLDER},format=rgb24"
            shown = ("-vf", drawn, "-frames:v", "1", "-update", "1", "-f", "image2", "-compression_level", "1")
            run(("-i", "ground.png", *shown, "drawn.png"), cwd=room, env=fonts.environment())
        with Image.open(room / ("drawn.png" if text else "ground.png")) as image:
            image.convert("RGB").save(room / "cover.jpg", quality=92, subsampling=0)
        (room / "cover.jpg").replace(out)
