"""What is seen and heard around the words: prompts for a video model, camera, emotion, music cues."""

from random import Random

from domain.brief import Pillar
from domain.script import Role
from providers.writing.notes_files import data
from providers.writing.words import capital, fold

LIT = (
    "light",
    "glow",
    "sun",
    "dusk",
    "dawn",
    "night",
    "lit ",
    "morning",
    "afternoon",
    "evening",
    "noon",
    "lamp",
    "bright",
    "fog",
)
"""What a scene says when it has its own light."""


def prompt(see: str, camera: str, light: str) -> str:
    """Return an English prompt for a video model: subject and setting, light, camera, and no lettering."""
    lit = see if any(word in see for word in LIT) else f"{see}, {light}"
    return f"{capital(lit)}. Camera: {camera}. Realistic, no text, no captions."


def cameras(count: int, dice: Random) -> list[str]:
    """Return a camera movement per segment, no two neighbours alike."""
    return _cycle(data("pictures")["cameras"], count, dice)


def lights(count: int, dice: Random) -> list[str]:
    """Return a light per segment, no two neighbours alike."""
    return _cycle(data("pictures")["lights"], count, dice)


def emotion(role: Role, position: int, pillar: Pillar, tone: str) -> str:
    """Return the feeling of a segment, by its role, the pillar and the tone asked for."""
    if role in ("hook", "call_to_action"):
        return str(data("pictures")["emotions"][role].get(tone, data("pictures")["emotions"][role]["plain"]))
    feelings = data("pictures")["emotions"][pillar]
    return str(feelings[position % len(feelings)])


def music_cue(role: Role, position: int) -> str:
    """Return what the music does in a segment; empty when it simply goes on."""
    if role == "hook":
        return "music enters"
    if role == "call_to_action":
        return "music swells, then ends"
    return "music drops under the voice" if position == 1 else ""


def mood_of(wanted: str, fallback: str) -> str:
    """Return the mood of the music bed for what was said of it: calm, upbeat, epic or warm."""
    folded = fold(wanted)
    moods: dict[str, list[str]] = data("pictures")["moods"]
    return next((mood for mood, words in moods.items() if any(fold(word) in folded for word in words)), fallback)


def tone_of(wanted: str) -> str:
    """Return the family of a tone asked for in any of our languages; `plain` when none is."""
    folded = fold(wanted)
    tones: dict[str, list[str]] = data("pictures")["tones"]
    return next((tone for tone, words in tones.items() if any(fold(word) in folded for word in words)), "plain")


def _cycle(choices: list[str], count: int, dice: Random) -> list[str]:
    start = dice.randrange(len(choices))
    return [choices[(start + place) % len(choices)] for place in range(count)]
