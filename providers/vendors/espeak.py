"""espeak-ng: a voice that needs no key and no network. Clear, robotic, with its own word times."""

from dataclasses import dataclass
from pathlib import Path

from domain.errors import BriefError
from domain.requests import SpeechRequest
from domain.speech import Voice
from providers.base import Delivery, Vendor
from providers.offers import Offer
from providers.speaking import polish, recording, words
from providers.speaking.aloud import aloud, speakable
from providers.speaking.engine import Manner, Utterance, utter, variants


@dataclass(frozen=True)
class Timbre:
    """Whose voice: an espeak variant and how it is set."""

    variant: str
    pitch: int = 50
    range: int = 50
    air: float = 0.0
    """Decibels above 6.5 kHz that make it breathe or keep it from hissing."""


_VOICES = {"en": "en-us", "fr": "fr", "ar": "ar"}
_OFFER = Offer(kind="speech", model="espeak-ng-1.52", languages=tuple(_VOICES))
_RATES = {"en": 154, "fr": 144, "ar": 176}
_HIS = Timbre(variant="adam", pitch=50, range=60, air=1.0)
_HERS = Timbre(variant="f5", pitch=48, range=55, air=-4.0)
_TIMBRES = {"": _HIS, "male": _HIS, "female": _HERS}
_HURRIES = (1.0, 1.05, 1.10, 1.15)


class EspeakVoice:
    """Speaks a narration, a little faster when it would not fit."""

    def make(self, request: SpeechRequest, folder: Path) -> Delivery:
        """Write the narration into `folder` as a wav, with native word times.

        Raises `BriefError` when there is nothing to say, `Unsupported` for a language or voice it does not have,
        `ConfigurationError` when the engine is not installed.
        """
        _OFFER.check(request)
        text = request.aloud
        if not speakable(text.text):
            raise BriefError(f"espeak: there is nothing to say in {request.text!r}. Give segment {request.segment} some words.")
        said = polish.trimmed(_fitting(request))
        marks = tuple((text.written_at(where), at) for where, at in said.marks)
        heard = words.rested(words.spoken(request.text, marks, said.seconds), recording.spans(said.sound, said.rate))
        return Delivery(path=polish.finish(said, folder / "voice.wav", air=_timbre(request).air), words=heard)

    def voices(self, _line: None = None) -> tuple[Voice, ...]:
        """Return his voice, hers, and the engine's other variants."""
        usual = (Voice(name="male", gender="male"), Voice(name="female", gender="female"))
        return (*usual, *(Voice(name=name, about="a variant of the engine") for name in variants()))


def _fitting(request: SpeechRequest) -> Utterance:
    """The calmest reading that fits the segment, else the fastest we allow."""
    text = aloud(request.aloud.text)
    for hurry in _HURRIES:
        said = utter(text, _manner(request, hurry))
        if not request.seconds or polish.trimmed(said).seconds <= request.seconds:
            break
    return said


def _timbre(request: SpeechRequest) -> Timbre:
    return _TIMBRES.get(request.voice) or Timbre(variant=request.voice)


def _manner(request: SpeechRequest, hurry: float) -> Manner:
    timbre, language = _timbre(request), request.language
    return Manner(
        voice=f"{_VOICES[language]}+{timbre.variant}",
        rate=int(_RATES[language] * hurry),
        pitch=timbre.pitch,
        range=timbre.range,
    )


VENDOR = Vendor(
    slug="espeak",
    name="espeak-ng",
    offers=(_OFFER,),
    makers={"speech": EspeakVoice()},
    local=True,
    stand_in="The voice is espeak-ng: clear, robotic. Name a speech vendor and its key for a human-sounding one.",
)
