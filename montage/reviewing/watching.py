"""Watch and hear a file to its end, once: one ffmpeg decodes it and every detector looks at the same pictures."""

import math
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from domain.errors import RenderError
from media.ffmpeg import UNTRUSTED, run
from montage.reviewing.spans import Span, merged

STILL = 0.8
"""Seconds without movement, or without sound, that are told."""
_DARK = 80
"""Percent of dark pixels from which a picture is told."""
_SMALL = "scale=180:-2:flags=fast_bilinear"
# At n=0.0012 slow scenes are called frozen. The detectors write down what they find, so the log holds complaints only.
_LOOK = f"blackframe=amount={_DARK}:threshold=24,freezedetect=n=0.0003:d={STILL},metadata=mode=print:file=seen.txt"
_PEAK = "lavfi.astats.Overall.Peak_level"
_HEAR = ",".join(
    (
        f"silencedetect=n=-50dB:d={STILL},ametadata=mode=print:file=silent.txt",
        f"astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level,"
        f"ametadata=mode=print:key={_PEAK}:value=-0.5:function=greater:file=clipped.txt",
        "ebur128=peak=true:framelog=quiet:metadata=1,ametadata=mode=print:key=lavfi.r128.I:file=loudness.txt",
        "ametadata=mode=print:key=lavfi.r128.true_peak:file=peak.txt",
    )
)
_LONGEST = 1e9


class Signals(NamedTuple):
    """What was seen and heard."""

    dark: tuple[tuple[float, int], ...] = ()
    """Moments with a dark picture, and the percentage of its pixels that are dark."""
    frozen: tuple[Span, ...] = ()
    silent: tuple[Span, ...] = ()
    clipped: tuple[Span, ...] = ()
    """Where samples come within half a decibel of full scale."""
    loudness: float | None = None
    """LUFS of the whole; None when nothing was heard."""
    peak: float | None = None
    """The highest true peak, in dBTP."""
    complaints: tuple[str, ...] = ()
    """What the decoder said was wrong, as it said it."""
    decoded: int = 0
    """Pictures that came out of the decoder."""


def watch(path: Path, *, rows: tuple[float, float] | None, sound: bool, seconds: float) -> Signals:
    """Return what is seen and heard in a file; damage becomes complaints. Raises `RenderError` when it is stopped.

    `rows` are the upper and lower edge, as shares of the height, of the part of the picture that is looked at; None to look
    at nothing. The part should leave out captions, whose movement would hide a frozen picture.
    """
    with TemporaryDirectory(prefix="reelflow-") as name:
        room, counted = Path(name), [0]
        try:
            log = run((*_decoding(path), *_detectors(rows, sound)), cwd=room, on_frame=counted.append, timeout=120 + 2 * seconds)
        except RenderError as error:
            if "[error]" not in str(error) and "[fatal]" not in str(error):
                raise  # it was stopped, which says nothing about the file
            log = str(error)
        return _signals(room, log, counted[-1])


def _decoding(path: Path) -> tuple[str | Path, ...]:
    # Without the loop filter a fifth less is spent, and neither black nor stillness looks otherwise.
    return ("-noxerror", "-nostats", *UNTRUSTED, "-skip_loop_filter", "all", "-threads", "1", "-i", path.absolute())


def _detectors(rows: tuple[float, float] | None, sound: bool) -> tuple[str, ...]:
    chains, outputs = [], list[str]()
    if rows is not None:
        part = f"crop=iw:ih*{rows[1] - rows[0]:.3f}:0:ih*{rows[0]:.3f}"
        chains.append(f"[0:v:0]{_SMALL},{part},{_LOOK}[v]")
        outputs += ["-map", "[v]", "-fps_mode", "passthrough", "-f", "null", "-"]
    if sound:
        chains.append(f"[0:a:0]{_HEAR}[a]")
        outputs += ["-map", "[a]", "-f", "null", "-"]
    return ("-filter_complex_threads", "1", "-filter_complex", ";".join(chains), *outputs)


def _signals(room: Path, log: str, decoded: int) -> Signals:
    seen, silent = list(_told(room / "seen.txt")), list(_told(room / "silent.txt"))
    levels = [value for _, _, value in _told(room / "loudness.txt")]
    peaks = [value for _, _, value in _told(room / "peak.txt")]
    loudness = levels[-1] if levels else -math.inf
    return Signals(
        dark=tuple((time, round(value)) for time, key, value in seen if key.endswith("pblack")),
        frozen=_stretches(seen, "freeze_start", "freeze_end"),
        silent=_stretches(silent, "silence_start", "silence_end"),
        clipped=merged((Span(time, time + 1024 / 48_000) for time, _, _ in _told(room / "clipped.txt")), gap=0.1),
        loudness=loudness if loudness > -70 else None,
        peak=20 * math.log10(peaks[-1]) if peaks and peaks[-1] > 0 else None,
        complaints=tuple(line for line in log.splitlines() if "[error]" in line or "[fatal]" in line),
        decoded=decoded,
    )


def _told(path: Path) -> Iterator[tuple[float, str, float]]:
    """Yield what a detector wrote: the moment, the name of what it found, and its value."""
    if not path.exists():
        return
    time = 0.0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("frame:"):
                time = float(line.rpartition("pts_time:")[2])
            else:
                key, _, value = line.strip().partition("=")
                yield time, key, float(value)


def _stretches(told: list[tuple[float, str, float]], begins: str, ends: str) -> tuple[Span, ...]:
    """Return the stretches between two words; the last may have no end before the film's."""
    starts = [value for _, key, value in told if key.endswith(begins)]
    stops = [value for _, key, value in told if key.endswith(ends)]
    return tuple(Span(start, end) for start, end in zip(starts, [*stops, _LONGEST], strict=False))
