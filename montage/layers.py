"""What is seen during a stretch of film, and where: the clip of the video track and what lies over it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.timeline import Clip, Timeline, TimeRange
from montage.places import Box, corners, halves


class Layer(NamedTuple):
    """A clip as it is seen during a stretch."""

    clip: Clip
    box: Box
    first: int
    """The frame of its conformed stream that is seen first; below 0 when it begins later than the stretch."""
    span: int
    """Frames of the stretch."""
    shown: TimeRange
    """When it is seen, from the beginning of the stretch."""


class Picture(NamedTuple):
    """All that is seen of one side: the ground, which fills the frame, and small pictures over it."""

    ground: tuple[Layer, ...]
    """One that fills the frame, or two that share it: the upper or left one first."""
    corners: tuple[Layer, ...]


def overlaps(timeline: Timeline, clip: Clip) -> tuple[Clip, ...]:
    """Return what lies over a clip of the video track, the lowest first."""
    tracks = (*timeline.avatar, *timeline.broll)
    return tuple(one for one in tracks if one.at.start < clip.at.end and one.at.end > clip.at.start)


def covering(clip: Clip) -> bool:
    """Return whether a clip changes how much is seen of those below it."""
    return clip.placement != "corner"


def picture(timeline: Timeline, clip: Clip, at: TimeRange) -> Picture:
    """Return what is seen of `clip` during `at`; what lies over its first or last frame does so in its transitions too."""
    over = [(one, _reach(one, clip, at)) for one in overlaps(timeline, clip)]
    seen = [(one, reach) for one, reach in over if reach is not None]
    whole = TimeRange(start=0, duration=at.duration)
    full = [clip, *(one for one, reach in seen if one.placement == "full" and reach == whole)][-1]
    split = [one for one, reach in seen if one.placement == "split" and reach == whole]
    small = [(one, reach) for one, reach in seen if one.placement == "corner"]
    return Picture(_ground(full, split, timeline, at), tuple(_small(small, timeline, at)))


def _reach(one: Clip, clip: Clip, at: TimeRange) -> TimeRange | None:
    start = at.start if one.at.start <= clip.at.start else max(at.start, one.at.start)
    end = at.end if one.at.end >= clip.at.end else min(at.end, one.at.end)
    return TimeRange(start=start - at.start, duration=end - start) if start < end else None


def _ground(full: Clip, split: Sequence[Clip], timeline: Timeline, at: TimeRange) -> tuple[Layer, ...]:
    """Return what fills the frame. The avatar takes the lower or right half, B-roll the other."""
    upper, lower = halves(timeline)
    speaker = next((one for one in split if one in timeline.avatar), None)
    other = next((one for one in reversed(split) if one is not speaker), None)
    if speaker is None and other is None:
        return (_layer(full, Box(0, 0, timeline.width, timeline.height), at),)
    return _layer(other or full, upper, at), _layer(speaker or full, lower, at)


def _small(small: Sequence[tuple[Clip, TimeRange]], timeline: Timeline, at: TimeRange) -> Iterator[Layer]:
    """Yield the small pictures. The avatar stands at the right, B-roll at the left."""
    left, right = corners(timeline)
    for one, reach in small:
        yield _layer(one, right if one in timeline.avatar else left, at)._replace(shown=reach)


def _layer(clip: Clip, box: Box, at: TimeRange) -> Layer:
    return Layer(clip, box, clip.head + at.start - clip.at.start, at.duration, TimeRange(start=0, duration=at.duration))
