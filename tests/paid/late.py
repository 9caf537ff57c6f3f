"""A run of its own: `python -m tests.paid.late PROJECT VENDOR COUNT` films segments through Prefect, all at once."""

import json
import sys
from typing import Any

from prefect import flow, unmapped
from prefect.task_runners import ThreadPoolTaskRunner

from domain.errors import ReelflowError
from domain.lineup import Choice
from domain.requests import VideoRequest
from tasks.films.filming import film

RETRIES = {"retries": 0, "persist_result": False, "cache_result_in_memory": True}
"""Of two runs each films for itself: neither finds the other's remembered results, nor waits to be told that it is busy."""


@flow(name="late")
def filmed(requests: tuple[VideoRequest, ...], choice: Choice) -> list[str]:
    """Film, and say of each segment the job that it came from or the error."""
    clips = film.with_options(**RETRIES).map(requests, unmapped(choice))
    return [_told(clip) for clip in clips]


def _told(clip: object) -> str:
    try:
        return str(clip.result().job)  # type: ignore[attr-defined]
    except ReelflowError as error:
        return type(error).__name__


def main(project: str, slug: str, count: str) -> None:
    """Film a project, a worker for each segment; it is not held, as by a run that lost its hold."""
    requests = tuple(
        VideoRequest(project=project, segment=n, prompt=f"{project}, shot {n}", seconds=5) for n in range(1, int(count) + 1)
    )
    at_once: Any = ThreadPoolTaskRunner(max_workers=int(count))
    print(json.dumps(filmed.with_options(task_runner=at_once)(requests, Choice(slugs=(slug,)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
