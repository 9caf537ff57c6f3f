"""Figures that grow: bars, a running line, rings and columns of light. No numerals, only the rise."""

from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image

from providers.painting.brushes import ease, mix, pixels
from providers.painting.cards import card, tone
from providers.painting.ink import Ink, backdrop
from providers.painting.palettes import Array
from providers.painting.stage import Stage

Drawing = Callable[[Image.Image, float], None]


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at full size."""
    scenery = backdrop(stage, bright=1.1)
    draw = stage.pick((_bars, _line, _rings, _candles))(stage)
    for t in stage.times():
        canvas = scenery(1.5 * t)
        draw(canvas, t)
        yield np.asarray(canvas)


def _box(stage: Stage) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the place for the figure: above the captions, below the title."""
    middle, wide = stage.width / 2, min(stage.width * 0.84, stage.short * 1.25)
    return middle - wide / 2, stage.height * 0.24, middle + wide / 2, stage.height * 0.66


def _bars(stage: Stage) -> Drawing:
    """Return what draws pillars with a lit front, a dark side and a mirror image under them."""
    left, top, right, bottom = _box(stage)
    count, chance, ink = 6, stage.chance(), Ink(stage.width, stage.height)
    _, deep, mid, accent, spark, light = stage.palette.colours()
    goals = np.linspace(0.28, 1.0, count) ** 1.25 + np.array([*chance.uniform(-0.10, 0.10, count - 1), 0])
    step = (right - left) / count
    fronts = [_pillar(round(step * 0.6), round(bottom - top), mix(mid, accent, place / count), light) for place in range(count)]
    fronts[-1] = _pillar(round(step * 0.6), round(bottom - top), mix(accent, spark, 0.75), light)

    def draw(canvas: Image.Image, t: float) -> None:
        sway = stage.short * 0.02 * np.sin(0.7 * t)
        _floor_lines(canvas, ink, stage, t)
        for place in range(count):
            grown = goals[place] * ease((t + 0.75 - 0.1 * place) / 1.7) + 0.02 * np.sin(2.1 * t + place)
            tall = max(4, round((bottom - top) * min(1.04, grown)))
            x = left + step * (place + 0.22) + sway
            side = step * 0.16
            edge = np.array([(0, 0), (side, -side * 0.6), (side, tall - side * 0.6), (0, tall)]) + np.array(
                [x + step * 0.6, bottom - tall]
            )
            ink.shape(edge)
            ink.onto(canvas, mix(deep, mid, 0.45))
            lid = np.array([(0, 0), (side, -side * 0.6), (side + step * 0.6, -side * 0.6), (step * 0.6, 0)]) + np.array(
                [x, bottom - tall]
            )
            ink.shape(lid)
            ink.onto(canvas, mix(mix(accent, spark, place / count), light, 0.45))
            front = fronts[place].crop((0, 0, fronts[place].width, tall))
            canvas.paste(front, (round(x), round(bottom) - tall))
            _reflected(canvas, front, round(x), round(bottom))

    return draw


def _pillar(wide: int, tall: int, colour: Array, light: Array) -> Image.Image:
    fall = np.linspace(0, 1, round(tall * 1.05) + 1, dtype=np.float32)[:, None, None]
    across = np.linspace(0, 1, wide, dtype=np.float32)[None, :, None]
    return Image.fromarray(pixels(mix(mix(colour, light, 0.22 * (1 - across)), colour * 0.42, fall**1.3)))


def _reflected(canvas: Image.Image, front: Image.Image, x: int, y: int) -> None:
    tall = min(front.height, round(canvas.height * 0.11))
    image = front.crop((0, front.height - tall, front.width, front.height)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    canvas.paste(image, (x, y), Image.fromarray(np.repeat(np.linspace(90, 0, tall)[:, None], front.width, 1).astype(np.uint8)))


def _floor_lines(canvas: Image.Image, ink: Ink, stage: Stage, t: float) -> None:
    """Draw a grid that runs towards the viewer."""
    _, top, _, bottom = _box(stage)
    for number in range(6):
        y = top + (bottom - top) * ((number + 0.25 * t) % 6) / 6
        ink.box(0, y, stage.width, y + 1.5)
    ink.onto(canvas, mix(stage.palette.colours()[1], stage.palette.colours()[2], 0.6))


def _line(stage: Stage) -> Drawing:
    """Return what draws a curve that runs on for ever, with light beneath it and a bead at its head."""
    _, top, _, bottom = _box(stage)
    ink = Ink(stage.width, stage.height)
    _shadow, _deep, mid, accent, spark, light = stage.palette.colours()
    a, b, c = stage.chance().uniform(0, 6.28, 3).tolist()
    head = round(stage.width * 0.80)
    x = np.arange(-8, head + 1, 4, dtype=np.float32)
    fade = np.linspace(150, 0, round(stage.height * 0.34))[:, None].repeat(4, 1).astype(np.uint8)

    def rise(place: Array, t: float) -> Array:
        u = place / stage.short + 0.42 * t
        waves = 0.5 * np.sin(3.1 * u + a) + 0.28 * np.sin(6.7 * u + b) + 0.16 * np.sin(14.3 * u + c)
        trend = 0.75 * (place / stage.width - 0.4)
        return np.asarray(bottom - (bottom - top) * (0.38 + 0.24 * waves + 0.5 * trend))

    def draw(canvas: Image.Image, t: float) -> None:
        _floor_lines(canvas, ink, stage, t)
        ghost = rise(x, t - 0.7) + stage.short * 0.09
        ink.path(np.stack([x, ghost], 1), width=3)
        ink.onto(canvas, mix(mid, accent, 0.3))
        crest = rise(x, t)
        for place, high in zip(x, crest, strict=True):
            canvas.paste(tone(mix(mid, accent, 0.6)), (int(place), int(high)), Image.fromarray(fade))
        ink.path(np.stack([x, crest], 1), width=7)
        ink.dot((x[-1], crest[-1]), 13 + 2 * np.sin(6 * t))
        ink.onto(canvas, mix(accent, spark, 0.6), glow=True)
        ink.arc((x[-1], crest[-1]), 16 + 40 * (t * 0.9 % 1), 0, 360, width=3, strength=1 - t * 0.9 % 1)
        ink.dot((x[-1], crest[-1]), 7)
        ink.onto(canvas, light)

    return draw


def _rings(stage: Stage) -> Drawing:
    """Return what draws rings that fill on a card of glass, over a row of small bars."""
    ink, size = Ink(stage.width, stage.height), stage.short
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    plate = card(
        round(size * 0.78),
        round(size * 0.94),
        body=mix(shadow, deep, 0.5),
        rim=mix(accent, light, 0.5),
        corner=round(size * 0.05),
        opaque=0.8,
    )
    goals = stage.chance().uniform(0.55, 0.92, 3)
    levels = stage.chance().uniform(0.25, 1.0, 9)

    def draw(canvas: Image.Image, t: float) -> None:
        drift_x, drift_y = 0.03 * size * np.sin(0.9 * t), 0.028 * size * np.sin(1.2 * t + 1)
        x, y = stage.width / 2 + drift_x, stage.height * 0.46 + drift_y
        plate.onto(canvas, x - size * 0.39, y - size * 0.47)
        middle = (x, y - size * 0.12)
        for ring, colour in enumerate((accent, spark, mix(light, mid, 0.2))):
            radius = size * (0.27 - 0.068 * ring)
            ink.arc(middle, radius, 0, 360, width=size * 0.042)
            ink.onto(canvas, mix(deep, mid, 0.35))
            filled = 360 * goals[ring] * ease((t + 0.4 - 0.2 * ring) / 1.8) + 7 * np.sin(1.7 * t + ring)
            ink.arc(middle, radius, -90, -90 + filled, width=size * 0.042)
            end = np.radians(filled - 90)
            ink.dot(
                (middle[0] + (radius - size * 0.021) * np.cos(end), middle[1] + (radius - size * 0.021) * np.sin(end)),
                size * 0.021,
            )
            ink.dot((middle[0], middle[1] - radius + size * 0.021), size * 0.021)
            ink.onto(canvas, colour, glow=ring < 2)
        for place, level in enumerate(levels):
            tall = size * 0.16 * (0.25 + 0.75 * level * (0.6 + 0.4 * np.sin(2.6 * t + 1.7 * place)))
            bar = x + size * (0.07 * (place - 4) - 0.018)
            ink.box(bar, y + size * 0.40 - tall, bar + size * 0.036, y + size * 0.40, corner=size * 0.012)
        ink.onto(canvas, mix(mid, accent, 0.7))

    return draw


def _candles(stage: Stage) -> Drawing:
    """Return what draws a market's candles, sliding by, with a smooth line through them."""
    _, top, _, bottom = _box(stage)
    ink, wide, tall = Ink(stage.width, stage.height), stage.short * 0.078, bottom - top
    _, _, mid, accent, spark, light = stage.palette.colours()
    values, wicks = _market(stage.chance())
    shown = int(stage.width / wide) + 3

    def draw(canvas: Image.Image, t: float) -> None:
        first, shift = divmod(1.5 * t, 1.0)
        near = slice(int(first), int(first) + shown + 1)
        _floor_lines(canvas, ink, stage, t)
        x = (np.arange(shown + 1) - shift) * wide
        y = bottom - tall * values[near]
        for up, colour in ((False, mix(mid, accent, 0.35)), (True, mix(accent, spark, 0.6))):
            for place in range(shown):
                if bool(y[place + 1] < y[place]) is up:
                    high, low = sorted((float(y[place]), float(y[place + 1])))
                    above, below = wicks[int(first) + place] * tall
                    ink.box(x[place] + wide * 0.43, high - above, x[place] + wide * 0.49, low + below)
                    ink.box(x[place] + wide * 0.14, high, x[place] + wide * 0.78, max(low, high + 8), corner=5)
            ink.onto(canvas, colour, glow=up)
        ink.path(np.stack([x + wide * 0.46, _evened(bottom - tall * values)[near] - stage.short * 0.10], 1), width=5)
        ink.onto(canvas, light)

    return draw


def _market(chance: np.random.Generator) -> tuple[Array, Array]:
    """Return the prices of 400 days, which climb, pause and climb, and how far each day's trade strayed from them."""
    day = np.arange(400)
    climb = 0.5 - 0.5 * np.cos(day * 0.13 + 5.4)
    prices = 0.12 + 0.68 * climb + 0.13 * np.sin(day * 1.1) + chance.uniform(-0.10, 0.10, 400)
    return prices, chance.uniform(0.01, 0.08, (400, 2))


def _evened(values: Array) -> Array:
    """Return the running mean over seven places."""
    return np.convolve(np.pad(values, 3, mode="edge"), np.ones(7) / 7, "valid")
