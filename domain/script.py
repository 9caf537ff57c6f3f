"""The script: what is said and what is seen, segment by segment."""

from typing import Literal

from pydantic import Field

from domain.base import Frozen
from domain.media import MediaRef
from domain.picture import Picture
from domain.review import Finding
from domain.timeline import Fit, Placement, TitleKind

Role = Literal["hook", "point", "story", "fact", "call_to_action", "text"]
Cut = Literal["cut", "fade", "dissolve", "dip", "slide", "wipe"]


class Overlay(Frozen):
    """Animated type over one segment, besides its key words."""

    kind: TitleKind
    text: dict[str, str]
    """By language code. A lower third's second line follows a `|`."""
    start: float = Field(default=0.4, ge=0)
    """Seconds into the segment."""
    seconds: float = Field(default=3.0, gt=0)
    """Cut off where the segment ends, which is then said."""


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
    transition_in: Cut | None = None
    """How the one before gives way to it; None for the project's choice."""
    transition_out: Cut | None = None
    """How it gives way to the next; goes before the next one's `transition_in`."""
    overlays: tuple[Overlay, ...] = ()
    fit: Fit | None = None
    """How its clip fills the frame; None for the project's choice."""
    focus: tuple[float, float] | None = None
    """What stays in sight when its clip is cropped, as shares of width and height; None for the middle."""
    grade: str = ""
    """Colour preset, or `none`; empty for the project's choice."""
    cube: MediaRef | None = None
    """A colour table of its own, instead of a preset."""
    avatar: Placement = "corner"
    broll: Placement = "full"
    """Where the segment's avatar and B-roll stand, when there are any."""
    kept: bool = True
    """False when the user dropped it: not filmed, not cut, not forgotten."""
    take: int = 1
    """Counts up with every retake of its visual."""
    still: Picture | None = Field(default=None, exclude_if=lambda picture: picture is None)
    """The picture its clip begins with. What is not given leaves no trace, so that older projects stay as they were saved."""
    last: Picture | None = Field(default=None, exclude_if=lambda picture: picture is None)
    """The picture its clip ends with."""
    own: tuple[str, ...] = Field(default=(), exclude_if=lambda codes: not codes)
    """Languages in which the user has written its narration."""


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
    review: tuple[Finding, ...] = Field(default=(), exclude_if=lambda findings: not findings)
    """What its reviewer still objects to; `segment` is a segment's id here."""

    @property
    def kept(self) -> tuple[Segment, ...]:
        """Return the segments that will be in the film, in order."""
        return tuple(segment for segment in self.segments if segment.kept)

    @property
    def seconds(self) -> float:
        """Return the planned length of the film."""
        return sum(segment.seconds for segment in self.kept)
