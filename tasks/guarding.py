"""One run at a time on one project, and nothing started on a full or broken place."""

import contextlib
import shutil
from collections.abc import Iterator

from prefect.exceptions import TerminationSignal

from blocks.settings import prepare_home
from domain.errors import DiskFull
from domain.project import Project
from media import fonts
from store import projects
from store.locks import exclusive as locked
from tasks.orders.calling_off import sign
from tasks.wiring import stop, store, tidy

NEEDED = 50_000_000
"""Bytes: less than the shortest film takes. Prefect's server would wait for minutes instead of saying so."""


def check_place() -> None:
    """Raise before anything is ordered when this machine cannot make a film: no room, or nowhere to keep its typefaces."""
    check_room()
    fonts.folder()


def check_room() -> None:
    """Raise `DiskFull` when it is clear from the start that no film fits."""
    home = prepare_home()
    free = shutil.disk_usage(home).free
    if free < NEEDED:
        raise DiskFull(f"Only {free / 1e6:.0f} MB are free in {home}, too little for any film. Make room, then try again.")


@contextlib.contextmanager
def exclusive(project: Project) -> Iterator[None]:
    """Hold the project for this run; raise `Busy` naming the run that has it. A killed run frees it at once.

    Raises `DiskFull` or `ConfigurationError` too, when a worker's machine has no room or no place for typefaces.
    A run that is told to end ends at once: Prefect would wait half a minute for its threads, which might order meanwhile.
    """
    check_place()
    with locked(store(), project.id):
        tidy()
        sign(project.id)
        projects.set_status(store(), project.id, "segments_generating")
        try:
            yield
        except TerminationSignal:
            stop()
            raise


@contextlib.contextmanager
def untouched(project: Project) -> Iterator[None]:
    """Hold the project for an edit; raise `Busy` while a run is working on it."""
    with locked(store(), project.id):
        yield
