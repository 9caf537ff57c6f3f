"""The timeline: what is seen and heard when, in whole frames. Words as in OpenTimelineIO."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from domain.base import Frozen
from domain.media import MediaRef
from domain.speech import Word

Fit = Literal["cover", "contain", "blur"]
TitleKind = Literal["title", "keywords", "end_card"]


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
    fit: Fit = "cover"
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


class Look(Frozen):
    """How type and colour look."""

    captions: str = "highlight"
    accent: str = "#FFD400"
    """Colour of the spoken word and of rules and buttons, as #RRGGBB."""


class Timeline(Frozen):
    """A film, or one segment of it, ready for the cutting room: one tuple a track. Empty tracks are simply empty."""

    width: int
    height: int
    duration: int = Field(gt=0)
    """Whole frames."""
    rate: int = 30
    """Frames per second."""
    safe_bottom: float = 0.08
    safe_right: float = 0.06
    look: Look = Look()
    video: tuple[Clip, ...] = ()
    audio: tuple[Clip, ...] = ()
    """The voice."""
    music: tuple[Clip, ...] = ()
    captions: tuple[Caption, ...] = ()
    titles: tuple[Title, ...] = ()

    @property
    def seconds(self) -> float:
        """Return the length in seconds."""
        return self.duration / self.rate

    def shifted(self, frames: int) -> "Timeline":
        """Return a timeline whose items all sit `frames` later."""
        return self.model_copy(
            update={
                "duration": self.duration + frames,
                "video": tuple(clip.shifted(frames) for clip in self.video),
                "audio": tuple(clip.shifted(frames) for clip in self.audio),
                "music": tuple(clip.shifted(frames) for clip in self.music),
                "captions": tuple(line.shifted(frames / self.rate) for line in self.captions),
                "titles": tuple(title.shifted(frames) for title in self.titles),
            }
        )


def splice(timelines: Iterable[Timeline]) -> Timeline:
    """Return one timeline that plays `timelines` one after another. All share size, rate and look."""
    whole: Timeline | None = None
    for part in timelines:
        whole = part if whole is None else _append(whole, part)
    if whole is None:
        raise ValueError("nothing to splice")
    return whole


def _append(whole: Timeline, part: Timeline) -> Timeline:
    later = part.shifted(whole.duration)
    lists = ("video", "audio", "music", "captions", "titles")
    return later.model_copy(update={name: getattr(whole, name) + getattr(later, name) for name in lists})
