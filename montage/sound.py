"""Mix the whole film's sound once: the voice in front, the music gently under it, as loud as platforms want it."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from domain.timeline import Timeline
from media.ffmpeg import finished, run
from montage.stems import RATE, both, samples

LOUDNESS = -14.0
"""LUFS, integrated, of every film."""

_BED = -8.0
"""How loud the music stands against the voice when nobody speaks, in LU."""
_SILENT = -60.0
_CLOSE = 0.75
_TRIES = 2
_MOST = 24.0
"""Decibels that a mix is raised at the most: beyond that one would hear the noise of the room."""

_UNCODED = ("-f", "null", "-")
_SPLIT = "[0:a]asplit=2[one][two];[one]pan=stereo|c0=c0|c1=c1[voice];[two]pan=stereo|c0=c2|c1=c3[music]"
_DUCK = "sidechaincompress=threshold=0.03:ratio=2.5:attack=15:release=350"
# At four times the rate the limiter sees the peaks between samples; latency=1 keeps the sound in its place.
_LIMIT = f"aresample={4 * RATE},alimiter=limit=0.82:attack=2:release=60:level=0:latency=1,aresample={RATE}"


def mix(timeline: Timeline, sources: Mapping[str, Path], out: Path) -> None:
    """Write the film's sound to `out` (AAC in mp4, 48 kHz, stereo), exactly as long as the film.

    The music keeps out of the voice's way and comes up in pauses; the whole has -14 LUFS and stays below -1 dBTP. A film
    without voice and music gets silence. Raises `RenderError` or `DiskFull`.
    """
    with finished(out) as part, TemporaryDirectory(prefix="reelflow-") as name:
        table = _Table(timeline, sources, Path(name))
        voice, music = _levels(table)
        gain = _gain(table, voice, music)
        _play(table, _chain(voice, music, gain), ("-c:a", "aac", "-b:a", "160k", "-f", "mp4", part.absolute()))


def _levels(table: "_Table") -> tuple[float, float]:
    """Return how loud the voice and the music are as they come, in LUFS."""
    meters = f"{_SPLIT};[voice]{_meter('voice')}[v];[music]{_meter('music')}[m]"
    table.play(("-filter_complex", meters, "-map", "[v]", *_UNCODED, "-map", "[m]", *_UNCODED))
    return table.loudness("voice"), table.loudness("music")


def _gain(table: "_Table", voice: float, music: float) -> float:
    """Return the decibels that bring the mix to its loudness, found by hearing it: the limiter takes some away."""
    if max(voice, music) < _SILENT:
        return 0.0
    gain = 0.0
    for _ in range(_TRIES):
        missing = LOUDNESS - _play(table, _chain(voice, music, gain), _UNCODED)
        gain = min(_MOST, gain + missing)
        if abs(missing) < _CLOSE:
            break
    return gain


def _play(table: "_Table", graph: str, output: tuple[str | Path, ...]) -> float:
    """Play the mix to its end into `output` and return how loud it is."""
    length = samples(table.timeline)
    exact = f"apad=whole_len={length},atrim=end_sample={length}"
    table.play(("-filter_complex", f"{graph},{_meter('mix')},{exact}[out]", "-map", "[out]", *output))
    return table.loudness("mix")


def _chain(voice: float, music: float, gain: float) -> str:
    """Return the graph of the mix for a voice and a bed of these loudnesses, raised by `gain` decibels."""
    bed = LOUDNESS + (_BED if voice > _SILENT else 0.0)
    spoken = f"[voice]volume={_raise(voice, LOUDNESS):.2f}dB,asplit=2[said][key]"
    played = f"[music]volume={_raise(music, bed):.2f}dB[bed];[bed][key]{_DUCK}[under]"
    whole = f"[said][under]amix=inputs=2:normalize=0:duration=longest,volume={gain:.2f}dB,{_LIMIT}"
    return f"{_SPLIT};{spoken};{played};{whole}"


def _raise(level: float, wanted: float) -> float:
    return 0.0 if level < _SILENT else wanted - level


def _meter(name: str) -> str:
    return f"ebur128=metadata=1,ametadata=mode=print:key=lavfi.r128.I:file={name}.txt"


class _Table(NamedTuple):
    """The mixing table: what is heard, and the room where the meters write."""

    timeline: Timeline
    sources: Mapping[str, Path]
    room: Path

    def play(self, arguments: tuple[str | Path, ...]) -> None:
        heard = ("-f", "f32le", "-ar", str(RATE), "-ch_layout", "4.0", "-i", "pipe:0")
        frames = both(self.timeline, self.sources)
        run((*heard, *arguments), cwd=self.room, frames=frames, timeout=120 + 2 * self.timeline.seconds)

    def loudness(self, meter: str) -> float:
        lines = (self.room / f"{meter}.txt").read_text(encoding="utf-8").splitlines()
        said = [line for line in lines if "lavfi.r128.I=" in line]
        return float(said[-1].partition("=")[2]) if said else -70.0
