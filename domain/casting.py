"""Who speaks: a voice for every language, or one for each."""

from domain.errors import BriefError
from domain.gender import gender
from domain.languages import language as known


def voices_in(said: str) -> dict[str, str]:
    """Return the voices in `George` or `en=George, fr=Charlotte` by language; the one for all others stands under nothing.

    Raises `BriefError` for a language that is none of ours, and for a language that is given two voices.
    """
    voices: dict[str, str] = {}
    for part in (part.strip() for part in said.split(",") if part.strip()):
        code, equals, name = (word.strip() for word in part.partition("="))
        place, voice = (known(code).code, name) if equals else ("", code)
        if not voice:
            raise BriefError(f"{part!r} names no voice. Write a name, or one for each language: fr=Charlotte.")
        if voices.setdefault(place, voice) != voice:
            raise BriefError(f"{said!r} names two voices for {place or 'every language'}. Choose one.")
    return voices


def voice_for(said: str, language: str) -> str:
    """Return the voice for a language, nothing when none is said for it; raise `BriefError` as `voices_in` does."""
    voices = voices_in(said)
    return voices.get(language, voices.get("", ""))


def plain(said: str) -> str:
    """Return what was said of voices, with `homme` or `mujer` as `male` and `female`; raise `BriefError` as `voices_in` does."""
    return ", ".join(f"{code}={_plain(name)}" if code else _plain(name) for code, name in voices_in(said).items())


def _plain(name: str) -> str:
    return gender(name) or name if len(name.split()) == 1 else name
