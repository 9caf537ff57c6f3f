"""Progress as data: tasks tell, whoever shows progress listens. Nothing waits for a listener."""

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar

from domain.base import Frozen


class Step(Frozen):
    """How far one stage of a run is."""

    stage: str
    """`write`, `film`, `speak`, `score`, `cut`, `join` or `finish`; `encode` counts frames."""
    total: float = 0.0
    """How much more there is to do than was known: segments, or frames."""
    done: float = 0.0
    """How much of it was done since the last telling."""
    note: str = ""
    """A sentence for whoever watches, such as what is about to be paid for."""


Listener = Callable[[Step], None]
_listeners: ContextVar[tuple[Listener, ...]] = ContextVar("listeners", default=())
"""Those of this run: of two that are made side by side, each hears only its own."""


def tell(stage: str, *, total: float = 0.0, done: float = 0.0, note: str = "") -> None:
    """Let every listener know."""
    step = Step(stage=stage, total=total, done=done, note=note)
    for listener in _listeners.get():
        listener(step)


@contextlib.contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let `listener` hear every step told while the body runs, from it and from the threads of its tasks."""
    before = _listeners.set((*_listeners.get(), listener))
    try:
        yield
    finally:
        _listeners.reset(before)
