"""What a file's packets say, read without decoding a picture."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import av
from av import Packet, VideoStream
from av.container import InputContainer

from domain.errors import RenderError
from media.probe import SAFE

_PARAMETERS = (7, 8)
_PICTURES = (1, 5)
"""Kinds of H.264 units: sequence and picture parameters; slices of pictures."""


class Picture(NamedTuple):
    """The pictures of a file."""

    codec: str
    pixels: str
    width: int
    height: int
    rate: float
    """By the commonest step between two pictures."""
    frames: int
    """Whole coded pictures, by counting."""
    end: float
    uneven: tuple[float, ...]
    """Where the step between two pictures is another than the commonest, in seconds."""
    parameters: int
    """Sets of coding parameters (SPS and PPS) in the file's head; 2 is one of each."""
    restated: float | None
    """Where the parameters stand again among the pictures."""


class Sound(NamedTuple):
    """The sound of a file."""

    codec: str
    rate: int
    end: float


class Coded(NamedTuple):
    """A finished file."""

    bytes: int
    picture: Picture | None
    sound: Sound | None


class _Heap:
    """What has been counted so far."""

    def __init__(self) -> None:
        self.stamps: list[int] = []
        self.restated: int | None = None


def read(path: Path) -> Coded:
    """Return what the packets of a file say; raise `RenderError` when it cannot be opened."""
    try:
        with av.open(str(path), options=SAFE) as container:
            pictures = container.streams.video[0] if container.streams.video else None
            heap = _Heap()
            ends = _count(container, pictures, heap)
            return Coded(path.stat().st_size, _picture(pictures, heap), _sound(container, ends))
    except (av.FFmpegError, OSError) as error:
        raise RenderError(f"{path.name} cannot be opened: {error}") from error


def _count(container: InputContainer, pictures: VideoStream | None, heap: _Heap) -> float:
    """Fill `heap` and return where the last packet of sound ends."""
    end = 0.0
    for packet in _packets(container):
        if packet.stream is pictures and not packet.is_corrupt:
            heap.stamps.append(packet.pts or 0)
            if heap.restated is None and pictures.codec_context.name == "h264" and _has_parameters(packet):
                heap.restated = packet.pts
        elif packet.stream.type == "audio":
            end = max(end, float(((packet.pts or 0) + (packet.duration or 0)) * (packet.time_base or 1)))
    return end


def _packets(container: InputContainer) -> Iterator["Packet[Any]"]:
    try:
        yield from (packet for packet in container.demux() if packet.pts is not None)
    except av.FFmpegError:
        return  # what could be read is counted; the count says that the rest is missing


def _has_parameters(packet: "Packet[Any]") -> bool:
    """Return whether parameters stand before the first slice of a picture."""
    data, place = memoryview(packet), 0
    while place + 5 <= len(data):
        kind = data[place + 4] & 0x1F
        if kind in _PARAMETERS or kind in _PICTURES:
            return kind in _PARAMETERS
        place += 4 + int.from_bytes(data[place : place + 4], "big")
    return False


def _picture(stream: VideoStream | None, heap: _Heap) -> Picture | None:
    if stream is None or not heap.stamps:
        return None
    base = stream.time_base or Fraction(1)
    stamps = sorted(heap.stamps)
    steps = [after - before for before, after in pairwise(stamps)]
    step = Counter(steps).most_common(1)[0][0] if steps else 0
    code = stream.codec_context
    return Picture(
        codec=code.name,
        pixels=code.pix_fmt or "",
        width=code.width,
        height=code.height,
        rate=float(1 / (step * base)) if step else float(stream.average_rate or 0),
        frames=len(stamps),
        end=float((stamps[-1] + step) * base),
        uneven=tuple(float(stamp * base) for stamp, here in zip(stamps, steps, strict=False) if here != step),
        parameters=_parameters(code.extradata or b"") if code.name == "h264" else 2,
        restated=None if heap.restated is None else float(heap.restated * base),
    )


def _parameters(head: bytes) -> int:
    """Return how many sets of parameters the head of an H.264 track in mp4 holds."""
    if len(head) < 7 or head[0] != 1:
        return 0
    sequences, place = head[5] & 0x1F, 6
    for _ in range(sequences):
        place += 2 + int.from_bytes(head[place : place + 2], "big")
    return sequences + (head[place] if place < len(head) else 0)


def _sound(container: InputContainer, end: float) -> Sound | None:
    if not container.streams.audio:
        return None
    stream = container.streams.audio[0]
    # The track's own length leaves out what fills up its last packet; a file that broke off has less than it claims.
    claimed = float((stream.duration or 0) * (stream.time_base or 1))
    return Sound(stream.codec_context.name, stream.rate, min(claimed, end) if claimed else end)
