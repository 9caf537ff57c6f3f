"""Review a finished film: read it back, watch and hear it once, and say what is not as it was ordered."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from domain.base import Frozen
from domain.errors import RenderError
from domain.formats import Format
from domain.review import Finding
from domain.speech import Narration
from domain.timeline import Timeline
from montage.reviewing import planned
from montage.reviewing.coded import Coded, read
from montage.reviewing.delivered import Order, delivered
from montage.reviewing.lettered import lettered
from montage.reviewing.listened import listened
from montage.reviewing.seen import rows, seen
from montage.reviewing.segments import Segments
from montage.reviewing.watching import Signals, watch


class Review(Frozen):
    """What a review found, and how loud the film is."""

    findings: tuple[Finding, ...] = ()
    loudness: float | None = None
    """LUFS; None when nothing is heard."""
    peak: float | None = None
    """True peak in dBTP."""


def review(
    path: Path,
    timeline: Timeline,
    shape: Format,
    *,
    narrations: Sequence[Narration] = (),
    numbers: Mapping[int, int] | None = None,
) -> Review:
    """Return what is wrong with a finished film; it is decoded once, in a process of its own.

    `narrations` say when words are spoken; `numbers` are those of the segments by their ids. A file that cannot be read is a
    finding too. Raises `RenderError` when it is stopped, and `DiskFull`.
    """
    segments = Segments(timeline, numbers or {})
    try:
        coded = read(path)
    except RenderError as error:
        return Review(findings=(Finding(check="file", severity="error", said=str(error)),))
    signals = _watched(path, timeline, coded)
    spoken = planned.words(timeline, narrations)
    findings = (
        *delivered(Order(timeline, shape), coded, signals),
        *seen(segments, signals),
        *(listened(segments, signals, spoken) if coded.sound else ()),
        *lettered(segments, shape, spoken),
    )
    return Review(findings=findings, loudness=signals.loudness, peak=signals.peak)


def _watched(path: Path, timeline: Timeline, coded: Coded) -> Signals:
    if coded.picture is None and coded.sound is None:
        return Signals()
    looked_at = rows(timeline) if coded.picture else None
    return watch(path, rows=looked_at, sound=coded.sound is not None, seconds=timeline.seconds)
