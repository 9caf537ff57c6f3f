"""Speak: one narration a segment and language."""

from prefect import task

from domain.lineup import Choice
from domain.requests import SpeechRequest
from domain.speech import Narration
from tasks.orders.fulfil import fulfil
from tasks.policies import ordered
from tasks.voices.listening import timed


@task(task_run_name="speak segment {request.segment} in {request.language}", **ordered("speak", "speech", version=3))
def speak(request: SpeechRequest, choice: Choice, listeners: Choice) -> Narration:
    """Speak one narration with the first vendor of `choice` that delivers, and say when each word is heard."""
    return timed(request, fulfil(request, "speech", choice), listeners)
