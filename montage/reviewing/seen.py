"""Black and frozen pictures."""

from collections.abc import Iterator

from domain.review import Finding, Severity
from domain.timeline import Timeline
from montage.ass_captions import Field
from montage.reviewing import planned
from montage.reviewing.segments import Segments
from montage.reviewing.spans import Span, merged, without
from montage.reviewing.watching import STILL, Signals

_BLACK = 0.2
_LONG = 1.0
_ALL, _UNDER_TYPE = 98, 85
"""Percent of dark pixels that make a picture black: letters on it are bright."""
_HELD = 0.5


def rows(timeline: Timeline) -> tuple[float, float]:
    """Return the part of the picture, as shares of its height, in which no captions move."""
    if not timeline.captions:
        return (0.0, 1.0)
    field = Field.of(timeline)
    top, bottom = max(0.0, field.top / timeline.height), min(1.0, field.bottom / timeline.height)
    return (0.0, top) if top >= 1 - bottom else (bottom, 1.0)


def seen(segments: Segments, signals: Signals) -> Iterator[Finding]:
    """Yield where the picture is black or stands still although nobody planned it, and where a short clip was held."""
    timeline = segments.timeline
    dark = _dark(timeline, signals)
    for part in _parts(segments, without(dark, planned.fades(timeline)), _BLACK):
        severity: Severity = "error" if part.length >= _LONG else "warning"
        yield segments.finding("black", severity, "the picture is black.", part, retake=True)
    holes = (*planned.still(timeline), *dark)
    for part in _parts(segments, without(signals.frozen, holes), STILL):
        yield segments.finding("frozen", "warning", "the picture stands still.", part, retake=True)
    yield from _held(segments)


def _dark(timeline: Timeline, signals: Signals) -> tuple[Span, ...]:
    step = 1 / timeline.rate
    typed = [Span(title.at.start * step, title.at.end * step) for title in timeline.titles]
    enough = [
        Span(time, time + step)
        for time, percent in signals.dark
        if percent >= (_UNDER_TYPE if any(one.start <= time < one.end for one in typed) else _ALL)
    ]
    return merged(enough, gap=step / 2)


def _parts(segments: Segments, spans: tuple[Span, ...], least: float) -> Iterator[Span]:
    """Yield what each segment has of `spans`, when the whole lasts long enough to be seen."""
    for span in spans:
        parts = segments.parts(span)
        if sum(part.length for part in parts) >= least:
            yield from (part for part in parts if part.length > 1.5 / segments.timeline.rate)


def _held(segments: Segments) -> Iterator[Finding]:
    for _, span in planned.holds(segments.timeline):
        found = segments.finding("hold", "note", "the clip is too short; its last picture is held.", span, retake=True)
        yield found if span.length > _HELD else found.model_copy(update={"mend": "mended"})
