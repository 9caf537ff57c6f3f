"""`reelflow up`: a server, a worker and the deployments on this machine, and nothing left after `reelflow down`."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from media.probe import probe
from tests.flows.commands import ROOT, patience

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the project: `up` leaves a note for the prefect command in the project's root."""
    aside = shutil.ignore_patterns(".*", "output", "tests", "prefect.toml", "__pycache__")
    return Path(shutil.copytree(ROOT, tmp_path / "clone", ignore=aside))


@pytest.fixture
def port() -> int:
    """A free port whose next one is free, too."""
    while True:
        with socket.socket() as one, socket.socket() as next_one:
            one.bind(("127.0.0.1", 0))
            number = int(one.getsockname()[1])
            try:
                next_one.bind(("127.0.0.1", number + 1))
            except OSError:
                continue
            return number


def those_of(clone: Path) -> list[psutil.Process]:
    """The processes that work in the copy of the project."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == clone:
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


@pytest.fixture
def run(clone: Path, home: Path) -> Iterator[Run]:
    """Run Python with these words in the copy of the project, as a user's shell would."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment = {**ours, "REELFLOW_HOME": str(home), "PREFECT_HOME": str(home / "prefect")}

    def python(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, *words]
        return subprocess.run(
            command, cwd=clone, env=environment, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL
        )

    yield python
    for process in those_of(clone):
        process.kill()


def reelflow(run: Run, *words: str) -> str:
    """What a command that goes well says."""
    done = run("-c", "from cli.app import main; main()", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_up_makes_a_film_from_a_deployment_and_down_leaves_nothing(run: Run, clone: Path, home: Path, port: int) -> None:
    said = reelflow(run, "up", "--port", str(port))
    assert f"http://127.0.0.1:{port}" in said
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/api", timeout=30) as api:
        assert api.get("/health").json() is True
        deployments = api.post("/deployments/filter", json={}).json()
        flows = {flow["id"]: flow["name"] for flow in api.post("/flows/filter", json={}).json()}
        named = {f"{flows[one['flow_id']]}/{one['name']}": one for one in deployments}
        assert set(named) == {
            f"{flow}/default"
            for flow in ("make-video", "retake-segment", "assemble-video", "compare-providers", "batch", "content-calendar")
        }
        (schedule,) = named["content-calendar/default"]["schedules"]
        assert (schedule["slug"], schedule["active"]) == ("every-ten-minutes", False)
        fields = named["make-video/default"]["parameter_openapi_schema"]["properties"]
        assert [name for name, field in fields.items() if not field.get("description")] == []

        again = run("-c", "from cli.app import main; main()", "up", "--port", str(port))
        assert again.returncode == 2
        assert "It runs already" in again.stderr

        asked = {"theme": "Sleep better", "duration": "5", "draft": "true", "formats": '["vertical_720p"]'}
        words = [word for name, value in asked.items() for word in ("-p", f"{name}={value}")]
        done = run("-m", "prefect", "deployment", "run", "make-video/default", *words, "--watch")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Completed" in done.stdout
        artifacts = api.post("/artifacts/latest/filter", json={}).json()
        assert {one["type"] for one in artifacts} == {"table", "markdown", "image", "progress"}
        (progress,) = (one["data"] for one in artifacts if one["type"] == "progress")
        assert progress == 100
        (link,) = (one["data"] for one in artifacts if one["key"].endswith("-film"))
        film = httpx.get(re.findall(r"\((http://[^)]+)\)", link)[0], timeout=30)
        assert film.status_code == 200
    (made,) = (clone / "output").glob("*.mp4")
    assert film.content == made.read_bytes()
    assert probe(made).seconds == pytest.approx(5, abs=1)

    assert those_of(clone) != []
    assert reelflow(run, "down") == "Stopped.\n"
    patience(lambda: those_of(clone) == [], within=20)
    assert not (clone / "prefect.toml").exists()
    assert not (home / "server.json").exists()
    assert reelflow(run, "down") == "Nothing was running.\n"
