"""Where a recording sounds and where it is silent."""

import wave
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from providers.speaking.words import Span

_STEP = 0.02
_BREATH = 0.25
"""Silences shorter than this belong to the speech."""
_BELOW = 10 ** (-32 / 20)
"""Against the loud parts: quieter than this is the room, not the voice."""
_FLOOR = 10 ** (-55 / 20)


def sounding(path: Path) -> tuple[Span, ...]:
    """Return the parts of a 16-bit wav in which somebody speaks, in seconds."""
    with wave.open(str(path)) as sound:
        rate, channels = sound.getframerate(), sound.getnchannels()
        samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").reshape(-1, channels)
    return spans(samples.astype(np.float32).mean(axis=1) / 32768, rate)


def spans(sound: NDArray[np.floating[Any]], rate: int) -> tuple[Span, ...]:
    """Return the parts of a sound, -1 to 1 at `rate` samples a second, that are louder than the room, in seconds."""
    step = int(rate * _STEP)
    loudness = np.sqrt((sound[: len(sound) // step * step].reshape(-1, step) ** 2).mean(axis=1))
    if not loudness.size:
        return ()
    steps = np.flatnonzero(loudness > max(_FLOOR, _BELOW * float(np.percentile(loudness, 95))))
    if not steps.size:
        return ()
    cuts = np.flatnonzero(np.diff(steps) > _BREATH / _STEP)
    starts, ends = steps[np.concatenate([[0], cuts + 1])], steps[np.concatenate([cuts, [len(steps) - 1]])]
    return tuple((float(start) * _STEP, float(end + 1) * _STEP) for start, end in zip(starts, ends, strict=True))
