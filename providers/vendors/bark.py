"""Bark, on a server of your own at `BARK_BASE_URL` that speaks in OpenAI's shape (`/audio/speech`).

Expressive, slow, and free with its words: it may say others than are written, so what it says should be listened to.
"""

from datetime import date
from pathlib import Path

from domain.errors import Unsupported
from domain.requests import SpeechRequest
from domain.secret import Secret
from domain.speech import Voice
from providers.aloud_api import spoken
from providers.base import Vendor, Waiting
from providers.offers import Offer
from providers.voices import Called, Line

_LANGUAGES = ("en", "de", "es", "fr", "hi", "it", "ja", "ko", "pl", "pt", "ru", "tr", "zh")
_SPEAKERS = range(10)
_USUAL = {"": 6, "male": 6, "female": 9}


class BarkVoice:
    """Text to speech."""

    def speak(self, request: SpeechRequest, offer: Offer, line: Line, folder: Path) -> Called:
        """Have a narration spoken."""
        made = spoken(request, offer, line, folder, _preset(request))
        note = "Bark may say other words than are written; with a LISTEN_PROVIDER its words are checked"
        return made.model_copy(update={"notes": (f"{note}.",)})

    def voices(self, line: Line) -> tuple[Voice, ...]:
        """Return the presets of every language."""
        return tuple(Voice(name=f"v2/{code}_speaker_{number}", languages=(code,)) for code in _LANGUAGES for number in _SPEAKERS)


def _preset(request: SpeechRequest) -> str:
    """Return a preset of the request's language; raise `Unsupported` for what is none."""
    if request.voice in _USUAL:
        return f"v2/{request.language}_speaker_{_USUAL[request.voice]}"
    if not any(request.voice == f"v2/{request.language}_speaker_{number}" for number in _SPEAKERS):
        first, last = _SPEAKERS[0], _SPEAKERS[-1]
        raise Unsupported(
            f"bark: there is no voice {request.voice!r} in {request.language}. "
            f"Choose v2/{request.language}_speaker_{first} to v2/{request.language}_speaker_{last}."
        )
    return request.voice


VENDOR = Vendor(
    slug="bark",
    name="Bark",
    needs=(Secret(field="api_key", env=("BARK_API_KEY",), spare=True),),
    sign=lambda _keys, _now: {},
    offers=(
        Offer(
            kind="speech",
            model="bark",
            languages=_LANGUAGES,
            quoted=date(2026, 11, 20),
            source="your own server",
            prompt_limit=1000,
        ),
    ),
    makers={"speech": BarkVoice()},
    waiting=Waiting(first=0, every=5, patience=600),
    at_once=1,
)
