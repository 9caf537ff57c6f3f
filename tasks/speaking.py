"""Speak: one narration a segment and language."""

from prefect import task

from domain.lineup import Choice
from domain.requests import SpeechRequest
from domain.speech import Narration
from tasks.fulfil import fulfil
from tasks.policies import ordered


@task(task_run_name="speak segment {request.segment} in {request.language}", **ordered("speak", "speech"))
def speak(request: SpeechRequest, choice: Choice) -> Narration:
    """Speak one narration with the first vendor of `choice` that delivers, and say when each word is heard."""
    made = fulfil(request, "speech", choice)
    notes = tuple(f"Segment {request.segment}, {request.language}: {note}" for note in made.notes)
    return Narration(
        media=made.media, language=request.language, words=made.words, timing=made.timing, vendor=made.vendor, notes=notes
    )
