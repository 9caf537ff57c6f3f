"""What is asked of a vendor, one value per kind of work. Equal requests have equal digests."""

from typing import Literal

from pydantic import Field

from domain.base import Frozen
from domain.brief import Brief
from domain.languages import language as known
from domain.media import MediaKind, MediaRef
from domain.saying import Aloud, Saying, aloud
from domain.script import Role, Script
from domain.speech import TimingSource, Word

Kind = Literal["text", "video", "speech", "music", "image", "avatar", "broll", "effect", "listen"]


Extra = Literal["avatar", "broll", "effect"]
"""What a segment may have besides its clip and voice."""


class Request(Frozen):
    """What every order names: the project, the segment (0 for the whole film) and the take."""

    project: str
    segment: int = 0
    take: int = 1


class Source(Frozen):
    """One of the user's own files, known by its bytes."""

    path: str
    sha256: str
    kind: MediaKind


class VideoRequest(Request):
    """A clip of `seconds` at `ratio`, filmed from a prompt."""

    prompt: str
    seconds: float
    ratio: str = "9:16"
    seed: int = 0
    position: int = 1
    """1-based place in the film: neighbours should not look alike, and files can be matched by order."""
    words: str = ""
    """The narration, for vendors that choose a picture by what is said."""
    source: Source | None = None
    """The user's own clip or still for this segment."""
    still: str = ""
    """Address of the picture the clip begins with; empty to film from the prompt alone.

    `vault:<sha256>.png` for one in the media store, or a web address. A `data:` address, or the path of a local copy, only in
    the copy of a request that is made at the moment of asking (`tasks/orders/fitting.py`); such a copy is never kept or logged.
    """
    last: str = ""
    """The same for the picture it ends with."""


class SpeechRequest(Request):
    """One narration, spoken in one language."""

    text: str
    language: str
    voice: str = ""
    """A vendor's voice name, or `male` / `female`; empty for the vendor's own choice."""
    seconds: float = 0.0
    """Length available in the segment; a voice may speak slightly faster to fit. 0: as long as it takes."""
    source: Source | None = None
    """The user's own recording of this text."""
    stability: float | None = None
    """How evenly the voice speaks, from 0 to 1; None for the vendor's own choice."""
    sayings: tuple[Saying, ...] = ()
    """Words that are spoken in another way than they are written."""
    before: str = Field(default="", exclude=True)
    """What is said before this, for the tone of voice. In no digest: a neighbour's edit buys nothing again."""
    after: str = Field(default="", exclude=True)
    """What is said after this, in the same way."""
    fixed: bool = Field(default=False, exclude=True)
    """True where nobody but the user changes these words. In no digest: it is nothing to whoever speaks."""

    @property
    def aloud(self) -> Aloud:
        """Return the text as it is to be spoken."""
        return aloud(self.text, self.sayings)


class ListenRequest(Request):
    """When each word of a text is heard in a recording of it."""

    text: str
    language: str
    seconds: float
    media: MediaRef
    sayings: tuple[Saying, ...] = ()
    file: str = ""
    """A local copy, only in the copy of a request that is made at the moment of asking."""

    @property
    def aloud(self) -> Aloud:
        """Return the text as it was spoken."""
        return aloud(self.text, self.sayings)


class TranscriptRequest(Request):
    """The words of a recording, in whatever language."""

    project: str = Field(exclude=True)
    """In no digest: the same recording is written down once."""
    media: MediaRef
    seconds: float
    file: str = ""
    """A local copy, only in the copy of a request that is made at the moment of asking."""


class MusicRequest(Request):
    """A music bed."""

    seconds: float
    mood: str = "calm"
    seed: int = 0
    source: Source | None = None
    """The user's own music."""


class ExtraRequest(Request):
    """A picture over a segment's own, or a sound beside its voice, from one of the user's files."""

    kind: Extra
    source: Source
    seconds: float
    ratio: str = "9:16"
    """Of the place where it stands, for stills that are filmed."""


class BriefRequest(Request):
    """A plain-language brief to be read."""

    project: str = Field(exclude=True)
    """In no digest: the same words are understood once, whatever else is said with them."""
    text: str


class Chapter(Frozen):
    """One chapter of a script that is too long to be written at once."""

    number: int
    """Counted from 1."""
    slots: int
    """How many segments of the usual length it has room for."""
    plan: tuple[str, ...]
    """What every chapter of the film covers."""
    looks: str = ""
    """What comes back in the pictures of all of them."""
    said: tuple[str, ...] = ()
    """What has been said before it, in the film's first language."""


class ThemesRequest(Request):
    """Themes for some moments of a calendar's slot. Its project is the calendar's: `calendar-<name>`."""

    about: str
    """What the themes are about, in the words of the calendar."""
    pillar: str = "tips"
    language: str = "en"
    days: tuple[str, ...]
    """Local days the films are for, such as 2026-12-07; one theme each, in this order."""
    avoid: tuple[str, ...] = ()
    """Themes that were had or are planned."""
    audience: str = ""
    seed: int = 0


class ScriptRequest(Request):
    """A script to be written."""

    brief: Brief
    seed: int = 0
    segment_seconds: float = Field(default=5.0, gt=0)
    filmed_by: str = ""
    """The video vendor that the visuals are written for."""
    prompt_limit: int = 0
    """Longest visual that it reads, in characters; 0 when there is no limit."""
    longest: float = 0.0
    """Its longest clip in seconds; 0 when nobody said."""
    paces: dict[str, float] = Field(default_factory=dict)
    """Words a second of the voices that will speak, by language, where they were measured."""
    chapter: Chapter | None = None
    """The chapter that is to be written; None for the whole film."""
    also: tuple[str, ...] = ()
    """Languages that a script which is there already is to have too: they change nothing of what it says."""
    draft: Script | None = None
    """What was written before, to be written again."""
    findings: tuple[str, ...] = ()
    """What a reviewer or a person wants otherwise in it, as sentences."""

    def pace(self, code: str) -> float:
        """Return the words a second to plan with."""
        return self.paces.get(code) or known(code).words_per_second


class ReviewRequest(Request):
    """A script to be read by somebody who did not write it."""

    brief: Brief
    script: Script
    brand: str = ""
    """Who publishes it."""


class Long(Frozen):
    """A line that takes too long to say."""

    language: str
    text: str
    words: int
    """The most words that it may have."""
    before: str = ""
    after: str = ""


class TightenRequest(Request):
    """Lines of one segment to be made shorter."""

    lines: tuple[Long, ...]
    role: str = ""
    theme: str = ""
    tone: str = ""


class VisionRequest(Request):
    """A contact sheet of one segment to be looked at, and what it should show."""

    visual: str
    narration: str = ""
    on_screen: str = ""
    language: str = ""
    brand: str = ""
    stylised: bool = False
    """True when the pictures are drawn on this machine, not filmed."""
    moments: tuple[float, ...] = ()
    """When each of its pictures is seen, in seconds of the segment."""
    sheet: MediaRef
    picture: bytes = Field(default=b"", exclude=True, repr=False)
    """The bytes of `sheet`, which is in the digest in their place."""


class Passage(Frozen):
    """One segment's words, to be said in another language."""

    segment: int
    role: Role
    seconds: float
    said: str
    shown: str = ""
    """Key words over the picture."""
    overlays: tuple[str, ...] = ()


class TranslateRequest(Request):
    """Words of a script, to be written anew in another language."""

    brief: Brief
    source: str
    """The language that they are in."""
    language: str
    """The language that is wanted."""
    passages: tuple[Passage, ...]
    title: str = ""
    """Empty where it is not to be written, as in later parts of a long film."""
    call_to_action: str = ""
    before: tuple[str, ...] = ()
    """What is said right before, in the language that is wanted."""
    words_per_second: float
    """Of the voice that will speak."""


class Made(Frozen):
    """What a vendor delivered, once the bytes are in the media store."""

    media: MediaRef
    vendor: str
    model: str
    job: str = ""
    words: tuple[Word, ...] = ()
    """For speech: when each word is heard."""
    timing: TimingSource = "native"
    text: str = ""
    """For a recording that was written down: its words."""
    notes: tuple[str, ...] = ()
    """What the user should be told, as sentences."""
