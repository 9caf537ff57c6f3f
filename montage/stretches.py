"""Part a film into stretches that are encoded alone: the bodies of its clips, and the joins between them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.errors import RenderError
from domain.timeline import Clip, Timeline, TimeRange, Transition
from montage.layers import covering, overlaps


class Stretch(NamedTuple):
    """Frames that are encoded together: of one clip of the video track, or of the two on either side of a transition."""

    at: TimeRange
    clips: tuple[Clip, ...]
    transition: Transition | None = None


def stretches(timeline: Timeline) -> tuple[Stretch, ...]:
    """Return the stretches of a timeline in order.

    A transition of which only one side is on the timeline is left out, and so are its frames: they belong to the film in
    which both are. Raises `RenderError` where the picture has a gap or transitions meet.
    """
    clips = sorted(timeline.video, key=lambda clip: clip.at.start)
    _without_gaps(clips, timeline)
    joins = {transition.at: transition for transition in timeline.transitions}
    return tuple(_tiled(clips, joins, timeline))


def _tiled(clips: Sequence[Clip], joins: dict[int, Transition], timeline: Timeline) -> Iterator[Stretch]:
    before: Clip | None = None
    for clip in clips:
        opening, closing = joins.get(clip.at.start), joins.get(clip.at.end)
        if before is not None and opening is not None:
            yield _join(before, clip, opening)
        start = clip.at.start + (opening.out_offset if opening else 0)
        end = clip.at.end - (closing.in_offset if closing else 0)
        if start > end:
            raise RenderError(f"Two transitions meet between frames {end} and {start}. Make them shorter.")
        for a, b in pairwise(_edges(clip, start, end, timeline)):
            yield Stretch(TimeRange(start=a, duration=b - a), (clip,))
        before = clip


def _join(before: Clip, after: Clip, transition: Transition) -> Stretch:
    start, length = transition.at - transition.in_offset, transition.in_offset + transition.out_offset
    if start < 0 or length == 0:
        raise RenderError(f"The transition at frame {transition.at} does not fit the film. Take it out, or set its length.")
    return Stretch(TimeRange(start=start, duration=length), (before, after), transition)


def _edges(clip: Clip, start: int, end: int, timeline: Timeline) -> list[int]:
    """Return where the body of a clip is parted: where a picture comes or goes that changes what the others cover.

    A small picture in a corner changes nothing around it and parts nothing.
    """
    moments = {moment for one in overlaps(timeline, clip) if covering(one) for moment in (one.at.start, one.at.end)}
    return [start, *sorted(moment for moment in moments if start < moment < end), end] if start < end else []


def _without_gaps(clips: Sequence[Clip], timeline: Timeline) -> None:
    ends = [0, *(clip.at.end for clip in clips)]
    starts = [*(clip.at.start for clip in clips), timeline.duration]
    for end, start in zip(ends, starts, strict=True):
        if end != start:
            what = "has no picture" if end < start else "has two pictures at once"
            raise RenderError(f"The film {what} from frame {min(end, start)} to {max(end, start)}.")
