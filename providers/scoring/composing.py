"""Compose: a mood, a length and a seed become a plan of bars that begin, build, rest and come home."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from providers.scoring.moods import MOODS, Mood

Section = Literal["intro", "build", "full", "rest", "end"]

_MOVEMENT = 32
_KEY, _IDEAS = 1, 2
"""Separate streams of chance, so that what is drawn for one does not shift the other."""
_FIGURES = ((0, 1, 2, 3, 2, 1, 2, 3), (0, 2, 1, 2, 3, 2, 1, 2), (0, 3, 2, 1, 3, 2, 0, 2), (0, 1, 3, 2, 1, 3, 2, 1))


@dataclass(frozen=True)
class Score:
    """A whole bed, bar by bar; the last bar is the final chord."""

    mood: Mood
    seconds: float
    seed: int
    bars: int
    beat: float
    """Seconds: chosen so that the final chord falls on a first beat."""

    @property
    def bar(self) -> float:
        """Return the seconds of a bar."""
        return 4 * self.beat

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Return what each bar is for."""
        opening = min(4, self.bars // 8)
        rest = self.bars - 2 * opening
        body: list[Section] = ["rest" if turn % 12 >= 8 and rest - turn > 4 else "full" for turn in range(rest)]
        begin: list[Section] = ["intro", "build"]
        return (*(section for section in begin for _ in range(opening)), *body, "end")

    @cached_property
    def key(self) -> int:
        """Return the pitch of the home note, in semitones from A."""
        return int(np.random.default_rng([self.seed, _KEY]).integers(-5, 7))

    def themes(self, index: int) -> "Themes":
        """Return the ideas that bar `index` plays with: new ones every 32 bars, so that a long bed goes somewhere."""
        return _themes(self.mood, self.seed, index // _MOVEMENT)


@dataclass(frozen=True)
class Themes:
    """What the seed decides: the choices that make two seeds two pieces."""

    turns: tuple[tuple[int, ...], tuple[int, ...]]
    figure: tuple[int, ...]
    motifs: tuple[tuple[tuple[float, int], ...], ...]
    """Melodies of one bar: (beat, step of the scale from the chord's root)."""
    drums: dict[str, str]


def compose(mood: str, seconds: float, seed: int) -> Score:
    """Return the score of a bed that is exactly `seconds` long and ends on its home chord."""
    chosen = MOODS[mood]
    usual = 240 / chosen.bpm
    hold = min(max(2.2, usual), seconds * 0.4)
    bars = max(1, round((seconds - hold) / usual))
    return Score(mood=chosen, seconds=seconds, seed=seed, bars=bars, beat=(seconds - hold) / bars / 4)


def _themes(mood: Mood, seed: int, movement: int) -> Themes:
    chance = np.random.default_rng([seed, _IDEAS, movement])
    first, second = chance.choice(len(mood.progressions), 2, replace=False)
    return Themes(
        turns=(mood.progressions[first], mood.progressions[second]),
        figure=_FIGURES[int(chance.integers(len(_FIGURES)))],
        motifs=tuple(_motif(chance) for _ in range(3)),
        drums={drum: bars[int(chance.integers(len(bars)))] for drum, bars in mood.drums.items()},
    )


def _motif(chance: np.random.Generator) -> tuple[tuple[float, int], ...]:
    """A melody of a bar: it starts on a tone of the chord and walks in small steps."""
    step, sung = int(chance.choice([0, 2, 4])), list[tuple[float, int]]()
    for eighth in range(8):
        wanted = 0.8 if eighth == 0 else 0.5 if eighth % 2 == 0 else 0.28
        if chance.random() < wanted:
            sung.append((eighth / 2, step))
            step = int(np.clip(step + chance.choice([-2, -1, -1, 1, 1, 2, 3]), -2, 8))
    return tuple(sung) or ((0.0, step),)
