"""Colours that go together: six to a palette, from the darkest to the lightest, with one that sparks."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Palette:
    """Six colours in `#rrggbb` and the moods that call for them."""

    shadow: str
    deep: str
    mid: str
    accent: str
    spark: str
    light: str
    moods: tuple[str, ...] = ()

    def colours(self) -> Array:
        """Return the six colours, darkest first, as a 6x3 array of 0..255."""
        return np.stack([rgb(one) for one in (self.shadow, self.deep, self.mid, self.accent, self.spark, self.light)])


def rgb(colour: str) -> Array:
    """Return `#rrggbb` as three numbers of 0..255."""
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)], np.float32)


PALETTES = {
    "dusk": Palette("#160f30", "#43205f", "#a23f78", "#f4766c", "#ffb86b", "#ffe9cf", ("sunset", "warm", "love")),
    "midnight": Palette("#060a1d", "#141f52", "#2f42a6", "#6484ff", "#ff93cf", "#e8eeff", ("night", "cool", "tech")),
    "lagoon": Palette(
        "#04141f", "#08384e", "#0c7285", "#22bdb6", "#ffd58a", "#effff9", ("sea", "fresh", "day", "cool", "health")
    ),
    "ember": Palette("#1b0a10", "#54172c", "#b93a35", "#ff7b3a", "#ffc94f", "#fff0d2", ("warm", "energy", "sunset")),
    "neon": Palette("#0d0622", "#2c1058", "#6c27bb", "#c24fff", "#3fe2ff", "#f6e9ff", ("night", "tech", "energy")),
    "mint": Palette("#05191a", "#0c4644", "#138a7c", "#4fe2b6", "#ffe07a", "#effffa", ("fresh", "health", "tech", "nature")),
    "honey": Palette("#150e08", "#402c12", "#8f5f1e", "#e6a633", "#62d6c3", "#fff5dd", ("gold", "warm")),
    "blush": Palette("#200a1a", "#5a1740", "#ac3067", "#ff7193", "#ffc6a6", "#fff1ee", ("love", "warm")),
    "meadow": Palette("#08170f", "#143c2a", "#337248", "#8fc05c", "#ffd35c", "#f8f7dc", ("nature", "fresh", "day")),
    "glacier": Palette("#081421", "#183a58", "#41799e", "#8fcbe3", "#ffcf96", "#f3fbff", ("cool", "day", "sea", "mono")),
    "graphite": Palette("#0b0e14", "#1f2733", "#4a586d", "#9db3cf", "#ff8f5e", "#f4f7fb", ("mono", "tech")),
    "plum": Palette("#120a20", "#35184d", "#72387f", "#c97bb5", "#f6c978", "#fbeff6", ("night", "love", "gold")),
}
"""Every second one is for the even places of a film: neighbours never share their colours."""
