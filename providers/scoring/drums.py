"""The drums: struck, with no pitch to choose. Each takes its brightness, 0 to 1."""

from collections.abc import Callable

import numpy as np

from providers.scoring.tones import Sound, edges, hiss, moments


def _thump(low: float, fall: float, death: float, seconds: float) -> Sound:
    """A skin: its pitch falls by `fall` Hz to `low`."""
    time = moments(seconds)
    swing = 2 * np.pi * (low * time + fall * (1 - np.exp(-time * 26)) / 26)
    struck: Sound = np.sin(swing) * np.exp(-time * death) * edges(time, 0.002, 0.03)
    return struck


def _burst(seconds: float, death: float, low: float, high: float) -> Sound:
    time = moments(seconds)
    struck: Sound = hiss(seconds, low, high) * np.exp(-time * death) * edges(time, 0.001, seconds / 4)
    return struck


def _kick(bright: float) -> Sound:
    return _thump(47, 110 + 60 * bright, 12, 0.32)


def _taiko(_: float) -> Sound:
    boom, skin = _thump(58, 70, 6.5, 0.9), _burst(0.12, 40, 200, 1800)
    return boom + 0.35 * np.pad(skin, (0, len(boom) - len(skin)))


def _clap(bright: float) -> Sound:
    return 0.5 * _burst(0.22, 22, 900, 3500 + 3000 * bright)


def _rim(_: float) -> Sound:
    return 0.5 * (_burst(0.08, 60, 700, 3500) + 0.6 * _thump(420, 0, 60, 0.08))


def _hat(bright: float) -> Sound:
    return 0.35 * _burst(0.07, 70, 6500, 9000 + 4000 * bright)


def _shaker(_: float) -> Sound:
    grains: Sound = 0.3 * _burst(0.12, 20, 4500, 8500) * np.clip(moments(0.12) / 0.02, 0, 1)
    return grains


def _swell(bright: float) -> Sound:
    """A cymbal rolled louder and louder: the way into a new section."""
    time = moments(1.2)
    rolled: Sound = 0.5 * hiss(1.2, 2500, 7000 + 3000 * bright) * (time / 1.2) ** 3 * edges(time, 0.01, 0.05)
    return rolled


DRUMS: dict[str, Callable[[float], Sound]] = {
    "kick": _kick,
    "taiko": _taiko,
    "clap": _clap,
    "rim": _rim,
    "hat": _hat,
    "shaker": _shaker,
    "swell": _swell,
}
