"""Sheets of silk laid over each other: each lit along its edge, shading the one behind, all of them breathing."""

from collections.abc import Iterator

import numpy as np

from providers.painting.brushes import mix, pixels, smooth, vignette
from providers.painting.palettes import Array
from providers.painting.stage import Stage

SHEETS = 7


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames, on a grid a third of the size."""
    x, y = stage.plane(3)
    angle, bend = stage.pick(((0.35, 0.16), (-0.75, 0.21), (1.25, 0.19), (-0.2, 0.26)))
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    phases = stage.chance().uniform(0, 6.28, (SHEETS + 1, 4))
    reach, shade = float(np.abs(across).max()), vignette(x, y, 0.3)
    colours = _dyes(stage)
    for t in stage.times():
        canvas = np.empty((*x.shape, 3), np.float32)
        canvas[:] = colours[0]
        for sheet in range(1, SHEETS + 1):
            edge = reach * (2.1 * sheet / (SHEETS + 0.6) - 1.25) + _sway(along, t, phases[sheet], bend)
            _lay(canvas, across - edge, along, colours[sheet], t + phases[sheet, 0])
        yield pixels(canvas * shade)


def _dyes(stage: Stage) -> Array:
    """Return the colour of the ground and of every sheet, in the order this composition has them."""
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    glow = mix(accent, spark, 0.6)
    rows = stage.pick(
        (
            (shadow, deep, mix(deep, mid, 0.6), mid, accent, glow, mid, deep),
            (glow, accent, mid, mix(mid, deep, 0.5), deep, mid, accent, mix(spark, light, 0.3)),
            (deep, mid, accent, glow, mix(spark, light, 0.3), accent, mid, deep),
            (mid, accent, mid, deep, shadow, deep, mid, accent),
        )
    )
    return np.stack(rows)


def _sway(along: Array, t: float, phase: Array, bend: float) -> Array:
    a, b, c, d = phase
    slow = np.sin(2.3 * along + 0.75 * t + a) + 0.5 * np.sin(4.1 * along - 0.9 * t + b)
    return np.asarray(bend * (slow + 0.22 * np.sin(7.3 * along + 1.1 * t + c)) + 0.05 * np.sin(0.8 * t + d))


def _lay(canvas: Array, below: Array, along: Array, dye: Array, t: float) -> None:
    """Lay one sheet where `below` is positive: its edge shines, its body folds, and it darkens what lies behind."""
    canvas *= (1 - 0.42 * np.exp(-((np.minimum(below, 0) / 0.10) ** 2)))[..., None]
    cover = smooth(below, -0.002, 0.004)
    fold = 0.5 + 0.5 * np.sin(9 * below - 2.6 * along + 1.3 * np.sin(3.1 * along + 0.6 * t) - 0.9 * t)
    depth = np.exp(-np.maximum(below, 0) / 0.30)
    body = mix(dye * 0.62, dye, (0.55 * depth + 0.45 * fold * fold)[..., None])
    shine = (np.exp(-(((below - 0.012) / 0.014) ** 2)) * 0.5 + depth * fold**6 * 0.22)[..., None]
    body = body + (255 - body) * shine * (0.55 + 0.45 * dye / 255)
    canvas += (body - canvas) * cover[..., None]
