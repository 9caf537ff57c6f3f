"""Read a file's facts, and accept it or say plainly why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import av
from av.container import InputContainer
from av.stream import Disposition, Stream
from PIL import Image, ImageOps, UnidentifiedImageError

from domain.base import Frozen
from domain.errors import BadMedia
from domain.media import MediaKind
from media import sniff
from media.ffmpeg import UNTRUSTED_SOUND

LARGEST = 8192
"""Pixels on a side."""
HELD = 0.5
"""Seconds that a clip may be shorter than asked; its last frame is held."""

SAFE = dict(zip((name.removeprefix("-") for name in UNTRUSTED_SOUND[::2]), UNTRUSTED_SOUND[1::2], strict=True))
"""Options for opening a user's file with PyAV: it may not name other files or reach the network."""
_HONEST = ("mov", "matroska", "wav", "flac")  # these containers write down their length; the others are guessed
_READ = "mp4, mov, mkv, webm; png, jpeg, webp; wav, mp3, m4a, flac, ogg"
_Part = TypeVar("_Part")
_NAMES = {"video": "a video", "image": "a picture", "audio": "a sound"}


class Facts(Frozen):
    """What a media file really holds."""

    kind: MediaKind
    container: str
    codec: str
    width: int = 0
    """As shown: after rotation, with square pixels."""
    height: int = 0
    fps: float = 0.0
    """Average frames per second."""
    frames: int = 0
    """Coded pictures found in the file, by counting."""
    seconds: float = 0.0
    """Length of what is there, by reading; 0 for a still."""
    declared: float = 0.0
    """Length that the file claims; 0 when it claims none."""
    start: float = 0.0
    rotation: int = 0
    pixels: str = ""
    """Pixel format, in ffmpeg's words."""
    has_audio: bool = False


def probe(path: Path) -> Facts:
    """Return the facts of a video, a picture or a sound; raise `BadMedia` when it is none of them."""
    if not path.is_file():
        raise BadMedia(f"{path} is not a file.")
    head = sniff.head_of(path)
    if not head:
        raise BadMedia(f"{path.name} is empty (zero bytes). Download or export it again.")
    if said := sniff.writing(head):
        raise BadMedia(f"{path.name} is {said}; not a video, picture or sound. Give the media file itself.")
    return _still(path) if sniff.still(head) else _stream(path, head)


def accept(path: Path, *, seconds: float | None = None, kind: MediaKind | None = None) -> Facts:
    """Return the facts of a file that can be used as it is.

    Raises `BadMedia` when it is unreadable, broken off, larger than 8192 pixels, not of the `kind` wanted, or more than
    half a second shorter than `seconds`.
    """
    facts = probe(path)
    if kind is not None and facts.kind != kind:
        raise BadMedia(f"{path.name} is {_NAMES[facts.kind]} ({facts.codec}), not {_NAMES[kind]}.")
    if facts.declared and facts.container in _HONEST and facts.seconds < 0.9 * facts.declared:
        raise BadMedia(
            f"{path.name} is broken off: it claims {facts.declared:.1f} s and holds {facts.seconds:.1f} s. Download it again."
        )
    if max(facts.width, facts.height) > LARGEST:
        raise BadMedia(
            f"{path.name} is {facts.width}x{facts.height}; at most {LARGEST} pixels a side can be used. Scale it down."
        )
    if seconds is not None and facts.kind != "image" and facts.seconds < seconds - HELD:
        raise BadMedia(f"{path.name} lasts {facts.seconds:.1f} s, not the {seconds:.1f} s that were asked.")
    return facts


def _still(path: Path) -> Facts:
    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as image:
            container, (width, height) = (image.format or "").lower(), image.size
            if max(image.size) <= LARGEST:
                width, height = ImageOps.exif_transpose(image).size  # decodes it, so a broken one is found here
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadMedia(f"{path.name} begins like a picture but cannot be read: {error}. Export it again.") from error
    return Facts(kind="image", container=container, codec=container, width=width, height=height, frames=1)


def _stream(path: Path, head: bytes) -> Facts:
    with _opened(path, head) as container:
        pictures = [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]
        if pictures:
            return _picture(path, container, pictures[0])
        if not container.streams.audio:
            raise BadMedia(f"{path.name} holds neither picture nor sound.")
        return _sound(path, container, container.streams.audio[0])


@contextmanager
def _opened(path: Path, head: bytes) -> Iterator[InputContainer]:
    try:
        container = av.open(str(path), options=SAFE)
    except (av.FFmpegError, OSError) as error:
        if head[4:8] == b"ftyp":
            said = "is an incomplete mp4: its index is missing, so the download or recording broke off. Get it again."
        else:
            said = f"is not a video, picture or sound that can be read. Give one of: {_READ}."
        raise BadMedia(f"{path.name} {said}") from error
    with container:
        yield container


def _picture(path: Path, container: InputContainer, stream: av.VideoStream) -> Facts:
    rate = stream.average_rate or stream.guessed_rate or Fraction(25)
    frames, seconds, start = _extent(container, stream, 1 / rate)
    width, height, rotation = stream.codec_context.width, stream.codec_context.height, 0
    if max(width, height) <= LARGEST:
        first = _first_frame(path, container, stream)
        (width, height), rotation = (first.width, first.height), first.rotation % 360
    pixel = stream.sample_aspect_ratio or Fraction(1)
    width, height = (round(width * pixel), height) if pixel > 1 else (width, round(height / pixel))
    if rotation in (90, 270):
        width, height = height, width
    return _facts(container, stream, "video").model_copy(
        update={
            "width": width, "height": height, "fps": float(rate), "frames": frames, "seconds": seconds, "start": start,
            "rotation": rotation, "pixels": stream.codec_context.pix_fmt or "", "has_audio": bool(container.streams.audio),
        }
    )  # fmt: skip


def _sound(path: Path, container: InputContainer, stream: av.AudioStream) -> Facts:
    samples = 0
    for frame in _readable(container.decode(stream)):
        samples += frame.samples
    if not samples:
        raise BadMedia(f"{path.name} is a sound file without sound in it.")
    facts = _facts(container, stream, "audio").model_copy(update={"seconds": samples / stream.rate, "has_audio": True})
    if facts.container == "wav":
        # The reader believes the file's size; a recording that broke off shows in the length its header claims.
        return facts.model_copy(update={"declared": facts.seconds * sniff.claimed(path)})
    return facts


def _facts(container: InputContainer, stream: Stream, kind: MediaKind) -> Facts:
    declared = _seconds(stream.duration, stream) or (container.duration or 0) / av.time_base
    name = container.format.name.split(",")[0]
    return Facts(kind=kind, container=name, codec=stream.codec_context.name, declared=declared)


def _extent(container: InputContainer, stream: Stream, frame: Fraction) -> tuple[int, float, float]:
    """Return how many packets are there, how many seconds they cover, and where they start."""
    starts: list[float] = []
    end = 0.0
    for packet in _readable(container.demux(stream)):
        if packet.pts is None:
            continue
        starts.append(_seconds(packet.pts, stream))
        end = max(end, starts[-1] + (_seconds(packet.duration, stream) or float(frame)))
    start = min(starts, default=0.0)
    return len(starts), max(0.0, end - start), start


def _readable(parts: Iterator[_Part]) -> Iterator[_Part]:
    try:
        yield from parts
    except av.FFmpegError:
        return  # what could be read counts; the length says that the rest is missing


def _first_frame(path: Path, container: InputContainer, stream: av.VideoStream) -> av.VideoFrame:
    try:
        container.seek(0)
        return next(container.decode(stream))
    except (av.FFmpegError, StopIteration) as error:
        raise BadMedia(f"{path.name} holds {stream.codec_context.name} video of which no picture can be decoded.") from error


def _seconds(ticks: int | None, stream: Stream) -> float:
    return float((ticks or 0) * (stream.time_base or Fraction(1)))
