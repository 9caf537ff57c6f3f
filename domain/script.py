"""The script: what is said and what is seen, segment by segment."""

from typing import Literal

from pydantic import Field

from domain.base import Frozen
from domain.picture import Picture

Role = Literal["hook", "point", "story", "fact", "call_to_action", "text"]
Cut = Literal["cut", "fade", "dissolve", "dip", "slide", "wipe"]


class Segment(Frozen):
    """About five seconds of video: a narration, a visual, and how it joins its neighbours."""

    id: int
    """Stays with the segment when it is moved; orders and takes refer to it."""
    narration: dict[str, str]
    """What is said, by language code."""
    prompt: str
    """What is filmed, in English, for a video model."""
    seconds: float = Field(default=5.0, gt=0)
    """Length wanted; the voice may need more."""
    on_screen: dict[str, str] = Field(default_factory=dict)
    """Key words set in type over the picture, by language code."""
    role: Role = "point"
    emotion: str = "neutral"
    camera: str = "slow push in"
    music_cue: str = ""
    transition_in: Cut = "cut"
    transition_out: Cut = "cut"
    kept: bool = True
    """False when the user dropped it: not filmed, not cut, not forgotten."""
    take: int = 1
    """Counts up with every retake of its visual."""
    still: Picture | None = Field(default=None, exclude_if=lambda picture: picture is None)
    """The picture its clip begins with. What is not given leaves no trace, so that older projects stay as they were saved."""
    last: Picture | None = Field(default=None, exclude_if=lambda picture: picture is None)
    """The picture its clip ends with."""


class Script(Frozen):
    """A whole video in words. Titles and calls to action are by language code."""

    title: dict[str, str]
    segments: tuple[Segment, ...]
    call_to_action: dict[str, str] = Field(default_factory=dict)
    mood: str = "calm"
    """Mood of the music bed."""
    tone: str = ""
    writer: str = ""
    """The vendor that wrote it."""
    remarks: tuple[str, ...] = ()
    """What the writer has to say to the user, as sentences."""

    @property
    def kept(self) -> tuple[Segment, ...]:
        """Return the segments that will be in the film, in order."""
        return tuple(segment for segment in self.segments if segment.kept)

    @property
    def seconds(self) -> float:
        """Return the planned length of the film."""
        return sum(segment.seconds for segment in self.kept)
