"""Whisper hears when words sound: OpenAI's, which ends on 26 February 2027, or a server of one's own at `WHISPER_BASE_URL`."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from domain.errors import MissingCredentials
from domain.money import ZERO, Money
from domain.requests import ListenRequest, TranscriptRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.dialect import said
from providers.offers import Offer
from providers.speaking.aligned import from_words, pieces_of
from providers.voices import Called, Line, answered, json_in

_BASE = "https://api.openai.com/v1"


class WhisperEars:
    """Transcription with the times of words."""

    def hear(self, request: ListenRequest, offer: Offer, line: Line) -> Called:
        """Return the recording with the times of its words."""
        path = _checked(request.file, line)
        form = {
            "model": offer.model, "response_format": "verbose_json", "timestamp_granularities[]": "word",
            "language": request.language, "prompt": request.aloud.text[-400:],
        }  # fmt: skip
        with path.open("rb") as file:
            response = answered(line, "/audio/transcriptions", data=form, files={"file": (path.name, file, "audio/wav")})
        heard = pieces_of(json_in(line, response), "words", text="word")
        words = from_words(request.text, request.aloud, heard, request.seconds)
        return Called(path=path, words=words, timing="forced", charged_usd=_charge(line))

    def transcribe(self, request: TranscriptRequest, offer: Offer, line: Line) -> Called:
        """Return the recording with what is said in it."""
        path = _checked(request.file, line)
        form = {"model": offer.model, "response_format": "verbose_json"}
        with path.open("rb") as file:
            response = answered(line, "/audio/transcriptions", data=form, files={"file": (path.name, file, "audio/wav")})
        return Called(path=path, text=said(json_in(line, response), "text"), charged_usd=_charge(line))


def _checked(file: str, line: Line) -> Path:
    if line.base_url == _BASE and not line.keys.get("api_key"):
        raise MissingCredentials("whisper: no key. Set OPENAI_API_KEY, or WHISPER_BASE_URL to a server of your own.")
    return Path(file)


def _charge(line: Line) -> Money | None:
    """Return that a server of one's own without a key costs nothing."""
    return ZERO if line.base_url != _BASE and not line.keys.get("api_key") else None


VENDOR = Vendor(
    slug="whisper",
    name="Whisper",
    base_url=_BASE,
    needs=(Secret(field="api_key", env=("WHISPER_API_KEY", "OPENAI_API_KEY"), spare=True),),
    sign=lambda _keys, _now: {},
    offers=(
        Offer(
            kind="listen", model="whisper-1", usd_per_second=Decimal("0.006") / 60, quoted=date(2026, 11, 20),
            source="https://openai.com/api/pricing, from memory", ends=date(2027, 2, 26), instead="elevenlabs or deepgram",
        ),
    ),
    makers={"listen": WhisperEars()},
    waiting=Waiting(first=0, every=2, patience=600),
    at_once=3,
)  # fmt: skip
