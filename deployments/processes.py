"""Processes that go on after the command that started them, each with its log."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from blocks.settings import prepare_home
from domain.base import Frozen
from domain.errors import ConfigurationError

POOL = "reelflow"
"""The work pool that runs of our deployments wait in."""
ROOT = Path(__file__).resolve().parent.parent
"""The project's root, where prefect.yaml is."""
GRACE = 10
"""Seconds a process has to end by itself."""


class Child(Frozen):
    """A process of ours; its birth tells it from a later one that was given the same number."""

    pid: int
    born: str = ""
    name: str = ""


def spawn(name: str, words: Sequence[str], environment: Mapping[str, str]) -> Child:
    """Start Python with `words` in the project's root, detached, logging to the home's `logs`."""
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
    return Child(pid=process.pid, born=_born(process.pid), name=name)


def alive(child: Child) -> bool:
    """Return whether a process of ours still runs; if it was started by this one and has ended, it is reaped."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child.pid, os.WNOHANG)
    return _born(child.pid) == child.born != ""


def end(children: Iterable[Child]) -> None:
    """End processes with everything they started: asked first, killed after a grace period."""
    ending = [child for child in children if _born(child.pid) in ("", child.born)]
    for child in ending:
        _signal(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    while time.monotonic() < deadline and any(alive(child) for child in ending):
        time.sleep(0.1)
    for child in ending:
        _signal(child.pid, signal.SIGKILL)


def free_port(port: int) -> int:
    """Return `port` when nobody listens on it; raise `ConfigurationError`, naming who does, when somebody does."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            who = listener(port) or "another program"
            raise ConfigurationError(f"Port {port} is taken by {who}. Choose another: reelflow up --port {port + 100}")
    return port


def listener(port: int) -> str:
    """Return who listens on a port of this machine, as far as the system tells us: its name and number; nothing else."""
    sockets = {f"socket:[{number}]" for number in _listening(port)}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if sockets and any(str(link.readlink()) in sockets for link in (folder / "fd").iterdir()):
                return f"{(folder / 'comm').read_text(encoding='utf-8').strip()} (process {folder.name})"
    return ""


def _listening(port: int) -> Iterator[str]:
    """Yield the kernel's numbers of the sockets that listen on a port."""
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(table).read_text(encoding="ascii").splitlines()[1:]:
                words = line.split()
                if words[3] == "0A" and int(words[1].rpartition(":")[2], 16) == port:
                    yield words[9]


def _born(pid: int) -> str:
    """Return when a process began, in the system's own words; nothing when none runs."""
    if Path("/proc/self").exists():
        try:
            facts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            return ""
        state, begun = facts[0], facts[19]
        return "" if state == "Z" else begun
    said = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return said.stdout.strip()


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
