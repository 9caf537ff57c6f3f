"""Score: the music bed under the film."""

from prefect import task

from domain.lineup import Choice
from domain.requests import Made, MusicRequest
from tasks.fulfil import fulfil
from tasks.policies import ordered


@task(task_run_name="compose {request.seconds} s of {request.mood} music", **ordered("score"))
def compose(request: MusicRequest, choice: Choice) -> Made:
    """Compose the music bed with the first vendor of `choice` that delivers."""
    return fulfil(request, "music", choice)
