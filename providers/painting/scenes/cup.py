"""Something warm on a table: a mug, a bowl, a tea glass or a pot, steam curling from it, lights behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from providers.painting.brushes import blurred, clouds, mix, pixels, smooth
from providers.painting.palettes import Array
from providers.painting.slides import Slide
from providers.painting.stage import Stage


@dataclass(frozen=True)
class Vessel:
    """A vessel in shares of the short side: its body's half width at each height 0..1 from the rim down, and its parts."""

    profile: Callable[[Array], Array]
    tall: float
    handle: str = ""
    saucer: bool = True


VESSELS = (
    Vessel(lambda v: 0.205 - 0.004 * v - 0.05 * np.clip((v - 0.78) / 0.22, 0, 1) ** 2, 0.36, "right"),
    Vessel(lambda v: 0.30 * np.sqrt(np.clip(1 - (v * 0.94) ** 2.6, 0, 1)) + 0.01, 0.26),
    Vessel(lambda v: 0.132 - 0.040 * np.sin(2.9 * np.clip(v * 1.08, 0, 1)) ** 2 - 0.018 * v, 0.34),
    Vessel(lambda v: 0.27 - 0.03 * np.clip((v - 0.86) / 0.14, 0, 1) ** 2, 0.30, "both", saucer=False),
)


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at three quarters of the size."""
    stage = stage.smaller(0.75)
    vessel = stage.pick(VESSELS)
    room, table, steam = _room(stage), _table(stage, vessel), _steam(stage, vessel)
    lamps = _lamps(stage)
    for t in stage.times():
        canvas = Image.new("RGB", (stage.width, stage.height))
        room.onto(canvas, stage.short * 0.030 * t)
        lamps.onto(canvas, stage.short * 0.055 * t)
        canvas.paste(table, (0, 0), table)
        steam(canvas, t)
        yield np.asarray(canvas)


def _base(stage: Stage) -> float:
    """Return where vessels stand, in pixels from the top."""
    return stage.height * 0.5 + stage.short * 0.26


def _room(stage: Stage) -> Slide:
    """Return the room out of focus: a warm wall, shelves and jars as soft shapes."""
    shadow, deep, mid, accent, spark, _ = stage.palette.colours()
    period, chance = stage.width * 2, stage.chance()
    fall = np.linspace(-1, 1, stage.height, dtype=np.float32)[:, None, None]
    wall = np.broadcast_to(mix(mix(shadow, deep, 0.8), mid, np.exp(-((fall / 0.6) ** 2)) * 0.75), (stage.height, period, 3))
    picture = Image.fromarray(pixels(wall))
    pen = ImageDraw.Draw(picture)
    for shelf in (0.20, 0.42):
        y, x = stage.height * shelf, 0.0
        while x < period - stage.short * 0.1:
            wide, tall = stage.short * chance.uniform(0.05, 0.13), stage.short * chance.uniform(0.07, 0.2)
            colour = mix(
                (deep, mid, accent, spark)[int(chance.choice(4, p=(0.35, 0.35, 0.2, 0.1)))], deep, chance.uniform(0.35, 0.7)
            )
            pen.rounded_rectangle([x, y - tall, x + wide, y], wide * 0.25, tuple(int(one) for one in colour))
            x += wide + stage.short * chance.uniform(0.01, 0.09)
        pen.rectangle([0, y, period, y + stage.short * 0.018], tuple(int(one) for one in mix(shadow, deep, 0.5)))
    wide_picture = Image.new("RGB", (period + stage.width, stage.height))
    for left in (0, period):
        wide_picture.paste(picture, (left, 0))
    soft = blurred(wide_picture, stage.short * 0.017)
    half = Image.fromarray(((np.asarray(soft).astype(np.uint16) + np.roll(np.asarray(soft), -1, 1)) // 2).astype(np.uint8))
    return Slide((soft, half), period)


def _lamps(stage: Stage) -> Slide:
    """Return a garland of soft lights nearer than the wall."""
    _, _, _, accent, spark, light = stage.palette.colours()
    period, chance, high = stage.width * 2, np.random.default_rng(stage.seed + 1), round(stage.height * 0.62)
    sheet = Image.new("RGBA", (2 * (period + stage.width), 2 * high), (*(int(one) for one in spark), 0))
    pen = ImageDraw.Draw(sheet)
    for _ in range(26):
        x, y = chance.uniform(0, period), high * chance.uniform(0.05, 0.95)
        size, colour = 2 * stage.short * chance.uniform(0.018, 0.055), mix(mix(accent, spark, chance.uniform(0, 1)), light, 0.25)
        for left in (0, 2 * period, -2 * period):
            box = [left + 2 * x - size, 2 * y - size, left + 2 * x + size, 2 * y + size]
            pen.ellipse(box, (*(int(one) for one in colour), int(chance.uniform(60, 130))))
    soft = [
        blurred(sheet.crop((shift, 0, sheet.width - 2 + shift, sheet.height)).reduce(2), stage.short * 0.004) for shift in (0, 1)
    ]
    return Slide((soft[0], soft[1]), period)


def _table(stage: Stage, vessel: Vessel) -> Image.Image:
    """Return the table with the vessel on it, transparent above."""
    x, y = stage.plane()
    shadow, deep, mid, accent, spark, _ = stage.palette.colours()
    base = (_base(stage) - stage.height / 2) / stage.short
    edge = base - 0.075
    fall = smooth(y, edge, float(y.max()))[..., None]
    wood = mix(mix(deep, mid, 0.55), shadow, 0.25 + 0.6 * fall)
    shine = np.exp(-((x / 0.42) ** 2) - ((y - edge) / 0.10) ** 2)[..., None]
    canvas = mix(wood, mix(accent, spark, 0.4), 0.38 * shine)
    cover = smooth(y, edge - 0.004, edge + 0.004)
    under = np.exp(-((x / 0.30) ** 2) - ((y - base - 0.012) / 0.032) ** 2)
    canvas = mix(canvas, shadow * 0.4, np.clip(under * 0.95, 0, 1)[..., None])
    for part in _parts(stage, vessel, x, y - base):
        colour, mask = part
        canvas, cover = mix(canvas, colour, mask[..., None]), np.maximum(cover, mask)
    return Image.fromarray(np.dstack([pixels(canvas), pixels(cover * 255)]))


def _parts(stage: Stage, vessel: Vessel, x: Array, y: Array) -> list[tuple[Array, Array]]:
    """Return colour and mask of the saucer, the handles, the body, and what is in it, from back to front."""
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    glaze = stage.pick((mix(light, accent, 0.10), mix(accent, mid, 0.35), mix(spark, accent, 0.5), mix(mid, deep, 0.35)))
    fine = 1.1 / stage.short
    down = np.clip((y + vessel.tall) / vessel.tall, 0, 1)
    half = vessel.profile(down)
    rim = float(vessel.profile(np.zeros(1, np.float32))[0])
    curve = 0.16 * np.sqrt(np.clip(1 - (x / np.maximum(half, 1e-3)) ** 2, 0, 1)) * half
    body = smooth(np.abs(x) - half, fine, -fine) * smooth(y - curve * 0.9, fine, -fine) * smooth(y + vessel.tall, -fine, fine)
    side = np.clip(x / np.maximum(half, 1e-3), -1, 1)
    lit = (0.50 + 0.50 * np.sqrt(np.clip(1 - (side + 0.35) ** 2 / 1.9, 0, 1)) - 0.42 * np.clip(side, 0, 1) ** 2 - 0.12 * down)[
        ..., None
    ]
    glow = (np.exp(-(((side + 0.55) / 0.10) ** 2)) * 0.45 + np.exp(-(((side - 0.93) / 0.06) ** 2)) * 0.30)[..., None]
    parts = []
    if vessel.saucer:
        plate = np.hypot(x / 0.34, (y - 0.015) / 0.052)
        parts.append((mix(glaze * 0.55, glaze * 0.95, smooth(plate, 1.0, 0.55)[..., None]), smooth(plate, 1.02, 0.99)))
        parts.append(
            (np.broadcast_to(shadow * 0.8, (*x.shape, 3)), smooth(np.hypot(x / 0.22, (y - 0.004) / 0.026), 1.15, 0.5) * 0.8)
        )
    for way in {"right": (1,), "both": (1, -1)}.get(vessel.handle, ()):
        ring = np.hypot((x - way * rim * 1.06) / 0.62, (y + vessel.tall * 0.55)) - vessel.tall * 0.27
        parts.append((np.broadcast_to(glaze * 0.72, (*x.shape, 3)), smooth(np.abs(ring), 0.030 + fine, 0.030 - fine)))
        parts.append((np.broadcast_to(mix(glaze, light, 0.35), (*x.shape, 3)), smooth(np.abs(ring + 0.012), 0.008, 0.003) * 0.7))
    parts.append((mix(mix(glaze * 0.28, glaze, lit), light, glow), body))
    mouth = np.hypot(x / rim, (y + vessel.tall) / (rim * 0.17))
    parts.append((np.broadcast_to(mix(glaze, light, 0.45), (*x.shape, 3)), smooth(mouth, 1.0 + 0.012, 1.0 - 0.012)))
    inner = np.hypot(x / (rim * 0.94), (y + vessel.tall - 0.004) / (rim * 0.145))
    drink = mix(mix(shadow, mid, 0.5), mix(accent, mid, 0.25), smooth(inner + x * 1.2, 1.1, 0.0)[..., None] * 0.75)
    parts.append((drink, smooth(inner, 1.0 + 0.012, 1.0 - 0.012)))
    return parts


def _steam(stage: Stage, vessel: Vessel) -> Callable[[Image.Image, float], None]:
    """Return what draws the steam at a time: two veils of noise rising through each other."""
    coarse = 4
    wide, high = stage.short // coarse, round(stage.short * 0.85) // coarse
    one, two = (clouds(np.random.default_rng(stage.seed + step), 256, 512, cells=4, octaves=4) for step in (2, 3))
    x = ((np.arange(wide, dtype=np.float32) + 0.5) / wide - 0.5)[None]
    up = 1 - (np.arange(high, dtype=np.float32)[:, None] + 0.5) / high
    rim = float(vessel.profile(np.zeros(1, np.float32))[0])
    left, top = (stage.width - stage.short) // 2, round(_base(stage) - (vessel.tall - 0.01) * stage.short) - high * coarse
    colour = tuple(int(part) for part in mix(stage.palette.colours()[5], stage.palette.colours()[4], 0.15))

    def draw(canvas: Image.Image, t: float) -> None:
        sway = 0.06 * up * np.sin(5.5 * up - 1.5 * t) + 0.04 * up * np.sin(11 * up - 2.3 * t + 1)
        column = np.exp(-(((x - sway) / (rim * (0.55 + 0.75 * up))) ** 2)) * smooth(up, 0.0, 0.10) * smooth(up, 1.0, 0.35)
        across = ((x - sway) / (0.6 + 0.5 * up) * 230).astype(np.intp)
        wisps = one[(up * 300 - 160 * t).astype(np.intp) % 512, across % 256]
        veils = two[(up * 190 - 105 * t).astype(np.intp) % 512, (across + 90) % 256]
        thick = column * smooth(wisps * 0.6 + veils * 0.6, 0.42, 1.0) * 205
        mask = Image.fromarray(thick.astype(np.uint8)).resize((wide * coarse, high * coarse), Image.Resampling.BICUBIC)
        canvas.paste(colour, (left, top), mask)

    return draw
