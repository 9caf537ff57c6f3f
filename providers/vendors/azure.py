"""Azure Speech: many voices and languages, which say when each word sounds. Through the vendor's own library (extra `azure`).

The library raises nothing: what went wrong stands in the result. `AZURE_BASE_URL` names another endpoint.
"""

import threading
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from domain.errors import (
    BriefError,
    ConfigurationError,
    JobFailed,
    LostAnswer,
    OutOfCredit,
    ProviderError,
    RateLimited,
    Unavailable,
    Unsupported,
)
from domain.requests import SpeechRequest
from domain.secret import Secret
from domain.speech import Voice
from providers.base import Vendor, Waiting
from providers.offers import Offer
from providers.speaking.aligned import Piece, from_words
from providers.speaking.aloud import speakable
from providers.voices import Called, Line

_TICKS = 10_000_000
"""Of 100 nanoseconds, in a second."""
_HEAD = 44
_RATE = 24_000
_LATE = 10.0
"""Seconds that the last events may come after the result."""
_VOICES = {
    "en": ("en-US-GuyNeural", "en-US-JennyNeural"),
    "fr": ("fr-FR-HenriNeural", "fr-FR-DeniseNeural"),
    "ar": ("ar-DZ-IsmaelNeural", "ar-DZ-AminaNeural"),
}
"""His and hers."""
_BASE = "https://{region}.tts.speech.microsoft.com"


class AzureVoice:
    """Text to speech."""

    def speak(self, request: SpeechRequest, offer: Offer, line: Line, folder: Path) -> Called:
        """Have a narration spoken, with the times of its words."""
        said = request.aloud
        if not speakable(said.text):
            raise BriefError(f"azure: there is nothing to say in {request.text!r}. Give segment {request.segment} some words.")
        ssml = _ssml(said.text, _voice(request))
        result, pieces, connected = _synthesised(line, ssml)
        if error := _trouble(result, connected):
            raise error
        path = folder / "voice.wav"
        path.write_bytes(result.audio_data)
        seconds = max(0, len(result.audio_data) - _HEAD) / 2 / _RATE
        return Called(path=path, words=from_words(request.text, said, pieces, seconds), job=str(result.result_id))

    def voices(self, line: Line) -> tuple[Voice, ...]:
        """Return all voices of the region."""
        sdk = _sdk()
        found = sdk.SpeechSynthesizer(speech_config=_config(line), audio_config=None).get_voices_async().get()
        if not found.voices:
            raise Unavailable(f"azure: does not list its voices: {found.error_details or 'no reason given'}.")
        return tuple(
            Voice(name=one.short_name, gender=one.gender.name.lower(), languages=(one.locale[:2],), about=one.local_name)
            for one in found.voices
        )


def _sdk() -> Any:
    try:
        import azure.cognitiveservices.speech as sdk
    except ImportError as missing:
        raise ConfigurationError("azure: its library is not installed. Run: pip install 'reelflow[azure]'.") from missing
    return sdk


def _config(line: Line) -> Any:
    sdk, key, region = _sdk(), line.keys["api_key"], line.keys.get("region", "")
    where = {"region": region} if line.base_url == _BASE.format(region=region) else {"endpoint": line.base_url}
    config = sdk.SpeechConfig(subscription=key, **where)
    config.set_speech_synthesis_output_format(sdk.SpeechSynthesisOutputFormat.Riff24Khz16BitMonoPcm)
    return config


def _synthesised(line: Line, ssml: str) -> tuple[Any, list[Piece], bool]:
    """Have a document spoken; return the result, the words with their times, and whether the vendor was reached."""
    sdk = _sdk()
    synthesizer = sdk.SpeechSynthesizer(speech_config=_config(line), audio_config=None)
    pieces, over, reached = list[Piece](), threading.Event(), threading.Event()

    def word(event: Any) -> None:
        if event.boundary_type == sdk.SpeechSynthesisBoundaryType.Word:
            start = event.audio_offset / _TICKS
            pieces.append(Piece(event.text, start, start + event.duration.total_seconds()))

    synthesizer.synthesis_word_boundary.connect(word)
    synthesizer.synthesis_completed.connect(lambda _: over.set())
    synthesizer.synthesis_canceled.connect(lambda _: over.set())
    connection = sdk.Connection.from_speech_synthesizer(synthesizer)
    connection.connected.connect(lambda _: reached.set())
    result = synthesizer.speak_ssml_async(ssml).get()
    over.wait(_LATE)
    return result, sorted(pieces, key=lambda piece: piece.start), reached.is_set()


def _trouble(result: Any, connected: bool) -> ProviderError | None:
    """Return the error a result stands for, None for a sound."""
    sdk = _sdk()
    if result.reason == sdk.ResultReason.SynthesizingAudioCompleted and len(result.audio_data) > _HEAD:
        return None
    if result.reason != sdk.ResultReason.Canceled:
        return LostAnswer("azure: answered without sound. It may have been charged.")
    details, codes = result.cancellation_details, sdk.CancellationErrorCode
    said = f"azure: {str(details.error_details or details.error_code.name).splitlines()[0][:300]}"
    if details.error_code in (codes.AuthenticationFailure, codes.Forbidden):
        return OutOfCredit(f"{said} See to AZURE_API_KEY and AZURE_REGION.")
    if details.error_code in (codes.TooManyRequests, codes.ServiceUnavailable):
        return RateLimited(said)
    if details.error_code == codes.BadRequest:
        return JobFailed(said)
    if details.error_code == codes.ConnectionFailure and not connected:
        return Unavailable(f"{said} Nothing was ordered.")
    return LostAnswer(f"{said} It may have been charged.")


def _voice(request: SpeechRequest) -> str:
    """Return the voice's name; raise `Unsupported` for one of another language."""
    his, hers = _VOICES[request.language]
    voice = {"": hers, "female": hers, "male": his}.get(request.voice, request.voice)
    if not voice.lower().startswith(f"{request.language}-") and "multilingual" not in voice.lower():
        raise Unsupported(
            f"azure: there is no voice {voice!r} in {request.language}. Names are such as {hers}: reelflow voices --vendor azure."
        )
    return voice


def _ssml(text: str, voice: str) -> str:
    locale = "-".join(voice.split("-")[:2])
    head = f'<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang={quoteattr(locale)}>'
    return f"{head}<voice name={quoteattr(voice)}>{escape(text)}</voice></speak>"


VENDOR = Vendor(
    slug="azure",
    name="Azure Speech",
    base_url=_BASE,
    needs=(
        Secret(field="api_key", env=("AZURE_API_KEY", "AZURE_SPEECH_KEY")),
        Secret(field="region", env=("AZURE_REGION", "AZURE_SPEECH_REGION")),
    ),
    sign=lambda keys, _now: {"Ocp-Apim-Subscription-Key": keys["api_key"]},
    offers=(
        Offer(
            kind="speech", model="neural", usd_per_1000_characters=Decimal("0.016"), quoted=date(2026, 11, 20),
            source="https://azure.microsoft.com/pricing/details/cognitive-services/speech-services, as told by others",
            languages=tuple(_VOICES), prompt_limit=8000,
        ),
    ),
    makers={"speech": AzureVoice()},
    waiting=Waiting(first=0, every=2, patience=600),
    at_once=4,
)  # fmt: skip
