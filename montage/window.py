"""The type over a stretch of film, on the clock of the clip it belongs to: the same wherever that clip stands in a film."""

from typing import NamedTuple

from domain.timeline import Caption, Timeline, TimeRange
from montage.stretches import Stretch
from montage.typography import ass


class Lettering(NamedTuple):
    """A subtitle script and where on its clock the stretch begins."""

    text: str
    """Empty when no type is seen."""
    begin: int
    """The frame of the script's clock at which the stretch begins."""
    clip: int
    """The frame of the script's clock at which the stretch's first clip begins."""


def lettering(timeline: Timeline, stretch: Stretch) -> Lettering:
    """Return the type that is seen during `stretch`. Its clock begins with the first clip, or with type that began before it."""
    first, end = stretch.clips[0].at.start, stretch.clips[-1].at.end
    titles = tuple(title for title in timeline.titles if title.at.start < end and title.at.end > first)
    captions = tuple(line for line in timeline.captions if _near(line, first, end, timeline.rate))
    origin = min([first, *(title.at.start for title in titles), *(int(_begin(line) * timeline.rate) for line in captions)])
    own = timeline.model_copy(
        update={
            "duration": end - origin,
            "video": tuple(clip.shifted(-origin) for clip in stretch.clips),
            "captions": tuple(_moved(line, -origin / timeline.rate) for line in captions),
            "titles": tuple(title.shifted(-origin) for title in titles),
            **dict.fromkeys(("avatar", "broll", "audio", "effects", "music", "transitions", "markers"), ()),
        }
    )
    begin = stretch.at.start - origin
    return Lettering(ass(own, TimeRange(start=begin, duration=stretch.at.duration)), begin, first - origin)


def _near(line: Caption, first: int, end: int, rate: int) -> bool:
    # By half frames, as the last digits of a voice's times say nothing.
    return bool(line.words) and _begin(line) < (end - 0.5) / rate and _gone(line) > (first + 0.5) / rate


def _moved(line: Caption, seconds: float) -> Caption:
    # Rounded, so that a line's place in the film leaves no trace in the last digits and the key stays the same.
    there = line.shifted(seconds)
    words = tuple(word.model_copy(update={"start": round(word.start, 6), "end": round(word.end, 6)}) for word in there.words)
    return there.model_copy(update={"words": words, "until": round(_gone(there), 6)})


def _begin(line: Caption) -> float:
    return line.words[0].start


def _gone(line: Caption) -> float:
    return max(line.until, line.words[-1].end)
