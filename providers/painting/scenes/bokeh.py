"""Lights out of focus: near ones large and faint, far ones small and bright, drifting past each other."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from providers.painting.brushes import mix, pixels, vignette
from providers.painting.palettes import Array
from providers.painting.stage import Stage

COARSE = 2


@dataclass(frozen=True)
class Light:
    """One lamp: its place in grid cells, its drift in cells a second, its size and its colour."""

    x: float
    y: float
    drift: tuple[float, float]
    radius: float
    colour: Array
    phase: float
    sharp: float


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames, on a grid half the size."""
    x, y = stage.plane(COARSE)
    base = _dusk(stage, x, y)
    lights = _lights(stage, *base.shape[1::-1])
    for t in stage.times():
        canvas = base.copy()
        for light in lights:
            _shine(canvas, light, t)
        yield pixels(canvas)


def _dusk(stage: Stage, x: Array, y: Array) -> Array:
    shadow, deep, mid, accent, _, _ = stage.palette.colours()
    side = stage.pick((-0.3, 0.35, 0.1, -0.15))
    low = np.exp(-((x - side) ** 2 * 1.6 + (y - stage.pick((0.55, -0.5, 0.1, 0.8))) ** 2 * 1.1) * 2.2)[..., None]
    canvas = mix(shadow * 0.8, deep, 0.55 + 0.35 * np.sin(y * 1.6)[..., None])
    return np.asarray(mix(mix(canvas, mid, low * 0.75), accent, low**3 * 0.25) * vignette(x, y, 0.55), np.float32)


def _lights(stage: Stage, columns: int, rows: int) -> list[Light]:
    chance = stage.chance()
    _, _, mid, accent, spark, light = stage.palette.colours()
    heading = stage.pick(((0.25, -1.0), (1.0, -0.15), (-0.3, 0.9), (-1.0, 0.1)))
    unit, lights = min(columns, rows), []
    for number in range(58):
        near = (number / 57) ** 1.8
        radius = unit * (0.018 + 0.125 * near) * chance.uniform(0.7, 1.3)
        speed = unit * (0.035 + 0.16 * near) * chance.uniform(0.8, 1.2)
        colour = (accent, spark, mix(spark, light, 0.5), mix(mid, accent, 0.5))[int(chance.choice(4, p=(0.34, 0.30, 0.16, 0.20)))]
        bright = (0.62 - 0.44 * near) * chance.uniform(0.6, 1.1)
        x, y = _place(stage, chance, columns, rows, radius)
        drift, phase = (heading[0] * speed, heading[1] * speed), chance.uniform(0, 6.28)
        lights.append(Light(x, y, drift, radius, colour * bright, phase, 1 - 0.6 * near))
    return lights


def _place(stage: Stage, chance: np.random.Generator, columns: int, rows: int, radius: float) -> tuple[float, float]:
    """Return where a lamp begins: strewn, or gathered in the band that this composition has."""
    x, y = chance.uniform(0, columns + 2 * radius), chance.uniform(0, rows + 2 * radius)
    if stage.pick((False, True, False, True)):
        y = rows * (0.42 + 0.17 * chance.standard_normal()) + radius
    return x, y


def _shine(canvas: Array, light: Light, t: float) -> None:
    rows, columns, _ = canvas.shape
    edge = light.radius
    x = (light.x + light.drift[0] * t) % (columns + 2 * edge) - edge
    y = (light.y + light.drift[1] * t) % (rows + 2 * edge) - edge
    left, right = max(0, int(x - edge - 1)), min(columns, int(x + edge + 2))
    top, bottom = max(0, int(y - edge - 1)), min(rows, int(y + edge + 2))
    if left >= right or top >= bottom:
        return
    across = np.arange(left, right, dtype=np.float32) - np.float32(x)
    down = np.arange(top, bottom, dtype=np.float32) - np.float32(y)
    far = np.sqrt(across[None] ** 2 + down[:, None] ** 2)
    disc = np.clip((edge - far) * (0.25 + 0.5 * light.sharp), 0, 1) * (0.62 + 0.38 * (far / edge) ** 4)
    glint = 0.72 + 0.28 * np.sin(1.9 * t + light.phase)
    canvas[top:bottom, left:right] += (disc * np.float32(glint))[..., None] * light.colour
