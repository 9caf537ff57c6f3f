"""The key words of a segment in animated type: several designs, and the text decides which."""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from domain.timeline import Title
from montage.ass_document import Event, number, tint
from montage.ass_motion import Look, Pose, Span, box, eased, grown, lettered, moving, pill, shaded, shape, sprung, word
from montage.ass_titles import lines_of, rising
from montage.lettering import Block, Spot, Type, fitted, placed
from montage.stage import Place, Stage

_NUMBERED = re.compile(r"^\s*(\d{1,3}|[٠-٩]{1,3})[.):]?\s+(?:[·•:–—-]\s+)?(?=\S)")


class Design(NamedTuple):
    """How key words are set and how they move."""

    play: Callable[["Scene"], Iterator[Event]]
    indent: float = 0.0
    """Ems kept free at the reading side."""
    centred: bool = False


class Scene(NamedTuple):
    """Key words set in their place, ready to be played."""

    span: Span
    stage: Stage
    block: Block
    place: Place
    top: float
    spots: list[Spot]
    lead: float
    """Pixels that the design keeps free at the reading side."""

    @property
    def side(self) -> int:
        """Return 1 when one reads from the left, -1 from the right."""
        return -1 if self.block.type.rtl else 1

    @property
    def edge(self) -> float:
        """Return the x at which lines begin."""
        return self.place.right if self.block.type.rtl else self.place.left

    @property
    def below(self) -> float:
        """Return the y under the last line's tails."""
        return self.top + self.block.height + self.block.type.tail


def keyword_events(title: Title, stage: Stage, segment: int | None = None) -> Iterator[Event]:
    """Yield the key words in the design that their segment (or else their text) chooses; a leading number becomes a badge."""
    numbered = _NUMBERED.match(title.text)
    text = title.text[numbered.end() :] if numbered else title.text
    design = DESIGNS[_choice(title.text, numbered.group(1) if numbered else "", segment) % len(DESIGNS)]
    scene = _scene(title, text, stage, design, stage.unit * 0.2 if numbered else 0.0)
    if numbered:
        yield from _badge(scene, numbered.group(1), design)
        scene = scene._replace(span=scene.span.later(5))
    yield from design.play(scene)


def _choice(text: str, figure: str, segment: int | None) -> int:
    """Return a number that differs between neighbours: the segment's, the one they begin with, or a digest of the text."""
    if segment:
        return segment
    return int(figure) if figure else int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def _scene(title: Title, text: str, stage: Stage, design: Design, head: float) -> Scene:
    area = stage.upper(0.34 if stage.height > stage.width else 0.5)
    largest = stage.loud(title.language, stage.unit * 0.112, text)
    indent = design.indent * largest.em
    width = (stage.centred if design.centred else area.width) - indent
    block = fitted(tuple(text.split()), largest, width=width, height=area.height - head - largest.em * 0.5, most=3)
    left = (stage.width - width) / 2 if design.centred else area.left + (0 if block.type.rtl else indent)
    place = Place(left, area.top, width, area.height)
    align = 0.5 if design.centred else 1.0 if block.type.rtl else 0.0
    top = area.top + head + largest.em * 0.25
    return Scene(stage.span(title), stage, block, place, top, placed(block, left, top, width, align), indent)


def _rise(scene: Scene) -> Iterator[Event]:
    """Words rise and sharpen; a short rule below them draws itself."""
    height, full = scene.stage.unit * 0.013, scene.stage.unit * 0.16

    def look(progress: float) -> str:
        wide = full * eased(progress)
        left = scene.edge - (wide if scene.side < 0 else 0)
        return shape(box(wide, height), left, scene.below + height * 1.4, scene.stage.accent)

    yield from rising(scene.spots, scene.block.type, scene.span, scene.stage)
    yield from moving(look, scene.stage.shapes, 11, scene.span.later(8), enter=14)


def _slide(scene: Scene) -> Iterator[Event]:
    """A bar grows at the side, and each line slides out from behind it."""
    kind, stage = scene.block.type, scene.stage
    bar, x = stage.unit * 0.016, scene.edge - scene.side * kind.em * 0.36
    top, tall = scene.top - kind.em * 0.12, scene.below - scene.top + kind.em * 0.16

    def look(progress: float) -> str:
        return shape(box(bar, tall * eased(progress)), x - bar / 2, top, stage.accent)

    clip = _clip(x, stage.width, stage) if scene.side > 0 else _clip(0, x, stage)
    away = -scene.side * (scene.block.width + kind.em)
    yield from moving(look, stage.shapes, 13, scene.span, enter=9)
    for line in lines_of(scene.spots):
        yield from shaded(line, kind, scene.span.later(10 + 4 * line[0].line))
    for spot in scene.spots:
        span = scene.span.later(4 + 4 * spot.line)
        yield from lettered(spot, kind, span, lambda progress: Pose(dx=away * (1 - eased(progress)), tags=clip), enter=15)


def _pop(scene: Scene) -> Iterator[Event]:
    """Words spring up one by one, centred; the longest in the accent colour."""
    for line in lines_of(scene.spots):
        yield from shaded(line, scene.block.type, scene.span.later(4 + 4 * line[0].order))
    loud = max(scene.spots, key=lambda spot: spot.width).order
    for spot in scene.spots:
        tags = scene.stage.accent_tag if spot.order == loud else ""
        yield from lettered(spot, scene.block.type, scene.span.later(1 + 4 * spot.order), _sprung(tags), enter=11)


def _sprung(tags: str) -> Callable[[float], Pose]:
    return lambda progress: Pose(scale=max(0.05, sprung(progress)), seen=min(1.0, progress * 3), tags=tags)


def _marker(scene: Scene) -> Iterator[Event]:
    """A marker in the accent colour sweeps over each line and leaves its words behind, dark."""
    for line in lines_of(scene.spots):
        yield from _marked(scene, line, scene.span.later(1 + 5 * line[0].line))


def _marked(scene: Scene, line: list[Spot], span: Span) -> Iterator[Event]:
    kind, stage = scene.block.type, scene.stage
    left, right = min(spot.x for spot in line) - kind.em * 0.2, max(spot.x + spot.width for spot in line) + kind.em * 0.2
    top, tall = line[0].baseline - kind.capital - kind.em * 0.2, kind.leading + kind.em * 0.11

    def swept(progress: float) -> tuple[float, float]:
        reach = (right - left) * eased(progress)
        return (left, left + reach) if scene.side > 0 else (right - reach, right)

    def plate(progress: float) -> str:
        a, b = swept(progress)
        return shape(box(b - a, tall), a, top, stage.accent)

    yield from moving(plate, stage.shapes, 11, span, enter=13)
    for spot in line:
        yield from moving(_uncovered(spot, kind, stage, swept), kind.style("Marker"), 12, span, enter=13)


def _uncovered(spot: Spot, kind: Type, stage: Stage, swept: Callable[[float], tuple[float, float]]) -> Look:
    return lambda progress: word(spot, kind, Pose(tags=stage.on_accent_tag + _clip(*swept(progress), stage)))


def _badge(scene: Scene, figure: str, design: Design) -> Iterator[Event]:
    """A plate springs up with the number on it."""
    stage, side = scene.stage, scene.stage.unit * 0.15
    kind = scene.block.type._replace(em=side * 0.58, sample=figure)
    wide = max(side, kind.measure(figure) + side * 0.5)
    x = stage.width / 2 if design.centred else scene.edge + scene.side * (wide / 2 - scene.lead)
    y = scene.top - stage.unit * 0.05 - side / 2
    ground, ink = ("#FFFFFF", f"\\1c{tint('#101014')}") if design.play is _marker else (stage.accent, stage.on_accent_tag)
    spot = Spot(figure, x - kind.measure(figure) / 2, y + kind.capital / 2, kind.measure(figure), 0, 0)

    def plate(progress: float) -> str:
        return shape(pill(wide, side, side * 0.3), x, y, ground, grown(max(0.02, sprung(progress))))

    def face(progress: float) -> str:
        return word(spot, kind, Pose(scale=max(0.05, sprung(progress)), tags=ink))

    yield from moving(plate, stage.shapes, 11, scene.span, enter=11)
    yield from moving(face, kind.style("Badge"), 12, scene.span, enter=11)


def _clip(left: float, right: float, stage: Stage) -> str:
    return f"\\clip({number(left)},0,{number(right)},{stage.height})"


DESIGNS = (Design(_rise), Design(_slide, indent=0.45), Design(_pop, centred=True), Design(_marker, indent=0.2))
"""The designs of key words, in the order in which numbered segments take them."""
