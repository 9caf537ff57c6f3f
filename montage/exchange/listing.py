"""A timeline as rows for people: what is on each track, where it begins and ends, and what is between."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.timeline import MEDIA_TRACKS, Caption, Clip, Timeline, Transition
from montage.exchange.layout import LABELS

_NAMED = 10
"""Signs of a file's name that tell it from others."""


class Row(NamedTuple):
    """Something on a track."""

    track: str
    kind: str
    """clip, gap, transition, caption, marker, or the kind of a title."""
    start: int
    frames: int
    what: str


def rows(timeline: Timeline) -> tuple[Row, ...]:
    """Return everything on a timeline, track by track, each in order of time; a track with nothing on it is one gap."""
    media = (row for name in MEDIA_TRACKS for row in _track(name, timeline))
    marks = (Row("MARKERS", "marker", one.at, 0, one.name) for one in sorted(timeline.markers, key=lambda one: one.at))
    return (*media, *sorted(_type(timeline), key=lambda row: row.start), *marks)


def timecode(frame: int, rate: int) -> str:
    """Return a frame's place as hours, minutes, seconds and frames: `00:01:02:15`."""
    seconds, frames = divmod(frame, rate)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frames:02}"


def _track(name: str, timeline: Timeline) -> Iterator[Row]:
    joins = sorted(timeline.transitions, key=lambda one: one.at) if name == "video" else []
    place = 0
    for clip in sorted(getattr(timeline, name), key=lambda clip: clip.at.start):
        if clip.at.start > place:
            yield Row(LABELS[name], "gap", place, clip.at.start - place, "")
        while joins and joins[0].at <= clip.at.start:
            yield _join(LABELS[name], joins.pop(0))
        yield Row(LABELS[name], "clip", clip.at.start, clip.at.duration, ", ".join(_said_of(clip)))
        place = max(place, clip.at.end)
    yield from (_join(LABELS[name], one) for one in joins)
    if place < timeline.duration:
        yield Row(LABELS[name], "gap", place, timeline.duration - place, "")


def _join(track: str, one: Transition) -> Row:
    what = f"{one.kind} over the cut at frame {one.at}"
    return Row(track, "transition", one.at - one.in_offset, one.in_offset + one.out_offset, what)


def _said_of(clip: Clip) -> Iterator[str]:
    yield f"segment {clip.segment}" if clip.segment else "whole film"
    yield f"{clip.media.sha256[:_NAMED]}{clip.media.suffix}" + (f" from {clip.source_start:g} s" if clip.source_start else "")
    facts = {
        f"at {clip.speed:.0%} of its speed": clip.speed != 1.0,
        f"head of {clip.head} frames": clip.head,
        clip.fit: clip.fit != "cover",
        clip.placement: clip.placement != "full",
        f"grade {clip.grade}": clip.grade,
        f"{clip.gain:+g} dB": clip.gain,
        f"out of black in {clip.fade_in} frames": clip.fade_in,
        f"into black in {clip.fade_out} frames": clip.fade_out,
    }
    yield from (fact for fact, true in facts.items() if true)


def _type(timeline: Timeline) -> Iterator[Row]:
    for title in timeline.titles:
        yield Row("TEXT", title.kind.replace("_", " "), title.at.start, title.at.duration, title.text)
    for line in timeline.captions:
        if line.words:
            yield _caption(line, timeline)
    if not timeline.titles and not timeline.captions:
        yield Row("TEXT", "gap", 0, timeline.duration, "")


def _caption(line: Caption, timeline: Timeline) -> Row:
    start, end = line.words[0].start, min(max(line.until, line.words[-1].end), timeline.seconds)
    first = round(start * timeline.rate)
    return Row("TEXT", "caption", first, max(1, round(end * timeline.rate) - first), line.text)
