"""Sheets of silk laid over each other: each lit along its edge, shading the one behind, all of them breathing."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from providers.painting.brushes import mix, pixels, smooth, vignette
from providers.painting.palettes import Array
from providers.painting.stage import Stage

SHEETS = 7
_BACK, _FINE = 0.6, 1000  # the tables begin this far before an edge, with so many steps to the short side
_GONE = np.arange(0, 4, 1 / _FINE, dtype=np.float32) - np.float32(_BACK)
_COVER = smooth(_GONE, -0.002, 0.004)
_DEPTH = np.exp(-np.maximum(_GONE, 0) / np.float32(0.30))
_SHADOW = (1 - 0.42 * np.exp(-((np.minimum(_GONE, 0) / 0.10) ** 2)).astype(np.float32)) * (1 - _COVER)
_EDGE = 0.5 * np.exp(-(((_GONE - 0.012) / 0.014) ** 2)).astype(np.float32) * _COVER


@dataclass(frozen=True)
class Cloth:
    """Where every cell lies: across the sheets, and which step along them it belongs to."""

    across: Array
    step: Array
    along: Array
    """The place of each step along the sheets."""


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames, on a grid a third of the size."""
    x, y = stage.plane(3)
    angle, bend = stage.pick(((0.35, 0.16), (-0.75, 0.21), (1.25, 0.19), (-0.2, 0.26)))
    cloth = _cloth(x, y, angle)
    phases = stage.chance().uniform(0, 6.28, (SHEETS + 1, 4)).astype(np.float32)
    reach, shade, dyes = float(np.abs(cloth.across).max()), vignette(x, y, 0.3)[..., 0], _dyes(stage)
    for t in stage.times():
        bands = np.empty((3, *x.shape), np.float32)
        bands[:] = dyes[0][:, None, None]
        for sheet in range(1, SHEETS + 1):
            edge = reach * (2.1 * sheet / (SHEETS + 0.6) - 1.25) + _sway(cloth.along, t, phases[sheet], bend)
            _lay(bands, cloth, edge, dyes[sheet], t + float(phases[sheet, 0]))
        yield np.ascontiguousarray(pixels(bands * shade).transpose(1, 2, 0))


def _cloth(x: Array, y: Array, angle: float) -> Cloth:
    turned = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    along, across = x * turned[0] + y * turned[1], y * turned[0] - x * turned[1]
    first = float(along.min())
    step = ((along - first) * _FINE / 2).astype(np.intp)
    return Cloth(across, step, np.arange(step.max() + 1, dtype=np.float32) * 2 / _FINE + np.float32(first))


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
    slow = np.sin(2.3 * along + (0.75 * t + a)) + 0.5 * np.sin(4.1 * along - (0.9 * t - b))
    return np.asarray(bend * (slow + 0.22 * np.sin(7.3 * along + (1.1 * t + c))) + 0.05 * np.sin(0.8 * t + d))


def _lay(bands: Array, cloth: Cloth, edge: Array, dye: Array, t: float) -> None:
    """Lay one sheet beyond `edge`: its rim shines, its body folds, and it darkens what lies behind."""
    wave = 1.3 * np.sin(3.1 * cloth.along + 0.6 * t) - 2.6 * cloth.along - 0.9 * t
    below = cloth.across - edge[cloth.step]
    place = ((below + _BACK) * _FINE).astype(np.intp)
    fold = 0.5 + 0.5 * np.sin(9 * below + wave[cloth.step])
    fold *= fold
    cover, depth = _COVER.take(place, mode="clip"), _DEPTH.take(place, mode="clip")
    body = cover * (0.62 + 0.21 * depth + 0.17 * fold)
    shine = _EDGE.take(place, mode="clip") + 0.22 * cover * depth * fold * fold * fold
    bands *= _SHADOW.take(place, mode="clip")
    glint = (255 - dye) * (0.55 + 0.45 * dye / 255)
    for band in range(3):
        bands[band] += body * dye[band]
        bands[band] += shine * glint[band]
