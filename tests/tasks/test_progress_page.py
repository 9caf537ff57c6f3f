"""Progress on the run page: nobody waits for the server to be told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from domain.brief import Brief
from domain.project import Project
from domain.script import Script, Segment
from tasks.pages import progress_page
from tasks.pages.progress import Step

PROJECT = Project(
    id="bees-1",
    title="Bees",
    brief=Brief(theme="bees"),
    script=Script(title={"en": "Bees"}, segments=(Segment(id=1, narration={"en": "Bees."}, prompt="a bee"),)),
)


@pytest.fixture
def page(home: Any, prefect: str) -> Any:
    """The page of a run with four clips to film."""
    from prefect import flow

    found: list[Any] = []

    @flow
    def run() -> None:
        with progress_page.progress_shown(PROJECT):
            from tasks.pages import progress

            found.append(progress._listeners.get()[-1].__self__)  # type: ignore[attr-defined]

    run()
    found[0].hear(Step(stage="film", total=4))
    return found[0]


def test_a_step_that_ends_while_another_is_being_told_does_not_wait_and_is_told_after_it(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []
    begun, go_on = Event(), Event()

    def slow(_identity: object, progress: float, description: str) -> None:
        told.append(progress)
        begun.set()
        assert go_on.wait(30)

    monkeypatch.setattr(progress_page, "update_progress_artifact", slow)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(page.hear, Step(stage="film", done=1))
        assert begun.wait(30)
        for _ in range(3):
            page.hear(Step(stage="film", done=1))  # would hang here if it waited
        go_on.set()
        first.result(30)
    assert told == [25, 100]


def test_a_page_that_could_not_be_told_is_told_with_the_next_step(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_identity: object, progress: float, description: str) -> None:
        raise ConnectionError

    with monkeypatch.context() as away, pytest.raises(ConnectionError):
        away.setattr(progress_page, "update_progress_artifact", broken)
        page.hear(Step(stage="film", done=1))
    told: list[float] = []
    monkeypatch.setattr(progress_page, "update_progress_artifact", lambda _, progress, description: told.append(progress))
    page.hear(Step(stage="film", done=1))
    assert told == [50]
