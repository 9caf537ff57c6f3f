"""Locks on files: held by a living process, freed by the kernel the moment it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_held: set[int] = set()


def _let_go() -> None:
    for number in list(_held):
        os.close(number)
    _held.clear()


# A forked child would keep the lock of a parent that was killed.
os.register_at_fork(after_in_child=_let_go)


@contextmanager
def not_inherited(number: int) -> Iterator[None]:
    """Keep a file descriptor out of forked children while inside."""
    _held.add(number)
    try:
        yield
    finally:
        _held.discard(number)


@contextmanager
def locked(path: Path, *, wait: bool) -> Iterator[int]:
    """Hold the lock on `path` while inside, and give its file descriptor.

    Raises `BlockingIOError` when another has it and `wait` is False.
    """
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        with not_inherited(number):
            fcntl.flock(number, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield number
            fcntl.flock(number, fcntl.LOCK_UN)
    finally:
        os.close(number)
