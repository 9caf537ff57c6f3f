"""The real thing: a run of a deployment waits for a person, goes on as they left it, and never pays twice."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect import get_client
from prefect.client.orchestration import SyncPrefectClient
from prefect.deployments import run_deployment
from prefect.exceptions import PrefectHTTPStatusError
from prefect.input.run_input import keyset_from_paused_state

from domain.editing import rewrite
from domain.project import Project
from store import approvals, projects
from tasks.pages.standing import report_of
from tasks.scripts.editing import edited
from tasks.wiring import store
from tests.flows.commands import Command, patience
from tests.flows.serving import serving
from tests.flows.stage import orders
from tests.paid.conftest import Open
from tests.paid.studio import Rehearsal

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

FILM: dict[str, Any] = {"theme": "Sleep better", "duration": 10, "provider": "runway", "formats": ["vertical_720p"]}
PLAIN: dict[str, Any] = {"draft": True, "voiceover": False, "music": False, "subtitles": False}
Taken = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def taken(studio: Open, stage: Rehearsal, prefect: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Taken]:
    """A worker at its place; what runway has taken since."""
    film = studio("runway")
    for name, value in {**film.environment, "REELFLOW_POLL_SECONDS": "0.3"}.items():
        monkeypatch.setenv(name, value)
    jobs = lambda: [job for job in stage.journal()["jobs"] if job["vendor"] == "runway"]  # noqa: E731
    before = len(jobs())
    with serving(prefect):
        yield lambda: jobs()[before:]


@pytest.fixture
def client(prefect: str) -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as one:
        yield one


class Waiting:
    """A run of the deployment, as whoever approves it sees it."""

    def __init__(self, client: SyncPrefectClient, home: Path, **asked: Any) -> None:
        said = {**FILM, **PLAIN, "output": str(home.parent), "approval": "human", **asked}
        self._client = client
        self.id: UUID = run_deployment("make-video/here", parameters=said, timeout=0).id  # type: ignore[union-attr]

    def ends(self, name: str) -> str:
        """Wait for a state and return what it says."""
        patience(lambda: self._client.read_flow_run(self.id).state_name in (name, "Failed", "Crashed", "Completed"))
        state = self._client.read_flow_run(self.id).state
        assert state and state.name == name, state
        return state.message or ""

    def form(self) -> dict[str, Any]:
        """The form that is shown, once it is."""
        self.ends("Suspended")
        keys = keyset_from_paused_state(self._client.read_flow_run(self.id).state)  # type: ignore[arg-type]
        found: list[bytes] = []

        def kept() -> bool:
            with contextlib.suppress(PrefectHTTPStatusError):  # the run says so before its form is kept
                found.append(self._client.read_flow_run_input(self.id, keys["schema"]))
            return bool(found)

        patience(kept)
        return dict(json.loads(found[0]))

    def answer(self, **said: Any) -> str:
        """Send the form; what the server says to it."""
        return self._client.resume_flow_run(self.id, run_input=said).status.value

    def goes_on(self) -> None:
        patience(lambda: self._client.read_flow_run(self.id).state_name not in ("Suspended", "Resuming", "Late"))


def the_project() -> Project:
    return projects.load(store(), "last")


def rows(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in form["properties"]["segments"]["default"]]


def told(form: dict[str, Any]) -> str:
    return str(form["properties"]["decision"]["description"])


def test_a_run_waits_for_a_person_goes_on_as_they_left_it_and_pays_once(
    home: Path, client: SyncPrefectClient, prefect: str, taken: Taken
) -> None:
    run = Waiting(client, home, approve=["script", "film"])
    form = run.form()
    assert "runway" in told(form) and "Price: $" in told(form)
    assert (taken(), orders(the_project().id)) == ([], ())
    assert run.answer(decision="maybe", by="ada") == "REJECT"

    # Edited in a terminal meanwhile: what the form showed is no longer what would be made.
    edited(the_project(), rewrite(the_project().script, 1, prompt="a quiet bedroom at dawn"))
    assert run.answer(decision="approve", by="ada") == "ACCEPT"
    run.goes_on()
    again = run.form()
    assert "a quiet bedroom at dawn" in told(again)
    assert (taken(), approvals.of_project(store(), the_project().id)) == ([], ())

    left = rows(again)[:1]
    left[0]["prompt"] = "a window at dawn"
    assert run.answer(decision="approve", by="ada", segments=left) == "ACCEPT"
    run.goes_on()
    film = run.form()
    assert [job["prompt"] for job in taken()] == ["a window at dawn"]
    assert "![Contact sheet](data:image/jpeg;base64," in told(film)
    assert (home.parent / f"{the_project().id}.mp4").is_file()
    assert report_of(the_project()).state == "waiting"

    terminal = Command("approve", "last", "--yes", "--by", "bob", "--json", home=home, server=prefect)
    with contextlib.closing(terminal):
        code, out, err = terminal.ended()
    assert (code, json.loads(out)["stage"], len(json.loads(out)["resumed"])) == (0, "film", 1), err
    run.ends("Completed")
    assert [(one.state, one.attempt) for one in orders(the_project().id)] == [("done", 1)]
    assert len(taken()) == 1
    assert report_of(the_project()).state == "done"
    kept = approvals.of_project(store(), the_project().id)
    assert [(one.stage, one.decision, one.by) for one in kept] == [("script", "approve", "ada"), ("film", "approve", "bob")]


def test_a_rejected_run_ends_with_the_reason_and_orders_nothing(home: Path, client: SyncPrefectClient, taken: Taken) -> None:
    run = Waiting(client, home)
    run.form()
    assert run.answer(decision="reject", by="ada", remark="not our topic") == "ACCEPT"
    run.goes_on()
    patience(lambda: client.read_flow_run(run.id).state.is_final())
    assert "was rejected by ada on" in run.ends("Failed") and "not our topic" in run.ends("Failed")
    assert (taken(), orders(the_project().id)) == ([], ())
