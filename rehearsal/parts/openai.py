"""OpenAI's voices, played from the contract sheet of 2026-11-20."""

from datetime import date
from decimal import Decimal

from rehearsal.part import Answer, Asked, Desk, No, Part, Route, key_in
from rehearsal.speaking import in_openais_shape, openais_no

_USD = {"tts-1": Decimal("0.015"), "tts-1-hd": Decimal("0.030")}


def speak(asked: Asked, desk: Desk) -> Answer:
    """Speak a text."""
    model = str(asked.body.get("model"))
    if model not in _USD:
        raise No("missing", f"The model {model} does not exist.")
    return in_openais_shape(asked, desk, model, _USD[model])


PART = Part(
    slug="openai",
    read=date(2026, 11, 20),
    homes=("/v1",),
    signed=key_in("Authorization", "Bearer "),
    no=openais_no,
    speaks=True,
    routes=(Route(method="POST", path="/audio/speech", does="create", play=speak),),
)
