"""What Prefect tries again after an order was sent is the same order, whatever broke in between."""

from collections.abc import Callable
from typing import Any

import pytest
from prefect import flow, get_client, unmapped
from prefect.client.schemas.filters import FlowRunFilter
from prefect.runtime import flow_run

from domain.lineup import Choice
from flows.production import RUNNER
from providers import jobs
from tasks.films.filming import film
from tasks.orders import collecting, ordering
from tests.paid.conftest import Open
from tests.paid.studio import Studio

pytestmark = pytest.mark.slow

MISHAPS = {"the answer is kept": 1, "the job is asked for": 2, "the clip is kept": 3, "the order is settled": 4}
"""Where it breaks once, by the segment."""


@flow(task_runner=RUNNER)
def filmed(work: Any, choice: Choice) -> tuple[str, list[Any]]:
    """Film all, and return the run's id and what became of each."""
    clips = film.map(work, unmapped(choice))
    clips.wait()
    return str(flow_run.id), [clip.state.result(raise_on_failure=False) for clip in clips]


class Once:
    """Breaks a function the first time that it is called for its segment, before it does anything."""

    def __init__(self, film: Studio, segment: int, real: Callable[..., Any]) -> None:
        self.film, self.segment, self.real, self.broken = film, segment, real, False

    def __call__(self, *given: Any, **named: Any) -> Any:
        if not self.broken and self._is_its(given):
            self.broken = True
            raise OSError("the line to the disk was pulled")
        return self.real(*given, **named)

    def _is_its(self, given: tuple[Any, ...]) -> bool:
        own = {word for order in self.film.orders() if order.segment == self.segment for word in (order.id, order.job) if word}
        return any(getattr(one, "id", one) in own for one in given if isinstance(getattr(one, "id", one), str))


@pytest.fixture
def filming(studio: Open, prefect: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[Studio, list[Any], list[int]]]:
    """Film four segments, each with a mishap of its own: what became of them, and how often each was tried."""

    def run(slug: str) -> tuple[Studio, list[Any], list[int]]:
        film = studio(slug)
        for name, value in film.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(ordering, "submitted", Once(film, 1, ordering.submitted))
        monkeypatch.setattr(jobs, "collect", Once(film, 2, jobs.collect))
        monkeypatch.setattr(jobs, "fetch", Once(film, 3, jobs.fetch))
        monkeypatch.setattr(collecting, "move", Once(film, 4, collecting.move))
        run_id, outcomes = filmed(film.shots(4), Choice(slugs=(slug,)))
        with get_client(sync_client=True) as client:
            tries = client.read_task_runs(flow_run_filter=FlowRunFilter(id={"any_": [run_id]}))  # type: ignore[arg-type]
        return film, outcomes, [one.run_count for one in sorted(tries, key=lambda one: one.name)]

    return run


@pytest.mark.parametrize("slug", ["kling", "pika", "replicate"])
def test_a_task_that_is_tried_again_pays_once(filming: Any, slug: str) -> None:
    film, outcomes, tries = filming(slug)
    assert tries == [2] * len(MISHAPS)
    assert [made.vendor for made in outcomes] == [slug] * len(MISHAPS)
    assert len(film.accepted()) == len(MISHAPS)
    assert film.states() == ["done"] * len(MISHAPS)
    assert [order.attempt for order in film.orders()] == [1] * len(MISHAPS)
    assert (film.cost().reserved_usd, film.cost().wasted_usd, film.cost().spent_usd) == (0, 0, film.charged())


def test_where_the_vendor_cannot_tell_a_second_try_declares_the_order_unknown_and_sends_nothing(filming: Any) -> None:
    film, outcomes, tries = filming("luma")
    assert tries == [2] * len(MISHAPS)
    assert [type(one).__name__ for one in outcomes] == ["OrderUnknown", "Made", "Made", "Made"]
    assert len(film.accepted()) == len(MISHAPS)
    assert film.states() == ["done"] * 3 + ["unknown"]
    assert film.cost().reserved_usd == film.orders()[0].estimated_usd
