"""A stopwatch that a side holds on itself: what each stage of its work cost."""

import os
import time

from domain.base import Frozen

PREPARED = "prepared"
"""The lap before the work, which does not count."""


class Lap(Frozen):
    """What one stage took, in seconds."""

    cpu: float
    """User and system time of this process and of the children that it waited for."""
    wall: float


class Clock:
    """Runs from its making on; each lap is told apart by name."""

    def __init__(self) -> None:
        self.laps: dict[str, Lap] = {}
        self._cpu, self._wall = _now()

    def lap(self, name: str) -> None:
        """Note what has passed since the lap before; laps of one name add up."""
        cpu, wall = _now()
        before = self.laps.get(name, Lap(cpu=0, wall=0))
        self.laps[name] = Lap(cpu=before.cpu + cpu - self._cpu, wall=before.wall + wall - self._wall)
        self._cpu, self._wall = cpu, wall


def _now() -> tuple[float, float]:
    return sum(os.times()[:4]), time.monotonic()
