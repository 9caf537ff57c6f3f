"""espeak-ng: a voice that needs no key and no network. Clear, robotic, with its own word times."""

import re
from pathlib import Path

from domain.errors import BriefError
from domain.requests import SpeechRequest
from providers.base import Delivery, Offer, Vendor
from providers.speaking import polish, words
from providers.speaking.engine import Manner, Utterance, utter

_MODEL = "espeak-ng-1.52"
_VOICES = {"en": "en-us", "fr": "fr", "ar": "ar"}
_RATES = {"en": 165, "fr": 165, "ar": 150}
_VARIANTS = {"": ("Michael", 46), "male": ("m3", 40), "female": ("f4", 52)}
_HURRIES = (1.0, 1.05, 1.10, 1.15)
# A picture in the text would be read out by its name; a blank of the same length keeps every position.
_MUTE = re.compile(r"[^\w\s.,;:!?…،؛؟'’\"«»()\[\]%$€£&+=@/°\-–—]|_")


class EspeakVoice:
    """Speaks a narration, a little faster when it would not fit."""

    def make(self, request: SpeechRequest, folder: Path) -> Delivery:
        """Write the narration into `folder` as a wav, with native word times.

        Raises `BriefError` when there is nothing to say, `ConfigurationError` when the engine is not installed.
        """
        if not any(character.isalnum() for character in request.text):
            raise BriefError(f"espeak: there is nothing to say in {request.text!r}. Give segment {request.segment} some words.")
        said = polish.trimmed(_fitting(request))
        path = polish.finish(said, folder / "voice.wav")
        return Delivery(path=path, words=words.spoken(request.text, said.marks, said.seconds))


def _fitting(request: SpeechRequest) -> Utterance:
    """The calmest reading that fits the segment, else the fastest we allow."""
    text = _MUTE.sub(" ", request.text)
    for hurry in _HURRIES:
        said = utter(text, _manner(request, hurry))
        if not request.seconds or polish.trimmed(said).seconds <= request.seconds:
            break
    return said


def _manner(request: SpeechRequest, hurry: float) -> Manner:
    variant, pitch = _VARIANTS.get(request.voice, (request.voice, 50))
    return Manner(voice=f"{_VOICES[request.language]}+{variant}", rate=int(_RATES[request.language] * hurry), pitch=pitch)


VENDOR = Vendor(
    slug="espeak",
    name="espeak-ng",
    offers=(Offer(kind="speech", model=_MODEL, languages=tuple(_VOICES)),),
    makers={"speech": EspeakVoice()},
    local=True,
    stand_in="The voice is espeak-ng: clear, robotic. Name a speech vendor and its key for a human-sounding one.",
)
