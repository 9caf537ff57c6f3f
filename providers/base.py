"""The house grammar: what a vendor is, what it offers, and how one that works on this machine makes things."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, Protocol

from pydantic import ConfigDict, Field

from domain.base import Frozen
from domain.brief import Reading
from domain.errors import Unsupported
from domain.money import ZERO, Money, dollars
from domain.requests import BriefRequest, Kind, MusicRequest, ScriptRequest, SpeechRequest, VideoRequest
from domain.script import Script
from domain.secret import Secret
from domain.speech import TimingSource, Word


def bearer(keys: Mapping[str, str], _now: float) -> dict[str, str]:
    """Return the header most vendors want."""
    return {"Authorization": f"Bearer {keys['api_key']}"}


class Waiting(Frozen):
    """How long to wait for a vendor's jobs, in seconds."""

    first: float = 10.0
    """Before the first question."""
    every: float = 5.0
    """Between questions; a tenth of it is added or taken at random."""
    patience: float = 900.0
    """After this the run goes on without the clip; the job is asked for again by the next run."""


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
    lengths: tuple[float, ...] = ()
    """The only lengths it makes, in ascending order; empty means any within the limits."""
    whole_seconds: bool = False
    """True when only whole seconds are sold."""
    prompt_limit: int = 0
    """Longest prompt in characters; 0 when there is none."""
    prompt_utf16: bool = False
    """True when the limit counts UTF-16 code units: an emoji is two."""
    ratios: tuple[str, ...] = ()
    """Aspect ratios it can make; empty means any."""
    takes: tuple[Literal["still", "last"], ...] = ()
    """The images a clip can start and end on."""
    needs_still: bool = False
    """True when it makes no clip without an image to start on."""
    follows_still: bool = False
    """True when a clip has the shape of its first image, whatever ratio is asked."""
    image_links: bool = True
    """False when an image has to come with its bytes, as a data: address, or from the vendor's own storage."""
    base_url: str = ""
    """The model's own address, where it differs from the vendor's."""
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
        if seconds and seconds > self.most:
            raise Unsupported(f"{self.model} makes at most {self.most:g} s, not {seconds:g} s.")
        prompt, still = getattr(request, "prompt", ""), getattr(request, "still", "")
        length = len(prompt.encode("utf-16-le", "surrogatepass")) // 2 if self.prompt_utf16 else len(prompt)
        if self.prompt_limit and length > self.prompt_limit:
            raise Unsupported(f"{self.model} reads {self.prompt_limit} characters of prompt, not {length}. Shorten it.")
        self._check_images(still, getattr(request, "last", ""))
        if ratio and self.ratios and ratio not in self.ratios and not (still and self.follows_still):
            raise Unsupported(f"{self.model} makes {', '.join(self.ratios)}, not {ratio}.")
        if language and self.languages and language not in self.languages:
            raise Unsupported(f"{self.model} knows {', '.join(self.languages)}, not {language}.")

    def _check_images(self, still: str, last: str) -> None:
        if self.needs_still and not still:
            raise Unsupported(f"{self.model} makes no clip without a first image. Give one, or choose another model.")
        for name, image in (("still", still), ("last", last)):
            if image and name not in self.takes:
                raise Unsupported(f"{self.model} cannot {'start' if name == 'still' else 'end'} on an image.")
            if image.startswith("http") and not self.image_links:
                raise Unsupported(f"{self.model} takes no link to an image. Give the image itself.")
        if last and not still:
            raise Unsupported(f"{self.model} ends on an image only when it starts on one.")

    @property
    def most(self) -> float:
        """Return the longest it makes, in seconds."""
        return self.lengths[-1] if self.lengths else self.longest

    def sold(self, seconds: float) -> float:
        """Return the length that is ordered for a wish: the shortest on sale that is long enough. The rest is cut off later."""
        if self.lengths:
            return next((length for length in self.lengths if length >= seconds), self.lengths[-1])
        wish = min(max(seconds, self.shortest), self.longest)
        return float(math.ceil(wish - 1e-9)) if self.whole_seconds else wish

    def estimate(self, request: Any) -> Money:
        """Return what `request` will cost in US dollars."""
        wished = getattr(request, "seconds", 0) or 0
        return self.usd_per_order + self.usd_per_second * Money(str(self.sold(wished) if wished else 0))


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
    """Its address; `{field}` in it stands for what the user gave for that field, where the address names the account."""
    account: str = ""
    """The beginning of each path, where it names the account; `{field}` as above. Kept when the address is another."""
    sign: Callable[[Mapping[str, str], float], dict[str, str]] = bearer
    """Makes the headers that carry the keys, from the opened keys and the time in Unix seconds."""
    waiting: Waiting = Waiting()
    repeatable_by_key: bool = False
    """True when the same order sent again with the same key of ours is taken once."""
    at_once: int = 2
    """Jobs it takes at once from a new account."""
    retired: str = ""
    """Why it is not asked any more at its own address, and what to use instead; empty while it is open."""
    local: bool = False
    """True when it works on this machine, costs nothing, and may be asked again after a crash."""
    stand_in: str = ""
    """For a local vendor: one sentence on what the user gets instead of a paid vendor's work."""

    def address(self, offer: Offer, keys: Mapping[str, str], given: str = "") -> str:
        """Return where `offer` is ordered: at the address that is `given`, else at its own."""
        return f"{given or offer.base_url or self.base_url}{self.account}".format_map(keys)

    def offer(self, kind: Kind) -> Offer | None:
        """Return its first offer of this kind, if any."""
        return next((offer for offer in self.offers if offer.kind == kind), None)
