"""What every player is built from: time, soft edges, periods with overtones, hiss."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.floating[Any]]
"""Samples of one channel (n,) or of two (2, n)."""

RATE = 48000
_PERIOD = 65536


def moments(seconds: float) -> Sound:
    """Return the time of each sample of a sound that long."""
    return np.arange(int(seconds * RATE), dtype=np.float32) / np.float32(RATE)


def edges(time: Sound, attack: float, release: float) -> Sound:
    """Return a rise and a fall of half cosines, so that no note clicks; in seconds."""
    rise = np.clip(time / attack, 0, 1)
    fall = np.clip((len(time) / RATE - time) / release, 0, 1)
    return np.asarray(0.25 * (1 - np.cos(np.pi * rise)) * (1 - np.cos(np.pi * fall)), np.float32)


def summed(parts: list[Sound]) -> Sound:
    """Return the sum of sounds of one length."""
    return np.asarray(np.sum(parts, axis=0), np.float32)


@lru_cache(maxsize=32)
def period(overtones: int, slope: float) -> Sound:
    """Return one period of a tone whose overtones weaken by `slope`."""
    phase = 2 * np.pi * np.arange(_PERIOD) / _PERIOD
    return summed([np.sin(k * phase + k) / k**slope for k in range(1, overtones + 1)])


def sung(shape: Sound, frequency: float, count: int, phase: float = 0.0) -> Sound:
    """Return `count` samples of the tone whose period is `shape`."""
    steps = (phase + np.arange(count) * (frequency / RATE)) * _PERIOD
    tone: Sound = shape[steps.astype(np.int64) & (_PERIOD - 1)]
    return tone


def hiss(seconds: float, low: float, high: float) -> Sound:
    """Return noise between two frequencies, the same each time, at most 1 loud."""
    noise = np.random.default_rng(int(low + high)).standard_normal(int(seconds * RATE))
    hertz = np.fft.rfftfreq(len(noise), 1 / RATE)
    band = 1 / (1 + (low / np.maximum(hertz, 1)) ** 6) / (1 + (hertz / high) ** 6)
    heard = np.fft.irfft(np.fft.rfft(noise) * band, len(noise))
    return np.asarray(heard / np.abs(heard).max(), np.float32)
