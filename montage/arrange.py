"""Lay one segment on the table: its clip, its voice, its captions and its type, as a timeline of its own."""

from domain.directing import Edition, Treatment
from domain.media import MediaRef
from domain.scene import Extras
from domain.script import Segment
from domain.speech import Narration
from domain.timeline import Caption, Clip, Marker, Timeline, TimeRange, Title, Transition
from domain.timing import LEAD, frames_needed
from montage import pictures
from montage.captions import caption_lines

TITLE_SECONDS = 2.4
END_CARD_SHARE = 0.35
"""The end card comes in after this share of the last segment."""


def arrange(
    segment: Segment, clip: MediaRef, narration: Narration | None, treatment: Treatment, extras: Extras | None = None
) -> Timeline:
    """Return the timeline of one segment, starting at frame 0 and as long as its voice needs.

    It holds its half of each transition: of the one at its beginning, and of the one at its end.
    """
    shape = treatment.edition.format
    duration = frames_needed(segment, narration.seconds if narration else 0.0, shape.fps)
    extras = extras or Extras()
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
        video=(pictures.video(segment, clip, duration, treatment),),
        avatar=pictures.avatar(segment, extras, duration, treatment),
        broll=pictures.broll(segment, extras, duration, treatment),
        audio=_voice(segment, narration, duration, shape.fps),
        effects=pictures.effects(segment, extras, shape.fps),
        transitions=_transitions(treatment, duration),
        markers=(Marker(at=0, name=f"segment {segment.id}", segment=segment.id),),
        captions=_captions(narration, treatment.edition) if narration and treatment.subtitles else (),
        titles=_titles(segment, treatment, duration),
    )


def _transitions(treatment: Treatment, duration: int) -> tuple[Transition, ...]:
    opening, closing = treatment.transition_in, treatment.transition_out
    return (*([opening] if opening else []), *([closing.shifted(duration)] if closing else []))


def _voice(segment: Segment, narration: Narration | None, duration: int, rate: int) -> tuple[Clip, ...]:
    if narration is None:
        return ()
    lead = round(LEAD * rate)
    return (Clip(at=TimeRange(start=lead, duration=duration - lead), media=narration.media, segment=segment.id),)


def _captions(narration: Narration, edition: Edition) -> tuple[Caption, ...]:
    shape = edition.format
    lines = caption_lines(
        narration.words, narration.language, width=shape.width, height=shape.height, safe_right=shape.safe_right
    )
    lead = round(LEAD * shape.fps) / shape.fps
    return tuple(line.shifted(lead) for line in lines)


def _titles(segment: Segment, treatment: Treatment, duration: int) -> tuple[Title, ...]:
    language, rate = treatment.edition.language, treatment.edition.format.fps
    opening = min(round(TITLE_SECONDS * rate), duration) if treatment.opening else 0
    closing = round(duration * END_CARD_SHARE) if treatment.closing else duration
    found = []
    if opening:
        found.append(_title(0, opening, "title", treatment.opening, language))
    if segment.on_screen.get(language) and closing - opening > rate:
        found.append(_title(opening, closing, "keywords", segment.on_screen[language], language))
    if closing < duration:
        found.append(_title(closing, duration, "end_card", treatment.closing, language))
    return tuple(found)


def _title(start: int, end: int, kind: str, text: str, language: str) -> Title:
    return Title.model_validate(
        {"at": {"start": start, "duration": end - start}, "kind": kind, "text": text, "language": language}
    )
