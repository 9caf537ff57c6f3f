"""Media whose every frame and second can be told apart, and readers for films cut from them."""

import hashlib
import wave
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from domain.media import MediaKind, MediaRef
from domain.timeline import Clip, Timeline, TimeRange
from media.ffmpeg import run
from montage.encode import encode
from montage.join import join
from montage.pieces import Encoding, compile_pieces
from montage.sound import mix

RATE = 48_000
BITS = 12
SIZE = (160, 96)


@dataclass
class Shelf:
    """A folder of media under their SHA-256."""

    folder: Path
    sources: dict[str, Path] = field(default_factory=dict)

    def put(self, path: Path, kind: MediaKind = "video", seconds: float | None = None) -> MediaRef:
        """Take a file in and return its reference."""
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        self.sources[sha256] = path
        return MediaRef(sha256=sha256, suffix=path.suffix, kind=kind, seconds=seconds)

    def coded(
        self, first: int, count: int, *, rate: int | Fraction = 30, name: str = "", size: tuple[int, int] = SIZE
    ) -> MediaRef:
        """Film `count` frames that show the numbers from `first` on."""
        path = self.folder / (name or f"coded-{first}-{count}-{rate}.mp4".replace("/", "_"))
        frames = (code(first + k, size).tobytes() for k in range(count))
        raw = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{size[0]}x{size[1]}", "-r", str(rate), "-i", "pipe:0")
        run([*raw, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-pix_fmt", "yuv420p", path], frames=frames)
        return self.put(path, seconds=float(count / Fraction(rate)))

    def made(self, name: str, *arguments: str | Path, kind: MediaKind = "video") -> MediaRef:
        """Let ffmpeg make a file."""
        path = self.folder / name
        run([*arguments, path])
        return self.put(path, kind)

    def wav(self, name: str, sound: NDArray[np.float64]) -> MediaRef:
        """Write samples between -1 and 1 as a mono recording."""
        path = self.folder / name
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
        return self.put(path, "audio", len(sound) / RATE)


def code(number: int, size: tuple[int, int] = SIZE) -> NDArray[np.uint8]:
    """Draw a number as a grid of four by three bright and dark fields."""
    picture = np.full((size[1], size[0]), 16, np.uint8)
    high, wide = size[1] // 3, size[0] // 4
    for bit in range(BITS):
        y, x = bit // 4 * high, bit % 4 * wide
        picture[y : y + high, x : x + wide] = 235 if number >> bit & 1 else 16
    return picture


def read_code(picture: NDArray[np.uint8]) -> int:
    """Read the number a picture shows."""
    high, wide = picture.shape[0] // 3, picture.shape[1] // 4
    fields = (picture[b // 4 * high + high // 4 :, b % 4 * wide + wide // 4 :][: high // 2, : wide // 2] for b in range(BITS))
    return sum(bool(field.mean() > 126) << bit for bit, field in enumerate(fields))


def luma(path: Path) -> list[NDArray[np.uint8]]:
    """Return the brightness of every frame of a file."""
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="gray") for frame in container.decode(container.streams.video[0])]


def numbers(path: Path) -> list[int]:
    """Return the number that each frame of a file shows."""
    return [read_code(picture) for picture in luma(path)]


def heard(path: Path) -> NDArray[np.float32]:
    """Return a file's sound as samples of two channels, in rows."""
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    with av.open(str(path)) as container:
        parts = [
            part.to_ndarray() for frame in container.decode(container.streams.audio[0]) for part in resampler.resample(frame)
        ]
    return np.concatenate(parts, axis=1)


def clicks_off(path: Path, seconds: int) -> list[float]:
    """Return how far each second's click is from its second, in milliseconds."""
    sound, off = np.abs(heard(path)[0]), []
    for second in range(seconds):
        begin = max(0, second * RATE - 2400)
        window = sound[begin : begin + 4800]
        off.append(1000 * (begin + int(np.argmax(window > 0.25 * window.max())) - second * RATE) / RATE)
    return off


def lengths(path: Path) -> tuple[Fraction, Fraction]:
    """Return how long picture and sound of a film last, in seconds; both begin at zero."""
    with av.open(str(path)) as container:
        streams = (container.streams.video[0], container.streams.audio[0])
        assert [stream.start_time for stream in streams] == [0, 0]
        picture, sound = (Fraction(stream.duration or 0) * (stream.time_base or 1) for stream in streams)
    return picture, sound


def clicks(seconds: int) -> NDArray[np.float64]:
    """Return a sound with a sharp click at the start of every second."""
    sound = np.zeros(seconds * RATE)
    place = np.arange(960)
    for second in range(seconds):
        sound[second * RATE :][:960] = 0.5 * np.sin(place * 0.4) * np.exp(-place / 150)
    return sound


def made(timeline: Timeline, shelf: Shelf, out: Path, *, draft: bool = True) -> Path:
    """Cut, mix and join a film."""
    pieces = compile_pieces(timeline, Encoding.named("auto", draft=draft))
    for piece in pieces:
        encode(piece, shelf.sources, shelf.folder / f"{piece.key}.mp4")
    mix(timeline, shelf.sources, shelf.folder / "mix.m4a")
    join([(shelf.folder / f"{piece.key}.mp4", piece.frames) for piece in pieces], shelf.folder / "mix.m4a", out)
    return out


def clip(media: MediaRef, start: int, length: int, **more: object) -> Clip:
    """Place media on a track."""
    return Clip.model_validate({"at": TimeRange(start=start, duration=length), "media": media, **more})


def film(*clips: Clip, **more: object) -> Timeline:
    """Return a small timeline of these clips."""
    duration = max((one.at.end for one in clips), default=30)
    width, height = SIZE
    return Timeline.model_validate({"width": width, "height": height, "duration": duration, "video": clips, **more})
