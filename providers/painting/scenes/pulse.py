"""The beat of a heart: a line that leaps across the screen, rings that breathe, a heart that swells."""

from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image

from providers.painting.brushes import mix
from providers.painting.ink import Ink, backdrop
from providers.painting.palettes import Array
from providers.painting.stage import Stage

BEAT = 0.86
"""Seconds from beat to beat."""
Drawing = Callable[[Image.Image, float], None]


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at three quarters of the size."""
    stage = stage.smaller(0.75)
    scenery = backdrop(stage, bright=1.15)
    draw = stage.pick((_heart, _line, _motes, _breath))(stage)
    for t in stage.times():
        canvas = scenery(1.6 * t)
        draw(canvas, t)
        yield np.asarray(canvas)


def _thump(t: float | Array) -> Array:
    """Return how far the heart has swelled, 0..1: two strokes, then rest."""
    share = np.mod(t, BEAT) / BEAT
    return np.asarray(np.exp(-(((share - 0.12) / 0.07) ** 2)) + 0.55 * np.exp(-(((share - 0.34) / 0.09) ** 2)))


def _outline(middle: tuple[float, float], size: float) -> Array:
    turn = np.linspace(0, 2 * np.pi, 90)
    x = 16 * np.sin(turn) ** 3
    y = -(13 * np.cos(turn) - 5 * np.cos(2 * turn) - 2 * np.cos(3 * turn) - np.cos(4 * turn))
    return np.stack([middle[0] + x * size / 17, middle[1] + y * size / 17], 1)


def _trace(share: Array) -> Array:
    """Return the height of the line at each share of a beat."""
    bumps = ((0.18, 0.035, 0.14), (0.34, 0.012, -0.16), (0.375, 0.014, 1.0), (0.415, 0.014, -0.34), (0.62, 0.05, 0.24))
    return np.asarray(sum(tall * np.exp(-(((share - at) / wide) ** 2)) for at, wide, tall in bumps))


def _run(canvas: Image.Image, ink: Ink, stage: Stage, t: float, level: float, tall: float) -> None:
    """Draw the line of the beat, running on with a bright head and a tail that fades."""
    _, _, mid, accent, spark, light = stage.palette.colours()
    head = stage.width * 0.82
    x = np.arange(-10, head, 2.0)
    share = np.mod((x - head) / (stage.short * 0.52) + t / BEAT, 1.0)
    y = level - tall * stage.short * _trace(share)
    points = np.stack([x, y], 1)
    for piece in range(6):
        part = points[len(points) * piece // 6 : len(points) * (piece + 1) // 6 + 2]
        ink.path(part, width=stage.short * 0.0085, strength=0.12 + 0.88 * ((piece + 1) / 6) ** 1.5)
    ink.onto(canvas, mix(accent, spark, 0.35), glow=True)
    ink.dot(points[-1], stage.short * 0.014)
    ink.onto(canvas, light, glow=True)
    del mid


def _heart(stage: Stage) -> Drawing:
    """Return what draws a heart with waves going out from it at every beat, and the line beneath."""
    ink, size = Ink(stage.width, stage.height), stage.short
    _shadow, _deep, mid, accent, spark, light = stage.palette.colours()
    middle = (stage.width / 2, stage.height * 0.40)

    def draw(canvas: Image.Image, t: float) -> None:
        for wave in range(5, -1, -1):
            out = (t / BEAT + wave) % 6
            ink.outline(_outline(middle, size * (0.25 + 0.12 * out)), width=size * 0.007, strength=max(0.0, 0.75 - out / 7))
        ink.onto(canvas, mix(mid, accent, 0.5))
        beat = float(_thump(t))
        for share, colour in ((1.0, mix(mid, accent, 0.55)), (0.86, mix(mid, accent, 0.85)), (0.70, mix(accent, spark, 0.25))):
            ink.shape(
                _outline(
                    (middle[0] - size * 0.02 * (1 - share), middle[1] - size * 0.03 * (1 - share)),
                    size * (0.215 + 0.035 * beat) * share,
                )
            )
            ink.onto(canvas, colour, glow=share == 1.0)
        ink.dot((middle[0] - size * 0.09, middle[1] - size * (0.10 + 0.012 * beat)), size * 0.022, strength=0.75)
        ink.onto(canvas, light)
        _run(canvas, ink, stage, t, stage.height * 0.66, 0.11)

    return draw


def _line(stage: Stage) -> Drawing:
    """Return what draws the line large over squared paper that slides by."""
    ink, size = Ink(stage.width, stage.height), stage.short
    _, deep, mid, *_ = stage.palette.colours()

    def draw(canvas: Image.Image, t: float) -> None:
        step = size / 9
        shift = (t * size * 0.52 / BEAT) % step
        for number in range(int(stage.width / step) + 3):
            ink.box(number * step - shift, 0, number * step - shift + 1.2, stage.height, strength=0.6)
        for number in range(int(stage.height / step) + 2):
            ink.box(0, number * step, stage.width, number * step + 1.2, strength=0.6)
        ink.onto(canvas, mix(deep, mid, 0.6))
        _run(canvas, ink, stage, t, stage.height * 0.50, 0.34)

    return draw


def _motes(stage: Stage) -> Drawing:
    """Return what draws a heart made of specks that the beat throws outward."""
    ink, size, chance = Ink(stage.width, stage.height), stage.short, stage.chance()
    _, _, mid, accent, spark, light = stage.palette.colours()
    count = 620
    rim = _outline((0.0, 0.0), 1.0)[chance.integers(0, 90, count)]
    depth = np.sqrt(chance.uniform(0.02, 1, count))[:, None]
    home, spin, big = rim * depth, chance.uniform(0, 6.28, (count, 2)), chance.uniform(0.5, 1.5, count)
    tones = (mix(mid, accent, 0.6), accent, mix(accent, spark, 0.7), light)

    def draw(canvas: Image.Image, t: float) -> None:
        late = _thump(t - 0.10 * depth)
        places = home * size * 0.36 * (1 + 0.16 * late) + size * 0.016 * np.sin(2.2 * t + spin)
        places += np.array([stage.width / 2, stage.height * 0.44])
        for tone in range(4):
            for place in range(tone, count, 4):
                ink.dot(places[place], size * 0.0058 * big[place])
            ink.onto(canvas, tones[tone], glow=tone == 1)

    return draw


def _breath(stage: Stage) -> Drawing:
    """Return what draws petals that open and close like a breath."""
    ink, size = Ink(stage.width, stage.height), stage.short
    _, _, mid, accent, spark, light = stage.palette.colours()

    def draw(canvas: Image.Image, t: float) -> None:
        open_by = 0.5 - 0.5 * np.cos(1.5 * t + 0.6)
        middle = np.array([stage.width / 2, stage.height * 0.45])
        for layer in range(3):
            for petal in range(8):
                angle = np.radians(45 * petal + 15 * layer + 16 * t)
                out = size * (0.05 + 0.15 * open_by) * (1 - 0.18 * layer)
                place = middle + out * np.array([np.cos(angle), np.sin(angle)])
                ink.veil(place, size * (0.115 + 0.045 * open_by) * (1 - 0.2 * layer), strength=0.24)
            ink.onto(canvas, (mix(mid, accent, 0.5), mix(accent, spark, 0.3), mix(spark, light, 0.4))[layer])
        for ring in range(4):
            ink.arc(middle, size * (0.30 + 0.05 * ring + 0.10 * open_by), 0, 360, width=2.5, strength=0.5 - 0.11 * ring)
        ink.onto(canvas, mix(accent, light, 0.4))

    return draw
