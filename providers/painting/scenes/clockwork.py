"""Time passing: a great dial, rings of hours that turn against each other, or gears that drive one another."""

from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image

from providers.painting.brushes import mix
from providers.painting.ink import Ink, backdrop
from providers.painting.palettes import Array
from providers.painting.stage import Stage

Drawing = Callable[[Image.Image, float], None]


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at three quarters of the size."""
    stage = stage.smaller(0.75)
    scenery = backdrop(stage, bright=1.1)
    draw = stage.pick((_dial, _gears, _hours))(stage)
    for t in stage.times():
        canvas = scenery(1.5 * t)
        draw(canvas, t)
        yield np.asarray(canvas)


def _spoke(middle: tuple[float, float], degrees: float, start: float, end: float) -> tuple[Array, Array]:
    way = np.array([np.sin(np.radians(degrees)), -np.cos(np.radians(degrees))])
    return np.array(middle) + way * start, np.array(middle) + way * end


def _dial(stage: Stage) -> Drawing:
    """Return what draws a clock face whose hands run fast, with a sector of light behind the long one."""
    ink, size = Ink(stage.width, stage.height), stage.short
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    middle = (stage.width * 0.5, stage.height * 0.46)
    radius = size * 0.41

    def draw(canvas: Image.Image, t: float) -> None:
        long, short, thin = 48 * t + 200, 4 * t + 305, 150 * t
        ink.dot((middle[0], middle[1] + size * 0.02), radius * 1.04)
        ink.onto(canvas, shadow * 0.7)
        ink.dot(middle, radius)
        ink.onto(canvas, mix(deep, mid, 0.28))
        for step in range(14):
            ink.wedge(
                middle, radius * 0.97, long - 90 - 8 * (step + 1), long - 90 - 8 * step, strength=0.62 * (1 - step / 14) ** 1.5
            )
        ink.onto(canvas, accent)
        ink.arc(middle, radius, 0, 360, width=size * 0.012)
        for tick in range(60):
            hour = tick % 5 == 0
            ink.line(
                *_spoke(middle, 6 * tick, radius * (0.83 if hour else 0.90), radius * 0.94),
                width=size * (0.009 if hour else 0.004),
                strength=1 if hour else 0.55,
            )
        ink.onto(canvas, mix(accent, light, 0.55))
        ink.line(*_spoke(middle, short, -radius * 0.1, radius * 0.5), width=size * 0.022)
        ink.line(*_spoke(middle, long, -radius * 0.14, radius * 0.78), width=size * 0.014)
        ink.dot(middle, size * 0.028)
        ink.onto(canvas, light)
        ink.line(*_spoke(middle, thin, -radius * 0.2, radius * 0.88), width=size * 0.006)
        ink.dot(middle, size * 0.014)
        ink.onto(canvas, spark, glow=True)

    return draw


def _hours(stage: Stage) -> Drawing:
    """Return what draws rings of arcs and ticks, each turning at its own pace."""
    ink, size, chance = Ink(stage.width, stage.height), stage.short, stage.chance()
    _, deep, mid, accent, spark, light = stage.palette.colours()
    rings = [
        (
            0.085 + 0.062 * place,
            chance.uniform(-38, 38) + (16 if place % 2 else -16),
            chance.uniform(0, 360),
            chance.uniform(70, 250),
        )
        for place in range(6)
    ]

    def draw(canvas: Image.Image, t: float) -> None:
        middle = (stage.width * 0.5 + size * 0.015 * np.sin(0.8 * t), stage.height * 0.46 + size * 0.015 * np.cos(t))
        for share, _, _, _ in rings:
            ink.arc(middle, size * share, 0, 360, width=size * 0.008)
        ink.onto(canvas, mix(deep, mid, 0.75))
        for place, (share, pace, start, length) in enumerate(rings):
            angle = start + pace * t
            swell = length + 30 * np.sin(1.1 * t + place)
            ink.arc(middle, size * share + size * 0.008, angle, angle + swell, width=size * (0.026 if place % 2 else 0.016))
            if place % 2:
                ink.onto(canvas, mix(accent, mid, 0.25 * (place == 1)))
        ink.onto(canvas, mix(accent, spark, 0.65), glow=True)
        for tick in range(72):
            lit = 0.25 + 0.75 * max(0.0, np.cos(np.radians(5 * tick - 70 * t))) ** 6
            ink.line(
                *_spoke(middle, 5 * tick + 3 * t, size * 0.435, size * (0.455 + 0.02 * lit)), width=size * 0.006, strength=lit
            )
        for place, (share, pace, start, length) in enumerate(rings):
            end = np.radians(start + pace * t + length + 30 * np.sin(1.1 * t + place))
            ink.dot((middle[0] + size * share * np.cos(end), middle[1] + size * share * np.sin(end)), size * 0.013)
        ink.onto(canvas, light, glow=True)

    return draw


def _gears(stage: Stage) -> Drawing:
    """Return what draws wheels whose teeth mesh, the largest in front."""
    ink, size = Ink(stage.width, stage.height), stage.short
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    pitch = size * 0.0132
    wheels = [(0.40, 0.42, 24, 0.0)]
    for teeth, way in ((14, -38.0), (18, 128.0), (11, 215.0), (12, 48.0)):
        gap = pitch * (wheels[0][2] + teeth) / size
        x, y = wheels[0][0] + gap * np.cos(np.radians(way)), wheels[0][1] * stage.height / size + gap * np.sin(np.radians(way))
        wheels.append((x, y * size / stage.height, teeth, way))
    inks = (mix(mid, accent, 0.55), mix(accent, spark, 0.55), mid, mix(mid, accent, 0.9), mix(deep, mid, 0.75))

    def draw(canvas: Image.Image, t: float) -> None:
        for place in (4, 3, 2, 1, 0):
            x, y, teeth, way = wheels[place]
            middle = (x * size + (stage.width - size) / 2 + size * 0.08, y * stage.height + size * 0.02 * np.sin(0.7 * t))
            turn = 26 * t if place == 0 else _meshed(26 * t, wheels[0][2], teeth, way)
            for shift, colour in ((0.016, shadow * 0.6), (0.0, inks[place])):
                ink.shape(_wheel((middle[0], middle[1] + shift * size), pitch * teeth, teeth, turn, size * 0.014))
                ink.onto(canvas, colour)
            _hub(canvas, ink, middle, pitch * teeth, turn, (mix(inks[place], light, 0.3), mix(inks[place], shadow, 0.55)))

    return draw


def _meshed(turn: float, driver: int, teeth: int, way: float) -> float:
    """Return the angle of a wheel of `teeth` at `way` degrees from its driver, a tooth of one in a gap of the other."""
    return -turn * driver / teeth + way * (driver + teeth) / teeth + 180 - 180 / teeth


def _wheel(middle: tuple[float, float], radius: float, teeth: int, turn: float, tooth: float) -> Array:
    base = np.arange(teeth)[:, None] * 360 / teeth + np.array([-0.30, -0.17, 0.17, 0.30]) * 360 / teeth + turn
    reach = np.tile(np.array([radius - tooth, radius + tooth, radius + tooth, radius - tooth]), teeth)
    angle = np.radians(base.ravel())
    return np.stack([middle[0] + reach * np.cos(angle), middle[1] + reach * np.sin(angle)], 1)


def _hub(
    canvas: Image.Image, ink: Ink, middle: tuple[float, float], radius: float, turn: float, tones: tuple[Array, Array]
) -> None:
    ink.arc(middle, radius * 0.80, 0, 360, width=max(2, radius * 0.03))
    ink.dot(middle, radius * 0.24)
    ink.onto(canvas, tones[0])
    for spoke in range(5):
        angle = np.radians(turn + 72 * spoke)
        ink.dot((middle[0] + radius * 0.52 * np.cos(angle), middle[1] + radius * 0.52 * np.sin(angle)), radius * 0.165)
    ink.dot(middle, radius * 0.10)
    ink.onto(canvas, tones[1])
