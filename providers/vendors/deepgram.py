"""Deepgram hears when words sound."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from domain.requests import ListenRequest, TranscriptRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.dialect import said
from providers.offers import Offer
from providers.speaking.aligned import from_words, pieces_of
from providers.voices import Called, Line, answered, json_in


class DeepgramEars:
    """Transcription with the times of words."""

    def hear(self, request: ListenRequest, offer: Offer, line: Line) -> Called:
        """Return the recording with the times of its words."""
        path = Path(request.file)
        params = {"model": offer.model, "language": request.language, "smart_format": "true"}
        headers = {"Authorization": f"Token {line.keys['api_key']}", "Content-Type": "audio/wav"}
        response = answered(line, "/v1/listen", content=path.read_bytes(), params=params, headers=headers)
        reply = json_in(line, response)
        heard = pieces_of(reply, "results", "channels", 0, "alternatives", 0, "words", text="word")
        words = from_words(request.text, request.aloud, heard, request.seconds)
        return Called(path=path, words=words, timing="forced", job=response.headers.get("dg-request-id", ""))

    def transcribe(self, request: TranscriptRequest, offer: Offer, line: Line) -> Called:
        """Return the recording with what is said in it."""
        path = Path(request.file)
        params = {"model": offer.model, "detect_language": "true", "smart_format": "true"}
        headers = {"Authorization": f"Token {line.keys['api_key']}", "Content-Type": "audio/wav"}
        response = answered(line, "/v1/listen", content=path.read_bytes(), params=params, headers=headers)
        text = said(json_in(line, response), "results", "channels", 0, "alternatives", 0, "transcript")
        return Called(path=path, text=text, job=response.headers.get("dg-request-id", ""))


VENDOR = Vendor(
    slug="deepgram",
    name="Deepgram",
    base_url="https://api.deepgram.com",
    needs=(Secret(field="api_key", env=("DEEPGRAM_API_KEY",)),),
    sign=lambda keys, _now: {"Authorization": f"Token {keys['api_key']}"},
    offers=(
        Offer(
            kind="listen", model="nova-3", usd_per_second=Decimal("0.0092") / 60, quoted=date(2026, 8, 1),
            source="https://deepgram.com/pricing, the multilingual price",
        ),
    ),
    makers={"listen": DeepgramEars()},
    waiting=Waiting(first=0, every=2, patience=600),
    at_once=10,
)  # fmt: skip
