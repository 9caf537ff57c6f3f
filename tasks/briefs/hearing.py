"""A brief that was spoken: the recording is checked on this machine, then written down by a listener, and paid for once."""

import hashlib
import re
from pathlib import Path

from blocks.settings import choice, located
from domain.brief import decoded
from domain.errors import BadMedia, BriefError, CeilingReached, ConfigurationError
from domain.lineup import Choice
from domain.money import Money, dollars
from domain.requests import TranscriptRequest
from media.probe import accept
from media.sound import plain
from providers.registry import all_vendors, vendor
from providers.speaking.recording import sounding
from providers.voices import Transcriber
from store.orders import Order, elsewhere
from tasks.money.pricing import offer
from tasks.orders.fulfil import fulfil, order_digest
from tasks.wiring import keys_of, scratch, store, vault

SOUNDS = frozenset(
    {".m4a", ".mp3", ".wav", ".ogg", ".oga", ".opus", ".flac", ".aac", ".aif", ".aiff", ".wma", ".amr", ".webm", ".mp4"}
)
"""How the names of recordings end."""
LONGEST = 600.0
"""Seconds of a recording that are written down."""
LEAST, FEWEST = 0.5, 3
"""Seconds of sound, and words, below which nobody has said what he wants."""
_NOISES = re.compile(r"\[[^\]]*\]|\([^)]*\)|[♪♫]+")
"""What listeners write for music and noises."""


def recording_in(brief: str) -> Path | None:
    """Return the recording that a brief names instead of words; None for words.

    Raises `BriefError` for a file that is not there, and for one that is no recording.
    """
    name = decoded(brief, "brief").strip()
    if "\n" in name or len(name) > 300 or not (suffix := Path(name).suffix.lower()):
        return None
    path, is_one_word = located(name), " " not in name
    if suffix in SOUNDS and path.is_file():
        return path
    if suffix in SOUNDS and is_one_word:
        raise BriefError(f"There is no file {name}. Give the path of a recording, or say in words what you want.")
    if is_one_word and path.is_file():
        raise BriefError(f"{name} is a file, and no recording. Give its words, or have them spoken: --script {name}.")
    return None


def digest_of(recording: Path) -> str:
    """Return the SHA-256 of a recording."""
    return hashlib.sha256(recording.read_bytes()).hexdigest()


def check_recording(recording: Path) -> Choice:
    """Return who can write a recording down; raise before anything is paid for when nobody can, or it is silent."""
    seconds = accept(recording, kind="audio").seconds
    if seconds > LONGEST:
        raise BriefError(f"{recording.name} lasts {seconds:.0f} s; a spoken brief lasts at most {LONGEST:.0f} s. Say it shorter.")
    with scratch() as folder:
        if sum(end - start for start, end in sounding(plain(recording, folder))) < LEAST:
            raise BadMedia(f"{recording.name} is silent. Record it again; nothing was ordered.")
    able = tuple(name for name in choice("listen").slugs if _writes(name))
    if not able:
        names = ", ".join(slug for slug, by in all_vendors().items() if by.offer("listen") and _writes(slug))
        raise ConfigurationError(
            f"Nobody is set to write down {recording.name}. Set LISTEN_PROVIDER to one of: {names}; and its key. "
            "Or give the brief in words."
        )
    for name in able:
        keys_of(vendor(name, "listen"))
        offer(name, "listen")
    return Choice(slugs=able, said=True)


def heard(recording: Path, project: str, budget: Money | None) -> str:
    """Return what is said in a recording; the same one is written down and paid for once, whatever else is asked with it.

    Raises as `check_recording` does, `CeilingReached`, `BadMedia` for one in which nobody speaks, and what `fulfil` raises.
    """
    listeners = check_recording(recording)
    with scratch() as folder:
        sound = plain(recording, folder)
        seconds = accept(sound, kind="audio").seconds
        media = vault().put(sound, "audio", seconds=seconds)
    request = TranscriptRequest(project=project, media=media, seconds=seconds)
    cost = offer(listeners.first, "listen").estimate(request)
    before = next((order for name in listeners.slugs if (order := _before(name, request))), None)
    if before is None and budget is not None and cost > budget:
        raise CeilingReached(f"{listeners.first} would take {dollars(cost)} to write down {recording.name}. Raise the budget.")
    where = before.project if before else project
    made = fulfil(request.model_copy(update={"project": where}), "listen", listeners)
    words = " ".join(_NOISES.sub(" ", made.text).split())
    if len([word for word in words.split() if any(letter.isalpha() for letter in word)]) < FEWEST:
        told = f"Heard was only {made.text.strip()!r}." if made.text.strip() else "Nothing was heard."
        raise BadMedia(f"Nobody says what he wants in {recording.name}: silence, noise or music. {told} Record it again.")
    return words


def _writes(name: str) -> bool:
    return isinstance(vendor(name, "listen").makers["listen"], Transcriber)


def _before(name: str, request: TranscriptRequest) -> Order | None:
    by, terms = vendor(name, "listen"), offer(name, "listen")
    like = Order(project=request.project, kind="listen", digest=order_digest(request, terms.model), vendor=by.slug)
    return elsewhere(store(), like, ("done", "submitting", "unknown"))
