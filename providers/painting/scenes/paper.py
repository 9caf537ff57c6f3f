"""A landscape cut from paper: hills with round trees, or great leaves around a clearing, each sheet shading the next."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from providers.painting.brushes import blurred, mix, pixels, smooth
from providers.painting.cards import tone
from providers.painting.palettes import Array
from providers.painting.slides import Slide, drawn
from providers.painting.stage import Stage

SHEETS = 5
SWAY = 0.4
"""Degrees between two pictures of a swaying leaf."""
Drawing = Callable[[Image.Image, float], None]


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at three quarters of the size."""
    stage = stage.smaller(0.75)
    ground = _ground(stage)
    draw = stage.pick((_hills, _leaves, _hills, _leaves))(stage)
    for t in stage.times():
        canvas = ground.copy()
        draw(canvas, t)
        yield np.asarray(canvas)


def _ground(stage: Stage) -> Image.Image:
    """Return the back sheet: a pale sun with rings of paper around it."""
    x, y = stage.plane()
    _, deep, mid, accent, spark, light = stage.palette.colours()
    far = np.hypot(x - stage.pick((0.12, 0.0, -0.18, 0.05)), y + stage.pick((0.26, 0.12, 0.36, 0.2)))
    rings = (
        mix(spark, light, 0.65),
        mix(spark, accent, 0.2),
        mix(accent, spark, 0.35),
        mix(accent, mid, 0.25),
        mix(accent, mid, 0.6),
        mid,
    )
    canvas = np.empty((*x.shape, 3), np.float32)
    canvas[:] = mix(mid, deep, 0.35)
    for place in range(5, -1, -1):
        edge = 0.15 + 0.15 * place * (1 + 0.12 * place)
        canvas *= 1 - 0.22 * smooth(far, edge + 0.05, edge - 0.01)[..., None]
        canvas = mix(canvas, rings[place], smooth(far, edge + 0.002, edge - 0.002)[..., None])
    return Image.fromarray(pixels(canvas * (1 - 0.10 * smooth(far, 0.3, 1.2))[..., None]))


def _hills(stage: Stage) -> Drawing:
    """Return what draws hills sliding by, with their trees, and leaves falling before them."""
    sheets = [_hill(stage, place) for place in range(SHEETS)]
    leaves = _falling(stage)

    def draw(canvas: Image.Image, t: float) -> None:
        for place, sheet in enumerate(sheets):
            sheet.onto(canvas, stage.short * (0.03 + 0.035 * place) * t)
        leaves(canvas, t)

    return draw


def _hill(stage: Stage, place: int) -> Slide:
    shadow, deep, mid, accent, spark, _ = stage.palette.colours()
    near, period = place / (SHEETS - 1), stage.width * 2
    chance = np.random.default_rng(stage.seed + place)
    top = round(stage.height * (0.36 + 0.105 * place))
    colour = mix(mix(mix(accent, mid, 0.55), mid, smooth(np.asarray(near), 0, 0.4)), mix(shadow, deep, 0.75), near**1.1)
    leaf = (mix(colour, accent, 0.35), mix(colour, spark, 0.35), mix(colour, deep, 0.5))
    phase = chance.uniform(0, 6.28, 3)
    turns = (2, 3, 5)

    def crest(x: Array) -> Array:
        waves = [np.sin(turn * x / period * 6.28319 + lag) / turn**0.8 for turn, lag in zip(turns, phase, strict=True)]
        return np.asarray(stage.short * (0.20 - 0.055 * np.sum(waves, axis=0)))

    trees = [
        (chance.uniform(0, period), chance.uniform(0.6, 1.25), int(chance.integers(3)), int(chance.integers(2)))
        for _ in range(round(16 - 7 * near))
    ]

    def sketch(pen: ImageDraw.ImageDraw, left: float) -> None:
        for place_x, size, tint, kind in trees:
            foot = left + 2 * place_x, 2 * float(crest(np.array([place_x]))[0])
            _tree(
                pen,
                foot,
                2 * stage.short * (0.045 + 0.035 * near) * size,
                (tone(leaf[tint]), tone(mix(colour, shadow, 0.45))),
                kind,
            )
        x = np.arange(0, period + 4, 4, dtype=np.float32)
        outline = np.stack([left + 2 * x, 2 * crest(x)], 1)
        high = 2.0 * (stage.height - top)
        pen.polygon(
            [*(tuple(map(float, one)) for one in outline), (left + 2.0 * period + 8, high), (float(left), high)], tone(colour)
        )

    slide = drawn(sketch, width=stage.width, height=stage.height - top, period=period, top=top)
    phases = [_shadowed(phase, stage.short * (0.010 + 0.008 * near)) for phase in slide.phases]
    return Slide((phases[0], phases[1]), period, top)


def _tree(
    pen: ImageDraw.ImageDraw, foot: tuple[float, float], size: float, tones: tuple[tuple[int, ...], tuple[int, ...]], kind: int
) -> None:
    x, y = foot
    pen.rectangle([x - size * 0.07, y - size * 1.1, x + size * 0.07, y + size * 0.3], tones[1])
    if kind:
        pen.ellipse([x - size * 0.55, y - size * 2.3, x + size * 0.55, y - size * 0.7], tones[0])
    else:
        for level in range(3):
            wide, top = size * (0.38 + 0.15 * level), y - size * (2.5 - 0.55 * level)
            pen.polygon([(x, top), (x + wide, top + size * 0.95), (x - wide, top + size * 0.95)], tones[0])


def _shadowed(picture: Image.Image, reach: float) -> Image.Image:
    """Return the sheet with the soft shadow it casts upward on what is behind."""
    alpha = picture.getchannel("A")
    small = alpha.resize((alpha.width // 4, alpha.height // 4), Image.Resampling.BOX)
    cast = np.roll(np.asarray(blurred(small, reach / 3).resize(alpha.size, Image.Resampling.BILINEAR)), -round(reach * 0.5), 0)
    both = np.maximum(np.asarray(alpha), (cast * 0.5).astype(np.uint8))
    flat = np.asarray(picture).astype(np.uint16)[..., :3] * (np.asarray(alpha)[..., None] > 8)
    return Image.fromarray(np.dstack([flat.astype(np.uint8), both]))


def _leaf(size: int, colours: tuple[Array, Array], kind: int) -> Image.Image:
    """Return one leaf of twice `size` pointing up, its stalk at the middle of the picture."""
    high = 2 * size
    sheet = Image.new("RGBA", (2 * high, 2 * high), (*tone(colours[0]), 0))
    pen = ImageDraw.Draw(sheet)
    middle = high
    turn = np.linspace(0, 1, 70)
    half = np.sin(np.pi * turn**0.8) * (0.23 if kind else 0.30) * high
    if kind:
        half = half * (0.60 + 0.40 * np.abs(np.sin(turn * 26)) ** 0.6)
    ways = np.concatenate(
        [
            np.stack([middle + half, middle - turn * high * 0.92], 1),
            np.stack([middle - half, middle - turn * high * 0.92], 1)[::-1],
        ]
    )
    pen.polygon([tuple(map(float, one)) for one in ways], (*tone(colours[0]), 255))
    pen.line([middle, middle + high * 0.06, middle, middle - high * 0.86], (*tone(colours[1]), 255), max(2, high // 70))
    for vein in np.linspace(0.12, 0.74, 7):
        y, wide = middle - vein * high * 0.92, float(np.interp(vein + 0.08, turn, half)) * 0.8
        for way in (-1, 1):
            pen.line([middle, y, middle + way * wide, y - wide * 0.55], (*tone(colours[1]), 255), max(1, high // 130))
    return _shadowed(sheet, size * 0.14)


@dataclass(frozen=True)
class Frond:
    """One great leaf: its picture as it hangs, where in it the stalk begins, where that is on the screen."""

    picture: Image.Image
    stalk: tuple[float, float]
    place: tuple[float, float]
    phase: float
    depth: int

    def step(self, t: float) -> int:
        """Return how far it has swayed at time `t`, in steps of `SWAY` degrees."""
        sway = (2.6 + 0.7 * self.depth) * np.sin(1.15 * t + self.phase) + 1.4 * np.sin(2.3 * t + 2 * self.phase)
        return round(float(sway) / SWAY)

    def turned(self, step: int) -> Image.Image:
        """Return the leaf turned about its stalk by so many steps."""
        cos, sin, (x, y) = np.cos(np.radians(step * SWAY)), np.sin(np.radians(step * SWAY)), self.stalk
        way = tuple(map(float, (cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y)))
        return self.picture.transform(self.picture.size, Image.Transform.AFFINE, way, Image.Resampling.BILINEAR)


def _leaves(stage: Stage) -> Drawing:
    """Return what draws leaves that reach in from the sides and sway, far ones first."""
    shadow, deep, mid, accent, spark, _ = stage.palette.colours()
    chance = stage.chance()
    greens = (mix(mid, accent, 0.45), mix(mid, accent, 0.1), mix(deep, mid, 0.6), mix(shadow, deep, 0.9), mix(shadow, deep, 0.4))
    fronds = []
    for number in range(12):
        depth, side = number * 5 // 12, 1 if number % 2 else -1
        colour = greens[depth]
        leaf = _leaf(
            round(stage.short * (0.34 + 0.045 * depth)), (colour, mix(colour, mix(accent, spark, 0.4), 0.22)), number % 2
        )
        y = stage.height * ((number * 0.39 + chance.uniform(-0.05, 0.05)) % 1.0)
        lean = -side * (62 + chance.uniform(-28, 28)) - 72 * side * (y / stage.height - 0.5)
        place = (0.5 + side * (0.5 + 0.02 * depth)) * stage.width, y
        fronds.append(_hung(leaf, lean, place, chance.uniform(0, 6.28), depth))
    motes = _falling(stage)

    @cache  # a leaf comes back to the same angle again and again, and turning it is dear
    def turned(number: int, step: int) -> Image.Image:
        return fronds[number].turned(step)

    def draw(canvas: Image.Image, t: float) -> None:
        for number, frond in enumerate(fronds):
            if number == 6:
                motes(canvas, t)
            picture = turned(number, frond.step(t))
            shift = stage.short * (0.020 + 0.010 * frond.depth) * np.sin(0.9 * t + frond.phase)
            x, y = frond.place[0] - frond.stalk[0], frond.place[1] - frond.stalk[1] + shift
            canvas.paste(picture, (round(x), round(y)), picture)

    return draw


def _hung(leaf: Image.Image, lean: float, place: tuple[float, float], phase: float, depth: int) -> Frond:
    """Return the leaf turned by `lean` degrees and trimmed to what shows of it, with room to sway."""
    turned = leaf.reduce(2).rotate(-lean, Image.Resampling.BICUBIC)
    left, top, right, bottom = turned.getbbox() or (0, 0, *turned.size)
    room = leaf.width // 28
    box = left - room, top - room, right + room, bottom + room
    return Frond(turned.crop(box), (turned.width / 2 - box[0], turned.height / 2 - box[1]), place, phase, depth)


def _falling(stage: Stage) -> Drawing:
    """Return what draws small leaves that tumble down."""
    _, _, mid, accent, spark, light = stage.palette.colours()
    chance = stage.chance()
    kinds = [
        _leaf(round(stage.short * size), (colour, mix(colour, light, 0.3)), 0)
        for size, colour in ((0.045, spark), (0.036, accent), (0.052, mix(accent, mid, 0.4)))
    ]
    turned = [[kind.rotate(step * 15, Image.Resampling.BICUBIC).reduce(2) for step in range(24)] for kind in kinds]
    flights = chance.uniform(0, 1, (16, 4)).tolist()

    def draw(canvas: Image.Image, t: float) -> None:
        for number, (x, y, spin, pace) in enumerate(flights):
            down = (y + (0.05 + 0.05 * pace) * t) % 1.0
            across = x + 0.05 * np.sin(1.6 * t + 6.28 * spin) - 0.02 * t
            picture = turned[number % 3][int((spin * 24 + (3 + 5 * pace) * t + 3 * np.sin(1.6 * t)) % 24)]
            place = round((across % 1.1 - 0.05) * stage.width), round((down * 1.1 - 0.05) * stage.height)
            canvas.paste(picture, place, picture)

    return draw
