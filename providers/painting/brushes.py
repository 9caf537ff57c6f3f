"""Small tools every painter shares: colour ramps, glows, clouds of noise, and turning numbers into pixels."""

import numpy as np
from PIL import Image, ImageFilter

from providers.painting.palettes import Array


def ramp(*colours: Array, steps: int = 256) -> Array:
    """Return `steps` colours that lead evenly through `colours`, as 8-bit rows for `tinted`."""
    stops = np.linspace(0, 1, len(colours))
    places = np.linspace(0, 1, steps)
    return np.stack([np.interp(places, stops, [colour[band] for colour in colours]) for band in range(3)], 1).astype(np.uint8)


def tinted(values: Array, colours: Array) -> Array:
    """Return a frame in which every value of 0..1 has become its colour of the ramp."""
    steps = len(colours) - 1
    return colours[(np.clip(values, 0, 1) * steps).astype(np.intp)]


def mix(one: Array, other: Array, share: float | Array) -> Array:
    """Return the colours between `one` and `other`: 0 is the first, 1 the second."""
    return one + (other - one) * share


def pixels(colours: Array) -> Array:
    """Return colours of 0..255 as a frame of 8-bit pixels."""
    return np.clip(colours, 0, 255).astype(np.uint8)


def smooth(values: Array, low: float, high: float) -> Array:
    """Return 0 below `low`, 1 above `high`, and a soft step between (a falling one when `low` is the greater)."""
    share = np.clip((values - low) / (high - low), 0, 1)
    return share * share * (3 - 2 * share)


def ease(share: float) -> float:
    """Return how far a movement has come after this share of its time: quick to start, gentle to settle."""
    kept = 1 - min(1.0, max(0.0, share))
    return 1 - kept**4


def clouds(chance: np.random.Generator, columns: int, rows: int, *, cells: int = 3, octaves: int = 4, flat: float = 1) -> Array:
    """Return soft noise of 0..1 that repeats at every edge, `cells` puffs across and each `flat` times as wide as high."""
    total = np.zeros((rows, columns), np.float32)
    for octave in range(octaves):
        across = cells * 2**octave
        down = max(2, round(across * flat * rows / columns))
        puffs = np.pad(chance.random((down, across)).astype(np.float32), 3, mode="wrap")
        scale = columns / across
        size = round(columns + 6 * scale), round(rows + 6 * rows / down)
        grown = Image.fromarray(puffs).resize(size, Image.Resampling.BICUBIC)
        left, top = round(3 * scale), round(3 * rows / down)
        total += np.asarray(grown)[top : top + rows, left : left + columns] * 0.55**octave
    low, high = np.quantile(total, [0.01, 0.99])
    return np.asarray(np.clip((total - low) / (high - low), 0, 1))


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    """Return the picture out of focus by `radius` pixels."""
    return picture.filter(ImageFilter.GaussianBlur(radius))


def vignette(x: Array, y: Array, strength: float = 0.35) -> Array:
    """Return how bright each place stays when the corners fall into shade, ready to multiply colours."""
    reach = (x / max(float(x.max()), 1e-6)) ** 2 + (y / max(float(y.max()), 1e-6)) ** 2
    return (1 - strength * np.clip(reach / 2, 0, 1) ** 1.5)[..., None]
