"""The players: each makes one note as samples. Notes are kept, so that a long bed costs little more than a short one."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from providers.scoring.drums import DRUMS
from providers.scoring.tones import Sound, edges, moments, period, summed, sung

_DETUNED = ((-0.07, 0.01, 0.06), (-0.05, -0.012, 0.08))
"""Semitones off, for the voices of the left and of the right channel: the width of the pad."""


def note(instrument: str, pitch: int, seconds: float, bright: float) -> Sound:
    """Return `instrument` playing `pitch` (semitones from the A of 220 Hz) for `seconds`; drums ignore both."""
    return _note(instrument, pitch, round(seconds, 2), bright)


@lru_cache(maxsize=160)
def _note(instrument: str, pitch: int, seconds: float, bright: float) -> Sound:
    if instrument in DRUMS:
        return DRUMS[instrument](bright).astype(np.float32)
    return _TUNED[instrument](220.0 * 2 ** (pitch / 12), seconds, bright).astype(np.float32)


def _ensemble(frequency: float, seconds: float, bright: float, *, attack: float, slope: float) -> Sound:
    """Several detuned voices a side, slowly opening and closing."""
    time = moments(seconds)
    chance = np.random.default_rng(int(frequency * 100))
    overtones = int(np.clip(9000 / frequency, 3, 14))
    closed, opened = period(overtones, slope + 1.0), period(overtones, slope + 0.6 - 0.6 * bright)
    opening = 0.3 - 0.3 * np.cos(2 * np.pi * (time / max(seconds, 0.5)) + 0.4)
    sides = []
    for detuned in _DETUNED:
        voices = [(frequency * 2 ** (off / 12), float(chance.random())) for off in detuned]
        dull = summed([sung(closed, hertz, len(time), phase) for hertz, phase in voices])
        shining = summed([sung(opened, hertz, len(time), phase) for hertz, phase in voices])
        sides.append(dull + (shining - dull) * opening)
    return np.stack(sides) * edges(time, min(attack, seconds / 3), min(1.5, seconds / 2)) / 3


def _struck(frequency: float, seconds: float, partials: tuple[tuple[float, float, float], ...]) -> Sound:
    """A struck or plucked tone: partials of (ratio, level, how fast it dies)."""
    time = moments(seconds)
    tone = summed(
        [
            level * np.sin(2 * np.pi * frequency * ratio * time) * np.exp(-time * death)
            for ratio, level, death in partials
            if frequency * ratio < 14000
        ]
    )
    return tone * edges(time, 0.004, min(0.15, seconds / 3))


def _pluck(frequency: float, seconds: float, bright: float) -> Sound:
    levels = (1, 0.5 * bright + 0.1, 0.35 * bright, 0.2 * bright, 0.1 * bright)
    partials = tuple((k * (1 + 0.0004 * k * k), level, 2.4 + 1.9 * k) for k, level in enumerate(levels, 1))
    return _struck(frequency, seconds, partials)


def _mallet(frequency: float, seconds: float, bright: float) -> Sound:
    return _struck(frequency, seconds, ((1, 1, 4.5), (3.93, 0.35 * bright, 13), (9.2, 0.12 * bright, 26), (2, 0.12, 7)))


def _bell(frequency: float, seconds: float, bright: float) -> Sound:
    return _struck(frequency, seconds, ((1, 1, 1.9), (2.0, 0.35, 2.6), (2.76, 0.22 * bright, 4), (5.4, 0.14 * bright, 7)))


def _keys(frequency: float, seconds: float, bright: float) -> Sound:
    """An electric piano: a tine that shimmers while its body rings, swaying between the sides."""
    time = moments(seconds)
    swing = 2 * np.pi * frequency * time
    tine = 0.22 * bright * np.exp(-time * 6) * np.sin(7 * swing) if frequency < 900 else np.zeros_like(time)
    tone = np.sin(swing + 0.9 * np.exp(-time * 3) * np.sin(swing) + tine)
    mono = 0.7 * tone * np.exp(-time * 1.5) * edges(time, 0.006, min(0.3, seconds / 3))
    sway = 0.22 * np.sin(2 * np.pi * 2.6 * time)
    return np.stack([mono * (1 - sway), mono * (1 + sway)])


def _bass(frequency: float, seconds: float, bright: float) -> Sound:
    time = moments(seconds)
    swing = 2 * np.pi * frequency * time
    tone: Sound = (
        np.sin(swing) + (0.25 + 0.25 * bright) * np.sin(2 * swing) * np.exp(-time * 3) + 0.12 * bright * np.sin(3 * swing)
    )
    tone *= np.exp(-time * 1.1) * edges(time, 0.012, min(0.12, seconds / 3))
    return tone


def _pad(frequency: float, seconds: float, bright: float) -> Sound:
    return _ensemble(frequency, seconds, bright, attack=0.9, slope=1.5)


def _strings(frequency: float, seconds: float, bright: float) -> Sound:
    return _ensemble(frequency, seconds, bright, attack=0.45, slope=1.1)


def _horn(frequency: float, seconds: float, bright: float) -> Sound:
    return _ensemble(frequency, seconds, bright * 0.7, attack=0.09, slope=1.5)


def _spiccato(frequency: float, seconds: float, bright: float) -> Sound:
    time = moments(seconds)
    bow, other = period(12, 1.5 - 0.4 * bright), period(6, 1.6)
    tone = sung(bow, frequency, len(time)) + sung(other, frequency * 1.004, len(time), 0.3)
    return 0.5 * tone * np.exp(-time * 9) * edges(time, 0.012, min(0.1, seconds / 3))


_TUNED: dict[str, Callable[[float, float, float], Sound]] = {
    "pad": _pad,
    "strings": _strings,
    "horn": _horn,
    "spiccato": _spiccato,
    "pluck": _pluck,
    "mallet": _mallet,
    "bell": _bell,
    "keys": _keys,
    "bass": _bass,
}
