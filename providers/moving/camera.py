"""Where a camera looks while it travels over a still: a box for every frame, in fractions of a pixel."""

import math
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in the still's pixels."""

_CLOSER = 1.16
"""How much nearer a zoom ends than it began."""
_STRAY = 0.06
"""How far a zoom wanders from the middle, as a share of the frame."""
_SLOW = 0.14
"""Shares of the frame that a pan passes per second at the most."""
_LONG = 1.12
"""From this much picture beside the frame on, the camera pans along it."""


@dataclass(frozen=True)
class View:
    """What the camera sees at one moment: a middle, and how close it is (1: as far as the picture allows)."""

    x: float
    y: float
    closeness: float


@dataclass(frozen=True)
class Travel:
    """A camera's way over a still of `still` pixels for a frame of `frame` pixels."""

    still: tuple[int, int]
    frame: tuple[int, int]
    start: View
    end: View

    def box(self, moment: float) -> Box:
        """Return the part of the still that fills the frame at `moment`, from 0 to 1; never beyond its edges."""
        along = _eased(moment)
        # A zoom that grows by equal factors looks even; by equal steps it would slow down.
        closeness = self.start.closeness ** (1 - along) * self.end.closeness**along
        width, height = (side / closeness for side in covering(self.still, self.frame))
        left, right = _inside(self.start.x + (self.end.x - self.start.x) * along, width, self.still[0])
        top, bottom = _inside(self.start.y + (self.end.y - self.start.y) * along, height, self.still[1])
        return left, top, right, bottom


def covering(still: tuple[int, int], frame: tuple[int, int]) -> tuple[float, float]:
    """Return the size of the largest part of `still` that has the shape of `frame`."""
    scale = min(still[0] / frame[0], still[1] / frame[1])
    return frame[0] * scale, frame[1] * scale


def travel(still: tuple[int, int], frame: tuple[int, int], *, seconds: float, turn: int) -> Travel:
    """Return a way over the still: along its longer side if there is picture to show, else nearer or away.

    `turn` decides the direction; neighbours with consecutive turns move differently.
    """
    seen = covering(still, frame)
    spare = (still[0] - seen[0], still[1] - seen[1])
    if max(still[0] / seen[0], still[1] / seen[1]) >= _LONG:
        start, end = _pan(still, seen, spare, seconds, turn)
    else:
        start, end = _zoom(still, seen, turn)
    return Travel(still, frame, start, end)


def _pan(
    still: tuple[int, int], seen: tuple[float, float], spare: tuple[float, float], seconds: float, turn: int
) -> tuple[View, View]:
    across = spare[0] / seen[0] >= spare[1] / seen[1]
    middle, side = (still[0] / 2, still[1] / 2), 0 if across else 1
    reach = min(spare[side], _SLOW * seconds * seen[side]) / 2
    ways = [(-reach, reach), (reach, -reach)]
    near, far = ways[turn % 2]
    if across:
        return View(middle[0] + near, middle[1], 1.0), View(middle[0] + far, middle[1], 1.05)
    return View(middle[0], middle[1] + near, 1.0), View(middle[0], middle[1] + far, 1.05)


def _zoom(still: tuple[int, int], seen: tuple[float, float], turn: int) -> tuple[View, View]:
    angle = 2.4 * turn  # the golden angle: every turn strays elsewhere
    whole = View(still[0] / 2, still[1] / 2, 1.0)
    near = View(
        whole.x + _STRAY * seen[0] * math.cos(angle),
        whole.y + _STRAY * seen[1] * math.sin(angle),
        _CLOSER,
    )
    return (whole, near) if turn % 2 == 0 else (near, whole)


def _eased(moment: float) -> float:
    """Even speed, with a soft start and stop over the outer tenths."""
    ramp = 0.1
    if moment < ramp:
        return moment * moment / (2 * ramp * (1 - ramp))
    if moment > 1 - ramp:
        return 1 - _eased(1 - moment)
    return (moment - ramp / 2) / (1 - ramp)


def _inside(middle: float, length: float, whole: float) -> tuple[float, float]:
    begin = min(max(middle - length / 2, 0.0), max(whole - length, 0.0))
    return begin, min(begin + length, whole)
