"""The stage for one measure: a running Prefect server, a stand-in that takes its time, and the film in a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from domain.base import Frozen
from tests.fleet.machines import KEY, ROOT, free_port, rehearsed, until


class Run(Frozen):
    """What one film took."""

    segments: int
    wall: float
    """Seconds from the start of the flow to its end."""
    cpu: float
    """Seconds of processor time of the run's process."""
    waiting: float
    """MiB of the run's process (PSS) when all clips were ordered and none had come."""
    peak: float
    """MiB at most."""
    slowest: float
    """Seconds that the vendor took for each clip."""
    jobs: int
    """Clips that the vendor was asked for."""

    @property
    def overhead(self) -> float:
        """Return by how many seconds the film was later than its slowest clip."""
        return self.wall - self.slowest


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Give the address of a Prefect server on SQLite, as `reelflow up` starts it."""
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    environment = {**os.environ, "PREFECT_HOME": str(folder / "prefect"), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "server.log").open("w") as log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as process:
        try:
            until(lambda: _answers(api))
            yield api
        finally:
            process.terminate()


def measured(folder: Path, api: str, segments: int, seconds: float, pace: float) -> Run:
    """Make a film of so many segments, each of which the vendor takes so many seconds for; asked every `pace` seconds."""
    with rehearsed("--seconds", str(seconds), "--questions", "1") as vendors:
        told = {
            "PREFECT_API_URL": api,
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_LOGGING_LEVEL": "ERROR",
            "DO_NOT_TRACK": "1",
            "REELFLOW_HOME": str(folder / f"home-{segments}-{time.monotonic_ns()}"),
            "REELFLOW_POLL_SECONDS": str(pace),
            "REELFLOW_TASK_RUNNER": f"threads:{max(64, 3 * segments)}",
            "LUMA_BASE_URL": vendors["base_urls"]["luma"],
            "LUMA_API_KEY": KEY,
            "LUMA_AT_ONCE": str(segments),
        }
        command = [sys.executable, "-m", "tests.bench.orchestration.flow", str(segments)]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **told}, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"the film of {segments} segments failed:\n{done.stderr[-3000:]}")
        said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        jobs = len(httpx.get(f"{vendors['url']}/_rehearsal/journal", timeout=60).json()["jobs"])
    return Run(**said, slowest=seconds, jobs=jobs)


def _answers(api: str) -> bool:
    try:
        return httpx.get(f"{api}/health", timeout=5).json() is True
    except (httpx.HTTPError, ValueError):
        return False
