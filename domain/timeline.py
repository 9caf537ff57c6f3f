"""The timeline: what is seen and heard when, in whole frames. Words as in OpenTimelineIO."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from domain.base import Frozen
from domain.media import MediaRef
from domain.speech import Word

Fit = Literal["cover", "contain", "blur"]
Placement = Literal["full", "corner", "split"]
"""Where a clip of the avatar or B-roll track stands: over the whole picture, small in a corner, or on one half of it."""
TitleKind = Literal["title", "keywords", "lower_third", "list_point", "number", "call_to_action", "end_card"]
Corner = Literal["top_left", "top_right", "bottom_left", "bottom_right"]
TransitionKind = Literal["fade", "dissolve", "dip", "slide", "wipe"]
"""Through black; across; through the accent colour; pushed aside; uncovered."""


class TimeRange(Frozen):
    """A stretch of time in whole frames of the timeline's rate."""

    start: int = Field(ge=0)
    duration: int = Field(gt=0)

    @property
    def end(self) -> int:
        """Return the first frame after the range."""
        return self.start + self.duration

    def shifted(self, frames: int) -> "TimeRange":
        """Return the same stretch, `frames` later."""
        return TimeRange(start=self.start + frames, duration=self.duration)


class Clip(Frozen):
    """A stretch of media placed on a track."""

    at: TimeRange
    """Where it sits on the timeline."""
    media: MediaRef
    source_start: float = 0.0
    """Seconds into the media where it begins."""
    speed: float = 1.0
    """Below 1 the media is slowed; its last frame is held if it still ends early."""
    head: int = Field(default=0, ge=0)
    """Frames of the media, at the timeline's rate and this speed, that lie before `at.start`: seen in a transition only."""
    fit: Fit = "cover"
    focus: tuple[float, float] = (0.5, 0.5)
    """What stays in sight where the frame is narrower than the media, as shares of its width and height."""
    placement: Placement = "full"
    """For the avatar and B-roll tracks."""
    grade: str = ""
    """Colour preset of its own, or `none`; empty for the look's."""
    cube: MediaRef | None = None
    """A colour table of its own, instead of a preset."""
    fade_in: int = 0
    """Frames in which it comes out of black. For the first clip of a film; neighbours join by transitions."""
    fade_out: int = 0
    plain: bool = False
    """Without the watermark: the brand's own clips before and after the film."""
    gain: float = 0.0
    """Decibels, for sound."""
    segment: int = 0
    """The id of the segment it belongs to; 0 for the whole film."""

    def shifted(self, frames: int) -> "Clip":
        """Return the same clip, `frames` later."""
        return self.model_copy(update={"at": self.at.shifted(frames)})


class Caption(Frozen):
    """One line of subtitles; each word knows when it is heard, in seconds from the timeline's start."""

    words: tuple[Word, ...]
    language: str = "en"
    until: float = 0.0
    """When the line leaves the picture, in seconds; never before its last word ends."""

    @property
    def text(self) -> str:
        """Return the line in logical order."""
        return " ".join(word.text for word in self.words)

    def shifted(self, seconds: float) -> "Caption":
        """Return the same line, `seconds` later."""
        words = tuple(word.model_copy(update={"start": word.start + seconds, "end": word.end + seconds}) for word in self.words)
        return self.model_copy(update={"words": words, "until": self.until + seconds})


class Title(Frozen):
    """Animated type over the picture."""

    at: TimeRange
    kind: TitleKind
    text: str
    language: str = "en"

    def shifted(self, frames: int) -> "Title":
        """Return the same type, `frames` later."""
        return self.model_copy(update={"at": self.at.shifted(frames)})


class Transition(Frozen):
    """How two neighbours on the video track join: seen from `in_offset` frames before the cut to `out_offset` after it."""

    kind: TransitionKind
    at: int = Field(ge=0)
    """The frame of the cut."""
    in_offset: int = Field(ge=0)
    out_offset: int = Field(ge=0)

    def shifted(self, frames: int) -> "Transition":
        """Return the same transition, `frames` later."""
        return self.model_copy(update={"at": self.at + frames})


class Marker(Frozen):
    """A named moment, such as the beginning of a segment. Nothing is drawn."""

    at: int = Field(ge=0)
    name: str
    segment: int = 0

    def shifted(self, frames: int) -> "Marker":
        """Return the same marker, `frames` later."""
        return self.model_copy(update={"at": self.at + frames})


class Watermark(Frozen):
    """A picture over all others, in a corner within the safe zone."""

    media: MediaRef
    corner: Corner = "top_right"
    width: float = Field(default=0.14, gt=0, le=1)
    """Of its longer side, as a share of the film's shorter side."""
    opacity: float = Field(default=0.8, ge=0, le=1)
    aside: bool = False
    """Whether it keeps off the place of the captions, where there are any."""


class Look(Frozen):
    """How type and colour look."""

    captions: str = "highlight"
    caption_size: Literal["small", "medium", "large"] = "medium"
    caption_position: Literal["bottom", "middle", "top"] = "bottom"
    caption_color: str = "#FFFFFF"
    accent: str = "#FFD400"
    """Colour of the spoken word and of rules and buttons, as #RRGGBB."""
    heading: str = ""
    """Family of the brand's own typeface for titles; empty for the house's."""
    body: str = ""
    """The same for captions."""
    fonts: tuple[MediaRef, ...] = ()
    """The files of the brand's own typefaces."""
    grade: str = ""
    """Colour preset; empty for none."""
    cube: MediaRef | None = None
    """The user's own colour table (.cube), instead of a preset."""
    watermark: Watermark | None = None
    logo: MediaRef | None = None
    """The brand's own, on end cards."""


class Timeline(Frozen):
    """A film, or one segment of it, ready for the cutting room: one tuple a track. Empty tracks are simply empty."""

    width: int
    height: int
    duration: int = Field(gt=0)
    """Whole frames."""
    rate: int = 30
    """Frames per second."""
    safe_top: float = 0.06
    safe_bottom: float = 0.08
    safe_left: float = 0.06
    safe_right: float = 0.06
    """Shares of the picture that type stays out of."""
    loudness: float = -14.0
    """Of the whole film, in LUFS."""
    look: Look = Look()
    video: tuple[Clip, ...] = ()
    avatar: tuple[Clip, ...] = ()
    broll: tuple[Clip, ...] = ()
    audio: tuple[Clip, ...] = ()
    """The voice."""
    effects: tuple[Clip, ...] = ()
    """Sounds besides voice and music; several may sound at once."""
    music: tuple[Clip, ...] = ()
    transitions: tuple[Transition, ...] = ()
    """On the video track. A segment's own timeline holds its half: the piece is cut once both neighbours are there."""
    markers: tuple[Marker, ...] = ()
    captions: tuple[Caption, ...] = ()
    titles: tuple[Title, ...] = ()

    @property
    def seconds(self) -> float:
        """Return the length in seconds."""
        return self.duration / self.rate

    @property
    def media(self) -> tuple[MediaRef, ...]:
        """Return every file that is seen or heard, and those of the look, each once."""
        clips = tuple(clip for track in MEDIA_TRACKS for clip in getattr(self, track))
        marks = (self.look.watermark.media if self.look.watermark else None, self.look.logo)
        tables = tuple(table for table in (self.look.cube, *(clip.cube for clip in clips)) if table)
        return tuple(
            dict.fromkeys((*(clip.media for clip in clips), *self.look.fonts, *(mark for mark in marks if mark), *tables))
        )

    @property
    def handles(self) -> int:
        """Return the frames that its transitions show before it begins and after it ends, for a segment's own timeline."""
        before = sum(one.in_offset for one in self.transitions if one.at == 0)
        return before + sum(one.out_offset for one in self.transitions if one.at == self.duration)

    def shifted(self, frames: int) -> "Timeline":
        """Return a timeline whose items all sit `frames` later."""
        moved = {name: tuple(item.shifted(frames) for item in getattr(self, name)) for name in TRACKS}
        lines = tuple(line.shifted(frames / self.rate) for line in self.captions)
        return self.model_copy(update={**moved, "captions": lines, "duration": self.duration + frames})


MEDIA_TRACKS = ("video", "avatar", "broll", "audio", "effects", "music")
TRACKS = ("video", "avatar", "broll", "audio", "effects", "music", "titles", "transitions", "markers")
"""All but captions, whose times are those of the voice, in seconds."""


def splice(timelines: Iterable[Timeline]) -> Timeline:
    """Return one timeline that plays `timelines` one after another. All share size, rate and look.

    A transition that both neighbours hold is one.
    """
    whole: Timeline | None = None
    for part in timelines:
        whole = part if whole is None else _append(whole, part)
    if whole is None:
        raise ValueError("nothing to splice")
    return whole


def _append(whole: Timeline, part: Timeline) -> Timeline:
    later = part.shifted(whole.duration)
    joined = {name: getattr(whole, name) + getattr(later, name) for name in (*TRACKS, "captions")}
    return later.model_copy(update={**joined, "transitions": tuple(dict.fromkeys(joined["transitions"]))})
