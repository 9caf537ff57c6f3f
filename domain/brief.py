"""What was asked for: a theme, a plain-language brief or the user's own script, as typed fields."""

import unicodedata
from typing import Literal, get_args

from pydantic import AliasChoices, Field

from domain.base import Frozen
from domain.errors import BriefError

Pillar = Literal["tips", "education", "story", "promo", "news"]
PILLARS: tuple[Pillar, ...] = get_args(Pillar)
Source = Literal["theme", "brief", "script"]

SHORTEST, LONGEST = 5, 3600
"""Allowed lengths of a video in seconds."""
THEME_LIMIT = 300
"""Longest theme in characters; anything longer is a brief or a script."""
BRIEF_LIMIT = 10_000
SCRIPT_LIMIT = 200_000


class Question(Frozen):
    """Something essential that a brief leaves open or says in two ways."""

    field: str = Field(validation_alias=AliasChoices("field", "about"))
    """What it is about: a field of the brief, such as `theme` or `duration`."""
    question: str = Field(validation_alias=AliasChoices("question", "asks"))
    """In the language of the brief. Projects of before say `about` and `asks`."""
    choices: tuple[str, ...] = ()
    """Answers to choose from, when there are few."""


class Brief(Frozen):
    """A request for one video, complete enough to write a script from."""

    theme: str
    source: Source = "theme"
    pillar: Pillar = "tips"
    duration: int = 30
    """Length wanted, in whole seconds. With the user's own script the text decides."""
    languages: tuple[str, ...] = ("en",)
    """ISO 639-1 codes; one film each."""
    formats: tuple[str, ...] = ("vertical",)
    """Names from `domain.formats`; one file each."""
    platforms: tuple[str, ...] = ()
    audience: str = ""
    tone: str = ""
    voice: str = ""
    """What was said of the voice: `male`, `female`, or a vendor's voice name."""
    mood: str = ""
    """What was said of the music."""
    style: str = ""
    """What was said of how the film looks."""
    avatar: str = ""
    """Somebody on screen who speaks to the viewer: `male`, `female`, or more of them in the asker's words."""
    text: str = ""
    """The user's own script, when there is one; no word of it is lost or invented."""
    assumed: tuple[str, ...] = ()
    """Sentences: what was not said and was decided for the user."""
    unread: tuple[str, ...] = ()
    """What was said and could not be understood without a text model."""
    questions: tuple[Question, ...] = ()
    """What the asker alone can decide and has not: nothing is written while there are any."""
    said: str = ""
    """The request in the words it was made in, for a writer that can read them."""
    segments: int | None = None
    """How many segments were asked for, each as long as the others; None leaves it to the writer."""


class Reading(Frozen):
    """What could be read from a plain-language brief; None or empty where it does not say."""

    theme: str
    pillar: Pillar | None = None
    duration: int | None = None
    languages: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    audience: str = ""
    tone: str = ""
    voice: str = ""
    mood: str = ""
    style: str = ""
    avatar: str = ""
    questions: tuple[Question, ...] = ()
    unread: tuple[str, ...] = Field(default=(), description="Phrases nobody understood, quoted.")
    forbidden: str = ""
    """Words that ask for what no platform publishes, quoted."""


def checked_duration(seconds: object) -> int:
    """Return a usable length in seconds; raise `BriefError` for anything else."""
    try:
        value = int(str(seconds))
    except ValueError:
        raise BriefError(f"Duration {seconds!r} is not a whole number of seconds from {SHORTEST} to {LONGEST}.") from None
    if not SHORTEST <= value <= LONGEST:
        raise BriefError(f"Duration {value} s is outside {SHORTEST} to {LONGEST} s.")
    return value


def checked_pillar(name: str) -> Pillar:
    """Return the content pillar with this name; raise `BriefError` listing the others."""
    for pillar in PILLARS:
        if pillar == name.strip().lower():
            return pillar
    raise BriefError(f"Pillar {name!r} is not known. Choose from: {', '.join(PILLARS)}.")


def decoded(text: str, what: str) -> str:
    """Return `text` as it is; raise `BriefError`, naming it as `what`, when it came in bytes that are not UTF-8."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BriefError(f"The {what} {text!r} is not text in UTF-8. Type it again, or rename the file, in UTF-8.")
    return text


def worded(text: str, what: str) -> str:
    """Return `text` on one line, without control characters; raise `BriefError` when it has no word, naming it as `what`."""
    shown = (" " if unicodedata.category(letter) == "Cc" else letter for letter in decoded(text, what))
    line = " ".join("".join(shown).split())
    if not line:
        raise BriefError(f"The {what} is empty.")
    if not any(letter.isalnum() for letter in line):
        raise BriefError(f"The {what} {line!r} has no word in it. Say it with letters or numbers.")
    return line


def checked_theme(theme: str) -> str:
    """Return the theme on one line; raise `BriefError` when it has no word or is far too long for a theme."""
    line = worded(theme, "theme")
    if len(line) > THEME_LIMIT:
        raise BriefError(
            f"The theme has {len(line)} characters; a theme has at most {THEME_LIMIT}. "
            "Give longer requests with --brief and finished texts with --script."
        )
    return line
