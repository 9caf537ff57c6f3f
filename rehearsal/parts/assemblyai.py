"""AssemblyAI, played from the contract sheet of 2026-11-20: a recording is handed in, its transcript ordered and asked for."""

from datetime import date
from decimal import Decimal

from rehearsal import tones
from rehearsal.part import Answer, Asked, Desk, No, Order, Part, Route, key_in, need
from rehearsal.speaking import INVENTED, words_of

_USD = {"universal-3-5-pro": Decimal("0.21") / 3600, "universal-2": Decimal("0.15") / 3600}
_NO = {"key": 401, "rate": 429, "server": 500, "busy": 503, "credit": 402, "missing": 404}
_held: dict[str, bytes] = {}


def upload(asked: Asked, _desk: Desk) -> Answer:
    """Take a recording."""
    if not (content := asked.files.get("body")):
        raise No("invalid", "There is no recording.")
    name = f"u{len(_held)}"
    _held[name] = content
    return Answer(body={"upload_url": f"{asked.base}/files/{name}"})


def order(asked: Asked, desk: Desk) -> Answer:
    """Take an order for a transcript."""
    content = _held.get(str(need(asked.body, "audio_url")).rpartition("/")[2])
    models = need(asked.body, "speech_models")
    if content is None or models[0] not in _USD:
        raise No("invalid", "The recording or the model is not known.")
    said = tones.heard(content)
    seconds = said.seconds if said else 1.0
    wanted = Order(prompt=said.text if said else "noise", model=models[0], seconds=seconds,
                   usd=_USD[models[0]] * Decimal(str(round(seconds, 3))))  # fmt: skip
    return Answer(body={"id": desk.accept(wanted, asked.body).id, "status": "queued"})


def look(asked: Asked, desk: Desk) -> Answer:
    """Tell how a transcript is."""
    seen = desk.look(asked.args["id"])
    if seen.phase != "done":
        return Answer(body={"id": seen.id, "status": "processing" if seen.phase == "running" else "queued"})
    content = _held[str(seen.body["audio_url"]).rpartition("/")[2]]
    said = tones.heard(content)
    words = [
        {"text": word, "start": round(start * 1000), "end": round(end * 1000), "confidence": 0.9}
        for word, start, end in (said.words if said else ())
    ]
    return Answer(body={"id": seen.id, "status": "completed", "text": words_of(said) if said else INVENTED, "words": words})


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    return Answer(status=_NO.get(why.kind, 400), body={"error": why.text})


PART = Part(
    slug="assemblyai",
    read=date(2026, 11, 20),
    signed=key_in("Authorization"),
    no=no,
    speaks=True,
    routes=(
        Route(method="POST", path="/v2/upload", does="about", play=upload),
        Route(method="POST", path="/v2/transcript", does="create", play=order),
        Route(method="GET", path="/v2/transcript/{id}", does="look", play=look),
    ),
)
