"""Run a side as a process and tell what it cost: processor time of its whole tree, wall time, peak memory."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from domain.base import Frozen
from tests.bench.clock import PREPARED, Lap

ROOT = Path(__file__).parents[2]
_SAMPLE = 0.2


class Cost(Frozen):
    """What one run of a side took."""

    cpu: float
    """Seconds, user and system, of the process and all its descendants."""
    wall: float
    """Seconds from start to end of the process."""
    peak: float
    """MiB: the largest sum of proportional memory (PSS) of the tree, looked at five times a second."""
    laps: dict[str, Lap]
    """What the side says of its own stages."""
    made: dict[str, int]

    @property
    def work(self) -> Lap:
        """Return the sum of the stages: without the start of Python and without preparations."""
        laps = [lap for name, lap in self.laps.items() if name != PREPARED]
        return Lap(cpu=sum(lap.cpu for lap in laps), wall=sum(lap.wall for lap in laps))


def measure(name: str, folder: Path, frames: Path) -> Cost:
    """Run one side to its end and return its cost; raise `RuntimeError` with what it said when it fails."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "tests.bench.side", name, str(folder), str(frames)]
    with (folder / "said.txt").open("w+") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid)
        try:
            # wait4 rather than wait: it tells what the process and the children it waited for have used.
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            process.kill()  # does nothing to a process that has ended
        wall, peak = time.monotonic() - begun, watch.end()
        said.seek(0)
        text = said.read()
    if process.returncode != 0:
        raise RuntimeError(f"{name} ended with {process.returncode}:\n{text[-2000:]}")
    told: dict[str, Any] = json.loads(text.splitlines()[-1])
    return Cost(cpu=used.ru_utime + used.ru_stime, wall=wall, peak=peak / 2**20, **told)


class _Watch:
    """Looks at a process tree's memory in a thread of its own, until the end."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._peak = 0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """Stop looking and return the peak in bytes."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._over.wait(_SAMPLE):
            with contextlib.suppress(psutil.Error):
                root = psutil.Process(self._pid)
                self._peak = max(self._peak, sum(map(_memory, [root, *root.children(recursive=True)])))


def _memory(process: psutil.Process) -> int:
    with contextlib.suppress(psutil.Error):
        full = process.memory_full_info()
        return int(getattr(full, "pss", full.rss))
    return 0
