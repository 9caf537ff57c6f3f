"""Tiles of plain geometry that turn one after another and slide by: quarter discs, arcs, stripes, beads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from providers.painting.brushes import mix, pixels, vignette
from providers.painting.cards import tone
from providers.painting.palettes import Array
from providers.painting.stage import Stage

STEPS = 24
"""Pictures of each tile in a quarter turn."""
TURN, REST = 0.9, 2.7
"""Seconds a tile turns, and from the start of one turn to the next."""


@dataclass(frozen=True)
class Place:
    """One tile of the wall: which design, which way up it starts, when it turns."""

    design: int
    quarter: int
    lag: float


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at three quarters of the size."""
    stage = stage.smaller(0.75)
    across = stage.pick((4, 5, 3, 4))
    size = round(stage.short / across)
    designs = [_turned(picture) for picture in _designs(stage, size)]
    wall, shade = _wall(stage, len(designs), size), _shade(stage)
    heading = stage.pick(((0.0, 1.0), (0.7, 0.6), (-0.5, -0.8), (1.0, 0.0)))
    for t in stage.times():
        canvas = Image.new("RGB", (stage.width, stage.height))
        moved = 0.05 * stage.short * t
        _lay(canvas, designs, wall, size, (moved * heading[0], moved * heading[1]), t)
        yield (np.asarray(canvas).astype(np.uint16) * shade >> 8).astype(np.uint8)


def _shade(stage: Stage) -> Array:
    """Return how bright each place is of 256: corners fall off, and the bands for captions and titles are calmer."""
    x, y = stage.plane()
    high = y * stage.short / stage.height
    calm = 1 - 0.30 * np.exp(-(((high - 0.24) / 0.13) ** 2)) - 0.16 * np.exp(-(((high + 0.33) / 0.13) ** 2))
    return (vignette(x, y, 0.5) * calm[..., None] * 250).astype(np.uint16)


def _wall(stage: Stage, designs: int, size: int) -> list[list[Place]]:
    """Return rows of tiles; a wave of turns runs through them. They repeat at the edges."""
    chance = stage.chance()
    rows, columns = stage.height // size + 6, stage.width // size + 6
    lean = stage.pick(((0.13, 0.19), (0.22, -0.11), (-0.16, 0.12), (0.08, 0.25)))
    return [
        [
            Place(
                int(chance.integers(designs)), int(chance.integers(4)), row * lean[1] + column * lean[0] + chance.uniform(0, 0.5)
            )
            for column in range(columns)
        ]
        for row in range(rows)
    ]


def _lay(
    canvas: Image.Image,
    designs: list[list[Image.Image]],
    wall: list[list[Place]],
    size: int,
    moved: tuple[float, float],
    t: float,
) -> None:
    first_column, shift_x = divmod(moved[0], size)
    first_row, shift_y = divmod(moved[1], size)
    for row in range(canvas.height // size + 2):
        line = wall[int(row + first_row) % len(wall)]
        for column in range(canvas.width // size + 2):
            tile = line[int(column + first_column) % len(line)]
            turns, share = divmod(t + tile.lag, REST)
            step = _swing(min(1.0, share / TURN)) * STEPS
            picture = designs[tile.design][round(step + (turns + tile.quarter) * STEPS) % (4 * STEPS)]
            canvas.paste(picture, (round(column * size - shift_x), round(row * size - shift_y)))


def _swing(share: float) -> float:
    """Return how far a tile has turned: it hurries, passes its goal a little and comes back."""
    back = share - 1
    return 1 + 2.2 * back**3 + 1.2 * back**2


def _turned(picture: Image.Image) -> list[Image.Image]:
    """Return the double-sized tile turned through a full circle, at its own size."""
    ground = picture.getpixel((0, 0))
    quarter = [picture.rotate(-90 * step / STEPS, Image.Resampling.BILINEAR, fillcolor=ground).reduce(2) for step in range(STEPS)]
    ways = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)
    return [one if way is None else one.transpose(way) for way in ways for one in quarter]


def _designs(stage: Stage, size: int) -> list[Image.Image]:
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    grounds = (mix(shadow, deep, 0.7), deep, mix(deep, mid, 0.6), mid, mix(mid, accent, 0.6))
    fronts = (accent, spark, mix(mid, accent, 0.5), mix(spark, light, 0.5), accent, mid, spark)
    drawings: tuple[Callable[[ImageDraw.ImageDraw, float, Array, Array], None], ...] = (
        _quarter,
        _arcs,
        _half,
        _bead,
        _stripes,
        _leaf,
        _petal,
    )
    made = []
    for number in range(16):
        ground, front = grounds[number % 5], fronts[(number * 3) % 7]
        if np.abs(ground - front).sum() < 110:
            front = spark
        picture = Image.new("RGB", (2 * size, 2 * size), tone(ground))
        drawings[number % 7](ImageDraw.Draw(picture), 2 * size, front, mix(front, light, 0.35))
        made.append(_lit(picture))
    return made


def _lit(picture: Image.Image) -> Image.Image:
    fall = np.linspace(1.05, 0.93, picture.height, dtype=np.float32)[:, None, None]
    return Image.fromarray(pixels(np.asarray(picture) * fall))


def _quarter(pen: ImageDraw.ImageDraw, side: float, front: Array, pale: Array) -> None:
    pen.ellipse([0.04 * side, 0.04 * side, 1.88 * side, 1.88 * side], tone(front))
    pen.ellipse([0.5 * side, 0.5 * side, 1.42 * side, 1.42 * side], tone(pale))


def _arcs(pen: ImageDraw.ImageDraw, side: float, front: Array, pale: Array) -> None:
    for ring, colour in ((0.92, front), (0.62, pale), (0.32, front)):
        reach = ring * side
        pen.arc([-reach, side - reach, reach, side + reach], -90, 0, tone(colour), round(side * 0.16))


def _half(pen: ImageDraw.ImageDraw, side: float, front: Array, pale: Array) -> None:
    pen.pieslice([0.06 * side, 0.06 * side, 0.94 * side, 0.94 * side], 0, 180, tone(front))
    pen.ellipse([0.36 * side, 0.14 * side, 0.64 * side, 0.42 * side], tone(pale))


def _bead(pen: ImageDraw.ImageDraw, side: float, front: Array, pale: Array) -> None:
    pen.ellipse([0.10 * side, 0.10 * side, 0.90 * side, 0.90 * side], tone(front))
    pen.pieslice([0.24 * side, 0.24 * side, 0.76 * side, 0.76 * side], -90, 90, tone(pale))


def _stripes(pen: ImageDraw.ImageDraw, side: float, front: Array, pale: Array) -> None:
    for stripe in range(4):
        top = side * (0.09 + 0.22 * stripe)
        pen.rounded_rectangle([0.1 * side, top, 0.9 * side, top + 0.12 * side], 0.06 * side, tone(pale if stripe == 2 else front))


def _leaf(pen: ImageDraw.ImageDraw, side: float, front: Array, pale: Array) -> None:
    turn = np.linspace(0, np.pi / 2, 40)
    one = np.stack([np.sin(turn), 1 - np.cos(turn)], 1)
    pen.polygon([tuple(map(float, point * side)) for point in (*one, *(1 - one))], tone(front))
    pen.ellipse([0.42 * side, 0.42 * side, 0.58 * side, 0.58 * side], tone(pale))


def _petal(pen: ImageDraw.ImageDraw, side: float, front: Array, pale: Array) -> None:
    for x, y, colour in ((0.0, 0.0, front), (0.5, 0.0, pale), (0.0, 0.5, pale), (0.5, 0.5, front)):
        pen.ellipse([side * (x + 0.06), side * (y + 0.06), side * (x + 0.44), side * (y + 0.44)], tone(colour))
