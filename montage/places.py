"""Where pictures stand on a picture, in whole even pixels: halves, and corners that captions never reach."""

import math
from typing import NamedTuple

from domain.timeline import Timeline
from montage.ass_captions import Field, top_of_captions

_SMALL = (0.30, 0.36)
"""Width and height of a small picture, as shares of the film's shorter side."""
_GAP = 0.02


class Box(NamedTuple):
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int


def halves(timeline: Timeline) -> tuple[Box, Box]:
    """Return two halves of the frame: above each other in upright films, beside each other in wide ones."""
    wide, high = timeline.width, timeline.height
    if high > wide:
        upper = even(high / 2)
        return Box(0, 0, wide, upper), Box(0, upper, wide, high - upper)
    left = even(wide / 2)
    return Box(0, 0, left, high), Box(left, 0, wide - left, high)


def corners(timeline: Timeline) -> tuple[Box, Box]:
    """Return the lower corners, left and right, that a small picture may take: in the safe zone and above the captions."""
    wide, high, unit = timeline.width, timeline.height, min(timeline.width, timeline.height)
    width, height = (even(share * unit) for share in _SMALL)
    floor = high * (1 - timeline.safe_bottom)
    if timeline.look.caption_position == "bottom":
        floor = min(floor, top_of_captions(timeline))
    top = 2 * math.floor((floor - height - _GAP * unit) / 2)
    left = 2 * math.ceil(max(timeline.safe_left, _GAP) * wide / 2)
    right = 2 * math.floor((wide * (1 - max(timeline.safe_right, _GAP)) - width) / 2)
    return Box(left, top, width, height), Box(right, top, width, height)


def captions(timeline: Timeline) -> Field:
    """Return the top and the bottom of the place that is kept for captions."""
    return Field.of(timeline)


def even(length: float) -> int:
    """Return the nearest even number of pixels: colours are stored for two by two."""
    return 2 * round(length / 2)
