"""Lay one segment on the table: its clip, its voice, its captions and its type, as a timeline of its own."""

from domain.directing import Edition
from domain.media import MediaRef
from domain.script import Script, Segment
from domain.speech import Narration
from domain.timeline import Caption, Clip, Look, TimeRange, Timeline, Title
from domain.timing import LEAD, frames_needed, speed_to_fill
from montage.captions import caption_lines

TITLE_SECONDS = 2.4
END_CARD_SHARE = 0.35
"""The end card comes in after this share of the last segment."""


def arrange(
    segment: Segment, clip: MediaRef, narration: Narration | None, *, script: Script, edition: Edition, look: Look, subtitles: bool = True
) -> Timeline:
    """Return the timeline of one segment, starting at frame 0 and as long as its voice needs."""
    shape = edition.format
    duration = frames_needed(segment, narration.seconds if narration else 0.0, shape.fps)
    whole = TimeRange(start=0, duration=duration)
    return Timeline(
        width=shape.width,
        height=shape.height,
        rate=shape.fps,
        duration=duration,
        safe_bottom=shape.safe_bottom,
        safe_right=shape.safe_right,
        look=look,
        video=(Clip(at=whole, media=clip, speed=speed_to_fill(clip.seconds or 0.0, duration / shape.fps), segment=segment.id),),
        audio=_voice(segment, narration, duration, shape.fps),
        captions=_captions(narration, edition) if narration and subtitles else (),
        titles=_titles(segment, script, edition, duration),
    )


def _voice(segment: Segment, narration: Narration | None, duration: int, rate: int) -> tuple[Clip, ...]:
    if narration is None:
        return ()
    lead = round(LEAD * rate)
    return (Clip(at=TimeRange(start=lead, duration=duration - lead), media=narration.media, segment=segment.id),)


def _captions(narration: Narration, edition: Edition) -> tuple[Caption, ...]:
    shape = edition.format
    lines = caption_lines(narration.words, narration.language, width=shape.width, height=shape.height, safe_right=shape.safe_right)
    lead = round(LEAD * shape.fps) / shape.fps
    return tuple(line.shifted(lead) for line in lines)


def _titles(segment: Segment, script: Script, edition: Edition, duration: int) -> tuple[Title, ...]:
    language, rate = edition.language, edition.format.fps
    opening = min(round(TITLE_SECONDS * rate), duration) if script.kept[0].id == segment.id and script.title.get(language) else 0
    closing = round(duration * END_CARD_SHARE) if segment.role == "call_to_action" and script.call_to_action.get(language) else duration
    found = []
    if opening:
        found.append(Title(at=TimeRange(start=0, duration=opening), kind="title", text=script.title[language], language=language))
    if segment.on_screen.get(language) and closing - opening > rate:
        found.append(_title(opening, closing, "keywords", segment.on_screen[language], language))
    if closing < duration:
        found.append(_title(closing, duration, "end_card", script.call_to_action[language], language))
    return tuple(found)


def _title(start: int, end: int, kind: str, text: str, language: str) -> Title:
    return Title.model_validate({"at": {"start": start, "duration": end - start}, "kind": kind, "text": text, "language": language})
