"""Spoken words: when each word of a narration is heard."""

from typing import Literal

from domain.base import Frozen
from domain.media import MediaRef

TimingSource = Literal["native", "forced", "estimated"]


class Word(Frozen):
    """One whitespace token of a text and when it sounds, in seconds from the start of the recording."""

    text: str
    start: float
    end: float


class Voice(Frozen):
    """One voice of a speech vendor."""

    name: str
    """What to write after `--voice`."""
    id: str = ""
    """The vendor's own name for it, where that is another."""
    gender: str = ""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes it is meant for; empty means all of its model's."""
    about: str = ""


class Narration(Frozen):
    """A recorded voice for one segment in one language."""

    media: MediaRef
    language: str
    words: tuple[Word, ...]
    """Exactly the whitespace tokens of the text, in order; starts never decrease; the last end is within the sound."""
    timing: TimingSource = "native"
    vendor: str = ""
    notes: tuple[str, ...] = ()
    """What the user should be told, as sentences."""
    segment: int = 0
    """Id of the segment that it is spoken for."""
    instead: str = ""
    """The words of the script that it was made shorter from; empty where they are spoken as they are written."""

    @property
    def text(self) -> str:
        """Return what is said."""
        return " ".join(word.text for word in self.words)

    @property
    def seconds(self) -> float:
        """Return the length of the recording."""
        return self.media.seconds or 0.0
