"""In Prefect's UI, as a person does it: a form filled in, a script approved, a film looked at."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.flows.commands import patience
from tests.flows.test_local_server import Run, clone, port, reelflow, run
from tests.operate.browser import CHROMIUM, Page, browsing

__all__ = ["clone", "port", "run"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium; Debian's package is `chromium`"),
]
PLAIN = {"duration": 5, "draft": True, "formats": ["vertical_720p"], "voiceover": False, "music": False, "approval": "human"}
Shot = Callable[[Page, str], None]

# Schedules have runs of their own in the future.
LAST = {"flows": {"name": {"any_": ["make-video"]}}, "sort": "EXPECTED_START_TIME_DESC", "limit": 1}


@pytest.fixture
def shot(tmp_path: Path) -> Shot:
    """Keep a picture of the window where REELFLOW_TEST_SHOTS says, to be looked at."""
    folder = Path(os.environ.get("REELFLOW_TEST_SHOTS", tmp_path))
    return lambda page, name: page.shot(folder / f"{name}.png")


@pytest.fixture
def api(run: Run, port: int) -> Any:
    """The server that `up` started, as a client of its API."""
    reelflow(run, "up", "--port", str(port))
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/api", timeout=60) as client:
        yield client
    reelflow(run, "down")


def test_a_run_is_started_approved_and_looked_at(api: httpx.Client, port: int, tmp_path: Path, shot: Shot) -> None:
    ui = f"http://127.0.0.1:{port}"
    deployment = api.get("/deployments/name/make-video/default").json()["id"]
    wrong = api.post(f"/deployments/{deployment}/create_flow_run", json={"parameters": {"theme": "Bees", "duration": "soon"}})
    assert (wrong.status_code, "duration" in wrong.text) == (409, True)
    with browsing(tmp_path / "browser") as page:
        page.open(f"{ui}/deployments/deployment/{deployment}/run?parameters={quote(json.dumps(PLAIN))}")
        page.fill("theme", "Drink more water")
        shot(page, "start")
        page.submit()
        patience(lambda: state(api) == "Suspended")
        one = latest(api)
        assert (one["parameters"]["theme"], one["parameters"]["approval"]) == ("Drink more water", "human")

        page.open(f"{ui}/runs/flow-run/{one['id']}")
        page.click("Resume")
        page.reads("Approve the script of “Drink more water”? No clip is ordered before.")
        page.reads("Price: $0.00.")
        page.choose("Decision", "approve")
        page.fill("Your name", "Ada")
        shot(page, "approve")
        page.submit()
        patience(lambda: state(api) == "Completed")

        page.open(f"{ui}/runs/flow-run/{one['id']}")
        page.reads("film segment 1, take 1")
        shot(page, "run")
        page.click("Artifacts")
        page.reads("progress")
        for kind in ("film", "sheet", "cover", "segments", "cost", "report"):
            page.reads(f"-{kind}")
        shot(page, "artifacts")


def latest(api: httpx.Client) -> dict[str, Any]:
    """The run that was started last."""
    return dict(api.post("/flow_runs/filter", json=LAST).json()[0])


def state(api: httpx.Client) -> str:
    """How it stands; a run that went wrong never comes to what is waited for."""
    try:
        runs = api.post("/flow_runs/filter", json=LAST).json()
    except httpx.TransportError:  # a server on SQLite drops a question now and then while a run begins
        return ""
    name = str(runs[0]["state_name"]) if runs else ""
    assert name not in ("Failed", "Crashed"), runs
    return name
