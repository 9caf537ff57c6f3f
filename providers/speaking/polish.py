"""From the engine's raw speech to a recording that is easy on the ear, without moving a word."""

from pathlib import Path

import numpy as np

from domain.errors import BriefError
from media import ffmpeg
from providers.speaking.engine import Sound, Utterance

_LEAD, _TAIL = 0.05, 0.12
_SILENCE = 0.004
"""Below this the engine is not speaking (it answers digital silence between words)."""
_ROOM, _ROOM_LEVEL = 0.09, 0.16
"""A small room, in seconds and against the voice: the bare engine sounds as if it spoke inside one's head."""
_CHAIN = (
    "highpass=f=70,"
    "equalizer=f=220:t=q:w=1:g=1.5,equalizer=f=3400:t=q:w=1.1:g=-2.5,highshelf=f=6500:g={air},"
    "acompressor=threshold=0.12:ratio=2.2:attack=6:release=140:makeup=1.6,"
    "aresample=48000,alimiter=limit=0.7:level=0:latency=1"
)


def trimmed(said: Utterance) -> Utterance:
    """Return `said` with 50 ms before its first sound and 120 ms after its last, its marks moved along.

    Raises `BriefError` when nothing sounds.
    """
    loud = np.flatnonzero(np.abs(said.sound) > _SILENCE)
    if not loud.size or not said.marks:
        raise BriefError("espeak: there is nothing to say in this text. Give the segment some words.")
    lead, tail = int(_LEAD * said.rate), int(_TAIL * said.rate)
    spoken = said.sound[loud[0] : loud[-1] + 1]
    moved = (lead - int(loud[0])) / said.rate
    marks = tuple((where, max(0.0, at + moved)) for where, at in said.marks)
    return Utterance(sound=np.pad(spoken, (lead, tail)), rate=said.rate, marks=marks)


def finish(said: Utterance, path: Path, *, air: float = 0.0) -> Path:
    """Write `said` to `path` as 48 kHz mono, a little rounder, and return `path`; `air` is decibels above 6.5 kHz."""
    voice = said.sound + _room(said.sound, said.rate)
    with ffmpeg.finished(path) as part:
        source = ("-f", "f32le", "-ar", str(said.rate), "-ac", "1", "-i", "pipe:0")
        made = ("-af", _CHAIN.format(air=air), "-c:a", "pcm_s16le", part)
        ffmpeg.run([*source, *made], frames=[voice.astype("<f4").tobytes()], timeout=120)
    return path


def _room(sound: Sound, rate: int) -> Sound:
    """What a small room answers: early noise, the same each time, that dies away."""
    time = np.arange(int(_ROOM * rate)) / rate
    answer = np.random.default_rng(5).standard_normal(len(time)) * np.exp(-time * 55) * (time > 0.004)
    answer *= _ROOM_LEVEL / np.sqrt((answer**2).sum())
    size = 1 << (len(sound) + len(answer)).bit_length()
    heard = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(answer, size), size)
    return np.asarray(heard[: len(sound)], np.float32)
