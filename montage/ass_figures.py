"""One big figure that counts up, a rule under it, and what it counts."""

from collections.abc import Iterator

from domain.timeline import Title
from montage.ass_document import Event
from montage.ass_motion import Look, Pose, Span, box, eased, moving, shape, sprung, word
from montage.counting import counted, parts
from montage.lettering import Block, Spot, Type, fitted, placed
from montage.stage import Stage

_COUNT = 24
"""Counting lasts so many frames at 30 a second."""


def number_events(title: Title, stage: Stage) -> Iterator[Event]:
    """Yield a figure in the accent colour, and its label: the text after `|`, else the words beside the figure."""
    figure, label = parts(title.text)
    span, place, unit = stage.span(title), stage.upper(0.45), stage.unit
    largest = stage.quiet(title.language, unit * 0.066, label)
    under = unit * 0.115 + largest.tail if label else 0.0
    kind = _fitting(stage.loud(title.language, unit * 0.32, figure), figure, stage.centred, place.height - under - largest.em)
    room = max(largest.em * 0.8, place.height - kind.capital - under)
    block = fitted(tuple(label.split()), largest, width=stage.centred, height=room, most=3) if label else None
    below = block.height + under if block else 0.0
    baseline = place.top + max(0.0, place.height - kind.capital - below) * 0.4 + kind.capital
    yield from _figure(figure, kind, baseline, stage, span)
    if block:
        yield from _rule(stage, span.later(8), baseline + unit * 0.05)
        yield from _label(block, baseline + unit * 0.115, stage, span.later(10))


def _fitting(kind: Type, figure: str, width: float, height: float) -> Type:
    shrink = min(1.0, width / max(1.0, kind.measure(figure)), height / max(1.0, kind.capital))
    return kind._replace(em=kind.em * shrink)


def _figure(figure: str, kind: Type, baseline: float, stage: Stage, span: Span) -> Iterator[Event]:
    wide = kind.measure(figure)
    style = kind.style("Figure", outline=kind.em * 0.035)

    def look(progress: float) -> str:
        now = counted(figure, eased(progress))
        spot = Spot(now, stage.width / 2 - wide / 2, baseline, wide, 0, 0)
        scale = 0.7 + 0.3 * sprung(min(1.0, progress * 2))
        return word(spot, kind, Pose(scale=scale, seen=min(1.0, progress * 6), tags=stage.accent_tag))

    yield from moving(look, style, 12, span, enter=_COUNT)


def _rule(stage: Stage, span: Span, y: float) -> Iterator[Event]:
    full, tall = stage.unit * 0.16, stage.unit * 0.012

    def look(progress: float) -> str:
        wide = full * eased(progress)
        return shape(box(wide, tall), (stage.width - wide) / 2, y, stage.accent, "\\bord2\\3c&H141010&")

    yield from moving(look, stage.shapes, 11, span, enter=12)


def _label(block: Block, top: float, stage: Stage, span: Span) -> Iterator[Event]:
    kind = block.type
    style = kind.style("Label", outline=kind.em * 0.075)
    for line, spot in enumerate(_rows(block, top, stage)):
        yield from moving(_rising(spot, kind), style, 12, span.later(3 * line) if line else span, enter=12)


def _rows(block: Block, top: float, stage: Stage) -> list[Spot]:
    """Return each line as one word: it moves as a whole."""
    left = (stage.width - stage.centred) / 2
    lines = Block(block.type, tuple((" ".join(line),) for line in block.lines))
    return placed(lines, left, top, stage.centred, 0.5)


def _rising(spot: Spot, kind: Type) -> Look:
    return lambda progress: word(spot, kind, Pose(dy=kind.em * 0.4 * (1 - eased(progress)), seen=progress))
