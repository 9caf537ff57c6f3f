"""Open water under a sun or a moon: waves to the horizon, a path of glitter, clouds, sometimes a sail or islands."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from providers.painting.brushes import clouds, mix, pixels, ramp, smooth
from providers.painting.palettes import Array
from providers.painting.slides import Slide, drawn
from providers.painting.stage import Stage

WAVES = 6


@dataclass(frozen=True)
class Water:
    """What every cell of the water knows: where it lies, and how much of the light's path crosses it."""

    x: Array
    z: Array
    calm: Array
    path: Array
    colour: Array


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames, on a grid half the size."""
    stage = stage.smaller(0.5)
    horizon = round(stage.height * stage.pick((0.50, 0.56, 0.46, 0.53)))
    light = stage.pick(((-0.18, 0.055, 0.13), (0.2, 0.30, 0.075), (0.0, 0.02, 0.2), (-0.12, 0.2, 0.1)))
    sky, veil, water = _sky(stage, horizon, light), _clouds(stage, horizon), _water(stage, horizon, light[0])
    far = stage.pick((_sail, _islands, _sail, _islands))(stage, horizon)
    chance = stage.chance()
    swell = [(chance.uniform(-0.7, 0.7), chance.uniform(0, 6.28), 1.55**step) for step in range(WAVES)]
    for t in stage.times():
        canvas = sky.copy()
        veil.onto(canvas, stage.short * 0.022 * t)
        far.onto(canvas, stage.short * 0.035 * t)
        frame = np.array(canvas)
        frame[horizon:] = _waves(water, swell, t, stage)
        yield frame


def _sky(stage: Stage, horizon: int, light: tuple[float, float, float]) -> Image.Image:
    x, y = stage.plane()
    shadow, deep, mid, accent, spark, pale = stage.palette.colours()
    across, lift, radius = light
    up = ((horizon / stage.height - 0.5) * stage.height / stage.short - y)[..., None]
    sky = mix(mix(mix(accent, spark, 0.35), mid, smooth(up, 0.0, 0.26)), mix(deep, shadow, 0.3), smooth(up, 0.1, 0.85))
    far = np.hypot(x - across * stage.width / stage.short, up[..., 0] - lift)[..., None]
    sky = mix(sky, mix(spark, accent, 0.3), 0.7 * np.exp(-((far / (radius * 2.3)) ** 1.1)))
    sky = mix(sky, mix(spark, pale, 0.75), smooth(far, radius + 1.0 / stage.short, radius - 1.0 / stage.short))
    return Image.fromarray(pixels(sky))


def _clouds(stage: Stage, horizon: int) -> Slide:
    period = stage.width * 2
    puffs = clouds(stage.chance(), period // 2, horizon // 2, cells=3, flat=3.2, octaves=5)
    band = np.asarray(Image.fromarray(puffs).resize((period, horizon), Image.Resampling.BICUBIC))
    rows = np.linspace(0, 1, horizon, dtype=np.float32)[:, None]
    body = smooth(band - stage.pick((0.02, 0.12, 0.0, -0.08)), 0.52, 0.85) * smooth(rows, 1.0, 0.82) * smooth(rows, 0.05, 0.4)
    _, deep, _, accent, spark, pale = stage.palette.colours()
    lit = mix(mix(deep, accent, 0.55), mix(spark, pale, 0.4), (smooth(band, 0.95, 0.5) * rows)[..., None])
    paint = np.dstack([pixels(lit), pixels(body * 205)])
    layer = Image.fromarray(np.concatenate([paint, paint[:, : stage.width]], 1))
    half = Image.fromarray(np.concatenate([_between(paint), _between(paint)[:, : stage.width]], 1))
    return Slide((layer, half), period)


def _between(paint: Array) -> Array:
    """Return the picture half a pixel further to the left."""
    return ((paint.astype(np.uint16) + np.roll(paint, -1, 1)) // 2).astype(np.uint8)


def _water(stage: Stage, horizon: int, across: float) -> Water:
    rows = np.arange(stage.height - horizon, dtype=np.float32)[:, None] + 0.6
    near = rows / len(rows)
    depth = 1 / (near + 0.012)
    columns = (np.arange(stage.width, dtype=np.float32)[None] + 0.5 - stage.width * (0.5 + across)) / stage.short
    shadow, deep, mid, accent, spark, _ = stage.palette.colours()
    colour = ramp(shadow * 0.55, mix(shadow, deep, 0.7), mix(deep, mid, 0.8), mid, accent, mix(accent, spark, 0.6))
    path = np.exp(-((columns / (0.10 + 0.30 * near)) ** 2))
    return Water(columns * depth, np.broadcast_to(depth, (len(rows), stage.width)), 1 / (1 + 0.035 * depth**1.6), path, colour)


def _waves(water: Water, swell: list[tuple[float, float, float]], t: float, stage: Stage) -> Array:
    slope = np.zeros_like(water.x)
    for lean, phase, finer in swell:
        pitch = 6.5 * finer
        turn = pitch * (water.x * np.float32(lean) * 0.8 + water.z) - np.float32(-1.5 * np.sqrt(finer) * t - phase)
        wave = np.sin(turn + 0.7 * slope)
        slope += wave * np.float32(1 / finer**0.45) / (1 + (pitch * 0.012) * water.z**1.9)
    near = 1 - np.clip(water.z / 9, 0, 1)
    shade = 0.60 - 0.34 * near + 0.135 * slope * (0.4 + 0.6 * near)
    canvas = water.colour[(np.clip(shade, 0, 1) * 255).astype(np.intp)].astype(np.float32)
    spark = np.clip(slope * 0.62 + water.path * 1.25 - 0.78, 0, 1)
    gleam = np.clip((spark * 2.1) ** 1.6, 0, 1) * np.sqrt(water.path) * (1 - 0.5 * near)
    shine = mix(stage.palette.colours()[4], stage.palette.colours()[5], 0.45)
    return pixels(canvas + (shine - canvas) * gleam[..., None] * 0.95)


def _sail(stage: Stage, horizon: int) -> Slide:
    size = stage.short * stage.pick((0.11, 0.0, 0.07, 0.0))
    dark = _dark(stage)

    def draw(pen: ImageDraw.ImageDraw, left: float) -> None:
        x, base = left + 2 * stage.width * 0.72, 2 * (high - stage.short * 0.006)
        unit = 2 * size
        pen.polygon(
            [
                (x - unit * 0.42, base - unit * 0.13),
                (x + unit * 0.5, base - unit * 0.16),
                (x + unit * 0.3, base),
                (x - unit * 0.3, base),
            ],
            dark,
        )
        pen.polygon([(x, base - unit * 0.2), (x, base - unit * 1.25), (x + unit * 0.48, base - unit * 0.24)], dark)
        pen.polygon(
            [(x - unit * 0.05, base - unit * 0.22), (x - unit * 0.03, base - unit * 1.05), (x - unit * 0.4, base - unit * 0.24)],
            dark,
        )

    high = round(stage.short * 0.2)
    return drawn(draw, width=stage.width, height=high, period=stage.width * 2, top=horizon - high + round(stage.short * 0.012))


def _islands(stage: Stage, horizon: int) -> Slide:
    chance, high, dark = stage.chance(), round(stage.short * 0.16), _dark(stage)
    isles = [
        (chance.uniform(0, 4) * stage.width, chance.uniform(0.2, 0.55) * stage.short, chance.uniform(0.04, 0.12))
        for _ in range(4)
    ]

    def draw(pen: ImageDraw.ImageDraw, left: float) -> None:
        for x, wide, tall in isles:
            turn = np.linspace(0, 1, 60)
            crest = np.sin(turn * np.pi) ** 0.8 * (0.7 + 0.3 * np.sin(turn * 9 + x)) + 0.04 * np.sin(turn * 61 + x)
            outline = np.stack([left + x + (turn - 0.5) * 2 * wide, 2 * (high - crest * tall * stage.short)], 1)
            pen.polygon(
                [tuple(map(float, one)) for one in outline]
                + [(float(outline[-1, 0]), 2.0 * high), (float(outline[0, 0]), 2.0 * high)],
                dark,
            )

    return drawn(draw, width=stage.width, height=high, period=stage.width * 2, top=horizon - high + 1)


def _dark(stage: Stage) -> tuple[int, ...]:
    shadow, deep, mid, *_ = stage.palette.colours()
    return (*(int(one) for one in mix(mix(shadow, deep, 0.6), mid, 0.2)), 255)
