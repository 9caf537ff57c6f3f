"""`reelflow up`: a server, a worker and the deployments on this machine, and nothing left after `reelflow down`."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import uuid4

import httpx
import psutil
import pytest
import yaml

from deployments.automations import FAILURES, ZOMBIES
from media.probe import probe
from tests.flows.commands import ROOT, patience

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PASSWORD = "nobody-may-see-this"
LOCK = {"PREFECT_SERVER_API_AUTH_STRING": f"films:{PASSWORD}"}
SEEN_ON_A_SERVER = {"server", "server version", "worker", "deployments", "block types", "limits", "automations", "media link"}

BRIEFS = "reelflow begins a film for every brief"

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
    """Run Python with these words in the copy of the project, as a user's shell would, with more variables if need be."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment = {**ours, "REELFLOW_HOME": str(home), "PREFECT_HOME": str(home / "prefect")}

    def python(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, *words]
        return subprocess.run(
            command, cwd=clone, env=environment | more, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL
        )

    yield python
    for process in those_of(clone):
        process.kill()


def command(run: Run, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return run("-c", "from cli.app import main; main()", *words, **more)


def reelflow(run: Run, *words: str, **more: str) -> str:
    """What a command that goes well says."""
    done = command(run, *words, **more)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_up_makes_a_film_from_a_deployment_and_down_leaves_nothing(run: Run, clone: Path, home: Path, port: int) -> None:
    said = reelflow(run, "up", "--port", str(port))
    assert f"http://127.0.0.1:{port}" in said
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/api", timeout=30) as api:
        furnished(api)
        well = json.loads(reelflow(run, "doctor", "--json"))["checks"]
        assert {one["name"] for one in well} >= SEEN_ON_A_SERVER
        films(run, api, clone)
    locked(run, home, port)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/api", timeout=30, auth=("films", PASSWORD)) as api:
        marked = zombies_are_marked_and_sleepers_are_not(api)  # in a while
        mended(run, clone, port)
        fired = a_schedule_fires(api)  # in a minute; `up` in between would have put the schedule right
        swept(run, api)
        an_event_begins_a_film(api)
        marked()
        fired()

    assert those_of(clone) != []
    assert reelflow(run, "down") == "Stopped.\n"
    patience(lambda: those_of(clone) == [], within=20)
    assert not (clone / "prefect.toml").exists()
    assert not (home / "server.json").exists()
    assert reelflow(run, "down") == "Nothing was running.\n"


def furnished(api: httpx.Client) -> None:
    """Everything that the deployments stand on is there."""
    assert api.get("/health").json() is True
    deployments = api.post("/deployments/filter", json={}).json()
    flows = {flow["id"]: flow["name"] for flow in api.post("/flows/filter", json={}).json()}
    named = {f"{flows[one['flow_id']]}/{one['name']}": one for one in deployments}
    names = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert set(named) == {f"{one['entrypoint'].partition(':')[2].replace('_', '-')}/{one['name']}" for one in names}
    fields = named["make-video/default"]["parameter_openapi_schema"]["properties"]
    assert [name for name, field in fields.items() if not field.get("description")] == []
    assert [(one["slug"], one["active"]) for one in named["sweep/default"]["schedules"]] == [("hourly", True)]
    (calendar,) = named["content-calendar/default"]["schedules"]
    assert (calendar["slug"], calendar["active"]) == ("every-ten-minutes", False)
    assert named["sweep/default"]["global_concurrency_limit"]["limit"] == 1
    assert api.get("/work_pools/reelflow").json()["concurrency_limit"] == 3
    known = {one["slug"] for one in api.post("/block_types/filter", json={}).json()}
    assert {"vendor-api-key", "kling-keys", "brand-kit", "media-storage", "calendar-defaults"} <= known
    assert {one["name"] for one in api.post("/automations/filter", json={}).json()} == {ZOMBIES, BRIEFS}


def films(run: Run, api: httpx.Client, clone: Path) -> None:
    """A deployment makes a film, and its page shows it."""
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


def locked(run: Run, home: Path, port: int) -> None:
    """Said again with a password, `up` starts a server that asks for it, and hands it on; without it commands say so."""
    said = reelflow(run, "up", "--runs", "2", **LOCK)
    assert "Everything was started anew: the server had no password" in said
    assert PASSWORD not in said + (home / "server.json").read_text()
    assert httpx.post(f"http://127.0.0.1:{port}/api/flows/filter", json={}).status_code == 401
    out = command(run, "make", "Bees", "--duration", "5")
    assert out.returncode == 2
    assert "wants a password. Set PREFECT_API_AUTH_STRING" in out.stderr


def mended(run: Run, clone: Path, port: int) -> None:
    """A worker that was killed is told by the doctor and started by `up`, which leaves the rest alone."""
    (worker,) = (one for one in those_of(clone) if "worker" in one.cmdline())
    worker.kill()
    patience(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)
    ill = command(run, "doctor", "--json", **LOCK)
    assert ill.returncode == 2
    (told,) = (one for one in json.loads(ill.stdout)["checks"] if not one["well"])
    assert (told["name"], "reelflow up" in told["advice"]) == ("worker", True)
    save = (
        "from prefect.blocks.notifications import CustomWebhookNotificationBlock as Hook; Hook(name='ops', url={!r}).save('ops')"
    )
    with heard() as (url, letters):
        sheet = "json_data={'said': '{{subject}}'}"
        code = save.format(url).replace(").save", f", {sheet}).save")
        done = run("-c", code, PREFECT_API_URL=f"http://127.0.0.1:{port}/api", PREFECT_API_AUTH_STRING=f"films:{PASSWORD}")
        assert done.returncode == 0, done.stderr
        lines = reelflow(run, "up", "--runs", "2", "--notify", "custom-webhook/ops", **LOCK).splitlines()
        assert lines[:3] == [f"Automation made: {FAILURES}.", "Deployments of prefect.yaml applied.", "Started: worker."]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/api", timeout=30, auth=("films", PASSWORD)) as api:
            run_id = begun(api, "bees that fail")
            patience(
                lambda: failed_again(api, run_id) and any("bees that fail Failed" in letter for letter in letters), within=60
            )


def zombies_are_marked_and_sleepers_are_not(api: httpx.Client) -> Callable[[], None]:
    """A run that beats and falls silent is marked as crashed; one that is suspended is silent and is let be."""
    from deployments.automations import zombies

    quick = zombies(silence=10).model_dump(mode="json") | {"name": "the same, in a hurry"}
    assert api.post("/automations/", json=quick).status_code == 201
    time.sleep(3)  # until the server has heard of it
    dead, asleep = begun(api, "dead"), begun(api, "asleep")
    beat(api, dead, asleep)
    time.sleep(1)
    state = {"type": "PAUSED", "name": "Suspended", "state_details": {"pause_timeout": "2099-01-01T00:00:00Z"}}
    assert api.post(f"/flow_runs/{asleep}/set_state", json={"state": state, "force": True}).json()["status"] == "ACCEPT"

    def marked() -> None:
        patience(lambda: api.get(f"/flow_runs/{dead}").json()["state"]["type"] == "CRASHED", within=90)
        assert "reelflow sweep" in api.get(f"/flow_runs/{dead}").json()["state"]["message"]
        assert api.get(f"/flow_runs/{asleep}").json()["state"]["name"] == "Suspended"

    return marked


def swept(run: Run, api: httpx.Client) -> None:
    """The deployment that sweeps ends well on the worker, and says so on its page."""
    lock = {"PREFECT_API_AUTH_STRING": f"films:{PASSWORD}"}
    done = run("-m", "prefect", "deployment", "run", "sweep/default", "-p", "dry_run=true", "--watch", **lock)
    assert done.returncode == 0, done.stdout + done.stderr
    latest = api.post("/artifacts/latest/filter", json={}).json()
    assert [one["data"] for one in latest if one["key"] == "sweep"] == ["Nothing was left behind."]


def an_event_begins_a_film(api: httpx.Client) -> None:
    """A brief in an event's payload becomes a run of the deployment, here one that is refused at once."""
    wanted = {
        "id": str(uuid4()),
        "occurred": datetime.now(UTC).isoformat(),
        "event": "reelflow.brief",
        "resource": {"prefect.resource.id": "shop.order.7"},
        "payload": {"brief": "🎬🎬🎬"},
    }
    assert api.post("/events", json=[wanted]).status_code == 204

    def refused() -> bool:
        answer = api.post("/flow_runs/filter", json={"flows": {"name": {"any_": ["make-video"]}}})
        runs = answer.json() if answer.is_success else []
        return [one["state_type"] for one in runs if one["parameters"].get("brief") == "🎬🎬🎬"] == ["FAILED"]

    patience(refused, within=120)


def a_schedule_fires(api: httpx.Client) -> Callable[[], None]:
    """The server makes runs when a schedule says so, and the worker does them."""
    sweep = api.get("/deployments/name/sweep/default").json()
    (hourly,) = sweep["schedules"]
    every_minute = {"schedule": {"cron": "* * * * *", "timezone": "UTC"}}
    patience(lambda: api.patch(f"/deployments/{sweep['id']}/schedules/{hourly['id']}", json=every_minute).is_success)
    scheduled = {"deployments": {"id": {"any_": [sweep["id"]]}}, "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}

    def fired() -> bool:
        answer = api.post("/flow_runs/filter", json=scheduled)  # 503 while SQLite is busy
        return answer.is_success and any(one["auto_scheduled"] for one in answer.json())

    return lambda: patience(fired, within=180)


def begun(api: httpx.Client, name: str) -> str:
    """The id of a run that says it is at work."""
    flow = api.post("/flows/", json={"name": "by-hand"}).json()["id"]
    made = api.post("/flow_runs/", json={"flow_id": flow, "name": name, "state": {"type": "RUNNING", "name": "Running"}})
    return str(made.json()["id"])


def failed_again(api: httpx.Client, run_id: str) -> bool:
    """Let a run fail: the server may not have heard yet that it is to tell of it."""
    for state in ({"type": "RUNNING", "name": "Running"}, {"type": "FAILED", "name": "Failed"}):
        api.post(f"/flow_runs/{run_id}/set_state", json={"state": state, "force": True})
    time.sleep(2)
    return True


def beat(api: httpx.Client, *runs: str) -> None:
    """Let runs give a sign of life."""
    signs = [
        {
            "id": str(uuid4()),
            "occurred": datetime.now(UTC).isoformat(),
            "event": "prefect.flow-run.heartbeat",
            "resource": {"prefect.resource.id": f"prefect.flow-run.{one}"},
        }
        for one in runs
    ]
    assert api.post("/events", json=signs).status_code == 204


@contextlib.contextmanager
def heard() -> Iterator[tuple[str, list[str]]]:
    """A web hook on loopback, and what it is told."""
    letters: list[str] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            letters.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", letters
        server.shutdown()
