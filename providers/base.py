"""The house grammar: what a vendor is, what it offers, and how one that works on this machine makes things."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from pydantic import ConfigDict, Field

from domain.base import Frozen
from domain.brief import Reading
from domain.errors import Unsupported
from domain.money import ZERO, Money, dollars
from domain.requests import BriefRequest, Kind, MusicRequest, ScriptRequest, SpeechRequest, VideoRequest
from domain.script import Script
from domain.speech import TimingSource, Word


class Secret(Frozen):
    """A key a vendor needs: the block's field and the environment variables that may hold it, in order."""

    field: str
    env: tuple[str, ...]


class Offer(Frozen):
    """One model of a vendor for one kind of work: its limits and its price."""

    kind: Kind
    model: str
    usd_per_second: Money = ZERO
    usd_per_order: Money = ZERO
    quoted: date | None = None
    """The day the price was read; None for what is free."""
    source: str = ""
    """The page where the price was read."""
    shortest: float = 0.0
    longest: float = 3600.0
    """Limits of the length in seconds."""
    ratios: tuple[str, ...] = ()
    """Aspect ratios it can make; empty means any."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes it speaks or writes; empty means any."""

    @property
    def price(self) -> str:
        """Return the price for a reader."""
        if not self.usd_per_order and not self.usd_per_second:
            return "free"
        return " + ".join(
            [*([f"{dollars(self.usd_per_order)}"] if self.usd_per_order else []), f"{dollars(self.usd_per_second)}/s"]
        )

    def check(self, request: Any) -> None:
        """Raise `Unsupported` when this offer cannot do what `request` asks. Sends nothing."""
        seconds, ratio, language = (getattr(request, name, None) for name in ("seconds", "ratio", "language"))
        if seconds and not self.shortest <= seconds <= self.longest:
            raise Unsupported(f"{self.model} makes {self.shortest:g} to {self.longest:g} s, not {seconds:g} s.")
        if ratio and self.ratios and ratio not in self.ratios:
            raise Unsupported(f"{self.model} makes {', '.join(self.ratios)}, not {ratio}.")
        if language and self.languages and language not in self.languages:
            raise Unsupported(f"{self.model} knows {', '.join(self.languages)}, not {language}.")

    def estimate(self, request: Any) -> Money:
        """Return what `request` will cost in US dollars."""
        return self.usd_per_order + self.usd_per_second * Money(str(getattr(request, "seconds", 0) or 0))


class Delivery(Frozen):
    """What a maker leaves in the folder it was given."""

    path: Path
    words: tuple[Word, ...] = ()
    """For speech: exactly the whitespace tokens of the text."""
    timing: TimingSource = "native"
    notes: tuple[str, ...] = ()
    """What the user should be told, as sentences."""


class VideoMaker(Protocol):
    """Films a clip on this machine."""

    def make(self, request: VideoRequest, folder: Path) -> Delivery:
        """Write a finished clip into `folder`; raise `Unsupported` for a clear no."""


class SpeechMaker(Protocol):
    """Speaks a narration on this machine."""

    def make(self, request: SpeechRequest, folder: Path) -> Delivery:
        """Write a finished recording into `folder`, with word times."""


class MusicMaker(Protocol):
    """Composes a music bed on this machine."""

    def make(self, request: MusicRequest, folder: Path) -> Delivery:
        """Write a finished bed into `folder`."""


class Writer(Protocol):
    """Reads briefs and writes scripts without a text model."""

    def read(self, request: BriefRequest) -> Reading:
        """Return what can be understood of a plain-language brief."""

    def survey(self, request: BriefRequest) -> Reading:
        """Return the title, as the theme, and the language of a user's own text; raise `BriefError` when it has no words."""

    def write(self, request: ScriptRequest) -> Script:
        """Return a whole script for a brief, in every language it names."""


class Vendor(Frozen):
    """Somebody who does one or more kinds of work."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    slug: str
    name: str
    offers: tuple[Offer, ...]
    makers: Mapping[Kind, Any] = Field(default_factory=dict)
    """Who does each kind of work: a `VideoMaker`, `SpeechMaker`, `MusicMaker` or `Writer`."""
    needs: tuple[Secret, ...] = ()
    base_url: str = ""
    local: bool = False
    """True when it works on this machine, costs nothing, and may be asked again after a crash."""
    stand_in: str = ""
    """For a local vendor: one sentence on what the user gets instead of a paid vendor's work."""

    def offer(self, kind: Kind) -> Offer | None:
        """Return its first offer of this kind, if any."""
        return next((offer for offer in self.offers if offer.kind == kind), None)
