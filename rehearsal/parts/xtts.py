"""A server of one's own with XTTS-v2, played after Coqui's published streaming server; its studio voices are from memory."""

from datetime import date
from decimal import Decimal

from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, need, prompt_in
from rehearsal.speaking import open_to_all, openais_no, spoken_by

_LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "pt", "tr", "ru", "nl", "cs", "ar", "zh", "ja", "hu", "ko")


def _speaker(tone: float) -> Json:
    return {"gpt_cond_latent": [[tone] * 4] * 2, "speaker_embedding": [tone] * 4}


_STUDIO = {"Claribel Dervla": _speaker(0.1), "Damien Black": _speaker(0.2)}


def speak(asked: Asked, desk: Desk) -> Answer:
    """Speak a text as raw samples."""
    text = prompt_in(asked.body, "text", most=10_000)
    need(asked.body, "speaker_embedding")
    need(asked.body, "gpt_cond_latent")
    if asked.body.get("language") not in _LANGUAGES or asked.body.get("add_wav_header") is not False:
        raise No("invalid", "The language is not known, or a header is asked for.")
    said, _, spoilt = spoken_by(desk, text, "xtts-v2", Decimal(0), asked.body)
    return Answer(body=said.pcm[: len(said.pcm) // 4 * 2] if spoilt == "truncated" else said.pcm, kind="audio/wav")


def learn(asked: Asked, desk: Desk) -> Answer:
    """Learn a voice."""
    if not asked.files.get("wav_file"):
        raise No("invalid", "wav_file is required.")
    desk.accept(Order(prompt="clone", model="xtts-v2", seconds=1, usd=Decimal(0)), asked.body)
    return Answer(body=_speaker(len(asked.files["wav_file"]) % 97 / 100))


PART = Part(
    slug="xtts",
    read=date(2026, 11, 20),
    signed=open_to_all,
    no=openais_no,
    speaks=True,
    routes=(
        Route(method="POST", path="/tts_stream", does="create", play=speak),
        Route(method="POST", path="/clone_speaker", does="create", play=learn),
        Route(method="GET", path="/studio_speakers", does="list", play=lambda _asked, _desk: Answer(body=_STUDIO)),
    ),
)
