"""Cards of glass that float: round corners, a rim of light, a soft shadow."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from providers.painting.brushes import blurred, mix, pixels
from providers.painting.palettes import Array


@dataclass(frozen=True)
class Card:
    """A picture with a transparent border wide enough for its shadow."""

    picture: Image.Image
    border: int

    def onto(self, canvas: Image.Image, x: float, y: float) -> None:
        """Paste the card with the corner of its glass at `x`, `y`."""
        canvas.paste(self.picture, (round(x) - self.border, round(y) - self.border), self.picture)


def card(width: int, height: int, *, body: Array, rim: Array, corner: int, opaque: float = 0.9, soft: float = 0) -> Card:
    """Return a card in `body` colour, lighter towards its top; `soft` is how many pixels it is out of focus."""
    border = corner * 2 + round(soft * 3)
    shape = _rounded(width, height, border, corner)
    glass = np.asarray(shape, np.float32) / 255
    inner = np.asarray(_rounded(width - 4, height - 4, border + 2, corner - 2), np.float32) / 255
    shadow = np.asarray(blurred(shape, corner * 0.7), np.float32) / 255 * 0.55
    shadow = np.roll(shadow, corner // 2, 0)
    fall = np.linspace(0, 1, shape.height, dtype=np.float32)[:, None, None]
    paint = mix(mix(body, rim, 0.10), body, fall)
    paint = mix(paint, rim, ((glass - inner) * 0.55)[..., None] * (1.15 - 0.75 * fall))
    cover = glass * opaque
    alpha = cover + shadow * (1 - cover)
    colour = paint * (cover / np.maximum(alpha, 1e-4))[..., None]
    picture = Image.fromarray(np.dstack([pixels(colour), pixels(alpha * 255)]))
    return Card(blurred(picture, soft) if soft else picture, border)


def _rounded(width: int, height: int, border: int, corner: int) -> Image.Image:
    """Return a mask of the rounded box with a border all around."""
    sheet = Image.new("L", (2 * (width + 2 * border), 2 * (height + 2 * border)))
    box = [2 * border, 2 * border, 2 * (border + width) - 1, 2 * (border + height) - 1]
    ImageDraw.Draw(sheet).rounded_rectangle(box, 2 * corner, 255)
    return sheet.reduce(2)


def tone(colour: Array) -> Any:
    """Return a colour as Pillow takes it."""
    return tuple(int(one) for one in np.clip(colour, 0, 255))
