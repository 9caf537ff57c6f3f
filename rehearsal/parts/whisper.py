"""Whisper, played from the contract sheet of 2026-11-20. It knows the words of what other stand-ins said."""

from datetime import date
from decimal import Decimal

from rehearsal.part import Answer, Asked, Desk, Part, Route, key_in, need
from rehearsal.speaking import heard_in, openais_no, words_of


def hear(asked: Asked, desk: Desk) -> Answer:
    """Say which words sound when."""
    model = str(need(asked.body, "model"))
    said, _ = heard_in(asked, desk, "file", Decimal("0.006") / 60, model=model)
    words = [{"word": word.strip(".,!?:;؟،"), "start": start, "end": end} for word, start, end in said.words]
    return Answer(body={"text": words_of(said), "language": "english", "duration": said.seconds, "words": words})


PART = Part(
    slug="whisper",
    read=date(2026, 11, 20),
    homes=("/v1",),
    signed=key_in("Authorization", "Bearer "),
    no=openais_no,
    speaks=True,
    routes=(Route(method="POST", path="/audio/transcriptions", does="create", play=hear),),
)
