"""Ridge behind ridge under a low sun: dunes, peaks, pine hills or mesas, each paler the farther it lies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from providers.painting.brushes import clouds, mix, pixels, smooth
from providers.painting.palettes import Array
from providers.painting.slides import Slide, ridge
from providers.painting.stage import Stage

RIDGES = 6
Outline = Callable[[Array], Array]


@dataclass(frozen=True)
class Land:
    """One kind of landscape: how its crests are shaped and how high they stand."""

    shape: Callable[[np.random.Generator, float], Outline]
    height: float
    horizon: float


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at full size: a sky, drifting mist, and ridges sliding at their own speeds."""
    land = stage.pick((Land(_dunes, 0.05, 0.0), Land(_peaks, 0.19, -0.01), Land(_pines, 0.06, 0.02), Land(_mesas, 0.11, 0.04)))
    sky, veil = _sky(stage), _veil(stage)
    layers = [_layer(stage, land, place / (RIDGES - 1)) for place in range(RIDGES)]
    flock = _flock(stage)
    for t in stage.times():
        canvas = sky.copy()
        veil.onto(canvas, 36 * t)
        flock(canvas, t)
        for place, layer in enumerate(layers):
            layer.onto(canvas, (22 + 150 * (place / (RIDGES - 1)) ** 1.7) * t)
        yield np.asarray(canvas)


def _sky(stage: Stage) -> Image.Image:
    x, y = stage.plane()
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    sun_x, sun_y, radius = stage.pick(((-0.16, -0.12, 0.15), (0.2, -0.3, 0.09), (0.12, -0.16, 0.19), (-0.22, -0.22, 0.12)))
    sun_x *= stage.width / stage.short
    fall = (y / (stage.height / stage.short) + 0.5)[..., None]
    sky = mix(mix(shadow, deep, np.clip(fall / 0.3, 0, 1)), mid, smooth(fall, 0.2, 0.5))
    sky = mix(sky, accent, smooth(fall, 0.36, 0.62))
    far = np.hypot(x - sun_x, y - sun_y)[..., None]
    sky = mix(sky, spark, 0.75 * np.exp(-((far / (radius * 2.6)) ** 1.2)))
    sky = mix(sky, mix(spark, light, 0.8), smooth(far, radius + 1.2 / stage.short, radius - 1.2 / stage.short))
    return Image.fromarray(pixels(sky))


def _veil(stage: Stage) -> Slide:
    """Return thin clouds that drift across the sky."""
    high = round(stage.height * 0.62)
    puffs = clouds(stage.chance(), stage.width // 4, high // 4, cells=2, flat=6)
    band = np.asarray(Image.fromarray(puffs).resize((stage.width * 2, high), Image.Resampling.BICUBIC))
    rows = np.linspace(0, 1, high)[:, None]
    cover = smooth(band, 0.5, 1.0) * smooth(rows, 0.0, 0.3) * smooth(rows, 1.0, 0.7) * 110
    colour = mix(stage.palette.colours()[3], stage.palette.colours()[5], 0.35)
    paint = np.empty((high, stage.width * 3, 4), np.uint8)
    paint[..., :3] = colour.astype(np.uint8)
    paint[..., 3] = np.concatenate([cover, cover[:, : stage.width]], 1)
    layer = Image.fromarray(paint)
    return Slide((layer, layer), stage.width * 2)


def _layer(stage: Stage, land: Land, near: float) -> Slide:
    shadow, deep, mid, accent, spark, _ = stage.palette.colours()
    chance = np.random.default_rng(stage.seed + round(near * 100))
    period = stage.width * 2
    shape = land.shape(chance, near)
    level = stage.height * (0.535 + land.horizon + 0.085 * near * (RIDGES - 1) * (0.8 + 0.2 * near))
    tall = stage.height * land.height * (0.75 + 0.45 * near)
    colour = mix(mix(mix(accent, mid, 0.35), deep, smooth(np.asarray(near), 0.0, 0.75)), shadow * 0.55, near**1.6)
    fade = np.linspace(0, 1, max(2, stage.height - int(level - tall)))[:, None]
    body = mix(colour * 1.12, mix(colour, mix(accent, spark, 0.3), 0.45 * (1 - near)), smooth(fade, 0.0, 0.45 - 0.2 * near))
    body[: max(2, round(2 + 3 * near))] = mix(colour, spark, 0.35 * (1 - 0.6 * near))

    def crest(x: Array) -> Array:
        return np.asarray(level - tall * shape(x / period * 6.28319))

    return ridge(crest, body, width=stage.width, period=period, bottom=stage.height)


def _waves(chance: np.random.Generator, steps: tuple[int, ...], fall: float) -> Outline:
    phases = chance.uniform(0, 6.28, len(steps))
    waves = list(zip(steps, phases, strict=True))
    return lambda turn: sum((np.sin(step * turn + phase) / step**fall for step, phase in waves), np.zeros_like(turn))


def _dunes(chance: np.random.Generator, _: float) -> Outline:
    swell, lean = _waves(chance, (2, 3, 5), 0.7), _waves(chance, (1, 2), 0.8)
    return lambda turn: 1.1 * swell(turn + 0.35 * lean(turn))


def _peaks(chance: np.random.Generator, _: float) -> Outline:
    tops = [(int(step), chance.uniform(0, 6.28), step**-1.05) for step in (3, 5, 9, 17, 33, 65, 129)]

    def outline(turn: Array) -> Array:
        return sum(
            (size * (1.9 - 3.4 * np.abs(np.sin(step * turn / 2 + phase))) for step, phase, size in tops), np.zeros_like(turn)
        )

    return outline


def _pines(chance: np.random.Generator, near: float) -> Outline:
    swell = _waves(chance, (2, 3, 7), 0.9)
    count = round(150 - 95 * near)
    sizes = chance.uniform(0.25, 1.0, count) * chance.choice([0.0, 1.0], count, p=(0.22, 0.78))

    def outline(turn: Array) -> Array:
        spot = turn / 6.28319 * count
        tree, across = spot.astype(np.intp) % count, np.abs(spot % 1 - 0.5) * 2
        branch = 1 - across - 0.13 * np.abs(((1 - across) * 6) % 1 - 0.5)
        return np.asarray(swell(turn) + (0.35 + 0.95 * near) * sizes[tree] * np.clip(branch, 0, 1))

    return outline


def _mesas(chance: np.random.Generator, near: float) -> Outline:
    swell, crumbs = _waves(chance, (2, 3, 5), 0.3), _waves(chance, (23, 41, 67), 0.9)
    return lambda turn: 1.1 * np.tanh(3.2 * swell(turn)) * (0.9 + 0.1 * swell(turn)) + 0.9 * crumbs(turn) * (0.4 + 0.6 * near)


def _flock(stage: Stage) -> Callable[[Image.Image, float], None]:
    """Return what draws a few birds crossing the sky."""
    chance = stage.chance()
    colour = mix(stage.palette.colours()[0], stage.palette.colours()[1], 0.4)
    birds = [(chance.uniform(0, 0.34), chance.uniform(-0.05, 0.05), chance.uniform(0, 6.28)) for _ in range(7)]
    start, size = stage.pick((-0.15, 0.55, 0.1, 0.35)), stage.short * 0.016

    def draw(canvas: Image.Image, t: float) -> None:
        for along, across, phase in birds:
            x = ((start + along + 0.085 * t) % 1.4 - 0.2) * stage.width
            y = (0.3 + across - 0.1 * along + 0.004 * np.sin(t + phase)) * stage.height
            _bird(canvas, (x, y), size, 0.35 + 0.6 * np.sin(9 * t + phase), colour)

    return draw


def _bird(canvas: Image.Image, place: tuple[float, float], size: float, lift: float, colour: Array) -> None:
    wide = int(size * 1.6) + 2
    left, top = int(place[0]) - wide, int(place[1]) - wide
    y, x = np.mgrid[0 : 2 * wide, 0 : 2 * wide].astype(np.float32)
    x, y = np.abs(x + left - np.float32(place[0])) / size, (y + top - np.float32(place[1])) / size
    wing = -lift * x * (1.5 - x * 0.55)
    cover = np.clip((0.16 * (1.35 - x) - np.abs(y - wing)) * size + 0.5, 0, 1) * (x < 1.35)
    canvas.paste(tuple(int(one) for one in colour), (left, top), Image.fromarray((cover * 255).astype(np.uint8)))
