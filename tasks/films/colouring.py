"""Colour tables: the user's own, checked before anything is ordered and kept by their bytes."""

from pathlib import Path

from blocks.settings import located
from domain.colour import TABLE_SUFFIX, is_table
from domain.media import MediaRef
from media import cube
from montage.grading import LINES_SUFFIX
from tasks.wiring import scratch, vault


def check_grade(grade: str) -> None:
    """Raise `BadMedia` when a grade names a file that is no colour table. Presets are checked where they are read."""
    if is_table(grade):
        cube.read(located(grade))


def cube_of(grade: str) -> MediaRef | None:
    """Return the colour table that a grade names, from the media store; None when it names a preset or nothing."""
    return table(located(grade)) if is_table(grade) else None


def table(path: Path) -> MediaRef:
    """Keep a colour table in the media store and return it; raise `BadMedia` for a file that is none.

    Its numbers alone are kept: what programs write around them, some readers stumble over.
    """
    found = cube.read(path)
    with scratch() as folder:
        suffix = TABLE_SUFFIX if found.sides == 3 else LINES_SUFFIX
        return vault().put(cube.written(found, folder / f"table{suffix}"), "other")
