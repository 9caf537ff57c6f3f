"""Deep space: a turning planet, rings, a crescent, or a flight between the stars, before drifting clouds of light."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from providers.painting.brushes import clouds, mix, pixels, ramp, smooth
from providers.painting.palettes import Array
from providers.painting.stage import Stage

_SPRITE = np.arange(-4, 5)


@dataclass(frozen=True)
class Globe:
    """A planet in shares of the short side: its place, its radius, where its light comes from, its ring."""

    x: float
    y: float
    radius: float
    light: tuple[float, float, float]
    banded: float
    ringed: bool = False


GLOBES = (
    Globe(0.02, 0.98, 0.80, (-0.35, -0.85, 0.30), 1.0),
    Globe(0.05, -0.16, 0.25, (-0.70, -0.45, 0.55), 5.0, ringed=True),
    Globe(0.06, -0.12, 0.37, (-0.92, -0.25, -0.05), 1.6),
    None,
)


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at three quarters of the size."""
    stage = stage.smaller(0.75)
    sky, stars = _nebula(stage), stage.chance().uniform(0, 1, (260, 4)).astype(np.float32)
    globe = stage.pick(GLOBES)
    bodies = [] if globe is None else [_planet(stage, globe), *([_rings(stage, globe)] if globe.ringed else [])]
    free_x, free_y = sky.width - stage.width, sky.height - stage.height
    for t in stage.times():
        left = free_x * (0.5 - 0.5 * np.cos(0.18 * t + 0.4))
        top = free_y * (0.5 + 0.5 * np.sin(0.21 * t + stage.composition))
        canvas = np.array(sky.crop((int(left), int(top), int(left) + stage.width, int(top) + stage.height)))
        _strew(canvas, *(_flying(stars, t, stage) if globe is None else _passing(stars, t, stage)), stage)
        for body in bodies:
            body(canvas, t)
        yield canvas


def _nebula(stage: Stage) -> Image.Image:
    shadow, deep, mid, accent, spark, _ = stage.palette.colours()
    wide, high, chance = round(stage.width * 1.35) // 4, round(stage.height * 1.15) // 4, stage.chance()
    veil, grain = clouds(chance, wide, high, cells=2, octaves=5), clouds(chance, wide, high, cells=3, octaves=5)
    depth = 0.10 + 0.90 * smooth(veil, 0.22, 1.0) * (0.35 + 0.65 * grain)
    dust = ramp(
        shadow * 0.6, mix(shadow, deep, 0.5), deep, mix(deep, mid, 0.55), mid, mix(mid, accent, 0.7), mix(accent, spark, 0.4)
    )
    picture = dust[(np.clip(depth * 0.95, 0, 1) * 255).astype(np.intp)]
    return Image.fromarray(picture).resize((wide * 4, high * 4), Image.Resampling.BICUBIC)


def _passing(stars: Array, t: float, stage: Stage) -> tuple[Array, Array, Array]:
    """Return x, y and size of stars that drift sideways, near ones faster."""
    near = stars[:, 2] ** 3
    x = (stars[:, 0] * stage.width - (8 + 70 * near) * (stage.short / 720) * t) % stage.width
    y = (stars[:, 1] * stage.height + 12 * near * t) % stage.height
    return x, y, (0.85 + 1.3 * near) * (0.8 + 0.2 * np.sin(3 * t + 40 * stars[:, 3]))


def _flying(stars: Array, t: float, stage: Stage) -> tuple[Array, Array, Array]:
    """Return x, y and size of stars that come towards the viewer and leave a trail."""
    trail = []
    for lag in np.arange(10, dtype=np.float32) * 0.012:
        depth = (stars[:, 2] - 0.20 * (t - lag)) % 1 + 0.05
        spread = 0.30 / depth
        x = stage.width / 2 + (stars[:, 0] - 0.5) * stage.width * spread
        y = stage.height * 0.44 + (stars[:, 1] - 0.5) * stage.height * spread
        trail.append(np.stack([x, y, np.clip(0.62 / depth, 0.6, 2.6) * (1 - 4.5 * lag) * smooth(depth, 1.05, 0.85)]))
    x, y, size = np.concatenate(trail, 1)
    return x, y, size


def _strew(canvas: Array, x: Array, y: Array, size: Array, stage: Stage) -> None:
    """Add a soft spot of light at every place."""
    seen = (x > 5) & (x < stage.width - 5) & (y > 5) & (y < stage.height - 5)
    x, y, size = x[seen], y[seen], size[seen] * np.float32(stage.short / 720)
    column, row = x.astype(np.intp), y.astype(np.intp)
    across = _SPRITE[None] - (x - column)[:, None]
    down = _SPRITE[None] - (y - row)[:, None]
    spot = np.exp(-(down[:, :, None] ** 2 + across[:, None, :] ** 2) / (2 * (0.75 * size[:, None, None]) ** 2))
    glow = np.zeros((stage.height, stage.width), np.float32)
    np.maximum.at(glow, (row[:, None, None] + _SPRITE[None, :, None], column[:, None, None] + _SPRITE[None, None]), spot)
    lit = np.nonzero(glow > 0.02)
    light = mix(stage.palette.colours()[4], stage.palette.colours()[5], 0.75)
    canvas[lit] = pixels(mix(canvas[lit].astype(np.float32), light, glow[lit][:, None]))


def _around(stage: Stage, globe: Globe, reach: float) -> tuple[tuple[slice, slice], Array, Array]:
    """Return the part of the frame within `reach` radii of the planet, and x and y there in radii."""
    radius = globe.radius * stage.short
    x0, y0 = stage.width / 2 + globe.x * stage.short, stage.height / 2 + globe.y * stage.height / 1.78
    left, right = max(0, int(x0 - reach * radius)), min(stage.width, int(x0 + reach * radius))
    top, bottom = max(0, int(y0 - reach * radius)), min(stage.height, int(y0 + reach * radius))
    x = (np.arange(left, right, dtype=np.float32)[None] + 0.5 - np.float32(x0)) / np.float32(radius)
    y = (np.arange(top, bottom, dtype=np.float32)[:, None] + 0.5 - np.float32(y0)) / np.float32(radius)
    return (slice(top, bottom), slice(left, right)), x, y


def _planet(stage: Stage, globe: Globe) -> Callable[[Array, float], None]:
    """Return what lays the planet, turned to where it is at a time, on the sky."""
    radius = globe.radius * stage.short
    where, x, y = _around(stage, globe, 1.16)
    far = np.sqrt(x * x + y * y)
    z = np.sqrt(np.clip(1 - far * far, 0, 1))
    colours, skin = _skin(stage, globe)
    lit = np.clip(x * globe.light[0] + y * globe.light[1] + z * globe.light[2], 0, 1)
    across = (np.arctan2(x, np.maximum(z, 1e-3)) / 6.28319 * skin.shape[1]).astype(np.int32)
    down = np.clip(
        (np.arcsin(np.clip(y + 0.22 * x * globe.ringed, -1, 1)) / 3.14159 + 0.5) * skin.shape[0], 0, skin.shape[0] - 1
    ).astype(np.int32)
    cover = smooth(far, 1 + 0.8 / radius, 1 - 0.8 / radius)[..., None]
    shade = (0.03 + 1.05 * lit**0.8)[..., None] * cover
    sunny = np.clip(x * globe.light[0] + y * globe.light[1] + 0.35, 0, 1)[..., None]
    halo = np.exp(-np.abs(far - 1)[..., None] / np.where(far[..., None] > 1, 0.045, 0.085)) * sunny
    air = mix(stage.palette.colours()[3], stage.palette.colours()[5], 0.35) * halo * 0.85
    sky = 1 - cover

    def lay(canvas: Array, t: float) -> None:
        turned = (across + int(skin.shape[1] * (0.02 * t + 0.3))) % skin.shape[1]
        canvas[where] = pixels(canvas[where] * sky + colours[skin[down, turned]] * shade + air)

    return lay


def _skin(stage: Stage, globe: Globe) -> tuple[Array, Array]:
    """Return the planet's colours and the map of them, which repeats at its seam."""
    _shadow, deep, mid, accent, spark, light = stage.palette.colours()
    wide, high = 1600, 800
    field = clouds(stage.chance(), wide, high, cells=5, octaves=6, flat=globe.banded)
    rows = np.linspace(-1, 1, high, dtype=np.float32)[:, None]
    if globe.banded > 2:
        field = 0.5 + 0.42 * np.sin(13 * rows + 2.2 * field) + 0.18 * (field - 0.5)
    colours = ramp(
        deep, mix(deep, mid, 0.7), mid, mix(mid, accent, 0.7), accent, mix(accent, spark, 0.5), mix(spark, light, 0.5)
    ).astype(np.float32)
    return colours, (np.clip(field, 0, 1) * 255).astype(np.uint8)


def _rings(stage: Stage, globe: Globe) -> Callable[[Array, float], None]:
    """Return what lays rings around the planet, behind it above and before it below, with bright grains running."""
    _, _, mid, accent, spark, light = stage.palette.colours()
    where, x, y = _around(stage, globe, 2.15)
    lean = np.float32(0.34)
    along, aside = x * np.cos(lean) - y * np.sin(lean), (x * np.sin(lean) + y * np.cos(lean)) / np.float32(0.26)
    out, turn = np.hypot(along, aside), np.arctan2(aside, along)
    band = smooth(out, 1.28, 1.32) * smooth(out, 2.10, 2.04) * (0.45 + 0.4 * np.sin(out * 34) * np.sin(out * 11))
    shown = np.nonzero((band > 0.01) & ~((np.hypot(x, y) < 1) & (aside < 0)))
    out, turn, cover = out[shown], turn[shown], np.clip(band[shown], 0, 1)[:, None] * 0.85
    tint = mix(mix(mid, accent, 0.7), mix(spark, light, 0.4), smooth(out, 1.3, 2.0)[:, None]) * cover

    def lay(canvas: Array, t: float) -> None:
        spot = canvas[where]
        grain = (0.8 + 0.35 * np.sin(turn * 9 - 2.4 * t + out * 9))[:, None]
        spot[shown] = pixels(spot[shown] * (1 - cover) + tint * grain)

    return lay
