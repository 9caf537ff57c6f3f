"""From the engine's raw speech to a recording that is easy on the ear, without moving a word."""

from pathlib import Path

import numpy as np

from domain.errors import BriefError
from media import ffmpeg
from providers.speaking.engine import Utterance

_LEAD, _TAIL = 0.05, 0.12
_CHAIN = "aresample=48000"
_SILENCE = 0.004
"""Below this the engine is not speaking (it answers digital silence between words)."""


def trimmed(said: Utterance) -> Utterance:
    """Return `said` with 50 ms before its first sound and 120 ms after its last, its marks moved along.

    Raises `BriefError` when nothing sounds.
    """
    loud = np.flatnonzero(np.abs(said.sound) > _SILENCE)
    if not loud.size or not said.marks:
        raise BriefError("espeak: there is nothing to say in this text. Give the segment some words.")
    start = max(0, int(loud[0]) - int(_LEAD * said.rate))
    stop = int(loud[-1]) + int(_TAIL * said.rate)
    sound = np.pad(said.sound, (0, max(0, stop - len(said.sound))))[start:stop]
    marks = tuple((where, max(0.0, at - start / said.rate)) for where, at in said.marks)
    return Utterance(sound=sound, rate=said.rate, marks=marks)


def finish(said: Utterance, path: Path) -> Path:
    """Write `said` to `path` as 48 kHz mono and return `path`."""
    with ffmpeg.finished(path) as part:
        ffmpeg.run(
            ["-f", "f32le", "-ar", str(said.rate), "-ac", "1", "-i", "pipe:0", "-af", _CHAIN, "-c:a", "pcm_s16le", part],
            frames=[said.sound.tobytes()],
            timeout=120,
        )
    return path
