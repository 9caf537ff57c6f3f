"""Frames become a clip: scaled to size, grained against banding, encoded for a second life in the cutting room."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from media.ffmpeg import finished, run
from providers.painting.palettes import Array
from providers.painting.stage import FPS

_COLOUR = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
# Two threads on every machine: x264's pictures depend on how many it has.
_X264 = (
    "-c:v",
    "libx264",
    "-preset",
    "veryfast",
    "-crf",
    "18",
    "-profile:v",
    "high",
    "-g",
    "60",
    "-threads",
    "2",
    "-x264-params",
    "aq-mode=3",
)


def encode(frames: Iterable[Array], path: Path, *, size: tuple[int, int], count: int) -> None:
    """Write the first `count` frames to `path` as a silent clip of `size`; raise `RenderError` when ffmpeg fails."""
    paint = iter(islice(frames, count))
    first = next(paint)
    high, wide, _ = first.shape
    source = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{wide}x{high}", "-r", str(FPS), "-i", "pipe:0")
    with finished(path) as part:
        args = (*source, "-vf", _graph(*size), "-frames:v", str(count), "-an", *_X264, part)
        run(args, frames=_bytes(first, paint), timeout=900)


def _graph(width: int, height: int) -> str:
    # The grain stands still: moving grain doubled the cost of this encode and of the next, and hid no more bands.
    scale = f"scale={width}:{height}:flags=bicubic:out_color_matrix=bt709:out_range=tv,setsar=1"
    return f"{scale},format=yuv420p,noise=c0s=5:all_seed=7,{_COLOUR}"


def _bytes(first: Array, others: Iterable[Array]) -> Iterable[bytes]:
    yield first.tobytes()
    for frame in others:
        yield frame.tobytes()
