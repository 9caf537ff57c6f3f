"""Speech of a kind for stand-ins: a tone for every written character, silence between words, and so times that are true.

What was said is remembered, so that a stand-in which hears the same sound again knows its words.
"""

import io
import threading
import wave
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

RATE = 24_000
"""Samples a second."""
_LETTER, _DIGIT, _BLANK, _PAUSE = 0.065, 0.22, 0.06, 0.22
"""Seconds of a letter, a digit, a blank, and of the silence after a sentence."""
_LEAD, _TAIL = 0.08, 0.10
_EDGE = int(0.006 * RATE)
_REMEMBERED = 2_000


@dataclass(frozen=True)
class Said:
    """A text as it was said: 16-bit mono samples, and from when to when each character sounds, in seconds."""

    text: str
    pcm: bytes
    starts: tuple[float, ...]
    ends: tuple[float, ...]

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return len(self.pcm) / 2 / RATE

    @property
    def words(self) -> tuple[tuple[str, float, float], ...]:
        """Return each word with its times."""
        found: list[tuple[str, float, float]] = []
        apart = True
        for letter, start, end in zip(self.text, self.starts, self.ends, strict=True):
            if letter.isspace():
                apart = True
                continue
            word, begun, _ = ("", start, end) if apart else found.pop()
            found.append((word + letter, begun, end))
            apart = False
        return tuple(found)


_said: OrderedDict[str, Said] = OrderedDict()
_lock = threading.Lock()


def say(text: str) -> Said:
    """Return `text` as tones."""
    parts, starts, ends, at = [_silence(_LEAD)], list[float](), list[float](), _LEAD
    for place, letter in enumerate(text):
        sound = _silence(_BLANK) if letter.isspace() else _tone(letter, place)
        sound = sound if letter.isspace() or letter.isalnum() else _silence(0)
        parts.append(sound)
        starts.append(round(at, 4))
        at += len(sound) / RATE
        ends.append(round(at, 4))
        if letter in ".!?؟" and not text[place + 1 : place + 2].isalnum():
            parts.append(_silence(_PAUSE))
            at += len(parts[-1]) / RATE
    parts.append(_silence(_TAIL))
    pcm = (np.concatenate(parts) * 32767).astype("<i2").tobytes()
    said = Said(text, pcm, tuple(starts), tuple(ends))
    _remember(said)
    return said


def heard(content: bytes) -> Said | None:
    """Return what was said in a wav, if it was said here."""
    try:
        with wave.open(io.BytesIO(content)) as file:
            pcm = file.readframes(file.getnframes())
    except (wave.Error, EOFError):
        return None
    with _lock:
        return _said.get(_key(pcm))


def wav(said: Said) -> bytes:
    """Return it as a wav file."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(said.pcm)
    return held.getvalue()


def _remember(said: Said) -> None:
    with _lock:
        _said[_key(said.pcm)] = said
        while len(_said) > _REMEMBERED:
            _said.popitem(last=False)


def _key(pcm: bytes) -> str:
    return sha256(pcm).hexdigest()


def _silence(seconds: float) -> NDArray[np.float32]:
    return np.zeros(int(seconds * RATE), np.float32)


def _tone(letter: str, place: int) -> NDArray[np.float32]:
    """Return a buzz whose pitch goes by the letter, softly begun and ended, so that no two texts sound the same."""
    count = int((_DIGIT if letter.isdecimal() else _LETTER) * RATE)
    time = np.arange(count) / RATE
    pitch = 110 + ord(letter) % 37 * 3 + place % 5
    sound = sum(np.sin(2 * np.pi * pitch * harmonic * time) / harmonic for harmonic in (1, 2, 3, 4))
    edge = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / _EDGE)
    return np.asarray(0.2 * sound * (0.6 + 0.4 * edge), np.float32)
