"""Play a score into a wav file, a bar at a time: memory stays the same whatever the length."""

import wave
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from media import ffmpeg
from providers.scoring.composing import Score
from providers.scoring.instruments import note
from providers.scoring.parts import Note, notes
from providers.scoring.tones import RATE, Sound

_CEILING = 0.68
"""-3.3 dBFS: nothing passes it."""
_FADE = 0.9
_DRY = {"kick", "bass"}
"""Low sounds stay out of the hall, which they would muddy."""
_TAIL = 6.0
"""No note rings longer past the start of its bar, in seconds, than a bar and this."""


class Hall:
    """A hall that answers: noise that dies within two seconds, its treble first, different on each side."""

    def __init__(self, seconds: float = 1.9) -> None:
        chance = np.random.default_rng(1)
        time = np.arange(int(seconds * RATE)) / RATE
        answers = [_banded(chance.standard_normal(len(time)), time) for _ in range(2)]
        self._answer = np.stack([np.pad(answer / np.sqrt((answer**2).sum()), (int(0.018 * RATE), 0)) for answer in answers])
        self._ringing: Sound = np.zeros((2, 0))

    def __call__(self, played: Sound) -> Sound:
        """Return what the hall adds while `played` (2, n) sounds, including what still rings from before."""
        count, reach = played.shape[1], self._answer.shape[1]
        size = 1 << (count + reach - 1).bit_length()
        heard = np.fft.irfft(np.fft.rfft(played, size) * np.fft.rfft(self._answer, size), size)[:, : count + reach]
        kept = min(heard.shape[1], self._ringing.shape[1])
        heard[:, :kept] += self._ringing[:, :kept]
        self._ringing = heard[:, count:]
        return heard[:, :count]


def write(score: Score, path: Path) -> Path:
    """Write `score` to `path` as 48 kHz stereo, exactly its length, and return `path`."""
    with ffmpeg.finished(path) as part, wave.open(str(part), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        for block in _faded(_bars(score), round(score.seconds * RATE)):
            soft = _CEILING * np.tanh(block * (score.mood.gain / _CEILING))
            out.writeframes((soft.T * 32767).round().astype("<i2").tobytes())
    return path


def _bars(score: Score) -> Iterator[Sound]:
    hall = Hall()
    ringing = np.zeros((2, 2, int((score.bar + _TAIL) * RATE) + RATE), np.float32)
    edges = [round(index * score.bar * RATE) for index in range(score.bars + 1)] + [round(score.seconds * RATE)]
    for index in range(score.bars + 1):
        _play(notes(score, index), ringing, score.mood.bright)
        count = edges[index + 1] - edges[index]
        direct, sent = ringing[0, :, :count], ringing[1, :, :count]
        yield direct + score.mood.room * hall(sent)
        ringing = np.concatenate([ringing[:, :, count:], np.zeros((2, 2, count), np.float32)], axis=2)


def _play(played: Iterable[Note], buses: Sound, bright: float) -> None:
    """Add each note to the direct sound, and to what is sent to the hall."""
    for one in played:
        sound = note(one.instrument, one.pitch, one.seconds, bright)
        sides = sound if sound.ndim == 2 else np.outer(_panned(one.pan), sound)
        start = max(0, int(one.at * RATE))
        stop = min(start + sides.shape[1], buses.shape[2])
        heard = sides[:, : stop - start] * np.float32(one.level)
        buses[0, :, start:stop] += heard
        if one.instrument not in _DRY:
            buses[1, :, start:stop] += heard


def _panned(pan: float) -> Sound:
    angle = (pan + 1) * np.pi / 4
    return np.array([np.cos(angle), np.sin(angle)], np.float32)


def _faded(blocks: Iterable[Sound], total: int) -> Iterator[Sound]:
    """The last chord sinks into silence just as the bed ends."""
    begun = 0
    length = min(_FADE * RATE, total * 0.3)
    for block in blocks:
        left = total - begun - np.arange(block.shape[1])
        begun += block.shape[1]
        yield block * (0.5 - 0.5 * np.cos(np.pi * np.clip(left / length, 0, 1)))


def _banded(noise: Sound, time: Sound) -> Sound:
    spectrum, hertz = np.fft.rfft(noise), np.fft.rfftfreq(len(noise), 1 / RATE)
    bands = ((180, 900, 3.2), (900, 3200, 4.4), (3200, 8000, 8.0))
    return sum(
        (
            np.fft.irfft(spectrum * ((hertz > low) & (hertz <= high)), len(noise)) * np.exp(-time * death)
            for low, high, death in bands
        ),
        np.zeros(len(noise)),
    )
