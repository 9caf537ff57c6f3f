"""Two runs at once: one clip each, one ceiling for both."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from time import sleep

import pytest

from tests.paid.conftest import ON_BOTH, Open


@ON_BOTH
@pytest.mark.parametrize("slug", ["luma", "kling", "pika", "replicate"])
def test_two_runs_of_one_project_order_each_clip_once(studio: Open, slug: str) -> None:
    film = studio(slug)
    reports = [run.end() for run in [film.start(), film.start()]]
    assert {told.error for report in reports for told in report.told} <= {"", "Busy"}
    assert len(film.accepted()) == 6
    assert not [told for told in film.film().told if told.error]
    assert len(film.accepted()) == 6
    assert (film.cost().reserved_usd, film.cost().spent_usd) == (0, film.charged())


@ON_BOTH
@pytest.mark.parametrize(
    ("slug", "step"),
    [("luma", "after it is sent"), *((slug, "before it is sent") for slug in ("luma", "kling", "pika", "replicate"))],
)
def test_an_order_that_a_living_run_is_sending_is_let_be(studio: Open, tmp_path: Path, slug: str, step: str) -> None:
    film = studio(slug)
    gate = tmp_path / "gate"
    slow = film.start(count=1, doom=step, gate=str(gate))
    while film.states() != ["submitting"]:
        sleep(0.02)
    (second,) = film.film(count=1).told
    assert (second.error, film.states()) == ("Busy", ["submitting"])
    gate.touch()
    assert slow.end().told[0].made
    assert (len(film.accepted()), film.states()) == (1, ["done"])


@ON_BOTH
def test_a_hundred_segments_in_two_processes_stay_under_a_ceiling_of_forty_clips(studio: Open) -> None:
    film = studio("luma")
    film.budgeted(Decimal("12.00"))
    runs = [film.start(count=50, threads=12, at_once=60), film.start(count=100, skip=50, threads=12, at_once=60)]
    errors = Counter(told.error for run in runs for told in run.end().told)
    assert errors == {"": 40, "CeilingReached": 60}
    assert len(film.accepted()) == 40
    assert film.cost().spent_usd == film.charged() == Decimal("12.00")
    assert len(film.orders()) == 40


@ON_BOTH
@pytest.mark.parametrize("ceiling", ["REELFLOW_BUDGET_USD", "REELFLOW_VENDOR_BUDGET_USD"])
def test_a_days_ceiling_holds_and_does_not_fall_back(studio: Open, ceiling: str) -> None:
    film = studio("luma", "runway")
    report = film.film(environment={ceiling: "0.90"})
    assert Counter(told.error for told in report.told) == {"": 3, "CeilingReached": 3}
    assert (len(film.accepted("luma")), len(film.accepted("runway"))) == (3, 0)
