"""What each mood sounds like, and which words ask for it."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

Layer = Literal["pad", "arpeggio", "bass", "lead"]
Scale = tuple[int, ...]

MAJOR: Scale = (0, 2, 4, 5, 7, 9, 11)
MINOR: Scale = (0, 2, 3, 5, 7, 8, 10)


@dataclass(frozen=True)
class Mood:
    """A kind of music: its pulse, its harmony, its instruments and its drums."""

    bpm: float
    scale: Scale
    progressions: tuple[tuple[int, ...], ...]
    """Degrees of the scale from 0, one a bar; the seed picks two."""
    cadence: int
    """The degree that leads home before the last chord."""
    instruments: dict[Layer, str]
    levels: dict[Layer, float]
    drums: dict[str, tuple[str, ...]]
    """For each drum, bars of sixteen steps: `9` loud, `1` faint, `.` silent. The seed picks one."""
    bright: float
    """0 dull, 1 brilliant."""
    swing: float = 0.0
    """How late every second eighth is, in beats."""
    sevenths: bool = False
    room: float = 0.3
    """How much of the hall is heard."""
    gain: float = 1.0


_BRIGHT_TURNS = ((0, 4, 5, 3), (0, 5, 3, 4), (3, 0, 4, 5), (5, 3, 0, 4), (0, 2, 3, 4), (3, 4, 0, 5))
_CALM_TURNS = ((0, 3, 0, 4), (0, 5, 3, 4), (3, 0, 5, 4), (0, 2, 5, 3), (0, 1, 3, 0), (5, 3, 0, 2))
_DARK_TURNS = ((0, 5, 2, 6), (0, 3, 5, 6), (0, 6, 5, 4), (0, 2, 6, 3), (5, 6, 0, 0), (0, 5, 3, 4))
_WARM_TURNS = ((1, 4, 0, 5), (0, 5, 1, 4), (3, 2, 1, 0), (0, 2, 3, 4), (3, 4, 2, 5), (5, 1, 4, 0))

MOODS = {
    "calm": Mood(
        bpm=76,
        scale=MAJOR,
        progressions=_CALM_TURNS,
        cadence=3,
        instruments={"pad": "pad", "arpeggio": "pluck", "bass": "bass", "lead": "bell"},
        levels={"pad": 0.055, "arpeggio": 0.085, "bass": 0.15, "lead": 0.06},
        drums={"shaker": ("..2...3...2...4.", "..3...2...3...3.")},
        bright=0.35,
        room=0.5,
        gain=1.55,
    ),
    "upbeat": Mood(
        bpm=112,
        scale=MAJOR,
        progressions=_BRIGHT_TURNS,
        cadence=4,
        instruments={"pad": "pad", "arpeggio": "pluck", "bass": "bass", "lead": "mallet"},
        levels={"pad": 0.035, "arpeggio": 0.10, "bass": 0.20, "lead": 0.10},
        drums={
            "kick": ("9...8...9...8...", "9...8.3.9...8...", "9.....6.9...7..."),
            "clap": ("....7.......8...", "....7.......8..2"),
            "hat": ("..6.2.6...6.2.63", "3.6.3.6.3.6.3.6.", "..6...6...6...65"),
        },
        bright=0.8,
        swing=0.06,
        room=0.22,
        gain=1.45,
    ),
    "epic": Mood(
        bpm=90,
        scale=MINOR,
        progressions=_DARK_TURNS,
        cadence=6,
        instruments={"pad": "strings", "arpeggio": "spiccato", "bass": "bass", "lead": "horn"},
        levels={"pad": 0.06, "arpeggio": 0.075, "bass": 0.20, "lead": 0.085},
        drums={
            "taiko": ("9.....6.7...5...", "9...4.6.8.....55", "9..5..6.8..5..6."),
            "hat": ("..3...3...3...34", "3.2.3.2.3.2.3.3."),
            "clap": ("............5...", "................"),
        },
        bright=0.6,
        room=0.55,
        gain=1.15,
    ),
    "warm": Mood(
        bpm=84,
        scale=MAJOR,
        progressions=_WARM_TURNS,
        cadence=4,
        instruments={"pad": "pad", "arpeggio": "keys", "bass": "bass", "lead": "mallet"},
        levels={"pad": 0.03, "arpeggio": 0.10, "bass": 0.20, "lead": 0.075},
        drums={
            "kick": ("8.....4.7.......", "8.......6.5.....", "8..3....7......."),
            "rim": ("....5.......5...", "....5.......5..3"),
            "shaker": ("3.4.3.4.3.4.3.4.", "..4...4...4...4.", "4.2.4.2.4.2.4.2."),
        },
        bright=0.45,
        swing=0.14,
        sevenths=True,
        room=0.3,
        gain=1.45,
    ),
}

_ASKED_AS = {
    "calm": "calm relaxed relaxing peaceful soft gentle ambient zen serene focus "
    "doux douce calme apaisant apaisante serein sereine relaxant paisible هادئ هادئة هدوء",
    "upbeat": "upbeat motivating motivational energetic happy fun joyful positive dynamic pop playful exciting bright fast "
    "motivant motivante entrainant joyeux joyeuse energique dynamique positif positive ludique gai "
    "محفز حماسي حماسية مرح سعيد نشيط",
    "epic": "epic cinematic dramatic powerful heroic intense tense dark trailer serious mysterious grand "
    "epique cinematique dramatique puissant puissante heroique sombre mysterieux serieux ملحمي ملحمية درامي قوي سينمائي",
    "warm": "warm cozy cosy lofi lo-fi chill nostalgic romantic friendly tender acoustic jazz inspiring inspirational uplifting "
    "hopeful chaleureux chaleureuse tendre nostalgique romantique inspirant inspirante amical دافئ دافئة حنين رومانسي ملهم",
}
_MEANT = {word: name for name, words in _ASKED_AS.items() for word in words.split()}


def named(asked: str) -> str:
    """Return the name of the mood that `asked` means in English, French or Arabic; `calm` when it means none of ours."""
    plain = unicodedata.normalize("NFKD", asked.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return next((_MEANT[word] for word in letters.replace(",", " ").split() if word in _MEANT), "calm")
