"""Silence, clipping, loudness."""

from collections.abc import Iterator, Sequence

from domain.review import Finding, Severity
from domain.speech import Word
from montage.reviewing import planned
from montage.reviewing.segments import Segments
from montage.reviewing.spans import Span
from montage.reviewing.watching import Signals

OFF = 1.0
"""Loudness units from what was ordered that are a fault."""
PEAK = -1.0
"""The highest true peak that is none, in dBTP."""
_FAR = 3.0
_MISSED = 0.7
"""Seconds of planned sound that a silence must swallow; word times are estimates for some voices."""


def listened(segments: Segments, signals: Signals, spoken: Sequence[Word]) -> Iterator[Finding]:
    """Yield what is wrong with the sound."""
    yield from _silence(segments, signals, spoken)
    for span in signals.clipped:
        yield segments.finding("clipping", "warning", "the sound is clipped.", span)
    if signals.loudness is not None and planned.sounds(segments.timeline):
        yield from _loudness(signals.loudness, segments.timeline.loudness)
    if signals.peak is not None and signals.peak > PEAK:
        yield Finding(
            check="true peak",
            severity="warning",
            said=f"The sound's true peak is {signals.peak:+.1f} dBTP; at most {PEAK:.0f} is safe.",
        )


def _loudness(measured: float, wanted: float) -> Iterator[Finding]:
    off = measured - wanted
    if abs(off) > OFF:
        how = "loud" if off > 0 else "quiet"
        yield Finding(
            check="loudness",
            severity="error" if abs(off) > 2 * _FAR else "warning",
            said=f"The film is {abs(off):.1f} LU too {how}: {measured:.1f} LUFS instead of {wanted:.1f}.",
        )


def _silence(segments: Segments, signals: Signals, spoken: Sequence[Word]) -> Iterator[Finding]:
    due = planned.sounding(segments.timeline, spoken)
    whole = sum(span.length for span in due)
    for span in signals.silent:
        heard = Span(max(0.0, span.start), min(span.end, segments.timeline.seconds))
        missed = sum(heard.shared(one) for one in due)
        if missed > _MISSED:
            severity: Severity = "error" if missed > 0.9 * whole or missed > _FAR else "warning"
            yield segments.finding("silence", severity, "nothing is heard, though there should be sound.", heard)
