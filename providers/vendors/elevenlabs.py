"""ElevenLabs: natural voices that say when each character sounds; it also hears when words sound, and learns voices.

The default model's times are steady; `eleven_v3` drifts towards the end of a recording, which is found out and heard again.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.errors import BriefError, ContentRefused, LostAnswer, OutOfCredit, ProviderError, Unavailable, Unsupported
from domain.requests import ListenRequest, SpeechRequest, TranscriptRequest
from domain.secret import Secret
from domain.speech import Voice
from providers.base import Vendor, Waiting
from providers.complaints import said_in
from providers.offers import Offer
from providers.speaking.aligned import Piece, from_characters, from_words
from providers.speaking.aloud import speakable
from providers.voices import Called, Line, complaint, sending, wav

if TYPE_CHECKING:
    from elevenlabs.client import ElevenLabs

_RATE = 24_000
_ONCE: Any = {"max_retries": 0, "timeout_in_seconds": 120}
_LANGUAGES = ("en", "fr", "ar", "es", "de", "it", "pt", "hi", "ja", "zh", "ko", "nl", "pl", "sv", "id", "tr", "fil", "bg", "ro",
              "cs", "el", "fi", "hr", "ms", "sk", "da", "ta", "uk", "ru")  # fmt: skip
_CARD: Any = {"kind": "speech", "quoted": date(2026, 6, 30), "source": "https://elevenlabs.io/pricing/api, as told by others"}
_GEORGE = "JBFqnCBsd6RMkjVDRZzb"
"""A voice that every account has; others are looked for in the account by their names and labels."""
_ID = re.compile(r"[A-Za-z0-9]{20}")
_NAMED = 12
"""How many voices a refusal names."""


class ElevenVoice:
    """Text to speech."""

    def speak(self, request: SpeechRequest, offer: Offer, line: Line, folder: Path) -> Called:
        """Have a narration spoken, with the times of its characters."""
        said = request.aloud
        if not speakable(said.text):
            raise BriefError(
                f"elevenlabs: there is nothing to say in {request.text!r}. Give segment {request.segment} some words."
            )
        voice = self._id_of(request.voice, line)
        with _told(line):
            reply = _client(line).text_to_speech.with_raw_response.convert_with_timestamps(
                voice, text=said.text, output_format="pcm_24000", request_options=_ONCE, **_manner(request, offer)
            )
        pcm = _sound(reply.data)
        path = wav(folder / "voice.wav", pcm, _RATE)
        seconds = len(pcm) // 2 / _RATE
        words = from_characters(request.text, said, _pieces(reply.data.alignment), seconds)
        cost = reply.headers.get("character-cost", "")
        return Called(
            path=path,
            words=words,
            characters=int(cost) if cost.isdecimal() else None,
            job=reply.headers.get("request-id", "") or "",
        )

    def voices(self, line: Line) -> tuple[Voice, ...]:
        """Return the voices of the account."""
        with _told(line, ordering=False):
            found = _client(line).voices.get_all(request_options=_ONCE)
        return tuple(_voice(one) for one in found.voices)

    def clone(self, name: str, sample: Path, line: Line) -> tuple[Voice, dict[str, Any]]:
        """Have the account learn a voice from a recording; return it with its id."""
        with _told(line):
            made = _client(line).voices.ivc.create(name=name, files=[(sample.name, sample.read_bytes())], request_options=_ONCE)
        about = "waits for the vendor's check" if made.requires_verification else "learned from a sample"
        return Voice(name=name, id=made.voice_id, about=about), {"id": made.voice_id}

    def _id_of(self, voice: str, line: Line) -> str:
        """Return the id of a voice by its name; raise `Unsupported`, naming others, for one that the account does not have."""
        if not voice or _ID.fullmatch(voice):
            return voice or _GEORGE
        if learned := line.voices.get(voice):
            return str(learned["id"])
        mine, wish = self.voices(line), voice.casefold()
        own = voice in ("male", "female")
        found = next((one for one in mine if wish in (one.gender.casefold() if own else "", *_names(one.name))), None)
        if found is None:
            names = ", ".join(one.name.split(" - ")[0] for one in mine[:_NAMED])
            raise Unsupported(
                f"elevenlabs: there is no voice {voice!r}. Choose male, female, {names}: reelflow voices lists them."
            )
        return found.id


class ElevenEars:
    """Forced alignment: when the words of a known text sound in a recording; and Scribe, which writes down what is said."""

    def hear(self, request: ListenRequest, offer: Offer, line: Line) -> Called:
        """Return the recording with the times of its words."""
        path = Path(request.file)
        with _told(line):
            reply = _client(line).forced_alignment.create(
                file=(path.name, path.read_bytes(), "audio/wav"), text=request.aloud.text, request_options=_ONCE
            )
        pieces = [Piece(word.text, word.start, word.end) for word in reply.words]
        return Called(path=path, words=from_words(request.text, request.aloud, pieces, request.seconds), timing="forced")

    def transcribe(self, request: TranscriptRequest, offer: Offer, line: Line) -> Called:
        """Return the recording with what is said in it."""
        path = Path(request.file)
        with _told(line):
            reply: Any = _client(line).speech_to_text.convert(
                model_id="scribe_v2", file=(path.name, path.read_bytes(), "audio/wav"), request_options=_ONCE
            )
        return Called(path=path, text=str(getattr(reply, "text", "") or ""))


def _names(name: str) -> tuple[str, str]:
    """Return what a voice may be called: `George - Warm storyteller` is also `George`."""
    return name.split(" - ")[0].strip().casefold(), name.casefold()


def _client(line: Line) -> "ElevenLabs":
    from elevenlabs.client import ElevenLabs

    return ElevenLabs(api_key=line.keys["api_key"], base_url=line.base_url, httpx_client=line.http)


def _manner(request: SpeechRequest, offer: Offer) -> dict[str, Any]:
    """Return how a text is to be spoken: what surrounds it, how evenly, and in which language where the model takes that."""
    from elevenlabs import VoiceSettings

    said: dict[str, Any] = {"model_id": offer.model}
    if offer.model != "eleven_multilingual_v2":
        said["language_code"] = request.language
    if offer.model not in ("eleven_v3", "eleven_v4", "eleven_v4_turbo"):
        said |= {name: text for name, text in (("previous_text", request.before), ("next_text", request.after)) if text}
    if request.stability is not None:
        said["voice_settings"] = VoiceSettings(stability=request.stability)
    return said


def _sound(reply: Any) -> bytes:
    try:
        pcm = base64.b64decode(reply.audio_base_64 or "", validate=True)
    except (AttributeError, binascii.Error, TypeError) as wrong:
        raise LostAnswer("elevenlabs: answered without sound. It may have been charged.") from wrong
    if not pcm:
        raise LostAnswer("elevenlabs: answered without sound. It may have been charged.")
    return pcm


def _pieces(alignment: Any) -> list[Piece]:
    """Return the characters of an alignment with their times; none where the vendor sent none, or half of it."""
    lists = [
        getattr(alignment, name, None) or []
        for name in ("characters", "character_start_times_seconds", "character_end_times_seconds")
    ]
    return [Piece(*piece) for piece in zip(*lists, strict=False)] if len({len(one) for one in lists}) == 1 else []


def _voice(theirs: Any) -> Voice:
    labels = theirs.labels or {}
    about = " ".join(str(labels[name]) for name in ("accent", "age", "description", "use_case") if labels.get(name))
    language = labels.get("language")
    return Voice(
        name=theirs.name or theirs.voice_id,
        id=theirs.voice_id,
        gender=labels.get("gender", ""),
        languages=(language,) if language else (),
        about=about,
    )


@contextmanager
def _told(line: Line, *, ordering: bool = True) -> Iterator[None]:
    """Tell in our words what the vendor's library raises."""
    from elevenlabs.core import ApiError

    try:
        with sending(line.slug):
            yield
    except ApiError as error:
        raise _no(error, ordering=ordering) from error
    except LostAnswer as lost:
        raise lost if ordering else Unavailable(f"{line.slug}: no answer to a question.") from lost


def _no(error: Any, *, ordering: bool) -> ProviderError:
    body: Any = error.body if isinstance(error.body, dict) else {}
    status, headers = error.status_code or 0, _lower(error.headers)
    detail: Any = body.get("detail")
    word = str(detail.get("status", "")) if isinstance(detail, dict) else ""
    if word == "quota_exceeded":
        return OutOfCredit(f"elevenlabs: {said_in(body)} The account has no credits left: buy some or wait for the next month.")
    if "content" in word or "moderation" in word:
        return ContentRefused(f"elevenlabs: {said_in(body)} Say it in other words.")
    no = complaint("elevenlabs", status, body, headers)
    if no is None or (isinstance(no, LostAnswer) and not ordering):
        return LostAnswer(f"elevenlabs: an answer that cannot be read (HTTP {status}). It may have been charged.")
    return no


def _lower(headers: Mapping[str, str] | None) -> dict[str, str]:
    return {name.lower(): value for name, value in (headers or {}).items()}


def _model(name: str, price: str, most: int, **more: Any) -> Offer:
    said = {"model": name, "usd_per_1000_characters": Decimal(price), "prompt_limit": most, "languages": _LANGUAGES}
    return Offer.model_validate({**_CARD, **said, **more})


VENDOR = Vendor(
    slug="elevenlabs",
    name="ElevenLabs",
    base_url="https://api.elevenlabs.io",
    needs=(Secret(field="api_key", env=("ELEVENLABS_API_KEY",)),),
    sign=lambda keys, _now: {"xi-api-key": keys["api_key"]},
    offers=(
        _model("eleven_multilingual_v2", "0.10", 10_000),
        _model("eleven_flash_v2_5", "0.05", 40_000, languages=(*_LANGUAGES, "hu", "no", "vi")),
        _model("eleven_v3", "0.10", 5_000),
        _model("eleven_v4", "0.08", 10_000),
        Offer(
            kind="listen", model="forced-alignment", usd_per_second=Decimal("0.22") / 3600, quoted=date(2026, 11, 20),
            source="the price of Scribe by the hour, in the vendor's own library",
        ),
    ),
    makers={"speech": ElevenVoice(), "listen": ElevenEars()},
    waiting=Waiting(first=0, every=2, patience=600),
    at_once=2,
)  # fmt: skip
