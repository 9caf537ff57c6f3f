"""ElevenLabs, played from the contract sheet of 2026-11-20: voices with the times of their characters, and forced alignment.

The names of the response headers, and how the list of voices is labelled, are from memory.
"""

import base64
from datetime import date
from decimal import Decimal

from rehearsal import tones
from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, key_in, need, prompt_in
from rehearsal.speaking import drifted, heard_in, spoken_by, words_of

_USD = {
    "eleven_multilingual_v2": "0.10", "eleven_v3": "0.10", "eleven_flash_v2_5": "0.05", "eleven_v4": "0.08",
}  # fmt: skip
_MOST = {"eleven_v3": 5_000, "eleven_flash_v2_5": 40_000}
_NO = {
    "key": (401, "invalid_api_key"), "invalid": (400, "invalid_request"), "missing": (404, "voice_not_found"),
    "refused": (400, "content_policy_violation"), "rate": (429, "too_many_concurrent_requests"),
    "server": (500, "internal_error"), "gone": (404, "not_found"), "busy": (503, "system_busy"),
    "credit": (401, "quota_exceeded"), "envelope": (400, "invalid_request"),
}  # fmt: skip
_VOICES = {
    "JBFqnCBsd6RMkjVDRZzb": ("George", "male", "british"), "EXAVITQu4vr4xnSDxMaL": ("Sarah", "female", "american"),
    "aaaaaaaaaaaaaaaaaaaa": ("Amina", "female", "algerian"),
}  # fmt: skip
_ALIGNED = Decimal("0.22") / 3600


def speak(asked: Asked, desk: Desk) -> Answer:
    """Speak a text, and say when each character sounds."""
    model = str(asked.body.get("model_id") or "eleven_multilingual_v2")
    text = prompt_in(asked.body, "text", most=_MOST.get(model, 10_000))
    if model not in _USD or asked.params.get("output_format") != "pcm_24000":
        raise No("invalid", "Only pcm_24000 and known models are played here.")
    if asked.args["voice"] not in _VOICES and not asked.args["voice"].startswith("clone"):
        raise No("missing", f"A voice with the voice_id {asked.args['voice']} was not found.")
    usd = Decimal(_USD[model]) * len(text) / 1000
    said, seen, spoilt = spoken_by(desk, text, model, usd, asked.body)
    pcm = said.pcm[: len(said.pcm) // 2 // 2 * 2] if spoilt == "truncated" else said.pcm
    body: Json = {"audio_base64": base64.b64encode(pcm).decode(), "alignment": _alignment(said), "normalized_alignment": None}
    if spoilt == "drift":
        body["alignment"] = _alignment(drifted(said))
    if spoilt == "no-times":
        body["alignment"] = None
    return Answer(body=body, headers={"request-id": seen, "character-cost": str(len(text))})


def align(asked: Asked, desk: Desk) -> Answer:
    """Say when the words of a text sound in a recording."""
    text = prompt_in(asked.body, "text", most=100_000)
    said, _ = heard_in(asked, desk, "file", _ALIGNED, model="forced-alignment")
    words = said.words
    if "".join(said.text.split()) != "".join(text.split()):
        words = tuple((word, index * 0.3, index * 0.3 + 0.2) for index, word in enumerate(text.split()))
    told = [{"text": word, "start": start, "end": end, "loss": 0.1} for word, start, end in words]
    return Answer(body={"characters": [], "words": told, "loss": 0.1})


def transcribe(asked: Asked, desk: Desk) -> Answer:
    """Write down what is said in a recording."""
    if need(asked.body, "model_id") != "scribe_v2":
        raise No("invalid", "The model is not known.")
    said, _ = heard_in(asked, desk, "file", _ALIGNED, model="scribe_v2")
    words = [{"text": word, "start": start, "end": end, "type": "word", "logprob": 0.0} for word, start, end in said.words]
    told = {"language_code": "en", "language_probability": 1.0, "text": words_of(said), "words": words}
    return Answer(body=told)


def voices(_asked: Asked, _desk: Desk) -> Answer:
    """List the voices."""
    listed = [
        {"voice_id": voice, "name": name, "category": "premade", "labels": {"gender": gender, "accent": accent}}
        for voice, (name, gender, accent) in _VOICES.items()
    ]
    return Answer(body={"voices": listed})


def add(asked: Asked, desk: Desk) -> Answer:
    """Learn a voice from a recording."""
    name = prompt_in(asked.body, "name", most=100)
    if not asked.files:
        raise No("invalid", "files is required.")
    seen = desk.accept(Order(prompt=name, model="ivc", seconds=1, usd=Decimal(0)), asked.body)
    return Answer(body={"voice_id": f"clone{seen.id.replace('-', '')[:15]}", "requires_verification": False})


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, word = _NO[why.kind]
    return Answer(status=status, body={"detail": {"status": word, "message": why.text}})


def _alignment(said: tones.Said) -> Json:
    return {
        "characters": list(said.text),
        "character_start_times_seconds": list(said.starts),
        "character_end_times_seconds": list(said.ends),
    }


PART = Part(
    slug="elevenlabs",
    read=date(2026, 11, 20),
    signed=key_in("xi-api-key"),
    no=no,
    speaks=True,
    routes=(
        Route(method="POST", path="/v1/text-to-speech/{voice}/with-timestamps", does="create", play=speak),
        Route(method="POST", path="/v1/forced-alignment", does="create", play=align),
        Route(method="POST", path="/v1/speech-to-text", does="create", play=transcribe),
        Route(method="POST", path="/v1/voices/add", does="create", play=add),
        Route(method="GET", path="/v1/voices", does="list", play=voices),
    ),
)
