"""A run of its own: `python -m tests.paid.late PROJECT VENDOR` films six segments through Prefect and prints what came of it."""

import json
import sys

from prefect import flow, unmapped

from domain.errors import ReelflowError
from domain.lineup import Choice
from domain.requests import VideoRequest
from flows.production import RUNNER
from tasks.filming import film

RETRIES = {"retries": 0, "persist_result": False, "cache_result_in_memory": True}
"""Of two runs each films for itself: neither finds the other's remembered results, nor waits to be told that it is busy."""


@flow(name="late", task_runner=RUNNER)
def filmed(requests: tuple[VideoRequest, ...], choice: Choice) -> list[str]:
    """Film, and say of each segment the job that it came from or the error."""
    clips = film.with_options(**RETRIES).map(requests, unmapped(choice))
    return [_told(clip) for clip in clips]


def _told(clip: object) -> str:
    try:
        return str(clip.result().job)  # type: ignore[attr-defined]
    except ReelflowError as error:
        return type(error).__name__


def main(project: str, slug: str) -> None:
    """Film a project of six segments without holding it, as a run does that lost its hold."""
    requests = tuple(VideoRequest(project=project, segment=n, prompt=f"{project}, shot {n}", seconds=5) for n in range(1, 7))
    print(json.dumps(filmed(requests, Choice(slugs=(slug,)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
