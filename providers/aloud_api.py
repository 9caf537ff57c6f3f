"""`/audio/speech` in OpenAI's shape: a text goes in, a sound comes back. Many servers of one's own speak it too."""

from pathlib import Path
from typing import Any

from domain.errors import BriefError
from domain.requests import SpeechRequest
from providers.offers import Offer
from providers.speaking.aloud import speakable
from providers.voices import Called, Line, answered, unreadable


def spoken(request: SpeechRequest, offer: Offer, line: Line, folder: Path, voice: str, **more: Any) -> Called:
    """Have a narration spoken into `folder`, sent once; it does not say when words sound. Raises as a `Speaker` does."""
    text = request.aloud.text
    if not speakable(text):
        raise BriefError(f"{line.slug}: there is nothing to say in {request.text!r}. Give segment {request.segment} some words.")
    body = {"model": offer.model, "input": text, "voice": voice, "response_format": "wav", **more}
    response = answered(line, "/audio/speech", body=body)
    return Called(path=received(line, response, folder), job=response.headers.get("x-request-id", ""))


def received(line: Line, response: Any, folder: Path) -> Path:
    """Write the sound of an answer into `folder`; raise `LostAnswer` for one that is none."""
    kind = response.headers.get("content-type", "")
    if not kind.startswith(("audio/", "application/octet-stream")) or not response.content:
        raise unreadable(line, response.headers)
    path = folder / "answer.wav"
    path.write_bytes(response.content)
    return path
