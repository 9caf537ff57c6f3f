"""Wait for what `up` started: the server until it answers, the worker until it takes runs."""

import contextlib
import time
import urllib.request
from collections.abc import Callable
from datetime import datetime

from blocks.settings import settings
from deployments.asking import asked
from deployments.processes import POOL, Child, alive
from domain.errors import ConfigurationError

PATIENCE = 120
"""Seconds until the server answers and the worker takes runs; about 10 are usual for each."""


def until_it_answers(api: str, server: Child) -> None:
    """Return once the server answers; raise `ConfigurationError` when it ended or is too late."""
    if not _comes(lambda: _healthy(api), server):
        raise ConfigurationError(f"Prefect's server did not start. {_log('server')}")


def until_it_works(api: str, worker: Child, since: datetime) -> None:
    """Return once a worker has given a sign of life after `since`; raise `ConfigurationError` as for the server."""
    if not _comes(lambda: any(_fresh(one, since) for one in asked(api, f"/work_pools/{POOL}/workers/filter", {})), worker):
        raise ConfigurationError(f"The worker did not start. {_log('worker')}")


def _comes(happened: Callable[[], bool], process: Child) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if happened():
            return True
        if not alive(process):
            return False
        time.sleep(0.5)
    return False


def _healthy(api: str) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"{api}/health", timeout=2) as answer:
        return bool(answer.read() == b"true")
    return False


def _fresh(worker: dict[str, str], since: datetime) -> bool:
    return worker["status"] == "ONLINE" and datetime.fromisoformat(worker["last_heartbeat_time"]) >= since


def _log(name: str) -> str:
    return f"Its log says why: {settings().home / 'logs' / name}.log"
