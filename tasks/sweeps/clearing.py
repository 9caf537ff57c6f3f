"""Remove kept files that nobody has wanted for long: all of them are made, or fetched, again when they are needed."""

import contextlib
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from blocks.settings import prepare_home
from domain.sweeping import Cleared
from tasks.wiring import left_behind, tidy

PLACES = {"pieces": "pieces", "copies of far media": "cache", "remembered results": "prefect/storage"}
"""What is kept where in the home, by what it is called. Finished media are not among them: they were paid for."""
SAFE = timedelta(hours=6)
"""What was wanted more recently than this may be in the hands of a run, and stays whatever room is asked for."""


class _File(NamedTuple):
    what: str
    path: Path
    wanted: float
    """When somebody last wanted it, in Unix seconds."""
    bytes: int


def clear(older: timedelta, most: int | None = None, *, dry_run: bool = False) -> tuple[Cleared, ...]:
    """Remove what nobody has wanted for as long as `older`, and of the rest the oldest while it takes more than `most` bytes.

    Returns what was removed, or would be, by kind.
    """
    abandoned = left_behind()
    if not dry_run:
        tidy()
    gone = Cleared(what="half-made files", files=sum(dry_run or not folder.exists() for folder in abandoned))
    unwanted = list(_unwanted(sorted(_kept(), key=lambda file: file.wanted), max(older, SAFE), most))
    if not dry_run:
        unwanted = [file for file in unwanted if _removed(file)]
    return (gone, *(_summed(what, unwanted) for what in PLACES))


def _unwanted(kept: list[_File], older: timedelta, most: int | None) -> Iterator[_File]:
    """Yield what is to go, of files with the longest unwanted first."""
    now, left = time.time(), sum(file.bytes for file in kept)
    for file in kept:
        age = now - file.wanted
        if age > older.total_seconds() or (most is not None and left > most and age > SAFE.total_seconds()):
            left -= file.bytes
            yield file


def _kept() -> Iterator[_File]:
    home = prepare_home()
    for what, folder in PLACES.items():
        for path in (home / folder).rglob("*"):
            with contextlib.suppress(FileNotFoundError):
                facts = path.stat()
                if path.is_file() and not path.is_symlink() and path.suffix != ".part":
                    yield _File(what, path, max(facts.st_mtime, facts.st_atime), facts.st_size)


def _removed(file: _File) -> bool:
    """Remove a file unless somebody has wanted it meanwhile; return whether it is gone."""
    with contextlib.suppress(OSError):
        facts = file.path.stat()
        if max(facts.st_mtime, facts.st_atime) <= file.wanted:
            file.path.unlink()
            return True
    return False


def _summed(what: str, files: Iterable[_File]) -> Cleared:
    mine = [file for file in files if file.what == what]
    return Cleared(what=what, files=len(mine), bytes=sum(file.bytes for file in mine))
