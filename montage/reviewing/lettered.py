"""Captions by arithmetic: apart, readable in their time, on two lines, with the voice, within the safe zone."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from domain.formats import Format
from domain.review import Finding
from domain.speech import Word
from domain.timeline import Caption
from media import fonts
from montage.ass_captions import caption_events
from montage.ass_document import Event
from montage.reviewing.segments import Segments
from montage.reviewing.spans import Span

FASTEST = 20.0
"""Characters a second that can be read."""
LINES = 2
LATEST = 0.08
"""Seconds that a word may light up beside its sound."""
_ROUNDED = 0.011
"""Subtitle scripts count in hundredths of a second."""
_POINT = re.compile(r"\\pos\((-?[\d.]+),(-?[\d.]+)\)")
_ANCHOR = re.compile(r"\\an(\d)")


class Row(NamedTuple):
    """A row of captions as it stands on the picture, in pixels."""

    start: float
    end: float
    left: float
    top: float
    right: float
    bottom: float


def lettered(segments: Segments, shape: Format, spoken: Sequence[Word]) -> Iterator[Finding]:
    """Yield what is wrong with the captions; `spoken` are the voice's words at the film's times, or none if unknown."""
    lines = sorted((line for line in segments.timeline.captions if line.words), key=lambda line: line.words[0].start)
    if not lines:
        return
    yield from _overlaps(segments, lines)
    yield from _haste(segments, lines)
    if spoken:
        yield from _late(segments, [word for line in lines for word in line.words], spoken)
    rows = sorted(_rows(segments, lines[0].language))
    yield from _many(segments, lines, rows)
    yield from _outside(segments, shape, rows)


def _overlaps(segments: Segments, lines: Sequence[Caption]) -> Iterator[Finding]:
    for line, after in pairwise(lines):
        begins = after.words[0].start
        if line.words[-1].end > begins + _ROUNDED:
            said = f"two captions at once: “{line.text}” and “{after.text}”."
            yield segments.finding("overlap", "warning", said, Span(begins, line.words[-1].end))


def _haste(segments: Segments, lines: Sequence[Caption]) -> Iterator[Finding]:
    """Yield the fastest caption of each segment that has one too fast to read."""
    ends = [*(line.words[0].start for line in lines[1:]), segments.timeline.seconds]
    spans = [Span(line.words[0].start, min(_gone(line), end)) for line, end in zip(lines, ends, strict=True)]
    fast = [(len(line.text) / max(span.length, 0.01), span) for line, span in zip(lines, spans, strict=True)]
    for _, group in groupby((one for one in fast if one[0] > FASTEST), lambda one: segments.at(one[1].start)):
        found = list(group)
        speed, span = max(found)
        more = f", and {len(found) - 1} more of this segment are fast" if len(found) > 1 else ""
        said = f"a caption asks to read {speed:.0f} characters a second; {FASTEST:.0f} can be read{more}."
        yield segments.finding("reading speed", "note", said, span)


def _gone(line: Caption) -> float:
    return max(line.until, line.words[-1].end)


def _late(segments: Segments, shown: Sequence[Word], spoken: Sequence[Word]) -> Iterator[Finding]:
    if [word.text for word in shown] != [word.text for word in spoken]:
        said = f"The voice says {len(spoken)} words and the captions show {len(shown)}, or others."
        yield Finding(check="words", severity="warning", said=said)
        return
    apart = [(abs(one.start - other.start), one) for one, other in zip(shown, spoken, strict=True)]
    for _, group in groupby((pair for pair in apart if pair[0] > LATEST), lambda pair: segments.at(pair[1].start)):
        worst, word = max(group, key=lambda pair: pair[0])
        said = f"“{word.text}” lights up {worst * 1000:.0f} ms beside the voice."
        yield segments.finding("words", "warning", said, Span(word.start, word.end))


def _rows(segments: Segments, language: str) -> Iterator[Row]:
    for event in caption_events(segments.timeline):
        point = _POINT.search(event.text)
        if point and "\\p1" not in event.text:
            yield _row(event, float(point[1]), float(point[2]), language)


def _row(event: Event, x: float, y: float, language: str) -> Row:
    """Return where a row stands: its place is its anchor's, its height that of its line box."""
    anchor = int(found[1]) if (found := _ANCHOR.search(event.text)) else 7
    text = re.sub(r"\{[^}]*\}", "", event.text).replace("\\N", " ").strip()
    facts = fonts.metrics(language, "bold", text)
    em = event.style.size / (facts.ascent + facts.descent)
    wide, high = fonts.width(text, language, em), facts.capital * em
    left = x - wide * ((anchor - 1) % 3) / 2
    baseline = y + facts.ascent * em - event.style.size * (0, 1, 0.5, 0)[(anchor + 2) // 3]
    return Row(event.start, event.end, left, baseline - high, left + wide, baseline)


def _many(segments: Segments, lines: Sequence[Caption], rows: Sequence[Row]) -> Iterator[Finding]:
    for line in lines:
        begins = line.words[0].start
        levels = sorted(row.bottom for row in rows if row.start - _ROUNDED <= begins < row.end - _ROUNDED)
        high = max((row.bottom - row.top for row in rows), default=0.0)
        count = len(levels[:1]) + sum(after - before > high / 2 for before, after in pairwise(levels))
        if count > LINES:
            yield segments.finding("lines", "warning", f"a caption has {count} lines.", Span(begins, _gone(line)))


def _outside(segments: Segments, shape: Format, rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield, for each segment, the first caption under the platform's own buttons."""
    wide, high = segments.timeline.width, segments.timeline.height
    right, bottom = wide * (1 - shape.safe_right) + 1, high * (1 - shape.safe_bottom) + 1
    left, top = wide * shape.safe_left - 1, high * shape.safe_top - 1
    out = [row for row in rows if row.left < left or row.right > right or row.top < top or row.bottom > bottom]
    for _, group in groupby(out, lambda row: segments.at(row.start)):
        row = next(group)
        said = f"a caption stands where {shape.name} puts its own buttons."
        yield segments.finding("safe zone", "warning", said, Span(row.start, row.end))
