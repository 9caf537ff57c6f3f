"""The real command in a process of its own, watched and stopped from outside."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
PATIENCE = 120


class Command:
    """`reelflow WORDS`, as in a terminal: it leads a process group, to which Ctrl-C goes."""

    def __init__(self, *words: str, home: Path, server: str = "") -> None:
        told = {"REELFLOW_HOME": str(home), **({"PREFECT_API_URL": server} if server else {})}
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from cli.app import main; main()", *words],
            cwd=ROOT,
            env={**os.environ, **told},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.pid = self._process.pid

    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def until(self, happened: Callable[[], object]) -> None:
        """Wait until something has happened while it runs."""
        patience(lambda: happened() or not self.runs())
        assert self.runs(), f"it ended too early: {self._process.communicate()}"

    def kill(self) -> "list[psutil.Process]":
        """Kill it, and nothing else, without a warning; its children of that moment."""
        children = psutil.Process(self.pid).children(recursive=True)
        self._process.kill()
        self._process.wait()
        return children

    def interrupt(self) -> "list[psutil.Process]":
        """Press Ctrl-C: the whole group hears it; its children of that moment."""
        children = psutil.Process(self.pid).children(recursive=True)
        os.killpg(self.pid, signal.SIGINT)
        return children

    def ended(self, within: float = PATIENCE) -> tuple[int, str, str]:
        """Its exit code and what it said on standard output and standard error."""
        out, err = self._process.communicate(timeout=within)
        return self._process.returncode, out, err

    def close(self) -> None:
        """Leave nothing behind."""
        if self.runs():
            for process in self.kill():
                if process.is_running():
                    process.kill()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()


def patience(happened: Callable[[], object], within: float = PATIENCE) -> None:
    """Wait until something is true; fail when it never is."""
    deadline = time.monotonic() + within
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def gone(processes: "list[psutil.Process]") -> bool:
    """Whether none of these runs any more."""
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)
