"""Film a still: the camera's boxes, drawn to a part of a pixel, encoded as a clip."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from domain.requests import ExtraRequest, VideoRequest
from media.ffmpeg import finished, run
from providers.base import Delivery
from providers.moving.camera import Travel, covering, travel
from providers.pictures import frame as frame_of
from providers.pictures import upright

FPS = 30
_SHORT = 1080
_SOFT = 1.5
"""A still enlarged by more than this looks soft."""
_SPARE = 1.25
"""Pixels kept of the still, as a share of what the frame shows: enough for the closest view."""
# Two threads on every machine: x264's pictures depend on how many it has.
_X264 = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "17", "-profile:v", "high", "-g", "60", "-threads", "2")
_COLOUR = "setsar=1,setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
_BT709 = np.array([[0.2126, 0.7152, 0.0722], [-0.1146, -0.3854, 0.5], [0.5, -0.4542, -0.0458]], np.float32)
_RANGE = ((219 / 255, 16), (224 / 255, 128), (224 / 255, 128))
Planes = tuple[Image.Image, Image.Image, Image.Image]
"""Brightness, and two of colour at half the size: what video is made of, and less than half the work of RGB."""


def size(ratio: str) -> tuple[int, int]:
    """Return the even frame size of a ratio such as `9:16`: 1080 pixels on the short side."""
    return frame_of(ratio, _SHORT)


def filmed(still: Path, request: VideoRequest | ExtraRequest, folder: Path, *, name: str) -> Delivery:
    """Return a still filmed as a request wants it, with a note under its `name` when it is too small to look sharp."""
    clip = folder / "still.mp4"
    turn = request.seed + request.position if isinstance(request, VideoRequest) else request.segment
    enlarged = film(still, clip, ratio=request.ratio, seconds=request.seconds, turn=turn)
    if enlarged <= _SOFT:
        return Delivery(path=clip)
    return Delivery(path=clip, notes=(f"{name} is small: it is enlarged {enlarged:.1f} times and looks soft.",))


def film(still: Path, clip: Path, *, ratio: str, seconds: float, turn: int) -> float:
    """Write a silent clip of exactly `round(30 * seconds)` frames and return how much the still is enlarged at its closest.

    `still` is one that was accepted; raises `RenderError` when ffmpeg fails.
    """
    frame, count = size(ratio), round(FPS * seconds)
    picture, enlarged = _prepared(still, frame)
    way = travel(picture.size, frame, seconds=seconds, turn=turn)
    source = ("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{frame[0]}x{frame[1]}", "-r", str(FPS), "-i", "pipe:0")
    with finished(clip) as part:
        args = (*source, "-vf", _COLOUR, "-frames:v", str(count), "-an", *_X264, part)
        run(args, frames=_frames(_planes(picture), way, count), timeout=60 + 30 * seconds)
    return enlarged


def _prepared(still: Path, frame: tuple[int, int]) -> tuple[Image.Image, float]:
    """The still upright, opaque, and no larger than the film needs; and how much it must be enlarged."""
    picture = upright(still)
    shown = frame[0] / covering(picture.size, frame)[0]
    shrink = shown * _SPARE
    if shrink < 1:
        smaller = tuple(max(1, round(side * shrink)) for side in picture.size)
        picture = picture.resize(smaller, Image.Resampling.LANCZOS)  # type: ignore[arg-type]
    return picture, shown


def _planes(picture: Image.Image) -> Planes:
    colours = np.asarray(picture, np.float32)
    planes = [
        Image.fromarray((colours @ row * scale + zero).round().clip(0, 255).astype(np.uint8))
        for row, (scale, zero) in zip(_BT709, _RANGE, strict=True)
    ]
    half = (max(1, picture.width // 2), max(1, picture.height // 2))
    return planes[0], planes[1].resize(half, Image.Resampling.BOX), planes[2].resize(half, Image.Resampling.BOX)


def _frames(planes: Planes, way: Travel, count: int) -> Iterator[bytes]:
    half = (way.frame[0] // 2, way.frame[1] // 2)
    across, down = (colour / bright for colour, bright in zip(planes[1].size, planes[0].size, strict=True))
    for index in range(count):
        left, top, right, bottom = way.box(index / max(1, count - 1))
        small = (left * across, top * down, min(right * across, planes[1].width), min(bottom * down, planes[1].height))
        bright = planes[0].resize(way.frame, Image.Resampling.BICUBIC, box=(left, top, right, bottom))
        colours = [plane.resize(half, Image.Resampling.BICUBIC, box=small) for plane in planes[1:]]
        yield b"".join(plane.tobytes() for plane in (bright, *colours))
