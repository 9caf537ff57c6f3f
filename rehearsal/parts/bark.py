"""A server of one's own with Bark, played in OpenAI's shape. It takes every key and charges nothing."""

from datetime import date
from decimal import Decimal

from rehearsal.part import Answer, Asked, Desk, No, Part, Route
from rehearsal.speaking import in_openais_shape, open_to_all, openais_no


def speak(asked: Asked, desk: Desk) -> Answer:
    """Speak a text in one of Bark's presets."""
    if not str(asked.body.get("voice")).startswith("v2/"):
        raise No("invalid", "There is no such preset.")
    return in_openais_shape(asked, desk, "bark", Decimal(0))


PART = Part(
    slug="bark",
    read=date(2026, 11, 20),
    homes=("/v1",),
    signed=open_to_all,
    no=openais_no,
    speaks=True,
    routes=(Route(method="POST", path="/audio/speech", does="create", play=speak),),
)
