"""Lay one segment on the table: its clip, its voice, its captions and its type, as a timeline of its own."""

from domain.directing import Treatment
from domain.media import MediaRef
from domain.scene import Extras
from domain.script import Segment
from domain.speech import Narration
from domain.timeline import Caption, Clip, Marker, Timeline, TimeRange, Transition
from domain.timing import LEAD, frames_needed
from montage import pictures
from montage.captions import caption_lines
from montage.overlays import titles_of


def arrange(
    segment: Segment, clip: MediaRef, narration: Narration | None, treatment: Treatment, extras: Extras | None = None
) -> Timeline:
    """Return the timeline of one segment, starting at frame 0 and as long as its voice needs.

    It holds its half of each transition: of the one at its beginning, and of the one at its end.
    """
    rate = treatment.edition.format.fps
    duration = frames_needed(segment, narration.seconds if narration else 0.0, rate)
    extras = extras or Extras()
    return blank(treatment, duration).model_copy(
        update={
            "video": (pictures.video(segment, clip, duration, treatment),),
            "avatar": pictures.avatar(segment, extras, duration, treatment),
            "broll": pictures.broll(segment, extras, duration, treatment),
            "audio": _voice(segment, narration, duration, rate),
            "effects": pictures.effects(segment, extras, rate),
            "transitions": _transitions(treatment, duration),
            "markers": (Marker(at=0, name=f"segment {segment.id}", segment=segment.id),),
            "captions": _captions(narration, treatment) if narration and treatment.subtitles else (),
            "titles": titles_of(segment, treatment, duration),
        }
    )


def blank(treatment: Treatment, duration: int) -> Timeline:
    """Return a timeline of so many frames with nothing on it yet."""
    shape = treatment.edition.format
    return Timeline(
        width=shape.width,
        height=shape.height,
        rate=shape.fps,
        duration=duration,
        safe_top=shape.safe_top,
        safe_bottom=shape.safe_bottom,
        safe_left=shape.safe_left,
        safe_right=shape.safe_right,
        loudness=treatment.loudness,
        look=treatment.look,
    )


def _transitions(treatment: Treatment, duration: int) -> tuple[Transition, ...]:
    opening, closing = treatment.transition_in, treatment.transition_out
    return (*([opening] if opening else []), *([closing.shifted(duration)] if closing else []))


def _voice(segment: Segment, narration: Narration | None, duration: int, rate: int) -> tuple[Clip, ...]:
    if narration is None:
        return ()
    lead = round(LEAD * rate)
    return (Clip(at=TimeRange(start=lead, duration=duration - lead), media=narration.media, segment=segment.id),)


def _captions(narration: Narration, treatment: Treatment) -> tuple[Caption, ...]:
    shape = treatment.edition.format
    lines = caption_lines(
        narration.words,
        narration.language,
        width=shape.width,
        height=shape.height,
        safe_right=shape.safe_right,
        safe_left=shape.safe_left,
        look=treatment.look,
    )
    lead = round(LEAD * shape.fps) / shape.fps
    return tuple(line.shifted(lead) for line in lines)
