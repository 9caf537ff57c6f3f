"""What a sweep removes of kept files: only what nobody has wanted for long, and never what was paid for."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import BriefError
from domain.sweeping import age, size
from store.shelf import Shelf
from tasks.sweeps.clearing import clear

DAY = 86_400


def kept(home: Path, place: str, days: float, bytes_: int = 10) -> Path:
    """A kept file that was last wanted some days ago."""
    path = home / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * bytes_)
    os.utime(path, (time.time() - days * DAY,) * 2)
    return path


def test_old_pieces_copies_and_results_go_and_finished_media_stay(home: Path) -> None:
    old = [kept(home, place, 40) for place in ("pieces/ab/ab1.mp4", "cache/cd/cd1.mp4", "prefect/storage/film-v1-x")]
    young = kept(home, "pieces/ab/ab2.mp4", 20)
    media = kept(home, "media/ef/ef1.mp4", 400)
    cleared = clear(timedelta(days=30))
    assert [path.exists() for path in (*old, young, media)] == [False, False, False, True, True]
    assert {one.what: (one.files, one.bytes) for one in cleared if one.files} == {
        "pieces": (1, 10), "copies of far media": (1, 10), "remembered results": (1, 10),
    }  # fmt: skip
    assert not any(one.files for one in clear(timedelta(days=30)))


def test_for_room_the_longest_unwanted_go_first_and_what_a_run_may_hold_stays(home: Path) -> None:
    files = [kept(home, f"pieces/ab/ab{days}.mp4", days, 100) for days in (9, 5, 1, 0)]
    clear(timedelta(days=30), most=250)
    assert [path.exists() for path in files] == [False, False, True, True]
    clear(timedelta(days=30), most=0)
    assert [path.exists() for path in files] == [False, False, False, True]


def test_a_piece_that_is_found_again_is_young_again(home: Path) -> None:
    kept(home, "pieces/ab/ab1.mp4", 40)
    assert Shelf(home / "pieces").cached("ab1", ".mp4")
    clear(timedelta(days=30))
    assert Shelf(home / "pieces").cached("ab1", ".mp4")


def test_half_made_files_of_dead_runs_go_and_a_rehearsal_removes_nothing(home: Path) -> None:
    dead = home / "work-999999999-abc"
    dead.mkdir(parents=True)
    old = kept(home, "pieces/ab/ab1.mp4", 40)
    told = clear(timedelta(days=30), dry_run=True)
    assert [(one.what, one.files) for one in told if one.files] == [("half-made files", 1), ("pieces", 1)]
    assert dead.exists() and old.exists()
    clear(timedelta(days=30))
    assert not dead.exists() and not old.exists()


@pytest.mark.parametrize(("said", "meant"), [("30d", 30 * DAY), ("12h", DAY / 2), ("90m", 5400), (" 2W ", 14 * DAY)])
def test_an_age_is_read(said: str, meant: float) -> None:
    assert age(said).total_seconds() == meant


@pytest.mark.parametrize(("said", "meant"), [("20GB", 20e9), ("1.5 tb", 1.5e12), ("500MB", 500e6)])
def test_a_size_is_read(said: str, meant: float) -> None:
    assert size(said) == meant


@pytest.mark.parametrize("said", ["", "30", "-1d", "d", "3 years", "999999d"])
def test_what_is_no_age_is_told_with_an_example(said: str) -> None:
    with pytest.raises(BriefError, match="30d, 12h"):
        age(said)
    with pytest.raises(BriefError, match="20GB"):
        size(said)
