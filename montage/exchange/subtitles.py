"""Subtitles as files: SubRip and WebVTT from the lines of a film, in logical order whatever the script."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from domain.speech import Narration
from domain.timeline import Caption, Timeline
from montage.captions import caption_lines

_JOINER = "\u2060"
# Players take these for markup or for a line of times; SubRip knows no escapes, so an unseen sign is put between.
_MARKUP = re.compile(r"<(?=[A-Za-z/])|\{(?=[\\A-Za-z])|--(?=>)|&(?=#?\w+;)")
_VTT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Cue(NamedTuple):
    """A line of subtitles and when it is seen, in milliseconds."""

    start: int
    end: int
    line: Caption


def srt(lines: Sequence[Caption], seconds: float) -> str:
    """Return a film's lines as SubRip; none is longer there than the film of so many seconds, or than the next one's start."""
    blocks = (
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{_MARKUP.sub(_parted, cue.line.text)}\n"
        for number, cue in enumerate(_cues(lines, seconds), start=1)
    )
    return "\n".join(blocks)


def vtt(lines: Sequence[Caption], seconds: float) -> str:
    """Return a film's lines as WebVTT; inside a line stands when each later word is heard."""
    blocks = (
        f"{number}\n{_clock(cue.start)} --> {_clock(cue.end)}\n{' '.join(_timed(cue))}\n"
        for number, cue in enumerate(_cues(lines, seconds), start=1)
    )
    return "\n".join(("WEBVTT\n", *blocks))


def said(segments: Sequence[Timeline], narrations: Sequence[Narration | None]) -> tuple[Caption, ...]:
    """Return what is spoken over these timelines, played one after another, in lines: for films that show no captions."""
    found: list[Caption] = []
    before = 0.0
    for segment, narration in zip(segments, narrations, strict=True):
        if narration is not None and segment.audio:
            start = before + segment.audio[0].at.start / segment.rate
            found += [line.shifted(start) for line in _lines(segment, narration)]
        before += segment.seconds
    return tuple(found)


def _lines(segment: Timeline, narration: Narration) -> tuple[Caption, ...]:
    return caption_lines(
        narration.words,
        narration.language,
        width=segment.width,
        height=segment.height,
        safe_right=segment.safe_right,
        safe_left=segment.safe_left,
    )


def _cues(lines: Sequence[Caption], seconds: float) -> Iterator[Cue]:
    ordered = sorted((line for line in lines if line.words), key=lambda line: line.words[0].start)
    for line, following in zip_longest(ordered, ordered[1:]):
        start = _ms(line.words[0].start)
        latest = _ms(following.words[0].start if following else seconds)
        end = min(_ms(max(line.until, line.words[-1].end)), latest)
        yield Cue(start, max(end, start + 1), line)


def _timed(cue: Cue) -> Iterator[str]:
    """Yield the words of a line, each after the time it begins; a time that is not later than the last one is left out."""
    last = cue.start
    for word in cue.line.words:
        begins = _ms(word.start)
        mark = f"<{_clock(begins)}>" if last < begins < cue.end else ""
        last = begins if mark else last
        yield mark + word.text.translate(_VTT)


def _parted(found: re.Match[str]) -> str:
    return found[0] + _JOINER


def _ms(seconds: float) -> int:
    return max(0, round(seconds * 1000))


def _clock(milliseconds: int, point: str = ".") -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}{point}{thousandths:03}"
