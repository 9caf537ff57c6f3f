"""The pictures of a film without type: which of them shows most, and any of them as a file."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageOps

from domain.errors import BadMedia
from domain.timeline import Clip, Timeline, TimeRange
from montage.encode import still
from montage.pieces import Encoding, compile_pieces
from montage.sheet import appeal, opened, picture_at

_CLIPS = 10
"""Clips that are looked at, evenly spread over the film."""
_WITHIN = (0.3, 0.68)
"""Where in each of them, as shares of its length: away from its joins."""


class Size(NamedTuple):
    """Pixels."""

    width: int
    height: int


def best_moment(timeline: Timeline, sources: Mapping[str, Path], segment: int = 0) -> int:
    """Return the frame whose picture is the sharpest and best lit, of the whole film or of one segment.

    Raises `BadMedia` when no clip can be read. The brand's own clips, before and after the film, are left out.
    """
    clips = [clip for clip in timeline.video if not clip.plain and segment in (0, clip.segment)] or list(timeline.video)
    shape = Size(timeline.width, timeline.height)
    tried = [(score, -frame) for clip in _spread(clips) for frame, score in _scores(clip, timeline, sources, shape)]
    if not tried:
        raise BadMedia("The film has no picture that could be its cover.")
    return -max(tried)[1]


def bare_picture(timeline: Timeline, frame: int, size: Size, sources: Mapping[str, Path], out: Path) -> None:
    """Write to `out`, a PNG, the pictures that are seen at a frame of the film, in another size, without type and watermark."""
    [piece, *_] = compile_pieces(_frozen(timeline, min(frame, timeline.duration - 1), size), Encoding())
    still(piece, sources, out)


def _frozen(timeline: Timeline, frame: int, size: Size) -> Timeline:
    look = timeline.look.model_copy(update={"watermark": None, "logo": None})
    shown = {track: _at(getattr(timeline, track), frame) for track in ("video", "avatar", "broll")}
    empty = dict.fromkeys(("audio", "effects", "music", "transitions", "markers", "captions", "titles"), ())
    return timeline.model_copy(update={**shown, **empty, **size._asdict(), "duration": 1, "look": look})


def _at(clips: Sequence[Clip], frame: int) -> tuple[Clip, ...]:
    alone = TimeRange(start=0, duration=1)
    return tuple(
        clip.model_copy(update={"at": alone, "head": clip.head + frame - clip.at.start, "fade_in": 0, "fade_out": 0})
        for clip in clips
        if clip.at.start <= frame < clip.at.end
    )


def _spread(clips: Sequence[Clip]) -> list[Clip]:
    step = max(1.0, len(clips) / _CLIPS)
    return [clips[int(k * step)] for k in range(min(_CLIPS, len(clips)))]


def _scores(clip: Clip, timeline: Timeline, sources: Mapping[str, Path], shape: Size) -> Iterator[tuple[int, float]]:
    """Yield frames of a clip, each with how good a cover it makes once it is cropped."""
    path = sources[clip.media.sha256]
    for share in _WITHIN:
        frame = clip.at.start + int(clip.at.duration * share)
        seconds = clip.source_start + (clip.head + frame - clip.at.start) / timeline.rate * clip.speed
        image = opened(path) if clip.media.kind == "image" else picture_at(path, seconds)
        yield frame, appeal(_cropped(image, clip, shape))


def _cropped(image: Image.Image, clip: Clip, shape: Size) -> Image.Image:
    if clip.fit != "cover":
        return image
    height = 320
    return ImageOps.fit(image, (round(height * shape.width / shape.height), height), centering=clip.focus)
