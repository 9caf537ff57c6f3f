"""Processes that go on after the command that started them, each with its log."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from blocks.settings import prepare_home
from domain.errors import ConfigurationError

ROOT = Path(__file__).resolve().parent.parent
"""The project's root, where prefect.yaml is."""
GRACE = 10
"""Seconds a process has to end by itself."""


def spawn(name: str, words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Start Python with `words` in the project's root, detached, logging to the home's `logs`; return its process id."""
    logs = prepare_home() / "logs"
    logs.mkdir(exist_ok=True)
    with (logs / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    return process.pid


def alive(pid: int) -> bool:
    """Return whether a process runs; one of ours that has ended is reaped."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def end(pids: Iterable[int]) -> None:
    """End processes with everything they started: asked first, killed after a grace period."""
    ending = list(pids)
    for pid in ending:
        _signal(pid, signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    while time.monotonic() < deadline and any(alive(pid) for pid in ending):
        time.sleep(0.1)
    for pid in ending:
        _signal(pid, signal.SIGKILL)


def free_port(port: int) -> int:
    """Return `port` when nobody listens on it; raise `ConfigurationError` when somebody does."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise ConfigurationError(f"Port {port} is taken by another program. Choose another: reelflow up --port {port + 100}")
    return port


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
