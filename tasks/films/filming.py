"""Film: one clip a segment."""

from prefect import task

from domain.lineup import Choice
from domain.requests import Made, VideoRequest
from tasks.orders.fitting import choice_for
from tasks.orders.fulfil import fulfil
from tasks.policies import ordered


@task(task_run_name="film segment {request.segment}, take {request.take}", **ordered("film", "video"))
def film(request: VideoRequest, choice: Choice) -> Made:
    """Film one segment with the first vendor of `choice` that delivers; a clip that is there already is not ordered again."""
    return fulfil(request, "video", choice_for(request, choice))
