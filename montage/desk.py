"""The mixing desk: ffmpeg plays a film's stems through a graph, and meters say how loud each part of it is."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from domain.timeline import Timeline
from media.ffmpeg import run
from montage.stems import samples, stems
from montage.waves import RATE

PARTS = (
    "[0:a]asplit=3[one][two][three];[one]pan=stereo|c0=c0|c1=c1[voice];"
    "[two]pan=stereo|c0=c2|c1=c3[music];[three]pan=stereo|c0=c4|c1=c5[effects]"
)
"""The beginning of every graph: what `stems` yields, taken apart."""
SILENCE = -60.0
"""LUFS below which nothing is heard."""

_UNCODED = ("-f", "null", "-")
_CODED = ("-c:a", "aac", "-b:a", "160k", "-f", "mp4")


class Heard(NamedTuple):
    """How something sounds."""

    loudness: float
    """Integrated, in LUFS; -70 for silence."""
    loudest: float
    """The loudest 0.4 s, in LUFS."""
    peak: float = -math.inf
    """The true peak in dBTP, where it was measured."""


class Desk(NamedTuple):
    """What is played, and the room where the meters write."""

    sources: Mapping[str, Path]
    room: Path

    def parts(self, timeline: Timeline) -> tuple[Heard, Heard, Heard]:
        """Return how voice, music and effects sound, each alone."""
        names = ("voice", "music", "effects")
        graph = ";".join([PARTS, *(f"[{name}]{_meter(name)}[{name}d]" for name in names)])
        outputs = (word for name in names for word in ("-map", f"[{name}d]", *_UNCODED))
        self._play(timeline, ("-filter_complex", graph, *outputs))
        voice, music, effects = (self._read(name) for name in names)
        return voice, music, effects

    def heard(self, timeline: Timeline, graph: str) -> Heard:
        """Return how the end of `graph` sounds, without keeping it: coding costs most."""
        self._play(timeline, ("-filter_complex", f"{graph},{_meter('mix')}[heard]", "-map", "[heard]", *_UNCODED))
        return self._read("mix")

    def coded(self, timeline: Timeline, graph: str, out: Path) -> Heard:
        """Write the end of `graph` to `out`, exactly as long as the film, and return how that sounds: coding adds to peaks."""
        length = samples(timeline)
        exact = f"{graph},apad=whole_len={length},atrim=end_sample={length}[out]"
        coding = ("-filter_complex", exact, "-map", "[out]", *_CODED, out)
        # The null muxer opens no file: the name is there for what ffmpeg and we say when something fails.
        hearing = ("-dec", "0:0", "-filter_complex", f"[dec:0]{_meter('mix', peak=True)}[heard]", "-map", "[heard]", "-f", "null")
        self._play(timeline, (*coding, *hearing, out))
        return self._read("mix")

    def _play(self, timeline: Timeline, arguments: tuple[str | Path, ...]) -> None:
        fed = ("-f", "f32le", "-ar", str(RATE), "-ch_layout", "5.1", "-i", "pipe:0")
        run((*fed, *arguments), cwd=self.room, frames=stems(timeline, self.sources), timeout=120 + 2 * timeline.seconds)

    def _read(self, name: str) -> Heard:
        whole, moments, peaks = (self._told(name, key) for key in ("I", "M", "true_peak"))
        peak = max(peaks, default=0.0)
        return Heard(
            loudness=max(-70.0, whole[-1]) if whole else -70.0,
            loudest=max(moments, default=-70.0),
            peak=20 * math.log10(peak) if peak > 0 else -math.inf,
        )

    def _told(self, name: str, key: str) -> list[float]:
        path = self.room / f"{name}.{key}.txt"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else ()
        return [float(line.partition("=")[2]) for line in lines if line.startswith("lavfi.")]


def _meter(name: str, *, peak: bool = False) -> str:
    keys = ("I", "M", *(("true_peak",) if peak else ()))
    written = (f"ametadata=mode=print:key=lavfi.r128.{key}:file={name}.{key}.txt" for key in keys)
    return ",".join([f"ebur128=metadata=1:framelog=quiet{':peak=true' if peak else ''}", *written])
