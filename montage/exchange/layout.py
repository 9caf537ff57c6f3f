"""What lies on each track, as other editors count it: every stretch from one file, at one speed, or held."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from domain.timeline import Clip, Timeline, TimeRange, Transition

LABELS = {
    "video": "VIDEO",
    "avatar": "AVATAR",
    "broll": "B-ROLL",
    "audio": "AUDIO",
    "effects": "EFFECTS",
    "music": "MUSIC",
}
"""Tracks in the order in which they are listed; of those that are seen, the lowest first."""
SEEN = ("video", "avatar", "broll")
_SEAM = 1.0
"""Seconds over which music that is too short crosses into its own beginning."""


class Stretch(NamedTuple):
    """Frames of the film that come from one file."""

    at: TimeRange
    clip: Clip
    first: float
    """The frame of the file, counted at the film's rate, that is seen or heard first."""
    speed: float
    """Frames of the file for each of the film; 0 when one picture is held."""


class Lane(NamedTuple):
    """One track without overlaps."""

    label: str
    seen: bool
    stretches: tuple[Stretch, ...]
    transitions: tuple[Transition, ...] = ()


def lanes(timeline: Timeline) -> tuple[Lane, ...]:
    """Return the tracks that hold something. What overlaps on one of them is laid on several of the same name, numbered."""
    return tuple(lane for name in LABELS for lane in _lanes(name, timeline) if lane.stretches)


def media_frames(clip: Clip, timeline: Timeline, *, seen: bool) -> int:
    """Return how long a clip's file is, in whole frames of the film's rate; a still lasts as long as it is needed."""
    if clip.media.seconds is None:
        around = max((one.in_offset + one.out_offset for one in timeline.transitions), default=0)
        return clip.head + clip.at.duration + around
    frames = clip.media.seconds * timeline.rate
    # A sound's last part of a frame is heard; a picture's is shown by the nearest whole one.
    return max(1, round(frames) if seen else ceil(frames - 0.001))


def _lanes(name: str, timeline: Timeline) -> Iterator[Lane]:
    rows = _rows(sorted(getattr(timeline, name), key=lambda clip: clip.at.start))
    for number, row in enumerate(rows, start=1):
        label = LABELS[name] if len(rows) == 1 else f"{LABELS[name]} {number}"
        if name == "music":
            beds = [_bed(clip, timeline) for clip in row]
            crossings = tuple(crossing for _, found in beds for crossing in found)
            yield Lane(label, False, tuple(stretch for found, _ in beds for stretch in found), crossings)
        else:
            stretches = tuple(stretch for clip in row for stretch in _stretches(clip, timeline, seen=name in SEEN))
            yield Lane(label, name in SEEN, stretches, timeline.transitions if name == "video" else ())


def _rows(clips: Sequence[Clip]) -> list[list[Clip]]:
    rows: list[list[Clip]] = []
    for clip in clips:
        free = next((row for row in rows if row[-1].at.end <= clip.at.start), None)
        if free is None:
            rows.append([clip])
        else:
            free.append(clip)
    return rows


def _stretches(clip: Clip, timeline: Timeline, *, seen: bool) -> Iterator[Stretch]:
    """Yield the part of a clip that plays, and for one that is seen the part in which its last picture is held."""
    length = min(clip.at.end, timeline.duration) - clip.at.start
    first = clip.source_start * timeline.rate + clip.head * clip.speed
    left = (media_frames(clip, timeline, seen=seen) - first) / clip.speed
    plays = min(length, round(left) if seen else ceil(left - 0.001))
    if plays > 0:
        yield Stretch(TimeRange(start=clip.at.start, duration=plays), clip, first, clip.speed)
    held = length - max(0, plays)
    if held > 0 and seen:
        at = TimeRange(start=clip.at.start + max(0, plays), duration=held)
        yield Stretch(at, clip, media_frames(clip, timeline, seen=seen) - 1, 0.0)


def _bed(clip: Clip, timeline: Timeline) -> tuple[list[Stretch], list[Transition]]:
    """Return music that lasts: again and again when it is too short, each time crossing into its own beginning."""
    start, rate = round(clip.source_start * timeline.rate), timeline.rate
    whole = max(1, media_frames(clip, timeline, seen=False) - start)
    before = after = round(_SEAM * rate / 2) if whole > 2 * _SEAM * rate else 0
    stretches: list[Stretch] = []
    crossings: list[Transition] = []
    place, left, inside = clip.at.start, min(clip.at.end, timeline.duration) - clip.at.start, 0
    while left > whole - inside:
        length = whole - inside - after
        stretches.append(Stretch(TimeRange(start=place, duration=length), clip, start + inside, 1.0))
        place, left, inside = place + length, left - length, before
        if before:
            crossings.append(Transition(kind="dissolve", at=place, in_offset=before, out_offset=after))
    return [*stretches, Stretch(TimeRange(start=place, duration=left), clip, start + inside, 1.0)], crossings
