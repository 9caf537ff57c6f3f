"""Several machines on one: a Prefect server on PostgreSQL, an S3 server, and workers with nothing else in common."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
from sqlalchemy import create_engine

from tests.postgres import Server
from tests.s3 import S3

ROOT = Path(__file__).parents[2]
PATIENCE = 240
"""Seconds for what takes ten on an idle machine."""
KEY = "rehearsal-key-nobody-may-see"


def until(happened: Callable[[], Any], within: float = PATIENCE, told: str = "") -> Any:
    """Wait until something is true and return it; fail when it never is."""
    deadline = time.monotonic() + within
    while not (found := happened()):
        assert time.monotonic() < deadline, told or "it never happened"
        time.sleep(0.2)
    return found


class Process:
    """Python with some words, its output in a file, ended with all that it started."""

    def __init__(self, words: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )

    def kill(self) -> None:
        """Pull the plug: everything ends at once and unwarned."""
        with suppress(psutil.NoSuchProcess):
            root = psutil.Process(self._process.pid)
            for one in [root, *root.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    one.kill()
        self._process.wait(30)

    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-3000:]


class Fleet:
    """The servers, and workers as they are started."""

    def __init__(self, folder: Path, postgres: Server, s3: S3, vendors: dict[str, Any], settings: dict[str, str]) -> None:
        self.folder, self.postgres, self.s3, self.vendors = folder, postgres, s3, vendors
        self._running: list[Process] = []
        for name in ("prefect", "films"):
            engine = create_engine(self._database("", "postgresql+psycopg"), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.exec_driver_sql(f"CREATE DATABASE {name}")
            engine.dispose()
        port = free_port()
        self.api = f"http://127.0.0.1:{port}/api"
        self.shared = self._shared(settings)
        server = {"PREFECT_SERVER_DATABASE_CONNECTION_URL": self._database("prefect", "postgresql+asyncpg")}
        self._start("server", ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)], "server", server)
        self.http = httpx.Client(base_url=self.api, timeout=60)
        until(self._answers, told=self._running[0].said())
        self.run("-m", "deployments.fleet")

    def worker(self, machine: str, limit: int = 1) -> Process:
        """Start a worker on a machine of that name; it takes so many runs at once."""
        words = ["-m", "prefect", "worker", "start", "--pool", "reelflow", "--type", "process", "--limit", str(limit)]
        return self._start(machine, [*words, "--name", machine], f"worker-{machine}", {})

    def order(self, theme: str, **told: Any) -> str:
        """Create a run of make-video and return its id."""
        given = {"theme": theme, "duration": 5, "formats": ["vertical_720p"], "draft": True, "music": False, "provider": "luma"}
        asked = {"parameters": {**given, "output": str(self.folder / "out" / f"{theme}.mp4"), **told}}
        deployment = self.http.get("/deployments/name/make-video/default").json()["id"]
        answer = self.http.post(f"/deployments/{deployment}/create_flow_run", json=asked)
        assert answer.is_success, answer.text
        return str(answer.json()["id"])

    def flow_run(self, run: str) -> dict[str, Any]:
        """A run as the server tells it."""
        found: dict[str, Any] = self.http.get(f"/flow_runs/{run}").json()
        return found

    def state(self, run: str) -> str:
        """How a run stands; nothing while the server is away."""
        try:
            return str(self.flow_run(run)["state"]["type"])
        except (httpx.HTTPError, KeyError, ValueError):
            return ""

    def completed(self, *runs: str, within: float = PATIENCE) -> None:
        """Wait until runs are completed; fail at once when one ends in another way."""

        def all_done() -> bool:
            states = [self.state(run) for run in runs]
            ended = [(run, state) for run, state in zip(runs, states, strict=True) if state in ("FAILED", "CRASHED", "CANCELLED")]
            assert not ended, f"{self.flow_run(ended[0][0])['state']}\n{self.logs()}"
            return set(states) == {"COMPLETED"}

        until(all_done, within, told=f"{[self.state(run) for run in runs]}\n{self.logs()}")

    def crash(self, run: str) -> None:
        """Mark a run whose machine is gone, as the automation does that listens for heartbeats."""
        state = {"state": {"type": "CRASHED", "name": "Crashed", "message": "No heartbeat."}, "force": True}
        self.http.post(f"/flow_runs/{run}/set_state", json=state).raise_for_status()

    def run(self, *words: str) -> str:
        """Run Python to its end, on no machine in particular, and return what it said."""
        environment = {**os.environ, **self.shared, **self._at_home("office")}
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def jobs(self) -> list[dict[str, Any]]:
        """What the vendors took."""
        found: list[dict[str, Any]] = httpx.get(f"{self.vendors['url']}/_rehearsal/journal", timeout=30).json()["jobs"]
        return found

    def logs(self) -> str:
        """The ends of all logs."""
        return "\n".join(f"== {one.log.name}\n{one.said()}" for one in self._running)

    def close(self) -> None:
        """Leave nothing behind."""
        for one in reversed(self._running):
            one.kill()
        self.http.close()

    def _answers(self) -> bool:
        try:
            return self.http.get("/health").json() is True
        except (httpx.HTTPError, ValueError):
            return False

    def _start(self, machine: str, words: list[str], log: str, told: dict[str, str]) -> Process:
        environment = {**os.environ, **self.shared, **self._at_home(machine), **told}
        self._running.append(Process(words, environment, self.folder / f"{log}.log"))
        return self._running[-1]

    def _at_home(self, machine: str) -> dict[str, str]:
        home = self.folder / machine
        home.mkdir(exist_ok=True)
        return {"REELFLOW_HOME": str(home), "PREFECT_HOME": str(home / "prefect")}

    def _database(self, name: str, driver: str) -> str:
        scheme, _, rest = self.postgres.url.partition("://")
        return f"{driver or scheme}://{rest.rpartition('/')[0]}/{name or 'postgres'}"

    def _shared(self, settings: dict[str, str]) -> dict[str, str]:
        told = {
            "PREFECT_API_URL": self.api,
            "PREFECT_LOGGING_LEVEL": "INFO",
            "PREFECT_DEFAULT_RESULT_STORAGE_BLOCK": "remote-file-system/reelflow-results",
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "REELFLOW_STORE_URL": self._database("films", "postgresql"),
            "REELFLOW_MEDIA_URL": f"{self.s3.bucket}/media",
            "REELFLOW_POLL_SECONDS": "0.3",
            **self.s3.environment,
        }
        for slug, url in self.vendors["base_urls"].items():
            told |= {f"{slug.upper()}_BASE_URL": url, f"{slug.upper()}_API_KEY": KEY}
        return {**told, **settings}


@contextmanager
def rehearsed(*words: str) -> Iterator[dict[str, Any]]:
    """Stand-ins for luma as a process of their own: their addresses."""
    command = [sys.executable, "-m", "rehearsal", "--vendor", "luma", "--key", KEY, *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def free_port() -> int:
    """A port of loopback that nobody uses."""
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
