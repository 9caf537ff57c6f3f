"""Score: the music bed under the film."""

from collections.abc import Sequence

from prefect import task

from domain.lineup import Choice
from domain.requests import Made, MusicRequest
from domain.script import Segment
from domain.speech import Narration
from domain.timing import film_seconds
from tasks.orders.fulfil import fulfil
from tasks.policies import ordered


@task(task_run_name="compose {request.mood} music", **ordered("score", "music"))
def compose(request: MusicRequest, segments: Sequence[Segment], voices: Sequence[Narration | None], choice: Choice) -> Made:
    """Compose a bed that ends with the film, once the voices say how long it is; the first vendor that delivers."""
    seconds = film_seconds(segments, [voice.seconds if voice else 0.0 for voice in voices])
    return fulfil(request.model_copy(update={"seconds": seconds}), "music", choice)
