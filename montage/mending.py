"""Mend a film's sound after a review: louder or quieter, below the highest peak, exactly as long as the picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from domain.review import Finding
from domain.timeline import Timeline
from media.ffmpeg import UNTRUSTED_SOUND, finished, run
from montage.review import Review
from montage.reviewing import planned
from montage.reviewing.listened import OFF, PEAK
from montage.reviewing.watching import watch
from montage.stems import samples
from montage.waves import RATE

HEARD = ("loudness", "true peak", "clipping")
"""What another gain mends."""
_MOST = 6.0
"""Decibels: who is further off has not mixed too quietly but lost a voice."""
_CEILING = -1.8
_MARGIN = 0.3
"""Decibels that coding may add to a peak once more."""


class Cure(NamedTuple):
    """What is done to a sound."""

    gain: float = 0.0
    """Decibels."""
    ceiling: float = 0.0
    """The level in dBFS that no sample may pass; 0 for none."""


def cure(heard: Review, timeline: Timeline) -> Cure | None:
    """Return what brings a film's sound to its loudness and below its highest peak; None when it is right or too far off."""
    if heard.loudness is None or not planned.sounds(timeline):
        return None
    peak, missing = heard.peak or _CEILING, timeline.loudness - heard.loudness
    if abs(missing) > _MOST or (abs(missing) <= OFF and peak <= PEAK):
        return None
    over = max(0.0, peak - PEAK)
    # What passed the mix's own ceiling did so in coding, and will again: the new ceiling is lower by as much.
    return Cure(round(missing, 2), round(_CEILING - (over + _MARGIN if over else 0.0), 2))


def remaster(sound: Path, done: Cure, timeline: Timeline, out: Path) -> Review:
    """Write a film's sound to `out` again, cured and exactly as long as the film, and return how it measures now.

    Raises `RenderError` or `DiskFull`.
    """
    length = samples(timeline)
    steps = [f"volume={done.gain:.2f}dB"]
    if done.ceiling:
        limit = f"alimiter=limit={10 ** (done.ceiling / 20):.4f}:attack=4:release=60:level=0:latency=1"
        steps += [f"aresample={4 * RATE}", limit, f"aresample={RATE}"]
    chain = ",".join([*steps, f"apad=whole_len={length}", f"atrim=end_sample={length}"])
    with finished(out) as part:
        coder = ("-map", "0:a:0", "-af", chain, "-c:a", "aac", "-b:a", "160k", "-f", "mp4", part)
        run((*UNTRUSTED_SOUND, "-i", sound, *coder), timeout=120 + 2 * timeline.seconds)
        heard = watch(part, rows=None, sound=True, seconds=timeline.seconds)
    return Review(loudness=heard.loudness, peak=heard.peak)


def healthy(heard: Review, timeline: Timeline) -> bool:
    """Return whether a sound is as loud as ordered and below its highest peak."""
    return heard.loudness is not None and abs(heard.loudness - timeline.loudness) <= OFF and (heard.peak or 0.0) <= PEAK


def misfit(seconds: float, timeline: Timeline) -> float:
    """Return by how many seconds a sound is longer than the picture; 0 when they end within a frame of each other."""
    apart = seconds - timeline.seconds
    return apart if abs(apart) > 1.01 / timeline.rate else 0.0


def mended(findings: Sequence[Finding], now: Review) -> tuple[Finding, ...]:
    """Return the findings as they stand once the sound is as measured in `now`."""
    level = f"now {now.loudness or 0.0:.1f} LUFS, true peak {now.peak or 0.0:.1f} dBTP"
    return tuple(
        one.model_copy(update={"severity": "note", "mend": "mended", "said": f"{one.said} Mended by another gain: {level}."})
        if one.check in HEARD
        else one
        for one in findings
    )


def trimmed(apart: float) -> Finding:
    """Return what is said of a sound that was brought to the picture's length."""
    what = "longer than the picture and was trimmed" if apart > 0 else "shorter than the picture and was filled with silence"
    return Finding(check="ends", severity="note", mend="mended", said=f"The sound was {abs(apart):.2f} s {what}.")
