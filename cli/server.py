"""The temporary Prefect server of one command: Ctrl-C does not reach it before us, and it never outlives us."""

import os
import signal
import subprocess
import sys
from typing import Any

from deployments.asking import check

# Waits until whoever holds the other end of its input is gone, however that came, then ends the server.
_WATCH = """
import contextlib, os, signal, sys
sys.stdin.read()
with contextlib.suppress(ProcessLookupError):
    os.kill(int(sys.argv[1]), signal.SIGTERM)
"""
_watchers: list["subprocess.Popen[bytes]"] = []


def contain_server() -> None:
    """Bind the server that Prefect starts for this process, if it needs one, to this process. To be called before the flow.

    Raises `ConfigurationError` when a server is named that does not answer, wants a password, or is of another version.

    A terminal sends Ctrl-C to all of us at once, and a run that cannot tell a dead server how it ended waits for more than
    a minute; a run that is killed leaves its server behind. Prefect (3.8.8) has no setting for either.
    """
    if api := os.environ.get("PREFECT_API_URL"):
        check(api.rstrip("/"))
        return
    from prefect.server.api.server import SubprocessASGIServer

    start = SubprocessASGIServer._run_uvicorn_command

    def contained(self: SubprocessASGIServer) -> "subprocess.Popen[Any]":
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # inherited by what starts now
        try:
            process = start(self)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        _watchers.append(_watcher(process.pid))
        return process

    SubprocessASGIServer._run_uvicorn_command = contained  # type: ignore[method-assign]


def _watcher(pid: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-I", "-S", "-c", _WATCH, str(pid)]
    null = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=null, stderr=null, start_new_session=True)
