"""Layers drawn once and slid past: a landscape's depth for the price of a paste."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from providers.painting.brushes import blurred
from providers.painting.palettes import Array

Draw = Callable[[ImageDraw.ImageDraw, float], None]


@dataclass(frozen=True)
class Slide:
    """A wide layer that repeats, kept twice, half a pixel apart, so that slow movement does not shake."""

    phases: tuple[Image.Image, Image.Image]
    period: int
    """Pixels after which it repeats."""
    top: int = 0

    def onto(self, canvas: Image.Image, moved: float) -> None:
        """Paste the stretch that shows after sliding `moved` pixels to the left onto `canvas`."""
        halves = round(moved * 2) % (self.period * 2)
        layer, left = self.phases[halves % 2], halves // 2
        part = layer.crop((left, 0, left + canvas.width, layer.height))
        canvas.paste(part, (0, self.top), part if part.mode == "RGBA" else None)


def ridge(outline: Callable[[Array], Array], colours: Array, *, width: int, period: int, bottom: int) -> Slide:
    """Return a layer filled below `outline`, which gives the crest's height in pixels at each x.

    `colours` is the layer's colour at each row from the crest's highest point down.
    """
    places = np.arange(period + width, dtype=np.float32) % period
    top = int(outline(np.arange(period, dtype=np.float32)).min()) - 2
    rows = np.arange(top, bottom, dtype=np.float32)[:, None]

    def phase(shift: float) -> Image.Image:
        crest = outline((places + shift) % period)[None]
        paint = np.empty((len(rows), len(places), 4), np.uint8)
        depth = np.clip(rows - crest, 0, len(colours) - 1).astype(np.intp)
        paint[..., :3] = np.clip(colours, 0, 255).astype(np.uint8)[depth]
        paint[..., 3] = np.clip((rows - crest) * 255, 0, 255)
        return Image.fromarray(paint)

    return Slide((phase(0), phase(0.5)), period, top)


def drawn(draw: Draw, *, width: int, height: int, period: int, top: int = 0, soft: float = 0) -> Slide:
    """Return a layer made by `draw(pen, left)` at double size; it is called for each repetition, with its left edge.

    `soft` is how many pixels it is out of focus.
    """
    sheet = Image.new("RGBA", (2 * (period + width) + 2, 2 * height))
    pen = ImageDraw.Draw(sheet)
    for left in range(-2 * period, 2 * (period + width), 2 * period):
        draw(pen, left)

    def phase(shift: int) -> Image.Image:
        small = sheet.crop((shift, 0, shift + 2 * (period + width), 2 * height)).reduce(2)
        return blurred(small, soft) if soft else small

    return Slide((phase(0), phase(1)), period, top)
