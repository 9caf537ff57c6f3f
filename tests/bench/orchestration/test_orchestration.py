"""The benchmark of orchestration runs from end to end, and its page says what it measured."""

from pathlib import Path

import pytest

from tests.bench.orchestration.__main__ import main, page
from tests.bench.orchestration.batch import Batch
from tests.bench.orchestration.stage import Run

FILM = Run(segments=24, wall=10.4, cpu=2, waiting=120, peak=150, slowest=8, jobs=24)
MANY = Run(segments=1000, wall=200, cpu=60, waiting=390, peak=450, slowest=90, jobs=1000)


def test_a_goal_that_is_missed_is_said() -> None:
    late = FILM.model_copy(update={"wall": 11.5})
    assert "| 2.4 s (2.4 s) | under 3 s | met |" in page([FILM], MANY, None, [])
    assert "| 3.5 s (2.4 s, 3.5 s, 3.5 s) | under 3 s | missed |" in page([FILM, late, late], MANY, None, [])
    assert "| 401 MiB | under 400 MiB | missed |" in page([FILM], MANY.model_copy(update={"waiting": 401}), None, [])
    assert "| 1001 | 1000 | missed |" in page([FILM], MANY.model_copy(update={"jobs": 1001}), None, [])


def test_a_batch_is_told_or_how_to_make_it() -> None:
    assert "`--batch 50` makes it" in page([FILM], MANY, None, [])
    assert "| 50 films on PostgreSQL with two workers | 300 s, 50 clips" in page(
        [FILM], MANY, Batch(films=50, wall=300, clips=50), []
    )


@pytest.mark.slow
def test_it_measures_a_small_film(tmp_path: Path) -> None:
    main(["--rounds", "1", "--segments", "2", "--many", "3", "--many-seconds", "1", "--page", str(tmp_path / "page.md")])
    assert "later than the slowest clip, 2 segments" in (tmp_path / "page.md").read_text(encoding="utf-8")
