"""Lay one segment on the table: its clip, its voice, its captions and its type, as a timeline of its own."""

from domain.directing import Edition, Treatment
from domain.media import MediaRef
from domain.script import Segment
from domain.speech import Narration
from domain.timeline import Caption, Clip, Timeline, TimeRange, Title
from domain.timing import LEAD, frames_needed, speed_to_fill
from montage.captions import caption_lines

TITLE_SECONDS = 2.4
END_CARD_SHARE = 0.35
"""The end card comes in after this share of the last segment."""


def arrange(segment: Segment, clip: MediaRef, narration: Narration | None, treatment: Treatment) -> Timeline:
    """Return the timeline of one segment, starting at frame 0 and as long as its voice needs."""
    shape = treatment.edition.format
    duration = frames_needed(segment, narration.seconds if narration else 0.0, shape.fps)
    whole = TimeRange(start=0, duration=duration)
    return Timeline(
        width=shape.width,
        height=shape.height,
        rate=shape.fps,
        duration=duration,
        safe_bottom=shape.safe_bottom,
        safe_right=shape.safe_right,
        look=treatment.look,
        video=(Clip(at=whole, media=clip, speed=speed_to_fill(clip.seconds or 0.0, duration / shape.fps), segment=segment.id),),
        audio=_voice(segment, narration, duration, shape.fps),
        captions=_captions(narration, treatment.edition) if narration and treatment.subtitles else (),
        titles=_titles(segment, treatment, duration),
    )


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
