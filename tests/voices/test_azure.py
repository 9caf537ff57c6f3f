"""Azure, through a library of the same shape: the real one speaks a protocol of its own over websockets, not HTTP."""

import io
import sys
import wave
from collections.abc import Callable
from datetime import timedelta
from enum import Enum
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import httpx
import pytest

from domain.errors import (
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
from providers.registry import all_vendors
from providers.voices import Called, Line
from rehearsal import tones

AZURE = all_vendors()["azure"]
TEXT = "C'est l'IA & les PME : 45 % en 2026."
Reason = Enum("Reason", "SynthesizingAudioCompleted Canceled")
Boundary = Enum("Boundary", "Word Punctuation Sentence")
Code = Enum(
    "Code", "AuthenticationFailure BadRequest TooManyRequests Forbidden ConnectionFailure ServiceTimeout ServiceUnavailable"
)


class Signal:
    """An event that listeners connect to."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Any], None]] = []

    def connect(self, listener: Callable[[Any], None]) -> None:
        self.listeners.append(listener)

    def fire(self, event: Any = None) -> None:
        for listener in self.listeners:
            listener(event)


class Library:
    """What the vendor's library looks like from outside."""

    def __init__(self) -> None:
        self.code: Any = None
        self.reached = True
        self.asked: list[str] = []
        self.configs: list[dict[str, Any]] = []

    def module(self) -> ModuleType:
        found = ModuleType("azure.cognitiveservices.speech")
        found.__dict__.update(
            ResultReason=Reason, SpeechSynthesisBoundaryType=Boundary, CancellationErrorCode=Code,
            SpeechSynthesisOutputFormat=SimpleNamespace(Riff24Khz16BitMonoPcm="riff"), SpeechConfig=self._config,
            SpeechSynthesizer=self._synthesizer, Connection=SimpleNamespace(from_speech_synthesizer=lambda one: one.connection),
        )  # fmt: skip
        return found

    def _config(self, **said: Any) -> Any:
        self.configs.append(said)
        return SimpleNamespace(set_speech_synthesis_output_format=lambda kind: None)

    def _synthesizer(self, **_: Any) -> Any:
        names = ("synthesis_word_boundary", "synthesis_completed", "synthesis_canceled")
        made = SimpleNamespace(**{name: Signal() for name in names}, connection=SimpleNamespace(connected=Signal()))
        made.speak_ssml_async = lambda ssml: SimpleNamespace(get=lambda: self._speak(made, ssml))
        return made

    def _speak(self, synthesizer: Any, ssml: str) -> Any:
        self.asked.append(ssml)
        if self.reached:
            synthesizer.connection.connected.fire()
        if self.code:
            synthesizer.synthesis_canceled.fire()
            details = SimpleNamespace(error_code=self.code, error_details=f"{self.code.name}: websocket\nmore")
            return SimpleNamespace(reason=Reason.Canceled, cancellation_details=details, audio_data=b"", result_id="r1")
        said = tones.say(TEXT)
        for word, start, end in said.words:
            kind = Boundary.Word if any(letter.isalnum() for letter in word) else Boundary.Punctuation
            length = timedelta(seconds=end - start)
            event = {
                "audio_offset": round(start * 10_000_000),
                "duration": length,
                "text": word.strip(".:"),
                "boundary_type": kind,
            }
            synthesizer.synthesis_word_boundary.fire(SimpleNamespace(**event))
        synthesizer.synthesis_completed.fire()
        return SimpleNamespace(reason=Reason.SynthesizingAudioCompleted, audio_data=tones.wav(said), result_id="r1")


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """The library in the place of the vendor's."""
    found = Library()
    module = found.module()
    parent = ModuleType("azure.cognitiveservices")
    parent.speech = module  # type: ignore[attr-defined]
    top = ModuleType("azure")
    top.cognitiveservices = parent  # type: ignore[attr-defined]
    for name, one in (("azure", top), ("azure.cognitiveservices", parent), ("azure.cognitiveservices.speech", module)):
        monkeypatch.setitem(sys.modules, name, one)
    return found


def speak(folder: Path, address: str = "https://westeurope.tts.speech.microsoft.com", **more: Any) -> Called:
    request = SpeechRequest(**{"project": "p", "segment": 1, "text": TEXT, "language": "fr", **more})
    keys = {"api_key": "k", "region": "westeurope"}
    line = Line(slug="azure", base_url=address, keys=keys, http=httpx.Client())
    said: Called = AZURE.makers["speech"].speak(request, AZURE.offers[0], line, folder)
    return said


def test_word_boundaries_become_the_times_of_the_texts_words(library: Library, tmp_path: Path) -> None:
    made = speak(tmp_path)
    assert [word.text for word in made.words] == TEXT.split()
    for word, (_, start, end) in zip(made.words, tones.say(TEXT).words, strict=True):
        if any(letter.isalnum() for letter in word.text):
            assert (word.start, word.end) == (pytest.approx(start, abs=0.002), pytest.approx(end, abs=0.002))
    with wave.open(io.BytesIO(made.path.read_bytes())) as sound:
        assert sound.getframerate() == 24_000


def test_a_text_is_no_markup(library: Library, tmp_path: Path) -> None:
    speak(tmp_path)
    assert "C'est l'IA &amp; les PME" in library.asked[0]
    assert 'xml:lang="fr-FR"><voice name="fr-FR-DeniseNeural">' in library.asked[0]


def test_goes_to_the_region_or_to_an_endpoint_that_is_given(library: Library, tmp_path: Path) -> None:
    speak(tmp_path)
    speak(tmp_path, address="http://127.0.0.1:5000")
    assert library.configs == [
        {"subscription": "k", "region": "westeurope"}, {"subscription": "k", "endpoint": "http://127.0.0.1:5000"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (Code.AuthenticationFailure, OutOfCredit),
        (Code.Forbidden, OutOfCredit),
        (Code.BadRequest, JobFailed),
        (Code.TooManyRequests, RateLimited),
        (Code.ServiceUnavailable, RateLimited),
        (Code.ConnectionFailure, LostAnswer),
        (Code.ServiceTimeout, LostAnswer),
    ],
)
def test_what_the_library_only_notes_is_raised(library: Library, tmp_path: Path, code: Any, error: type[ProviderError]) -> None:
    library.code = code
    with pytest.raises(error, match=f"azure: {code.name}: websocket") as told:
        speak(tmp_path)
    assert "\n" not in str(told.value)


def test_a_vendor_that_was_never_reached_took_nothing(library: Library, tmp_path: Path) -> None:
    library.code, library.reached = Code.ConnectionFailure, False
    with pytest.raises(Unavailable, match=r"Nothing was ordered"):
        speak(tmp_path)


def test_a_voice_of_another_language_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(Unsupported, match=r"no voice 'en-US-GuyNeural' in fr.*fr-FR-DeniseNeural"):
        speak(tmp_path, voice="en-US-GuyNeural")
    assert library.asked == []


def test_says_how_to_install_a_missing_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "azure.cognitiveservices.speech", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'reelflow\[azure\]'"):
        speak(tmp_path)
