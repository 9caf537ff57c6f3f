"""What a painter is given: the size, the length, the colours, and where this scene differs from its neighbours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from providers.painting.palettes import Array, Palette

FPS = 30
Option = TypeVar("Option")


@dataclass(frozen=True)
class Stage:
    """One scene to be painted: `frames` pictures for a clip of `width` x `height` pixels."""

    width: int
    height: int
    frames: int
    palette: Palette
    composition: int = 0
    seed: int = 0

    @property
    def short(self) -> int:
        """Return the short side in pixels: the unit that sizes are said in."""
        return min(self.width, self.height)

    def smaller(self, share: float) -> "Stage":
        """Return the same stage with sides `share` as long, for scenes that lose nothing by being scaled up."""
        return replace(self, width=round(self.width * share / 2) * 2, height=round(self.height * share / 2) * 2)

    def chance(self) -> np.random.Generator:
        """Return the scene's own dice, thrown the same way every time."""
        return np.random.default_rng(self.seed)

    def pick(self, options: Sequence[Option]) -> Option:
        """Return the option this composition calls for; neighbouring compositions get different ones."""
        return options[self.composition % len(options)]

    def times(self) -> Iterator[float]:
        """Yield the time of every frame in seconds."""
        return (number / FPS for number in range(self.frames))

    def plane(self, coarse: int = 1) -> tuple[Array, Array]:
        """Return x and y of every cell of a grid `coarse` times smaller: the middle is 0, the short side is 1 long."""
        rows, columns = np.mgrid[0 : self.height // coarse, 0 : self.width // coarse].astype(np.float32)
        unit = self.short / coarse
        return (columns + 0.5 - self.width / coarse / 2) / unit, (rows + 0.5 - self.height / coarse / 2) / unit
