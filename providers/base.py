"""The house grammar: what a vendor is, what it offers, and how one that works on this machine makes things."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from pydantic import ConfigDict, Field

from domain.base import Frozen
from domain.brief import Reading
from domain.requests import BriefRequest, Kind, MusicRequest, ScriptRequest, SpeechRequest, VideoRequest
from domain.script import Script
from domain.secret import Secret
from domain.speech import TimingSource, Word
from providers.offers import Offer

if TYPE_CHECKING:
    from pydantic_ai.models import Model

    from providers.clients import Clients


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


class TextModel(Protocol):
    """Speaks to text models elsewhere. What is asked of them is in `providers/agents`, the same for all."""

    def open(self, offer: Offer, keys: Mapping[str, str], base_url: str, http: "Clients") -> "Model":
        """Return the offer's model, ready to be asked; sends nothing."""


@runtime_checkable
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
    """Who does each kind of work: a `VideoMaker`, `SpeechMaker`, `MusicMaker`, `Writer` or `TextModel`."""
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
    stops_free: tuple[Literal["waiting", "running"], ...] = ()
    """Where a job may stand to cost nothing when it is cancelled, by the vendor's terms; elsewhere it costs its estimate."""
    charges_refused: bool = False
    """True when a job that moderation stops after it was taken is paid for like a clip; its price counts as waste."""
    any_model: bool = False
    """True when it has models that nobody here can know; one that is named is asked on the terms of its first offer."""
    gone: Mapping[str, str] = Field(default_factory=dict)
    """Models that it shuts down or has shut down: by name, when, and what to use instead."""
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
