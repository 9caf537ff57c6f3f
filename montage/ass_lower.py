"""Type that stands low: who is speaking, and what to do now. A plate draws itself under it, so it is legible on any picture."""

from collections.abc import Callable, Iterator

from domain.timeline import Title
from montage.ass_document import Event, number, tint
from montage.ass_motion import Pose, Span, beating, box, eased, grown, moving, pill, shape, sprung, veiled, word
from montage.lettering import Block, Spot, Type, fitted, placed
from montage.stage import Place, Stage

_PALE = f"\\1c{tint('#DDE0E6')}"


def lower_third_events(title: Title, stage: Stage) -> Iterator[Event]:
    """Yield a name and, after `|`, a role: a bar grows at the reading side, a plate runs out of it, the words come with it."""
    name, _, role = (part.strip() for part in title.text.partition("|"))
    span, place, unit = stage.span(title), stage.lower, stage.unit
    room = place.width - unit * 0.1
    rows = [_row(stage.loud(title.language, unit * 0.07, name, "bold"), name, room)] if name else []
    rows += [_row(stage.quiet(title.language, unit * 0.046, role, "medium"), role, room)] if role else []
    wide = max(block.width for block in rows) + unit * 0.08
    tall = sum(block.type.capital + block.type.tail for block in rows) + unit * 0.05
    rtl = rows[0].type.rtl
    left = place.right - _bar(stage) - wide if rtl else place.left + _bar(stage)
    plate = Place(left, place.top + place.height - tall, wide, tall)
    yield from _plate(plate, rtl, stage, span)
    baseline = plate.top + unit * 0.032
    for block, tags in zip(rows, ("", _PALE), strict=False):
        baseline += block.type.capital
        yield from _line(block, plate, baseline, stage, span, tags)
        baseline += block.type.tail


def _row(largest: Type, text: str, room: float) -> Block:
    return fitted(tuple(text.split()), largest, width=room, height=largest.em * 1.2, most=1)


def _bar(stage: Stage) -> float:
    return stage.unit * 0.014


def _plate(plate: Place, rtl: bool, stage: Stage, span: Span) -> Iterator[Event]:
    bar = _bar(stage)

    def ground(progress: float) -> str:
        left, right = _swept(plate, rtl, eased(progress))
        return veiled(box(right - left, plate.height), left, plate.top)

    def rule(progress: float) -> str:
        tall = plate.height * eased(progress)
        left = plate.right if rtl else plate.left - bar
        return shape(box(bar, tall), left, plate.top + plate.height - tall, stage.accent)

    yield from moving(rule, stage.shapes, 8, span, enter=8)
    yield from moving(ground, stage.shapes, 7, span.later(4), enter=12)


def _swept(plate: Place, rtl: bool, share: float) -> tuple[float, float]:
    reach = plate.width * share
    return (plate.right - reach, plate.right) if rtl else (plate.left, plate.left + reach)


def _line(block: Block, plate: Place, baseline: float, stage: Stage, span: Span, tags: str) -> Iterator[Event]:
    kind, text, inset = block.type, " ".join(block.lines[0]), stage.unit * 0.04
    wide = kind.measure(text)
    x = plate.right - inset - wide if kind.rtl else plate.left + inset
    spot = Spot(text, x, baseline, wide, 0, 0)
    away = (1 if kind.rtl else -1) * stage.unit * 0.08

    def look(progress: float) -> str:
        left, right = _swept(plate, kind.rtl, eased(progress))
        clip = f"\\clip({number(left)},0,{number(right)},{stage.height})" if progress < 1 else ""
        return word(spot, kind, Pose(dx=away * (1 - eased(progress)), tags=tags + clip))

    yield from moving(look, kind.style("Lower"), 9, span.later(4), enter=12)


def call_to_action_events(title: Title, stage: Stage) -> Iterator[Event]:
    """Yield a button with the words on it: it opens from its middle and keeps beating."""
    span, place, unit = stage.span(title), stage.centre, stage.unit
    text = " ".join(title.text.replace("|", " ").split())
    largest = stage.quiet(title.language, unit * 0.058, text)
    block = fitted(tuple(text.split()), largest, width=place.width - unit * 0.14, height=unit * 0.12, most=2)
    wide, tall = block.width + unit * 0.14, block.height + unit * 0.085
    x, y = place.left + place.width / 2, place.top + place.height - tall / 2 - unit * 0.01
    spots = placed(block, place.left, y - block.height / 2, place.width, 0.5)
    opened = span.later(12)

    def plate(share: float, scale: float) -> str:
        return shape(pill(tall + (wide - tall) * share, tall, tall / 2), x, y, stage.accent, grown(scale))

    grow = span._replace(end=opened.first)
    yield from moving(lambda t: plate(eased(t), max(0.05, sprung(t))), stage.shapes, 7, grow, enter=12, leave=0)
    yield from beating(lambda swing: plate(1, 1 + 0.04 * swing), stage.shapes, 7, opened, leave=6)
    for spot in spots:
        yield from beating(_beat(spot, block.type, (x, y), stage), block.type.style("Action"), 8, opened, leave=6)


def _beat(spot: Spot, kind: Type, heart: tuple[float, float], stage: Stage) -> Callable[[float], str]:
    """Return the look of a word that grows and shrinks with its button, about the button's heart."""
    dx, dy = spot.x + spot.width / 2 - heart[0], spot.baseline - kind.capital / 2 - heart[1]
    return lambda swing: word(
        spot, kind, Pose(dx=dx * 0.04 * swing, dy=dy * 0.04 * swing, scale=1 + 0.04 * swing, tags=stage.on_accent_tag)
    )
