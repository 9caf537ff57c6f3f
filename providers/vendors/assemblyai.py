"""AssemblyAI hears when words sound: the recording is handed in, its transcript ordered, and asked for until it is there."""

import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from domain.errors import JobFailed, LostAnswer, ProviderError, RateLimited, Unavailable
from domain.money import ZERO
from domain.requests import ListenRequest, TranscriptRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.dialect import said
from providers.offers import Offer
from providers.speaking.aligned import from_words, pieces_of
from providers.voices import Called, Line, answered, asked, json_in

_PATIENCE = 300.0
"""Seconds for a transcript of a few seconds of speech."""


class AssemblyEars:
    """Transcription with the times of words."""

    def hear(self, request: ListenRequest, offer: Offer, line: Line) -> Called:
        """Return the recording with the times of its words; a transcript that fails costs nothing."""
        path = Path(request.file)
        job, reply = _transcribed(line, path, {"speech_models": [offer.model], "language_code": request.language})
        heard = pieces_of(reply, "words", text="text", unit=0.001)
        words = from_words(request.text, request.aloud, heard, request.seconds)
        return Called(path=path, words=words, timing="forced", job=job, charged_usd=None if heard else ZERO)

    def transcribe(self, request: TranscriptRequest, offer: Offer, line: Line) -> Called:
        """Return the recording with what is said in it; a transcript that fails costs nothing."""
        path = Path(request.file)
        job, reply = _transcribed(line, path, {"speech_models": [offer.model], "language_detection": True})
        return Called(path=path, text=said(reply, "text"), job=job)


def _transcribed(line: Line, path: Path, wanted: dict[str, Any]) -> tuple[str, Any]:
    """Return the vendor's name for a transcript, and the transcript."""
    key = {"Authorization": line.keys["api_key"]}
    order = {"audio_url": _handed_in(line, path, key), **wanted}
    job = said(json_in(line, answered(line, "/v2/transcript", body=order, headers=key)), "id")
    if not job:
        raise LostAnswer("assemblyai: took an order and did not name it. It may have been charged.")
    reply = _finished(line, job, key)
    if said(reply, "status") == "error":
        raise JobFailed(f"assemblyai: {said(reply, 'error') or 'no reason given'}.")
    return job, reply


def _handed_in(line: Line, path: Path, key: dict[str, str]) -> str:
    """Return the vendor's address of a recording; handing it in costs nothing, so a silence is no order that was lost."""
    try:
        headers = {**key, "Content-Type": "application/octet-stream"}
        return said(json_in(line, answered(line, "/v2/upload", content=path.read_bytes(), headers=headers)), "upload_url")
    except LostAnswer as lost:
        raise Unavailable(f"assemblyai: did not take the recording ({lost}) Nothing was ordered.") from lost


def _finished(line: Line, job: str, key: dict[str, str]) -> Any:
    """Ask for a transcript until it is there; raise `LostAnswer` when it does not come."""
    deadline, trouble = time.monotonic() + _PATIENCE, ""
    while time.monotonic() < deadline:
        try:
            reply = asked(line, f"/v2/transcript/{job}", headers=key)
            if said(reply, "status") in ("completed", "error"):
                return reply
        except (Unavailable, RateLimited) as hiccup:
            trouble = str(hiccup)
        except ProviderError as no:
            raise LostAnswer(f"{no} Transcript {job} was ordered and may be charged.") from no
        line.rest(line.pace)
    raise LostAnswer(f"assemblyai: transcript {job} is not there after {_PATIENCE:.0f} s. {trouble} It may be charged.")


VENDOR = Vendor(
    slug="assemblyai",
    name="AssemblyAI",
    base_url="https://api.assemblyai.com",
    needs=(Secret(field="api_key", env=("ASSEMBLYAI_API_KEY",)),),
    sign=lambda keys, _now: {"Authorization": keys["api_key"]},
    offers=(
        Offer(
            kind="listen", model="universal-3-5-pro", usd_per_second=Decimal("0.21") / 3600, quoted=date(2026, 10, 7),
            source="https://www.assemblyai.com/pricing, as told by others",
        ),
        Offer(
            kind="listen", model="universal-2", usd_per_second=Decimal("0.15") / 3600, quoted=date(2026, 10, 7),
            source="https://www.assemblyai.com/pricing, as told by others",
        ),
    ),
    makers={"listen": AssemblyEars()},
    waiting=Waiting(first=0, every=3, patience=600),
    at_once=5,
)  # fmt: skip
