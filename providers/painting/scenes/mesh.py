"""A mesh of colour that flows: soft lights on a bending plane, with glass lenses, ripples or beams passing over it."""

from collections.abc import Iterator

import numpy as np

from providers.painting.brushes import mix, pixels, smooth, vignette
from providers.painting.palettes import Array
from providers.painting.stage import Stage

LIGHTS = 6


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames, on a grid a quarter of the size, or a little finer for the rims of the lenses."""
    phases = stage.chance().uniform(0, 6.28, (LIGHTS, 4)).astype(np.float32)
    over = stage.pick((_lenses, _folds, _ripples, _beams))
    x, y = stage.plane(3 if over is _lenses else 4)
    shade = vignette(x, y)
    for t in stage.times():
        bent_x, bent_y, light = over(x, y, t, phases[0])
        yield pixels((_lit(bent_x, bent_y, t, phases, stage) + light[..., None]) * shade)


def _lit(x: Array, y: Array, t: float, phases: Array, stage: Stage) -> Array:
    shadow, deep, mid, accent, spark, _ = stage.palette.colours()
    reach = stage.height / stage.short / 2
    warped_x = x + 0.10 * np.sin(3.1 * y + 0.7 * t + phases[0, 0]) + 0.05 * np.sin(6.5 * y - 0.9 * t)
    warped_y = y + 0.12 * np.sin(2.7 * x - 0.5 * t + phases[1, 1])
    canvas = np.empty((*x.shape, 3), np.float32)
    canvas[:] = mix(shadow, deep, 0.45)
    for place, colour in enumerate((deep, mid, accent, mid, spark, accent)):
        a, b, c, d = phases[place]
        across = (0.15 + stage.width / stage.short / 2) * 0.8 * np.sin((0.38 + 0.05 * place) * t + a)
        down = reach * 0.95 * np.sin((0.24 + 0.04 * place) * t + b)
        size = 0.34 + 0.10 * np.sin(0.45 * t + c) - (0.10 if place == 4 else 0)
        weight = np.exp(-((warped_x - across) ** 2 + (warped_y - down) ** 2) / (size * size)) * (0.78 + 0.1 * np.sin(d))
        canvas += (colour - canvas) * weight[..., None]
    return canvas


def _folds(x: Array, y: Array, t: float, phase: Array) -> tuple[Array, Array, Array]:
    wave = np.sin(5.2 * x + 3.4 * y + 1.1 * np.sin(2.4 * y - 0.6 * t + phase[0]) - 0.8 * t)
    return x + 0.07 * wave, y + 0.05 * wave, 20 * np.clip(wave, 0, 1) ** 6 - 14 * np.clip(-wave, 0, 1) ** 2


def _lenses(x: Array, y: Array, t: float, phase: Array) -> tuple[Array, Array, Array]:
    light = np.zeros_like(x)
    for place, radius in enumerate((0.30, 0.17, 0.11)):
        across = 0.32 * np.sin(0.5 * t + phase[place] + place * 2.1)
        down = (-0.35, 0.28, -0.02)[place] + 0.16 * np.sin(0.41 * t + phase[place + 1])
        gone_x, gone_y = x - across, y - down
        far = np.hypot(gone_x, gone_y) / radius
        inside = smooth(far, 1.0, 1.0 - 0.016 / radius)
        bend = inside * far**3 * 1.4
        x, y = x - gone_x * bend, y - gone_y * bend
        facing = -(gone_x + gone_y) / (radius * 1.414)
        light = light + inside * (10 + 70 * far**6 * np.clip(0.35 + facing, 0, 1)) - 26 * smooth(far, 1.5, 1.0) * (1 - inside)
    return x, y, light


def _ripples(x: Array, y: Array, t: float, phase: Array) -> tuple[Array, Array, Array]:
    far = np.hypot(x - 0.2 * np.sin(phase[0]), y + 0.25)
    wave = np.sin(22 * far - 2.4 * t) * smooth(far, 1.3, 0.1)
    return x * (1 + 0.16 * wave), y * (1 + 0.10 * wave), 22 * np.clip(wave, 0, 1) ** 3 - 12 * np.clip(-wave, 0, 1)


def _beams(x: Array, y: Array, t: float, phase: Array) -> tuple[Array, Array, Array]:
    along = x * 0.86 + y * 0.5 + 0.05 * np.sin(2 * y + 0.5 * t)
    beam = np.sin(9 * along - 0.7 * t + phase[0]) * np.sin(3.7 * along + 0.5 * t + phase[1])
    glow = np.clip(beam, 0, 1) ** 1.5 * smooth(y, 0.9, -0.8)
    return x + 0.04 * beam, y, 62 * glow - 10
