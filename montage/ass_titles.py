"""The film's title and its end card: words that rise, sharpen and settle, a rule and a button that draw themselves."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from domain.timeline import Title
from montage.ass_document import Event, number
from montage.ass_motion import Pose, Span, beating, box, eased, grown, lettered, moving, pill, shaded, shape, sprung, word
from montage.lettering import Block, Spot, Type, fitted, placed
from montage.stage import Place, Stage

_LONGEST_LABEL = 26
_GAP = 0.07
"""Between the logo and the words of an end card, as a share of the shorter side."""


def title_events(title: Title, stage: Stage) -> Iterator[Event]:
    """Yield the film's title: large, at the reading side, numbers in the accent colour, a rule under it."""
    span, place = stage.span(title), stage.upper(0.40)
    largest = stage.loud(title.language, stage.unit * 0.142, title.text)
    block = fitted(tuple(title.text.split()), largest, width=place.width, height=place.height, most=4)
    top = place.top + (place.height - block.height) * 0.35
    spots = placed(block, place.left, top, place.width, 1.0 if block.type.rtl else 0.0)
    yield from rising(spots, block.type, span, stage)
    yield from rule(stage, span.later(6 + 2 * len(spots)), block, top + block.height + block.type.tail + block.type.em * 0.14)


def end_card_events(title: Title, stage: Stage) -> Iterator[Event]:
    """Yield the end card: a dark panel over the picture, the call to action, and a button that keeps beating."""
    span, (_, label) = stage.span(title), _call(title.text)
    block, top = _end_card(title, stage)
    spots = placed(block, (stage.width - stage.centred) / 2, top, stage.centred, 0.5)
    yield from _panel(stage, span)
    yield from rising(spots, block.type, span.later(5), stage, shadow=False)
    yield from _button(stage, span.later(12 + 2 * len(spots)), label, title.language, top + block.height + stage.unit * 0.17)


def emblem_place(title: Title, stage: Stage) -> Place:
    """Return where the brand's logo stands on an end card: in the middle, above the words."""
    width, height = stage.emblem
    _, top = _end_card(title, stage)
    return Place((stage.width - width) / 2, top - _GAP * stage.unit - height, width, height)


def _end_card(title: Title, stage: Stage) -> tuple[Block, float]:
    """Return the words of an end card and where they begin."""
    place, height = stage.upper(0.62), stage.emblem[1]
    lift = height + _GAP * stage.unit if height else 0.0
    largest = stage.loud(title.language, stage.unit * 0.122, title.text)
    room = place.height - stage.unit * 0.24 - lift
    block = fitted(tuple(_call(title.text)[0].split()), largest, width=stage.centred, height=room, most=5)
    return block, place.top + lift + (room - block.height) / 2


def rising(spots: Sequence[Spot], kind: Type, span: Span, stage: Stage, *, shadow: bool = True) -> Iterator[Event]:
    """Yield words that come up out of a blur, one after another; those with figures in the accent colour."""
    pace = min(3.0, 24 / max(1, len(spots)))
    for line in lines_of(spots) if shadow else ():
        yield from shaded(line, kind, span.later(round(3 + line[0].order * pace)))
    for spot in spots:
        tags = stage.accent_tag if any(char.isdigit() for char in spot.text) else ""
        yield from lettered(spot, kind, span.later(round(1 + spot.order * pace)), _risen(kind, tags))


def lines_of(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Return the spots of each line, in reading order."""
    return [list(line) for _, line in groupby(spots, lambda spot: spot.line)]


def _risen(kind: Type, tags: str) -> Callable[[float], Pose]:
    def pose(progress: float) -> Pose:
        rest = 1 - eased(progress)
        return Pose(dy=rest * kind.em * 0.5, blur=rest * kind.em * 0.1, seen=min(1.0, progress * 1.6), tags=tags)

    return pose


def rule(stage: Stage, span: Span, block: Block, y: float) -> Iterator[Event]:
    """Yield a rule in the accent colour that draws itself from the reading side."""
    place, height = stage.upper(0.4), stage.unit * 0.013
    full = min(place.width, max(stage.unit * 0.22, block.width * 0.45))

    def look(t: float) -> str:
        wide = full * eased(t)
        return shape(box(wide, height), place.right - wide if block.type.rtl else place.left, y, stage.accent)

    yield from moving(look, stage.shapes, 11, span, enter=16)


def _panel(stage: Stage, span: Span) -> Iterator[Event]:
    path = box(stage.width, stage.height)
    yield from moving(
        lambda t: shape(path, 0, 0, "#07080C", f"\\1a&H{round(255 - 190 * eased(t)):02X}&"),
        stage.shapes,
        2,
        span,
        enter=14,
        leave=0,
    )


def _button(stage: Stage, span: Span, label: str, language: str, y: float) -> Iterator[Event]:
    """Yield a button that opens from its middle, then its label or an arrow, then a slow beat."""
    height, x = stage.unit * 0.125, stage.width / 2
    kind = Type(language, height * 0.42, "bold", label or "A", stage.heading)
    width = kind.measure(label) + height if label else height * 1.7
    opened = span.later(12)
    spot = Spot(label, x - kind.measure(label) / 2, y + kind.capital / 2, kind.measure(label), 0, 0)

    def face(scale: float) -> str:
        if label:
            return word(spot, kind, Pose(scale=scale, tags=stage.on_accent_tag))
        return shape(_arrow(height * 0.42, kind.rtl), x, y, stage.on_accent, grown(scale))

    def plate(wide: float, scale: float) -> str:
        return shape(pill(wide, height, height / 2), x, y, stage.accent, grown(scale))

    grow = span._replace(end=opened.first)
    yield from moving(lambda t: plate(height + (width - height) * eased(t), sprung(t)), stage.shapes, 3, grow, enter=12, leave=0)
    yield from beating(lambda swing: plate(width, 1 + 0.045 * swing), stage.shapes, 3, opened)
    yield from beating(lambda swing: face(1 + 0.045 * swing), kind.style("Button"), 4, opened)


def _arrow(size: float, rtl: bool) -> str:
    """Return a chevron arrow that points the way one reads, centred on 0,0."""
    w, h, t = size * 0.62, size * 0.5, size * 0.17
    points = [(-w, -t / 2), (w - h, -t / 2), (w - h - h * 0.45, -h), (w - h * 0.72, -h), (w, 0)]
    points += [(x, -y) for x, y in reversed(points[:-1])]
    turned = [(-x, y) if rtl else (x, y) for x, y in points]
    first, *rest = (f"{number(x)} {number(y)}" for x, y in turned)
    return f"m {first} l {' '.join(rest)}"


def _call(text: str) -> tuple[str, str]:
    """Return the call to action and, when its last sentence is short enough, that sentence as the button's label."""
    sentences = [part for part in re.split(r"(?<=[.!?؟…])\s+", text.strip()) if part]
    if len(sentences) > 1 and len(sentences[-1]) <= _LONGEST_LABEL:
        return " ".join(sentences[:-1]), sentences[-1].rstrip(".")
    return text.strip(), ""
