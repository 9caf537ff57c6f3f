"""Whose moment it is: the segments of a film in time."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.review import Finding, Severity
from domain.timeline import Timeline
from montage.reviewing.spans import Span, split


class Segments(NamedTuple):
    """A timeline's segments: which plays when, and under which number people know it."""

    timeline: Timeline
    numbers: Mapping[int, int]
    """The number of each segment by its id; an id that is missing is its own number."""

    def at(self, seconds: float) -> int:
        """Return the number of the segment that plays; 0 when the timeline does not say."""
        frame = seconds * self.timeline.rate + 0.5
        marks = [(mark.at, mark.segment) for mark in self.timeline.markers if mark.at <= frame]
        clips = [(clip.at.start, clip.segment) for clip in self.timeline.video if clip.segment and clip.at.start <= frame]
        found = max(marks or clips, default=(0, 0))[1]
        return self.numbers.get(found, found)

    def parts(self, span: Span) -> tuple[Span, ...]:
        """Return `span` cut where segments join, and no longer than the film."""
        whole = Span(max(0.0, span.start), min(span.end, self.timeline.seconds))
        return split(whole, [clip.at.start / self.timeline.rate for clip in self.timeline.video]) if whole.length > 0 else ()

    def finding(self, check: str, severity: Severity, said: str, span: Span, *, retake: bool = False) -> Finding:
        """Return what was found in a stretch of the film, said with its place; `retake` when another take mends it."""
        number = self.at((span.start + min(span.end, self.timeline.seconds)) / 2)
        place = f"{span.start:.2f} to {span.end:.2f} s"
        return Finding(
            check=check,
            severity=severity,
            said=f"Segment {number}, {place}: {said}" if number else f"{place}: {said}",
            start=round(span.start, 3),
            end=round(span.end, 3),
            segment=number,
            mend=f"retake segment {number}" if retake and number else "ask",
        )
