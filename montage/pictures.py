"""Lay a segment's pictures on the table: its clip with frames to spare for transitions, and what lies over it."""

import math

from domain.directing import Treatment
from domain.media import MediaRef
from domain.scene import Extras
from domain.script import Segment
from domain.timeline import Clip, Placement, TimeRange
from domain.timing import HELD, speed_to_fill

CUTAWAY = 1 / 3
"""A cutaway to B-roll comes in after this share of its segment, and stays to the end if it is long enough."""


def handles(treatment: Treatment) -> tuple[int, int]:
    """Return the frames of a segment's clip that are seen before it begins and after it ends, in its transitions."""
    opening, closing = treatment.transition_in, treatment.transition_out
    return opening.in_offset if opening else 0, closing.out_offset if closing else 0


def video(segment: Segment, media: MediaRef, duration: int, treatment: Treatment) -> Clip:
    """Return the segment's own clip, slowed if it must be to fill the segment and its transitions."""
    whole = TimeRange(start=0, duration=duration)
    return _filling(segment, media, whole, treatment).model_copy(
        update={"fade_in": treatment.fade_in, "fade_out": treatment.fade_out}
    )


def avatar(segment: Segment, extras: Extras, duration: int, treatment: Treatment) -> tuple[Clip, ...]:
    """Return the avatar, from the beginning of the segment at its own pace; it leaves when it ends much too early."""
    if extras.avatar is None:
        return ()
    length = _lasting(extras.avatar, duration, 1.0, treatment)
    clip = _dressed(segment, extras.avatar, TimeRange(start=0, duration=length), treatment)
    return (_over(clip, segment.avatar).model_copy(update={"focus": _FACES}),)


def broll(segment: Segment, extras: Extras, duration: int, treatment: Treatment) -> tuple[Clip, ...]:
    """Return the B-roll: a cutaway when it is full, else beside the segment's clip from beginning to end."""
    if extras.broll is None:
        return ()
    start = round(duration * CUTAWAY) if segment.broll == "full" else 0
    clip = _filling(segment, extras.broll, TimeRange(start=start, duration=duration - start), treatment)
    length = _lasting(extras.broll, duration - start, clip.speed, treatment, clip.head)
    return (_over(clip, segment.broll).model_copy(update={"at": TimeRange(start=start, duration=length)}),)


def effects(segment: Segment, extras: Extras, rate: int) -> tuple[Clip, ...]:
    """Return the sound effects, all from the beginning of the segment; they may ring on into the next."""
    lengths = ((media, math.ceil((media.seconds or 0.0) * rate)) for media in extras.effects)
    return tuple(
        Clip(at=TimeRange(start=0, duration=length), media=media, segment=segment.id) for media, length in lengths if length
    )


_FACES = (0.5, 0.35)
"""What stays in sight of an avatar when it is cropped: faces are in the upper part."""


def _filling(segment: Segment, media: MediaRef, at: TimeRange, treatment: Treatment) -> Clip:
    before, after = handles(treatment)
    head = before if at.start == 0 else 0
    speed = 1.0 if media.seconds is None else speed_to_fill(media.seconds, (head + at.duration + after) / _rate(treatment))
    return _dressed(segment, media, at, treatment).model_copy(update={"speed": speed, "head": head})


def _dressed(segment: Segment, media: MediaRef, at: TimeRange, treatment: Treatment) -> Clip:
    return Clip(
        at=at,
        media=media,
        fit=segment.fit or treatment.fit,
        focus=segment.focus or (0.5, 0.5),
        grade=segment.grade,
        cube=segment.cube,
        segment=segment.id,
    )


def _over(clip: Clip, placement: Placement) -> Clip:
    """Return a clip as it lies over another: the focus was said of that one, and a small place is always filled."""
    small: dict[str, object] = {} if placement == "full" else {"fit": "cover"}
    return clip.model_copy(update={"placement": placement, "focus": (0.5, 0.5), **small})


def _lasting(media: MediaRef, wanted: int, speed: float, treatment: Treatment, head: int = 0) -> int:
    """Return for how many of `wanted` frames a picture stays: all when at most half a second of it must be held."""
    if media.seconds is None:
        return wanted
    own = math.floor(media.seconds / speed * _rate(treatment)) - head
    spared = HELD * _rate(treatment) + (treatment.transition_out.in_offset if treatment.transition_out else 0)
    return wanted if own >= wanted - spared else max(1, own)


def _rate(treatment: Treatment) -> int:
    return treatment.edition.format.fps
