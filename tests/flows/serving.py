"""A process that takes runs of a deployment from the server, as a worker does."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.flows.commands import ROOT, patience

SERVE = "from flows.make_video import make_video; make_video.serve(name='here')"


@contextmanager
def serving(server: str) -> Iterator[None]:
    """Serve `make-video/here` in this home while the body runs; nothing of it is left afterwards."""
    log = Path(os.environ["REELFLOW_HOME"]) / "worker.log"
    log.parent.mkdir(exist_ok=True)
    environment = {**os.environ, "PREFECT_API_URL": server, "PREFECT_LOGGING_LEVEL": "INFO"}
    with log.open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE], cwd=ROOT, env=environment, stdout=told, stderr=told, start_new_session=True
        )
        patience(lambda: "polling" in log.read_text() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
