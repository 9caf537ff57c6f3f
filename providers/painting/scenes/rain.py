"""Rain on a window: the lights of the street out of focus, and drops that hold them upside down."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from providers.painting.brushes import blurred, mix, pixels
from providers.painting.palettes import Array
from providers.painting.stage import Stage

STREWN, RUNNERS = 420, 16


@dataclass(frozen=True)
class Pane:
    """What every cell of the glass does to the picture behind: from how far off it takes it, and how bright."""

    look: Array
    bright: Array
    columns: int
    """Width of the picture behind."""

    def drop(self, place: tuple[float, float], size: tuple[float, float]) -> None:
        """Set a drop on the glass: a lens that shows what is behind it upside down, dark above and lit below."""
        rows, columns = self.look.shape
        left, right = max(0, int(place[0] - size[0])), min(columns, int(place[0] + size[0]) + 2)
        top, bottom = max(0, int(place[1] - size[1])), min(rows, int(place[1] + size[1]) + 2)
        if left >= right or top >= bottom:
            return
        x = (np.arange(left, right, dtype=np.float32)[None] - np.float32(place[0])) / np.float32(size[0])
        y = (np.arange(top, bottom, dtype=np.float32)[:, None] - np.float32(place[1])) / np.float32(size[1])
        far = x * x + y * y
        inside = far < 1
        bend = np.float32(size[1] * 5.5) * (0.35 + 0.65 * far)
        moved = np.rint(-y * bend).astype(np.int32) * self.columns + np.rint(-x * bend).astype(np.int32)
        spot = (slice(top, bottom), slice(left, right))
        here = np.arange(top, bottom, dtype=np.int32)[:, None] * self.columns + np.arange(left, right, dtype=np.int32)[None]
        self.look[spot] = np.where(inside, here + moved, self.look[spot])
        glint = np.exp(-(((x + 0.35) / 0.22) ** 2) - ((y + 0.45) / 0.2) ** 2)
        lens = 128 * (0.72 + 0.62 * np.clip(0.2 + y, 0, 1) - 0.50 * far**4 + 0.9 * glint)
        self.bright[spot] = np.where(inside, lens.astype(np.uint16), self.bright[spot])


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames, on a grid two thirds of the size."""
    stage = stage.smaller(2 / 3)
    street = _street(stage)
    clear = _strewn(stage, street.width)
    behind = np.asarray(street.convert("RGBX")).copy().view(np.uint32).reshape(-1)
    runners = stage.chance().uniform(0, 1, (RUNNERS, 4))
    free = street.width - stage.width
    for t in stage.times():
        pane = Pane(clear.look.copy(), clear.bright.copy(), clear.columns)
        for runner in runners:
            _run(pane, runner.tolist(), t)
        start = int(free * (0.5 + 0.47 * np.sin(0.5 * t + stage.composition)))
        seen = behind[np.clip(pane.look + start, 0, len(behind) - 1)].view(np.uint8).reshape(stage.height, stage.width, 4)
        yield np.minimum((seen[..., :3].astype(np.uint16) * pane.bright[..., None]) >> 7, 255).astype(np.uint8)


def _street(stage: Stage) -> Image.Image:
    """Return the wide picture outside: dusk, and lamps, windows or cars as soft discs."""
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    chance, wide, high = stage.chance(), stage.width * 2, stage.height
    fall = np.linspace(0, 1, high, dtype=np.float32)[:, None, None]
    level = stage.pick((0.5, 0.62, 0.42, 0.56))
    ground = mix(mix(shadow, deep, 0.6 + 0.4 * fall), mid, np.exp(-(((fall - level) / 0.22) ** 2)) * 0.85)
    canvas = Image.fromarray(pixels(np.broadcast_to(ground, (high, wide, 3))))
    for depth, radius in ((0, 0.022), (1, 0.045), (2, 0.085)):
        layer = Image.new("RGB", canvas.size)
        pen = ImageDraw.Draw(layer)
        for _ in range((70, 34, 15)[depth]):
            x, y = chance.uniform(0, wide), high * (level + chance.standard_normal() * (0.10, 0.16, 0.22)[depth])
            size = stage.short * radius * chance.uniform(0.7, 1.3)
            tone = (accent, spark, mix(spark, light, 0.5), mid)[int(chance.choice(4, p=(0.36, 0.32, 0.14, 0.18)))]
            paint_tone = tuple(int(one) for one in tone * (0.85, 0.6, 0.36)[depth])
            pen.ellipse([x - size, y - size, x + size, y + size], paint_tone)
        soft = np.asarray(blurred(layer, stage.short * (0.005, 0.010, 0.018)[depth]))
        canvas = Image.fromarray(pixels(np.asarray(canvas).astype(np.float32) + soft))
    return blurred(canvas, stage.short * 0.004)


def _strewn(stage: Stage, columns: int) -> Pane:
    """Return the pane with the drops that stay."""
    rows = np.arange(stage.height, dtype=np.int32)[:, None] * columns
    look = rows + np.arange(stage.width, dtype=np.int32)[None]
    pane, chance = Pane(look, np.full(look.shape, 112, np.uint16), columns), stage.chance()
    for _ in range(STREWN):
        size = stage.short * (0.0045 + 0.024 * chance.random() ** 5)
        place = chance.uniform(0, stage.width), chance.uniform(0, stage.height)
        pane.drop(place, (size, size * chance.uniform(1.0, 1.35)))
    return pane


def _run(pane: Pane, runner: list[float], t: float) -> None:
    """Set a running drop where it is at time `t`, with the beads it left behind."""
    rows, columns = pane.look.shape
    across, phase, size, pace = runner
    turn = t * (0.10 + 0.16 * pace) + phase
    slip = turn + 0.045 * np.sin(turn * 40) / 2.2
    radius = min(rows, columns) * (0.011 + 0.013 * size)
    head = (slip % 1.0) * rows * 1.3 - rows * 0.1
    x = columns * across
    for bead in range(1, 12):
        left_at = (int(head / (radius * 3.1)) - bead) * radius * 3.1
        small = radius * (0.62 - 0.045 * bead)
        if left_at > 0 and small > 1:
            pane.drop((x + radius * 0.8 * np.sin(left_at * 0.021 + phase * 9), left_at), (small * 0.8, small))
    pane.drop((x + radius * 0.8 * np.sin(head * 0.021 + phase * 9), head), (radius, radius * 1.5))
