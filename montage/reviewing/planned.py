"""What a timeline means to be black, still or silent, so that a review does not take it for a fault."""

from collections.abc import Iterator, Mapping, Sequence

from domain.speech import Narration, Word
from domain.timeline import Clip, Timeline
from montage.reviewing.spans import Span, merged

_AFTER = 0.1
"""Seconds by which a planned stretch may seem longer: a detector counts from the last picture that moved."""
_BRIEF = 2
"""Frames of a held picture that are nobody's business."""


def span(clip: Clip, rate: int) -> Span:
    """Return when a clip is on, in seconds."""
    return Span(clip.at.start / rate, clip.at.end / rate)


def fades(timeline: Timeline) -> tuple[Span, ...]:
    """Return where the picture may be black: in fades, through a colour as dark, and in clips of the brand's own."""
    rate = timeline.rate
    through = [
        Span((one.at - one.in_offset) / rate, (one.at + one.out_offset) / rate)
        for one in timeline.transitions
        if one.kind in ("fade", "dip")
    ]
    ends = [Span(clip.at.start / rate, (clip.at.start + clip.fade_in) / rate) for clip in timeline.video if clip.fade_in]
    ends += [Span((clip.at.end - clip.fade_out) / rate, clip.at.end / rate) for clip in timeline.video if clip.fade_out]
    own = [span(clip, rate) for clip in timeline.video if clip.plain]
    return tuple(one.padded(1 / rate) for one in (*through, *ends, *own))


def holds(timeline: Timeline) -> Iterator[tuple[Clip, Span]]:
    """Yield the clips whose media ends early, and from when to when the last picture is held."""
    rate = timeline.rate
    for clip in timeline.video:
        if clip.media.kind == "video" and clip.media.seconds:
            lasts = (clip.media.seconds - clip.source_start) / clip.speed * rate - clip.head
            if lasts < clip.at.duration - _BRIEF:
                yield clip, Span((clip.at.start + max(0.0, lasts)) / rate, clip.at.end / rate)


def still(timeline: Timeline) -> tuple[Span, ...]:
    """Return where the picture may stand still: stills, held last pictures, end cards, clips of the brand's own."""
    rate = timeline.rate
    stills = [span(clip, rate) for clip in (*timeline.video, *_over(timeline)) if clip.media.kind == "image" or clip.plain]
    cards = [Span(title.at.start / rate, title.at.end / rate) for title in timeline.titles if title.kind == "end_card"]
    return merged(one.padded(_AFTER) for one in (*stills, *cards, *(held for _, held in holds(timeline))))


def _over(timeline: Timeline) -> Iterator[Clip]:
    yield from (clip for clip in (*timeline.avatar, *timeline.broll) if clip.placement == "full")


def words(timeline: Timeline, narrations: Sequence[Narration]) -> tuple[Word, ...]:
    """Return every word of the narrations with the time at which the film speaks it, in order."""
    said: Mapping[str, Narration] = {one.media.sha256: one for one in narrations}
    voices = (clip for clip in timeline.audio if clip.media.sha256 in said)
    found = [_later(word, clip, timeline.rate) for clip in voices for word in said[clip.media.sha256].words]
    return tuple(sorted(found, key=lambda word: word.start))


def _later(word: Word, clip: Clip, rate: int) -> Word:
    begins = clip.at.start / rate - clip.source_start
    return word.model_copy(update={"start": word.start + begins, "end": word.end + begins})


def sounds(timeline: Timeline) -> bool:
    """Return whether the film has any sound at all."""
    return bool(timeline.audio or timeline.music or timeline.effects)


def sounding(timeline: Timeline, spoken: Sequence[Word]) -> tuple[Span, ...]:
    """Return where something should be heard: words, or voices whose words are not known; music."""
    rate = timeline.rate
    voices = [Span(word.start, word.end) for word in spoken] or [_sounds(clip, rate) for clip in timeline.audio]
    return merged((*voices, *(span(clip, rate) for clip in timeline.music)))


def _sounds(clip: Clip, rate: int) -> Span:
    placed = span(clip, rate)
    lasts = (clip.media.seconds or placed.length) - clip.source_start
    return Span(placed.start, min(placed.end, placed.start + lasts))
