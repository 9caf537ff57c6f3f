"""Write the parts: what each player plays in a bar of a score."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from providers.scoring.composing import Score, Section
from providers.scoring.moods import Layer

_LAYERS: dict[Section, tuple[Layer, ...]] = {
    "intro": ("pad", "arpeggio"),
    "build": ("pad", "arpeggio", "bass"),
    "full": ("pad", "arpeggio", "bass", "lead"),
    "rest": ("pad", "arpeggio", "lead"),
}
_REGISTER = {"pluck": 12, "spiccato": 12, "keys": 12, "bell": 12, "mallet": 12}
"""Semitones that an instrument plays above the middle, out of the way of the pad and of a man's voice."""
_HUSHED = 0.7
_LIGHT = ("hat", "shaker", "rim")
_STRENGTH = {"kick": 0.34, "taiko": 0.42, "clap": 0.26, "rim": 0.24, "hat": 0.30, "shaker": 0.24, "swell": 0.07}
_PLACE = {"hat": 0.25, "shaker": -0.3, "rim": 0.15}


@dataclass(frozen=True)
class Note:
    """One sound of one player."""

    instrument: str
    at: float
    """Seconds from the start of its bar."""
    seconds: float
    level: float
    pitch: int = 0
    """Semitones from the A of 220 Hz."""
    pan: float = 0.0
    """-1 left, 1 right."""


@dataclass(frozen=True)
class _Bar:
    score: Score
    index: int
    chance: np.random.Generator

    @property
    def section(self) -> Section:
        return self.score.sections[self.index]

    @property
    def chord(self) -> tuple[int, ...]:
        """Degrees of the scale from the root up; the last bar leads home."""
        mood, turn = self.score.mood, self.score.themes(self.index).turns[(self.index // 8) % 2]
        leads = 0 < self.index == self.score.bars - 1
        root = mood.cadence if leads else turn[self.index % 4]
        return tuple(range(root, root + (8 if mood.sevenths else 6), 2))

    def note(self, layer: Layer, beats: float, seconds: float, pitch: int, *, share: float = 1.0, pan: float = 0.0) -> Note:
        """A note of this layer as a person would play it: swung, never quite in time, never twice as loud."""
        mood = self.score.mood
        late = mood.swing if (beats * 2) % 2 == 1 else 0.0
        at, level = _human(self.chance, (beats + late) * self.score.beat, mood.levels[layer] * share)
        player = mood.instruments[layer]
        return Note(player, at, seconds, level, pitch + _REGISTER.get(player, 0), pan)


def notes(score: Score, index: int) -> list[Note]:
    """Return the notes of bar `index` of `score`, the same whenever it is asked; the bar after the last is the final chord."""
    if index == score.bars:
        return _final(score)
    bar = _Bar(score, index, np.random.default_rng([score.seed, 3, index]))
    return [note for layer in _LAYERS[bar.section] for note in _WRITERS[layer](bar)] + _drums(bar)


def _pitch(score: Score, degree: int) -> int:
    octave, step = divmod(degree, 7)
    return score.key + 12 * octave + score.mood.scale[step]


def _voiced(score: Score, chord: tuple[int, ...]) -> list[int]:
    """The chord's pitches folded around the middle, so that chords glide instead of jump."""
    return sorted((_pitch(score, degree) + 6) % 12 - 6 for degree in chord)


def _low(pitch: int) -> int:
    """The same note where a bass plays it and a phone's speaker still hints at it: 49 to 92 Hz."""
    return (pitch + 2) % 12 - 26


def _human(chance: np.random.Generator, at: float, level: float) -> tuple[float, float]:
    late = float(chance.uniform(-0.006, 0.006)) if at else 0.0
    return at + late, level * float(chance.uniform(0.82, 1.0))


def _pad(bar: _Bar) -> list[Note]:
    return [bar.note("pad", 0, bar.score.bar + 1.2, pitch) for pitch in _voiced(bar.score, bar.chord)]


def _arpeggio(bar: _Bar) -> list[Note]:
    chord = _voiced(bar.score, bar.chord)
    tones = [*chord, chord[0] + 12]
    share = _HUSHED if bar.section in ("intro", "rest") else 1.0
    written = []
    for eighth, step in enumerate(bar.score.themes(bar.index).figure):
        if eighth and bar.chance.random() < 0.18:
            continue
        pitch = tones[step % len(tones)] + (12 if eighth % 3 == 2 else 0)
        pan = 0.5 * float(np.sin(eighth * 1.7 + bar.index))
        written.append(bar.note("arpeggio", eighth / 2, 1.3, pitch, share=share, pan=pan))
    return written + _echo(bar, written[1::2], 0.3)


def _bass(bar: _Bar) -> list[Note]:
    root = _low(_pitch(bar.score, bar.chord[0]))
    pattern = ((0.0, 1.5), (1.5, 0.8), (2.5, 1.2)) if bar.score.mood.bpm > 80 else ((0.0, 2.4), (2.5, 1.4))
    shares = (1.0, 0.75, 0.75)
    return [
        bar.note("bass", beat, beats * bar.score.beat, root, share=share)
        for (beat, beats), share in zip(pattern, shares, strict=False)
    ]


def _lead(bar: _Bar) -> list[Note]:
    """Motifs in the order A A B A, A A B C: a tune is something that comes back."""
    motif = bar.score.themes(bar.index).motifs[(0, 0, 1, 0, 0, 0, 1, 2)[bar.index % 8]]
    root = _pitch(bar.score, bar.chord[0])
    written = [
        bar.note("lead", beat, 1.6, root % 12 + _pitch(bar.score, bar.chord[0] + step) - root, pan=0.25) for beat, step in motif
    ]
    return written + _echo(bar, written, 0.35)


def _echo(bar: _Bar, played: list[Note], share: float) -> list[Note]:
    """The same notes three quarters of a beat later, fainter, from the other side."""
    late = 0.75 * bar.score.beat
    return [replace(one, at=one.at + late, level=one.level * share, pan=-one.pan or 0.5) for one in played]


def _drums(bar: _Bar) -> list[Note]:
    swell = Note("swell", max(0.0, bar.score.bar - 1.2), 1.2, _STRENGTH["swell"])
    written = [] if bar.score.sections[bar.index + 1] == bar.section else [swell]
    for drum, steps in bar.score.themes(bar.index).drums.items():
        if bar.section == "full" or (bar.section == "build" and drum in _LIGHT):
            written += [_beat(bar, drum, step, int(mark) / 9) for step, mark in enumerate(steps) if mark != "."]
    return written


def _beat(bar: _Bar, drum: str, step: int, force: float) -> Note:
    late = bar.score.mood.swing if step % 4 == 2 else 0.0
    at, level = _human(bar.chance, (step / 4 + late) * bar.score.beat, force * _STRENGTH[drum])
    return Note(drum, at, 0.5, level, 0, _PLACE.get(drum, 0.0))


def _final(score: Score) -> list[Note]:
    """The home chord, rolled from the bottom up, left to ring until the very end."""
    mood, hold = score.mood, score.seconds - score.bars * score.bar
    tones = _voiced(score, (0, 2, 4))
    pads = [Note(mood.instruments["pad"], 0.0, hold, mood.levels["pad"], pitch) for pitch in tones]
    rolled = [
        Note(mood.instruments["arpeggio"], 0.045 * order, hold, mood.levels["arpeggio"] * 1.2, pitch, 0.2 * order - 0.4)
        for order, pitch in enumerate([*tones, tones[0] + 12, tones[2] + 12])
    ]
    boom = [Note(drum, 0.0, 0.5, 0.8 * _STRENGTH[drum]) for drum in ("kick", "taiko") if drum in mood.drums]
    return [*pads, *rolled, Note("bass", 0.0, hold, mood.levels["bass"], _low(score.key)), *boom]


_WRITERS: dict[Layer, Callable[[_Bar], list[Note]]] = {"pad": _pad, "arpeggio": _arpeggio, "bass": _bass, "lead": _lead}
