"""Half-made files: never left behind by the living, swept up after the killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tasks.wiring import scratch, tidy


def dead() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_scratch_folder_is_gone_afterwards(home: Path) -> None:
    with scratch() as folder:
        (folder / "half.mp4").write_bytes(b"half")
    assert list(home.glob("work-*")) == []


def test_what_a_killed_run_left_is_removed_and_what_is_in_use_is_not(home: Path) -> None:
    with scratch() as mine:
        left = home / f"work-{dead()}-abc"
        left.mkdir()
        (left / "half.mp4").write_bytes(b"half")
        foreign = mine.rename(mine.with_name(f"work-{dead()}-{mine.name.split('-')[2]}"))  # as seen from another container
        tidy()
        assert not left.exists()
        assert foreign.exists()
        foreign.rename(mine)


def test_unfinished_copies_are_removed_once_they_are_surely_abandoned(home: Path) -> None:
    (home / "pieces").mkdir(parents=True)
    old, fresh = home / "pieces" / "a.part", home / "pieces" / "b.part"
    for part in (old, fresh):
        part.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    tidy()
    assert (old.exists(), fresh.exists()) == (False, True)
