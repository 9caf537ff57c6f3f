"""One run at a time on one project, and nothing started on a full or broken place."""

import contextlib
from collections.abc import Iterator

from domain.project import Project
from store import projects
from store.locks import exclusive as locked
from tasks.wiring import store, tidy


@contextlib.contextmanager
def exclusive(project: Project) -> Iterator[None]:
    """Hold the project for this run; raise `Busy` naming the run that has it. A killed run frees it at once."""
    with locked(store(), project.id):
        tidy()
        projects.set_status(store(), project.id, "segments_generating")
        yield


@contextlib.contextmanager
def untouched(project: Project) -> Iterator[None]:
    """Hold the project for an edit; raise `Busy` while a run is working on it."""
    with locked(store(), project.id):
        yield
