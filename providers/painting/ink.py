"""Fine drawing: shapes laid on a mask of double size, then inked in one colour with smooth edges."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from providers.painting.brushes import blurred, mix, pixels, vignette
from providers.painting.palettes import Array
from providers.painting.stage import Stage

Point = Sequence[float] | Array


class Ink:
    """A mask that shapes are drawn on in pixels; `onto` inks them and wipes it clean."""

    def __init__(self, width: int, height: int) -> None:
        self._mask = Image.new("L", (width * 2, height * 2))
        self._pen = ImageDraw.Draw(self._mask)
        self._touched: list[float] = []

    def line(self, start: Point, end: Point, *, width: float, strength: float = 1.0) -> None:
        """Draw a straight line."""
        self.path(np.array([start, end]), width=width, strength=strength)

    def path(self, points: Array, *, width: float, strength: float = 1.0) -> None:
        """Draw a line through all the points."""
        self._mark(points, width)
        joint = "curve" if len(points) > 2 else None
        self._pen.line([float(one) for one in (2 * points).ravel()], _grey(strength), _twice(width), joint)

    def dot(self, place: Point, radius: float, *, strength: float = 1.0) -> None:
        """Draw a disc."""
        self._pen.ellipse(self._around(place, radius), _grey(strength))

    def arc(self, place: Point, radius: float, start: float, end: float, *, width: float, strength: float = 1.0) -> None:
        """Draw a part of a circle, from `start` to `end` in degrees clockwise from three o'clock."""
        self._pen.arc(self._around(place, radius), start, end, _grey(strength), _twice(width))

    def box(self, left: float, top: float, right: float, bottom: float, *, corner: float = 0, strength: float = 1.0) -> None:
        """Draw a filled box with round corners."""
        if right - left >= 0.5 and bottom - top >= 0.5:
            self._mark(np.array([[left, top], [right, bottom]]), 0)
            self._pen.rounded_rectangle([2 * left, 2 * top, 2 * right, 2 * bottom], 2 * corner, _grey(strength))

    def shape(self, points: Array, *, strength: float = 1.0) -> None:
        """Draw a filled polygon."""
        self._mark(points, 0)
        self._pen.polygon([float(one) for one in (2 * points).ravel()], _grey(strength))

    def outline(self, points: Array, *, width: float, strength: float = 1.0) -> None:
        """Draw a closed line through all the points."""
        self.path(np.concatenate([points, points[:2]]), width=width, strength=strength)

    def wedge(self, place: Point, radius: float, start: float, end: float, *, strength: float = 1.0) -> None:
        """Draw a slice of a disc, from `start` to `end` in degrees clockwise from three o'clock."""
        self._pen.pieslice(self._around(place, radius), start, end, _grey(strength))

    def veil(self, place: Point, radius: float, *, strength: float) -> None:
        """Draw a disc that lets through what is already drawn: where veils cross they are denser."""
        left, top, right, bottom = (round(one) for one in self._around(place, radius))
        disc = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(disc).ellipse([0, 0, right - left - 1, bottom - top - 1], _grey(strength))
        under = self._mask.crop((left, top, right, bottom))
        self._mask.paste(ImageChops.screen(under, disc), (left, top))

    def onto(self, canvas: Image.Image, colour: Array, *, glow: bool = False) -> None:
        """Ink what was drawn onto `canvas`, with a halo if asked, and wipe the mask."""
        if not self._touched:
            return
        left, top, right, bottom = self._window(canvas, 48 if glow else 2)
        self._touched = []
        if left >= right or top >= bottom:
            return
        mask = self._mask.crop((2 * left, 2 * top, 2 * right, 2 * bottom))
        paint: Any = tuple(int(one) for one in np.clip(colour, 0, 255))
        if glow:
            halo = blurred(mask.reduce(8), 2.6).resize(((right - left), (bottom - top)), Image.Resampling.BILINEAR)
            canvas.paste(paint, (left, top), halo.point(lambda value: min(255, int(value * 1.4))))
        canvas.paste(paint, (left, top), mask.reduce(2))
        self._mask.paste(0, (2 * left, 2 * top, 2 * right, 2 * bottom))

    def _around(self, place: Point, radius: float) -> list[float]:
        """Return the box around a disc in the mask's pixels."""
        x, y = float(place[0]), float(place[1])
        self._mark(np.array([[x - radius, y - radius], [x + radius, y + radius]]), 0)
        return [2 * (x - radius), 2 * (y - radius), 2 * (x + radius), 2 * (y + radius)]

    def _mark(self, points: Array, width: float) -> None:
        """Remember where was drawn: asking the mask itself costs more than all the drawing."""
        low, high = points.min(0) - width, points.max(0) + width
        seen = self._touched or [np.inf, np.inf, -np.inf, -np.inf]
        self._touched = [min(seen[0], low[0]), min(seen[1], low[1]), max(seen[2], high[0]), max(seen[3], high[1])]

    def _window(self, canvas: Image.Image, room: int) -> tuple[int, int, int, int]:
        """Return the box of the canvas that was drawn on, with some room."""
        left, top, right, bottom = self._touched
        wide, high = min(canvas.width, self._mask.width // 2), min(canvas.height, self._mask.height // 2)
        return (
            max(0, int(left) - room),
            max(0, int(top) - room),
            min(wide, int(right) + 1 + room),
            min(high, int(bottom) + 1 + room),
        )


def backdrop(stage: Stage, *, bright: float = 1.0) -> Callable[[float], Image.Image]:
    """Return what gives the soft light behind a drawing at a time in seconds: a fresh picture, slowly passing."""
    wide, high = round(stage.width * 1.5) // 16, round(stage.height * 1.3) // 16
    chance = stage.chance()
    shadow, deep, mid, accent, _, _ = stage.palette.colours()
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32) * (16 / stage.short)
    light = np.empty((high, wide, 3), np.float32)
    light[:] = mix(shadow, deep, 0.35)
    for colour, share in ((deep, 0.9), (mid, 0.6), (mid, 0.75), (deep, 0.8), (accent, 0.28)):
        spot = (x - chance.uniform(0, x.max())) ** 2 + (y - chance.uniform(0, y.max())) ** 2
        light = mix(light, colour, share * np.exp(-spot * chance.uniform(3, 7))[..., None])
    picture = Image.fromarray(pixels(light * bright)).resize((wide * 16, high * 16), Image.Resampling.BICUBIC)
    free_x, free_y = picture.width - stage.width, picture.height - stage.height

    def at(t: float) -> Image.Image:
        left, top = free_x * (0.5 + 0.5 * np.sin(0.34 * t + stage.composition)), free_y * (0.5 + 0.5 * np.cos(0.4 * t))
        return picture.crop((int(left), int(top), int(left) + stage.width, int(top) + stage.height))

    return at


def shaded(stage: Stage, strength: float = 0.5) -> Image.Image:
    """Return a mask for the corners' shade: paste black through it."""
    x, y = stage.plane(8)
    shade = pixels(255 * (1 - vignette(x, y, strength)[..., 0]))
    return Image.fromarray(shade).resize((stage.width, stage.height), Image.Resampling.BICUBIC)


def _grey(strength: float) -> int:
    return max(0, min(255, round(255 * strength)))


def _twice(width: float) -> int:
    return max(1, round(2 * width))
