"""OpenAI's voices, which end on 6 January 2027; and, at `OPENAI_BASE_URL`, any server of one's own that speaks in their shape.

They do not say when words sound.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from domain.errors import MissingCredentials, Unsupported
from domain.money import ZERO
from domain.requests import SpeechRequest
from domain.secret import Secret
from domain.speech import Voice
from providers.aloud_api import spoken
from providers.base import Vendor, Waiting
from providers.offers import Offer
from providers.voices import Called, Line

_BASE = "https://api.openai.com/v1"
_NAMES = ("alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin", "cedar")
_GENDERS = {"male": "onyx", "female": "nova", "": "alloy"}
_CARD: Any = {
    "kind": "speech", "quoted": date(2026, 11, 20), "source": "https://openai.com/api/pricing", "prompt_limit": 4096,
    "ends": date(2027, 1, 6), "instead": "elevenlabs or azure",
}  # fmt: skip


class OpenAIVoice:
    """Text to speech."""

    def speak(self, request: SpeechRequest, offer: Offer, line: Line, folder: Path) -> Called:
        """Have a narration spoken; a server of one's own costs nothing."""
        own = line.base_url != _BASE
        voice = _GENDERS.get(request.voice, request.voice)
        if not own and voice not in _NAMES and not voice.startswith("voice_"):
            raise Unsupported(f"openai: there is no voice {voice!r}. Choose male, female, {', '.join(_NAMES)}.")
        if not own and not line.keys.get("api_key"):
            raise MissingCredentials("openai: no key. Set OPENAI_API_KEY, or OPENAI_BASE_URL to a server of your own.")
        made = spoken(request, offer, line, folder, voice)
        return made.model_copy(update={"charged_usd": ZERO}) if own and not line.keys.get("api_key") else made

    def voices(self, line: Line) -> tuple[Voice, ...]:
        """Return OpenAI's own voices; servers of one's own may have others."""
        genders = {name: gender for gender, name in _GENDERS.items() if gender}
        return tuple(Voice(name=name, gender=genders.get(name, "")) for name in _NAMES)


VENDOR = Vendor(
    slug="openai",
    name="OpenAI voices",
    base_url=_BASE,
    needs=(Secret(field="api_key", env=("OPENAI_API_KEY",), spare=True),),
    sign=lambda _keys, _now: {},
    offers=(
        Offer(model="tts-1-hd", usd_per_1000_characters=Decimal("0.030"), **_CARD),
        Offer(model="tts-1", usd_per_1000_characters=Decimal("0.015"), **_CARD),
        Offer(**{**_CARD, "model": "gpt-4o-mini-tts", "quoted": None, "source": ""}),
    ),
    makers={"speech": OpenAIVoice()},
    waiting=Waiting(first=0, every=2, patience=600),
    at_once=3,
)
