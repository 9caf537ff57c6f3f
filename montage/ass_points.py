"""Points of a list: each on a plate that runs out of its chip, one row for each that is seen."""

import re
from collections.abc import Callable, Iterator

from domain.timeline import Title
from montage.ass_document import Event, number
from montage.ass_motion import Pose, Span, eased, grown, moving, pill, shape, sprung, veiled, word
from montage.lettering import Block, Spot, Type, fitted, placed
from montage.stage import Place, Stage

_MARKED = re.compile(r"^\s*(?:(\d{1,3}|[٠-٩]{1,3})[.):-]?|[•·▪✓*–—-])\s+(?=\S)")
_LARGEST_ROW = 0.2


def list_point_events(title: Title, stage: Stage, lane: tuple[int, int]) -> Iterator[Event]:
    """Yield a point of a list on a plate: its number, or a tick, on a chip that springs up at the reading side.

    `lane` says which row it takes and of how many.
    """
    marked = _MARKED.match(title.text)
    text, figure = (title.text[marked.end() :], marked.group(1) or "") if marked else (title.text, "")
    area, unit, (row, rows) = stage.upper(0.5), stage.unit, lane
    tall = min(area.height / max(rows, 2), unit * (_LARGEST_ROW if rows < 3 else 0.16))
    largest = stage.quiet(title.language, unit * (0.062 if rows < 3 else 0.05), text)
    chip = min(unit * 0.105, tall * 0.8)
    room = area.width - chip - unit * 0.07
    block = fitted(tuple(text.split()), largest, width=room, height=tall * 0.92 - largest.em * 0.75, most=2 if rows > 2 else 3)
    high = max(chip, block.height + block.type.em * 0.72)
    wide = chip + block.width + unit * 0.07
    left = area.right - wide if block.type.rtl else area.left
    first = area.top + (area.height - tall * rows) * 0.3
    plate = Place(left, first + tall * row + (tall - high) / 2, wide, high)
    yield from _strip(plate, block, chip, stage, stage.span(title).later(3))
    yield from _chip(plate, figure, chip, block.type, stage, stage.span(title))


def _strip(plate: Place, block: Block, chip: float, stage: Stage, span: Span) -> Iterator[Event]:
    """Yield the plate that runs out of the chip, and the words that come with it."""
    kind, round_edge = block.type, stage.unit * 0.024

    def reach(progress: float) -> tuple[float, float]:
        wide = chip + (plate.width - chip) * eased(progress)
        return (plate.right - wide, plate.right) if kind.rtl else (plate.left, plate.left + wide)

    def ground(progress: float) -> str:
        left, right = reach(progress)
        middle = plate.top + plate.height / 2
        return veiled(pill(right - left, plate.height, round_edge), (left + right) / 2, middle)

    yield from moving(ground, stage.shapes, 10, span, enter=12)
    left = plate.left + stage.unit * 0.035 if kind.rtl else plate.left + chip + stage.unit * 0.035
    top = plate.top + (plate.height - block.height) / 2
    for spot in placed(block, left, top, block.width, 1.0 if kind.rtl else 0.0):
        yield from moving(_uncovered(spot, kind, reach, stage.height), kind.style("Point"), 12, span, enter=12)


def _uncovered(spot: Spot, kind: Type, reach: Callable[[float], tuple[float, float]], height: int) -> Callable[[float], str]:
    def look(progress: float) -> str:
        left, right = reach(progress)
        return word(spot, kind, Pose(tags=f"\\clip({number(left)},0,{number(right)},{height})" if progress < 1 else ""))

    return look


def _chip(plate: Place, figure: str, side: float, beside: Type, stage: Stage, span: Span) -> Iterator[Event]:
    x = plate.right - side / 2 if beside.rtl else plate.left + side / 2
    y = plate.top + plate.height / 2
    kind = stage.loud(beside.language, side * 0.5, figure)
    spot = Spot(figure, x - kind.measure(figure) / 2, y + kind.capital / 2, kind.measure(figure), 0, 0)

    def ground(progress: float) -> str:
        path = pill(side, max(side, plate.height), stage.unit * 0.024)
        return shape(path, x, y, stage.accent, grown(max(0.02, sprung(progress))))

    def mark(progress: float) -> str:
        scale = max(0.05, sprung(progress))
        if figure:
            return word(spot, kind, Pose(scale=scale, tags=stage.on_accent_tag))
        return shape(_tick(side * 0.44), x, y, stage.on_accent, grown(scale))

    yield from moving(ground, stage.shapes, 11, span, enter=10)
    yield from moving(mark, kind.style("Chip"), 13, span, enter=10)


def _tick(size: float) -> str:
    """Return the path of a tick, centred on 0,0."""
    points = ((-0.5, 0.02), (-0.36, -0.12), (-0.14, 0.1), (0.36, -0.4), (0.5, -0.26), (-0.14, 0.38))
    first, *rest = (f"{number(x * size)} {number(y * size)}" for x, y in points)
    return f"m {first} l {' '.join(rest)}"
