"""A film's timeline as OpenTimelineIO: tracks, clips with handles, gaps, transitions and markers, for other editors."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import opentimelineio as otio

from domain.final_cut import FinalCut
from domain.timeline import Clip, Timeline, Transition
from montage.exchange.layout import Lane, Stretch, lanes, media_frames

_KINDS = {"dissolve": otio.schema.TransitionTypes.SMPTE_Dissolve}
"""Others have no name that all editors share."""


def document(cut: FinalCut, title: str, urls: Mapping[str, str]) -> str:
    """Return a film as an OpenTimelineIO document in JSON; `urls` says where each file is, by its SHA-256.

    All times are at the film's rate. A slowed clip begins at its own frame and lasts as long as it is seen, as others read a
    LinearTimeWarp; frames before and after it, for transitions, are within its available range. What has no place there (type,
    captions, framing, grades) is under `reelflow` in the metadata.
    """
    desk = _Desk(cut.timeline, urls)
    film = otio.schema.Timeline(name=title, metadata={"reelflow": _facts(cut)})
    film.global_start_time = desk.time(0)
    film.tracks.extend([desk.track(lane) for lane in lanes(cut.timeline)])
    film.tracks.markers.extend(desk.markers())
    return str(film.to_json_string(indent=2))


def _facts(cut: FinalCut) -> dict[str, Any]:
    own = ("width", "height", "rate", "duration", "loudness", "look", "transitions", "markers", "captions", "titles")
    facts = cut.timeline.model_dump(mode="json", include=set(own))
    return {"language": cut.language, "format": cut.format, **facts, "said": [line.model_dump(mode="json") for line in cut.said]}


class _Desk(NamedTuple):
    """What every part of a document is made with."""

    timeline: Timeline
    urls: Mapping[str, str]

    def time(self, frames: float) -> Any:
        return otio.opentime.RationalTime(round(frames, 6), self.timeline.rate)

    def range(self, start: float, frames: float) -> Any:
        return otio.opentime.TimeRange(self.time(start), self.time(frames))

    def track(self, lane: Lane) -> Any:
        kind = otio.schema.TrackKind.Video if lane.seen else otio.schema.TrackKind.Audio
        track = otio.schema.Track(name=lane.label, kind=kind)
        track.extend(list(self.items(lane)))
        return track

    def items(self, lane: Lane) -> Iterator[Any]:
        """Yield what is on a track, in order and without holes, to the end of the film."""
        joins = {one.at: one for one in lane.transitions}
        place = 0
        for stretch in lane.stretches:
            if stretch.at.start > place:
                yield otio.schema.Gap(source_range=self.range(0, stretch.at.start - place))
            if stretch.at.start == 0 and stretch.clip.fade_in:
                yield self.fade("fade in", after=stretch.clip.fade_in)
            if stretch.at.start in joins:
                yield self.transition(joins[stretch.at.start])
            yield self.clip(stretch, seen=lane.seen)
            place = stretch.at.end
        if place < self.timeline.duration:
            yield otio.schema.Gap(source_range=self.range(0, self.timeline.duration - place))
        elif lane.stretches[-1].clip.fade_out:
            yield self.fade("fade out", before=lane.stretches[-1].clip.fade_out)

    def clip(self, stretch: Stretch, *, seen: bool) -> Any:
        clip = stretch.clip
        slowed = otio.schema.LinearTimeWarp(name="speed", time_scalar=round(stretch.speed, 6))
        held = otio.schema.FreezeFrame(name="held")
        return otio.schema.Clip(
            name=f"segment {clip.segment}" if clip.segment else "whole film",
            media_reference=self.file(clip, seen=seen),
            source_range=self.range(stretch.first, stretch.at.duration),
            effects=[] if stretch.speed == 1.0 else [slowed if stretch.speed else held],
            metadata={"reelflow": clip.model_dump(mode="json")},
        )

    def file(self, clip: Clip, *, seen: bool) -> Any:
        media = clip.media
        reference = otio.schema.ExternalReference(
            target_url=self.urls[media.sha256],
            available_range=self.range(0, media_frames(clip, self.timeline, seen=seen)),
            metadata={"reelflow": media.model_dump(mode="json")},
        )
        reference.name = media.name
        return reference

    def transition(self, one: Transition) -> Any:
        return otio.schema.Transition(
            name=one.kind,
            transition_type=_KINDS.get(one.kind, otio.schema.TransitionTypes.Custom),
            in_offset=self.time(one.in_offset),
            out_offset=self.time(one.out_offset),
            metadata={"reelflow": one.model_dump(mode="json")},
        )

    def fade(self, name: str, *, before: int = 0, after: int = 0) -> Any:
        """Return a dissolve from or to nothing, at an end of the film."""
        kind = otio.schema.TransitionTypes.SMPTE_Dissolve
        return otio.schema.Transition(
            name=name, transition_type=kind, in_offset=self.time(before), out_offset=self.time(after), metadata={"reelflow": {}}
        )

    def markers(self) -> list[Any]:
        return [
            otio.schema.Marker(
                name=one.name,
                marked_range=self.range(one.at, 1),
                color=otio.schema.MarkerColor.GREEN,
                metadata={"reelflow": {"segment": one.segment}},
            )
            for one in self.timeline.markers
        ]
