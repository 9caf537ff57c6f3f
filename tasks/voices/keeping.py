"""What is kept of voices in the home folder: those that vendors have learned, with whose consent, and how fast each speaks."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import Field

from blocks.settings import prepare_home
from domain.base import Frozen
from domain.errors import ConfigurationError
from media.ffmpeg import finished
from store.flock import locked

_FILE = "voices.json"
SAME = "usual"
"""What a vendor's own choice of a voice is called."""


class Consent(Frozen):
    """Who agreed that a voice is learned, when, and from which recording."""

    line: str
    at: datetime
    by: str
    """The account of this machine that the voice was handed in from."""
    sample_sha256: str
    sample: str
    """The recording's file name."""


class Learned(Frozen):
    """A voice that a vendor has learned."""

    vendor: str
    name: str
    id: str = ""
    consent: Consent
    kept: dict[str, Any]
    """What the vendor wants to be told when it speaks."""


class Pace(Frozen):
    """How fast a voice speaks a language, as measured."""

    words_per_second: float
    seconds: float
    """Of speech that was measured."""
    at: datetime


class Kept(Frozen):
    """The whole file."""

    learned: tuple[Learned, ...] = ()
    paces: dict[str, Pace] = Field(default_factory=dict)


def kept() -> Kept:
    """Return what is kept, nothing when there is no file; raise `ConfigurationError` for one that cannot be read."""
    path = prepare_home() / _FILE
    try:
        return Kept.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Kept()
    except (OSError, ValueError) as wrong:
        raise ConfigurationError(f"{path} cannot be read ({type(wrong).__name__}). Mend it, or move it away.") from wrong


def learned(slug: str) -> dict[str, Any]:
    """Return what to tell a vendor of each voice it has learned, by name."""
    return {one.name: one.kept for one in kept().learned if one.vendor == slug}


def keep_voice(voice: Learned) -> None:
    """Keep a voice that was learned."""
    _change(lambda now: now.model_copy(update={"learned": (*now.learned, voice)}))


def keep_pace(vendor: str, voice: str, language: str, words_per_second: float, seconds: float) -> None:
    """Keep how fast a voice speaks, in the place of what was measured before."""
    pace = Pace(words_per_second=words_per_second, seconds=seconds, at=datetime.now(UTC))
    _change(lambda now: now.model_copy(update={"paces": {**now.paces, _name(vendor, voice, language): pace}}))


def words_per_second(vendor: str, voice: str, language: str) -> float | None:
    """Return how fast a voice was measured to speak a language, None when it never was."""
    pace = kept().paces.get(_name(vendor, voice, language))
    return pace.words_per_second if pace else None


def _name(vendor: str, voice: str, language: str) -> str:
    return f"{vendor}/{voice or SAME}/{language}"


def _change(change: Any) -> None:
    path = prepare_home() / _FILE
    with locked(Path(f"{path}.lock"), wait=True), finished(path) as part:
        part.write_text(json.dumps(change(kept()).model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def safe(name: str) -> bool:
    """Return whether a name can be written after `--voice`."""
    return bool(re.fullmatch(r"[^\s,=][^,=]{0,59}", name))
