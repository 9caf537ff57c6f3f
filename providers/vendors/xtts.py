"""XTTS-v2, on a server of your own at `XTTS_BASE_URL`: Coqui's streaming server, which learns a voice from a few seconds of it.

The weights' licence is for non-commercial use only, of what is spoken too.
"""

from datetime import date
from pathlib import Path
from typing import Any

from domain.errors import BriefError, JobFailed, LostAnswer, OutOfCredit, Unsupported
from domain.requests import SpeechRequest
from domain.secret import Secret
from domain.speech import Voice
from providers.base import Vendor, Waiting
from providers.offers import Offer
from providers.speaking.aloud import speakable
from providers.voices import Called, Line, answered, asked, json_in, unreadable, wav

_RATE = 24_000
_LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "pt", "tr", "ru", "nl", "cs", "ar", "zh", "ja", "hu", "ko")
_PARTS = ("gpt_cond_latent", "speaker_embedding")
_USUAL = {"male": "Damien Black", "female": "Claribel Dervla", "": "Claribel Dervla"}
_NAMED = 12


class XttsVoice:
    """Text to speech, in a voice of the server's studio or in one that was learned."""

    def speak(self, request: SpeechRequest, offer: Offer, line: Line, folder: Path) -> Called:
        """Have a narration spoken."""
        text = request.aloud.text
        if not speakable(text):
            raise BriefError(f"xtts: there is nothing to say in {request.text!r}. Give segment {request.segment} some words.")
        body = {"text": text, "language": request.language, "add_wav_header": False, **_speaker(request.voice, line)}
        response = answered(line, "/tts_stream", body=body)
        if not response.headers.get("content-type", "").startswith("audio/") or len(response.content) < 2:
            raise unreadable(line, response.headers)
        note = "XTTS-v2 is licensed for non-commercial use only, what it speaks included."
        return Called(path=wav(folder / "voice.wav", response.content, _RATE), notes=(note,))

    def voices(self, line: Line) -> tuple[Voice, ...]:
        """Return the voices that were learned, and those of the server's studio."""
        learned = [Voice(name=name, about="learned from a sample") for name in line.voices]
        return (*learned, *(Voice(name=name) for name in _studio(line)))

    def clone(self, name: str, sample: Path, line: Line) -> tuple[Voice, dict[str, Any]]:
        """Have a voice learned from a recording; return it with what the server wants to be told when it speaks."""
        with sample.open("rb") as file:
            response = answered(line, "/clone_speaker", files={"wav_file": (sample.name, file, "audio/wav")})
        learned = json_in(line, response)
        if not isinstance(learned, dict) or not all(isinstance(learned.get(part), list) for part in _PARTS):
            raise LostAnswer("xtts: the server did not say how the voice sounds.")
        return Voice(name=name, about="learned from a sample"), {part: learned[part] for part in _PARTS}


def _speaker(voice: str, line: Line) -> dict[str, Any]:
    """Return how a voice sounds, as the server wants it; raise `Unsupported`, naming others, for one that is not there."""
    if voice in line.voices:
        return {part: line.voices[voice][part] for part in _PARTS}
    studio = _studio(line)
    name = _USUAL.get(voice, voice)
    if voice in _USUAL and name not in studio:
        name = next(iter(studio or line.voices), "")
    found = studio.get(name) or line.voices.get(name)
    if not isinstance(found, dict):
        there = ", ".join([*line.voices, *studio][:_NAMED]) or "none; teach it one: reelflow voices --vendor xtts --clone NAME"
        raise Unsupported(f"xtts: there is no voice {voice or name!r}. Voices there: {there}.")
    return {part: found[part] for part in _PARTS}


def _studio(line: Line) -> dict[str, Any]:
    """Return the server's own voices; older servers have none."""
    try:
        found = asked(line, "/studio_speakers")
    except (JobFailed, OutOfCredit):
        return {}
    return found if isinstance(found, dict) else {}


VENDOR = Vendor(
    slug="xtts",
    name="XTTS",
    needs=(Secret(field="api_key", env=("XTTS_API_KEY",), spare=True),),
    sign=lambda _keys, _now: {},
    offers=(
        Offer(
            kind="speech", model="xtts-v2", languages=_LANGUAGES, quoted=date(2026, 11, 20), source="your own server",
            prompt_limit=2000,
        ),
    ),
    makers={"speech": XttsVoice()},
    waiting=Waiting(first=0, every=5, patience=600),
    at_once=1,
)  # fmt: skip
