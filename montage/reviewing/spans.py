"""Stretches of time, in seconds, and what is left of them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a film in seconds."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Return how long it lasts."""
        return self.end - self.start

    def padded(self, seconds: float) -> "Span":
        """Return the same stretch, longer at both ends."""
        return Span(self.start - seconds, self.end + seconds)

    def shared(self, other: "Span") -> float:
        """Return for how long both last at once."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))


def merged(spans: Iterable[Span], *, gap: float = 0.0) -> tuple[Span, ...]:
    """Return the same time without overlaps; what lies no more than `gap` apart is one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end + gap:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def without(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is left of `spans` outside all `holes`."""
    left = list(spans)
    for hole in merged(holes):
        before = [Span(span.start, min(span.end, hole.start)) for span in left]
        after = [Span(max(span.start, hole.end), span.end) for span in left]
        left = sorted(part for part in (*before, *after) if part.length > 0)
    return tuple(left)


def split(span: Span, at: Sequence[float]) -> tuple[Span, ...]:
    """Return `span` in parts, cut at the moments that lie inside it."""
    edges = [span.start, *(moment for moment in sorted(at) if span.start < moment < span.end), span.end]
    return tuple(Span(start, end) for start, end in pairwise(edges))
