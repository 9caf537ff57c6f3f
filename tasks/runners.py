"""Where a flow's tasks run: in threads of its own process, or on a Dask cluster of this machine or of many."""

import re
from typing import Any

from prefect.settings import PREFECT_API_URL
from prefect.task_runners import ThreadPoolTaskRunner

from blocks.settings import settings
from domain.errors import ConfigurationError
from tasks.wiring import CORES

THREADS = 64
"""Tasks mostly wait; those that work take a seat, one per processor core."""
_WORDS = re.compile(r"(?P<kind>threads|dask)(?::(?P<rest>.+))?")
_HELP = "Give threads, threads:200, dask, or dask:tcp://scheduler:8786."


def runner() -> Any:
    """Return the task runner that REELFLOW_TASK_RUNNER names; raise `ConfigurationError` for one that cannot be used."""
    said = settings().reelflow_task_runner
    match = _WORDS.fullmatch(said.strip())
    if match is None:
        raise ConfigurationError(f"REELFLOW_TASK_RUNNER={said} names no task runner. {_HELP}")
    return _threads(match["rest"], said) if match["kind"] == "threads" else _dask(match["rest"], said)


def _threads(number: str | None, said: str) -> ThreadPoolTaskRunner[Any]:
    if number is not None and not (number.isdecimal() and int(number) > 0):
        raise ConfigurationError(f"REELFLOW_TASK_RUNNER={said}: {number!r} is no number of threads. {_HELP}")
    return ThreadPoolTaskRunner(max_workers=int(number or THREADS))


def _dask(address: str | None, said: str) -> Any:
    if not PREFECT_API_URL.value():  # else every process of the cluster would start a server of its own
        raise ConfigurationError(f"REELFLOW_TASK_RUNNER={said} needs a server that stays: reelflow up, or set PREFECT_API_URL.")
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as missing:
        raise ConfigurationError(f"REELFLOW_TASK_RUNNER={said} needs prefect-dask: pip install 'prefect-dask<0.4'.") from missing
    if address is None:
        processes = max(2, CORES)
        # Nobody looks at a dashboard of a cluster that lives as long as one run, and its port may be taken.
        local = {"n_workers": processes, "threads_per_worker": THREADS // processes, "dashboard_address": None}
        return DaskTaskRunner(cluster_kwargs=local)
    if not re.fullmatch(r"(tcp|tls)://[^/\s]+:\d+", address):
        raise ConfigurationError(f"REELFLOW_TASK_RUNNER={said}: {address!r} is no address of a scheduler. {_HELP}")
    return DaskTaskRunner(address=address)
