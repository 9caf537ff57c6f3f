"""A city after dark beside the water: rows of lit towers slide past each other, cars pass, all of it mirrored."""

from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image, ImageDraw

from providers.painting.brushes import mix, pixels, smooth
from providers.painting.ink import Ink
from providers.painting.palettes import Array
from providers.painting.slides import Slide, drawn
from providers.painting.stage import Stage

ROWS = 4


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at four fifths of the size."""
    stage = stage.smaller(0.8)
    shore = round(stage.height * stage.pick((0.66, 0.72, 0.62, 0.69)))
    sky, ink = _sky(stage, shore), Ink(stage.width, shore + 8)
    rows = [_row(stage, shore, place) for place in range(ROWS)]
    speeds = [stage.short * share for share in (0.021, 0.034, 0.055, 0.084)]
    mirror = _mirror(stage, shore)
    for t in stage.times():
        canvas = sky.copy()
        for row, speed in zip(rows, speeds, strict=True):
            row.onto(canvas, speed * t)
        _cars(canvas, ink, stage, shore, t)
        yield mirror(np.array(canvas), t)


def _sky(stage: Stage, shore: int) -> Image.Image:
    x, y = stage.plane()
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    fall = ((y * stage.short + stage.height / 2) / shore)[..., None]
    sky = mix(mix(shadow, deep, smooth(fall, 0.0, 0.5)), mid, smooth(fall, 0.25, 0.8) * 0.85)
    sky = mix(sky, mix(accent, spark, 0.25), smooth(fall, 0.55, 1.05) * stage.pick((0.55, 0.8, 0.35, 0.9)))
    across, down, radius = stage.pick(((0.2, -0.52, 0.07), (-0.18, -0.1, 0.2), (-0.24, -0.55, 0.055), (0.1, -0.22, 0.14)))
    far = np.hypot(x - across, y - down * stage.height / stage.short / 1.78)[..., None]
    sky = mix(sky, mix(accent, light, 0.4), 0.5 * np.exp(-((far / (radius * 2.6)) ** 1.2)))
    sky = mix(sky, mix(spark, light, 0.8), smooth(far, radius + 1.2 / stage.short, radius - 1.2 / stage.short))
    picture = pixels(sky)
    chance = stage.chance()
    for _ in range(90):
        row, column = int(chance.uniform(0, 0.5) * shore), int(chance.uniform(0, stage.width - 1))
        picture[row : row + 2, column : column + 2] = pixels(mix(picture[row, column], light, chance.uniform(0.15, 0.6)))
    return Image.fromarray(picture)


def _row(stage: Stage, shore: int, place: int) -> Slide:
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    near = place / (ROWS - 1)
    body = mix(mix(mid, accent, 0.25), mix(shadow, deep, 0.25), near**0.7)
    top = round(shore * (0.33 + 0.17 * near))
    period, chance = stage.width * 2, np.random.default_rng(stage.seed + place)
    towers = _towers(stage, chance, near, period, shore - top)
    lamps = [mix(spark, light, 0.35), spark, mix(light, spark, 0.2), mix(accent, light, 0.4)]

    def draw(pen: ImageDraw.ImageDraw, left: float) -> None:
        dice = np.random.default_rng(stage.seed + 50 + place)
        for x, wide, tall in towers:
            box = left + 2 * x, 2 * (shore - top - tall), left + 2 * (x + wide), 2 * (shore - top)
            _tower(pen, box, dice, (body, body * 0.86), near)
            _windows(
                pen, box, dice, [mix(body, lamp, 0.30 + 0.65 * near) for lamp in lamps], stage.short * (0.006 + 0.006 * near) * 2
            )

    return drawn(draw, width=stage.width, height=shore - top, period=period, top=top, soft=(1.6, 0.9, 0.4, 0)[place])


def _towers(stage: Stage, chance: np.random.Generator, near: float, period: int, high: int) -> list[tuple[float, float, float]]:
    towers, x = [], 0.0
    while x < period - 4:
        wide = stage.short * (0.055 + 0.06 * near) * chance.uniform(0.7, 1.5)
        wide = wide if period - x - wide > stage.short * 0.05 else period - x
        crowd = 0.62 + 0.3 * np.sin(x / period * 12.566 + near * 2.4)
        towers.append((x, wide, max(0.9 * wide, high * min(0.98, crowd * chance.uniform(0.45, 1.05)))))
        x += wide + stage.short * 0.012 * chance.uniform(0, 1.3)
    return towers


def _tower(
    pen: ImageDraw.ImageDraw, box: tuple[float, ...], dice: np.random.Generator, tones: tuple[Array, Array], near: float
) -> None:
    left, top, right, bottom = box
    wide = right - left
    lit, dark = (tuple(int(one) for one in np.clip(tone, 0, 255)) for tone in tones)
    kind = int(dice.integers(4))
    if kind == 0:
        pen.polygon([(left, top + wide * 0.25), (right, top), (right, bottom), (left, bottom)], lit)
    elif kind == 1:
        pen.rectangle([left + wide * 0.2, top, right - wide * 0.2, bottom], lit)
        pen.rectangle([left, top + wide * 0.4, right, bottom], lit)
    else:
        pen.rectangle([left, top, right, bottom], lit)
    if kind == 3:
        pen.line([left + wide / 2, top, left + wide / 2, top - wide * (0.3 + 0.3 * near)], lit, max(2, int(wide * 0.05)))
    pen.rectangle([left + wide * 0.72, top + wide * 0.42, right, bottom], dark)


def _windows(
    pen: ImageDraw.ImageDraw, box: tuple[float, ...], dice: np.random.Generator, lamps: list[Array], size: float
) -> None:
    left, top, right, bottom = box
    step, floor = size * 1.75, size * 2.1
    columns, floors = int((right - left - size) / step), int((bottom - top) / floor)
    if columns < 1:
        return
    margin = ((right - left) - columns * step + (step - size)) / 2
    busy = dice.uniform(0.18, 0.62)
    tints = [tuple(int(one) for one in np.clip(lamp, 0, 255)) for lamp in lamps]
    for level in range(1, floors):
        whole = dice.random() < 0.08
        for column in range(columns):
            if whole or dice.random() < busy:
                x, y = left + margin + column * step, top + level * floor + size * 0.6
                pen.rectangle([x, y, x + size * 0.85, y + size * 1.05], tints[int(dice.integers(len(tints)))])


def _cars(canvas: Image.Image, ink: Ink, stage: Stage, shore: int, t: float) -> None:
    """Draw the embankment and the lights of the cars on it."""
    shadow, deep, _, accent, spark, light = stage.palette.colours()
    unit = stage.short / 720
    ink.box(0, shore - 16 * unit, stage.width, shore + 8)
    ink.onto(canvas, mix(shadow, deep, 0.15))
    chance = stage.chance()
    for colour, lane, way in ((mix(spark, light, 0.6), 13.0, 1), (mix(accent, spark, 0.2), 8.0, -1)):
        for _ in range(max(6, stage.width // 70)):
            x = (chance.uniform(0, stage.width) + way * t * chance.uniform(70, 130) * unit) % (stage.width + 40) - 20
            ink.box(x, shore - (lane + 2) * unit, x + chance.uniform(8, 20) * unit, shore - lane * unit, corner=unit)
        ink.onto(canvas, colour, glow=True)


def _mirror(stage: Stage, shore: int) -> Callable[[Array, float], Array]:
    """Return what lays the picture's reflection on the water below the shore."""
    rows = np.arange(stage.height - shore, dtype=np.float32)
    near = rows / len(rows)
    shade = (0.62 - 0.42 * near)[:, None, None]
    floor = (stage.palette.colours()[0] * 0.9 * (1 - shade)).astype(np.uint16)
    quarter = (shade * 64).astype(np.uint16)
    squeeze = shore * 0.8 / len(rows)

    def lay(frame: Array, t: float) -> Array:
        ripple = (3 + 16 * near) * (np.sin(34 * near**0.6 - 2.6 * t) + 0.6 * np.sin(83 * near**0.7 + 3.4 * t))
        seen = shore - 2 - rows * squeeze
        total = np.zeros((len(rows), stage.width, 3), np.uint16)
        for smear in (-0.8, 0.0, 0.9, 2.0):
            total += frame[np.clip(seen + ripple * (0.35 + 0.4 * smear), 0, shore - 1).astype(np.intp)]
        frame[shore:] = ((total * quarter >> 8) + floor).astype(np.uint8)
        return frame

    return lay
