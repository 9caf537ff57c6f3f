"""The filter graph of a piece, as ffmpeg reads it. Pure text."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from domain.timeline import Clip, Look, Timeline, TimeRange, Watermark
from montage import corner, grading, mixing
from montage.fitting import COLOURS, fitted
from montage.layers import Layer, Picture, picture
from montage.places import Box, even
from montage.stretches import Stretch
from montage.typography import emblems

TEXT_FILE, FONT_FOLDER = "text.ass", "fonts"
"""Names inside the folder in which a piece is cut: short and ours, so nothing in them wants escaping."""


class Source(NamedTuple):
    """An input of a graph."""

    sha256: str
    start: float = 0.0
    """Seconds into it where it begins."""


class Type(NamedTuple):
    """Whether type is drawn, and on which clock."""

    drawn: bool
    begin: int = 0
    """The frame of the type's own timeline that the piece begins with, so that no animation starts again at a seam."""
    clip: int = 0
    """The frame of that timeline where the piece's first clip begins."""


def sources(stretch: Stretch, timeline: Timeline) -> tuple[Source, ...]:
    """Return the inputs of a stretch, in the order of the graph's numbers."""
    shown = (layer.clip for side in _sides(stretch, timeline) for layer in (*side.ground, *side.corners))
    mark, logo = _mark(stretch, timeline), timeline.look.logo
    marks = (mark.media if mark else None, logo if _cards(stretch, timeline) else None)
    return (*(Source(clip.media.sha256, clip.source_start) for clip in shown), *(Source(one.sha256) for one in marks if one))


def drawn(stretch: Stretch, timeline: Timeline, kind: Type) -> str:
    """Return the graph that turns the inputs into exactly the frames of `stretch`, labelled `v`.

    Each clip fits its place by its `fit`, runs at the film's rate, and holds its last picture if it ends early.
    """
    desk = _Desk(timeline.look, timeline.rate, early=stretch.transition is not None)
    inputs = count()
    sides = [desk.composed(side, timeline, inputs) for side in _sides(stretch, timeline)]
    text = sides[0] if stretch.transition is None else mixing.mixed(stretch.transition, sides, timeline)
    if mark := _mark(stretch, timeline):
        text = corner.marked(text, next(inputs), mark, timeline)
    faded = tuple(_faded(stretch.clips, stretch.at, timeline.rate, kind))
    begin = kind.begin if kind.drawn or faded else 0
    text = ",".join((text, *_lettered(timeline.rate, kind, begin, plain=";" not in text)))
    for seen, box in _cards(stretch, timeline)[:1]:
        there = TimeRange(start=seen.start - stretch.at.start + kind.begin, duration=seen.duration)
        text = corner.emblazoned(text, next(inputs), box, there, corner.Clock(begin, timeline.rate))
    return ",".join((text, *faded, *(("setpts=N",) if begin else ()), "format=yuv420p")) + "[v]"


def _mark(stretch: Stretch, timeline: Timeline) -> Watermark | None:
    return None if all(clip.plain for clip in stretch.clips) else timeline.look.watermark


def _cards(stretch: Stretch, timeline: Timeline) -> list[tuple[TimeRange, Box]]:
    """Return when and where the brand's logo is seen on an end card during a stretch."""
    if timeline.look.logo is None:
        return []
    found = [(seen, place) for seen, place in emblems(timeline) if seen.start < stretch.at.end and seen.end > stretch.at.start]
    return [(seen, Box(*(even(side) for side in place))) for seen, place in found]


def _sides(stretch: Stretch, timeline: Timeline) -> tuple[Picture, ...]:
    spans = mixing.spans(stretch.transition, stretch.at) if stretch.transition else (stretch.at,)
    return tuple(picture(timeline, clip, span) for clip, span in zip(stretch.clips, spans, strict=True))


class _Desk(NamedTuple):
    """How clips are conformed: the film's colours and rate, and whether frames are thrown away before they are scaled."""

    look: Look
    rate: int
    early: bool
    """A join needs few frames of each clip, so it counts first; a body needs all, so it scales before frames are doubled."""

    def composed(self, side: Picture, timeline: Timeline, inputs: Iterator[int]) -> str:
        """Return the chains that make one side's picture, open at the end."""
        numbers = [next(inputs) for _ in side.ground]
        ground = [self.conformed(layer, number) for layer, number in zip(side.ground, numbers, strict=True)]
        text = ground[0] if len(ground) == 1 else _stacked(ground, numbers, timeline)
        for layer in side.corners:
            number = next(inputs)
            text = corner.placed(text, self.conformed(layer, number), number, layer, self.rate)
        return text

    def conformed(self, layer: Layer, number: int) -> str:
        """Return the chain that makes a layer's frames from its input, at its size, open at the end."""
        clip, box = layer.clip, layer.box
        fit = fitted(clip, box.width, box.height, grading.filters(self.look, clip), number)
        shape, clock = (fit, "setsar=1", "format=yuv420p", COLOURS), _clock(layer, self.rate)
        return f"[{number}:V:0]" + ",".join((*clock, *shape) if self.early else (*shape, *clock))


def _stacked(ground: Sequence[str], numbers: Sequence[int], timeline: Timeline) -> str:
    beside = "vstack" if timeline.height > timeline.width else "hstack"
    names = [f"[g{number}]" for number in numbers]
    return "".join(f"{text}{name};" for text, name in zip(ground, names, strict=True)) + "".join(names) + beside


def _clock(layer: Layer, rate: int) -> tuple[str, ...]:
    slowed = () if layer.clip.speed == 1.0 else (f"setpts=PTS/{layer.clip.speed:.6f}",)
    late, first = max(0, -layer.first), max(0, layer.first)
    before = f"start={late}:start_mode=clone:" if late else ""
    begin, from_zero = (f"start_frame={first}:", ("setpts=PTS-STARTPTS",)) if first else ("", ())
    # start_time fills what a late or skipped first frame leaves open; frames are counted, never timed.
    steps = (*slowed, f"fps={rate}:start_time=0", f"tpad={before}stop_mode=clone:stop=-1")
    return (*steps, f"trim={begin}end_frame={first + layer.span}", *from_zero)


def _lettered(rate: int, kind: Type, begin: int, *, plain: bool) -> Iterator[str]:
    """Yield the filters that set type over the whole picture, on the clock of the type."""
    if not plain:
        # Filters of several inputs forget some of what a picture says of itself, and then headers differ.
        yield from ("setsar=1", COLOURS)
    if begin or not plain:
        yield f"settb=1/{rate}"
        yield f"setpts=N+{begin}" if begin else "setpts=N"
    if kind.drawn:
        yield f"ass=filename={TEXT_FILE}:fontsdir={FONT_FOLDER}"


def _faded(clips: Sequence[Clip], at: TimeRange, rate: int, kind: Type) -> Iterator[str]:
    first, last = clips[0], clips[-1]
    if at.start < first.at.start + first.fade_in:
        yield f"fade=t=in:st={kind.clip / rate:.6f}:d={first.fade_in / rate:.6f}"
    if at.end > last.at.end - last.fade_out:
        begun = kind.clip + last.at.end - last.fade_out - first.at.start
        yield f"fade=t=out:st={begun / rate:.6f}:d={last.fade_out / rate:.6f}"
