"""What runs in a process of its own: film some requests, and perhaps kill itself at one step."""

import logging
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep
from typing import Any

import httpx

from domain.errors import ReelflowError
from domain.lineup import Choice
from domain.requests import Made, VideoRequest
from providers import jobs
from providers.registry import all_vendors
from providers.wire import Wire
from tasks.orders import collecting, fulfil, ordering, tracing

all_vendors()  # imported once, before any process is forked from this one
STEPS = {
    "before reserve": (fulfil, "reserve", "", "before"),
    "after reserve": (fulfil, "reserve", "", "after"),
    "before it is sent": (Wire, "order", "", "before"),
    "after it is sent": (Wire, "order", "", "after"),
    "while polling": (jobs, "look", "", "after"),
    "while downloading": (httpx.Response, "iter_bytes", "", "within"),
    "before done": (collecting, "move", "done", "before"),
    "after done": (collecting, "move", "done", "after"),
}
"""Each step boundary of an order: whose function stands there, under which name, called with which word, and where it dies."""


@dataclass(frozen=True)
class Work:
    """What one process is told to do."""

    environment: dict[str, str]
    requests: tuple[VideoRequest, ...]
    slugs: tuple[str, ...]
    threads: int = 6
    doom: str = ""
    """The step at which it kills itself; empty to live."""
    gate: str = ""
    """A file: until it is there, the process stands still at that step instead."""
    time: int = 1
    """Dies when it comes there for this time."""
    patience: float = 30.0
    """Seconds to wait for a vendor that is full or turns orders away."""
    at_once: int = 0
    """Jobs that the first vendor takes at once; 0 for what its sheet says."""


@dataclass(frozen=True)
class Told:
    """What became of one request."""

    segment: int
    made: Made | None = None
    error: str = ""
    """The name of its class."""
    message: str = ""
    cause: str = ""


@dataclass(frozen=True)
class Report:
    """What a process says at its end."""

    told: tuple[Told, ...] = ()
    log: str = ""
    killed: bool = False


def work(orders: Work, pipe: Connection) -> None:
    """Do what a process is told, and say what became of it."""
    os.environ.update(orders.environment)
    ordering.PATIENCE = tracing.PATIENCE = orders.patience
    jobs.fetch.__kwdefaults__["sleep"] = _at_once
    if orders.at_once:
        slug = orders.slugs[0].partition(":")[0]
        all_vendors()[slug] = all_vendors()[slug].model_copy(update={"at_once": orders.at_once})
    if orders.doom:
        doom(orders.doom, orders.time, partial(stand, Path(orders.gate)) if orders.gate else die)
    log = _Log()
    logging.basicConfig(level=logging.DEBUG, handlers=[log], force=True)
    with ThreadPoolExecutor(orders.threads) as pool:
        told = tuple(pool.map(partial(_film, Choice(slugs=orders.slugs)), orders.requests))
    pipe.send(Report(told=told, log="\n".join(log.lines)))


def _at_once(_seconds: float) -> None:
    """Do not wait before a spoiled clip is fetched again."""


def doom(step: str, time: int, end: Callable[[], None]) -> None:
    """Let this process meet its end when it comes to a step for the given time."""
    owner, name, word, where = STEPS[step]
    real, times = getattr(owner, name), count(1)

    def called(*given: Any, **named: Any) -> Any:
        now = (not word or word in given) and next(times) == time
        if now and where == "before":
            end()
        result = real(*given, **named)
        if now and where == "after":
            end()
        return _broken_off(result) if now and where == "within" else result

    setattr(owner, name, called)


def stand(gate: Path) -> None:
    """Stand still until somebody makes the file."""
    while not gate.exists():
        sleep(0.02)


def die() -> None:
    """Die as a pulled plug makes one die."""
    os.kill(os.getpid(), signal.SIGKILL)


def _broken_off(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Give the first half of the first block, then die."""
    block = next(blocks)
    yield block[: len(block) // 2]
    die()


def _film(choice: Choice, request: VideoRequest) -> Told:
    try:
        return Told(request.segment, made=fulfil.fulfil(request, "video", choice))
    except ReelflowError as error:
        return Told(request.segment, error=type(error).__name__, message=str(error), cause=_chain(error))


def _chain(error: BaseException | None) -> str:
    """Return every message behind an error."""
    lines = []
    while error is not None:
        lines.append(f"{type(error).__name__}: {error}")
        error = error.__cause__ or error.__context__
    return "\n".join(lines)


class _Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
