"""A run that is killed at any step and started again orders each clip once, and knows where every cent is."""

from decimal import Decimal
from typing import Any

import pytest

from tasks.orders.resolving import resolve
from tests.paid.child import STEPS, Report
from tests.paid.conftest import Open
from tests.paid.studio import Studio

PRICES = {"luma": "0.30", "kling": "0.21", "pika": "0.20", "replicate": "0.35"}
"""One vendor without any way to find a lost order, one with a look-up, one with an idempotency key, one with a list."""
IN_DOUBT = ("before it is sent", "after it is sent")


def killed(studio: Studio, step: str) -> None:
    """Film one segment after the other and die at the second one's `step`."""
    second = {"while polling": 3}.get(step, 2)  # each is asked about twice
    assert studio.film(threads=1, doom=step, time=second).killed


def settled(studio: Studio) -> None:
    """Do as the message says: look at the vendor's list, then adopt the job that is there, or say that there is none."""
    (doubtful,) = [order for order in studio.orders() if order.state == "unknown"]
    jobs = [job["id"] for job in studio.accepted() if job["prompt"].endswith(f"shot {doubtful.segment}")]
    answer: dict[str, Any] = {"job": jobs[0]} if jobs else {"not_ordered": True}
    resolve(studio.project, doubtful.id[:8], **answer)


def finished(studio: Studio) -> Report:
    """Start the run again until it ends; a person settles what stays in doubt."""
    report = studio.film()
    if "unknown" in studio.states():
        settled(studio)
        report = studio.film()
    return report


@pytest.mark.slow
@pytest.mark.parametrize("slug", PRICES)
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_and_started_again_each_clip_is_ordered_once(studio: Open, slug: str, step: str) -> None:
    film = studio(slug)
    killed(film, step)
    report = finished(film)
    assert [told.segment for told in report.told if told.made] == [1, 2, 3, 4, 5, 6], report.told
    assert len(film.accepted()) == 6
    cost = film.cost()
    assert (cost.reserved_usd, cost.wasted_usd) == (0, 0)
    assert cost.spent_usd == film.charged() == Decimal(PRICES[slug]) * 6


@pytest.mark.parametrize("slug", PRICES)
def test_killed_again_and_again_at_every_step_each_clip_is_ordered_once(studio: Open, slug: str) -> None:
    film = studio(slug)
    for step in STEPS:
        assert film.film(threads=1, doom=step).killed
        if "unknown" in film.states():
            settled(film)
    finished(film)
    assert len(film.accepted()) == 6
    assert film.states().count("done") == 6
    assert (film.cost().reserved_usd, film.cost().spent_usd) == (0, film.charged())


@pytest.mark.parametrize("step", IN_DOUBT)
def test_where_nobody_can_tell_one_order_is_unknown_and_its_money_held(studio: Open, step: str) -> None:
    film = studio("luma")
    killed(film, step)
    taken = len(film.accepted())
    for _ in range(2):  # however often it is started again
        report = film.film()
        (doubtful,) = [told for told in report.told if told.error]
        assert (doubtful.segment, doubtful.error) == (2, "OrderUnknown")
        assert f"reelflow resolve {film.project}" in doubtful.message
    assert film.states() == ["done"] * 5 + ["unknown"]
    assert len(film.accepted()) == taken + 4
    assert film.cost().reserved_usd == Decimal(PRICES["luma"])


def test_what_was_charged_for_a_clip_that_is_gone_is_waste_and_the_segment_is_ordered_anew(studio: Open) -> None:
    film = studio("luma")
    killed(film, IN_DOUBT[0])
    (doubtful,) = [order for order in film.orders() if order.state in ("submitting", "unknown")]
    film.film()
    resolve(film.project, doubtful.id[:8], charged=Decimal("0.30"))
    assert (film.cost().wasted_usd, film.cost().reserved_usd) == (Decimal("0.30"), 0)
    film.film()
    assert film.states() == ["done"] * 6
    assert film.cost().spent_usd == 7 * Decimal(PRICES["luma"])


@pytest.mark.parametrize("slug", ["kling", "pika", "replicate"])
@pytest.mark.parametrize("step", IN_DOUBT)
def test_where_the_vendor_can_tell_nobody_is_bothered(studio: Open, slug: str, step: str) -> None:
    film = studio(slug)
    killed(film, step)
    assert not [told for told in film.film().told if told.error]


@pytest.mark.parametrize("slug", PRICES)
def test_killed_with_six_orders_under_way_no_clip_is_ordered_twice(studio: Open, slug: str) -> None:
    film = studio(slug)
    assert film.film(doom="after it is sent", time=2).killed
    film.film()
    while "unknown" in film.states():
        doubtful = next(order for order in film.orders() if order.state == "unknown")
        jobs = [job["id"] for job in film.accepted() if job["prompt"].endswith(f"shot {doubtful.segment}")]
        resolve(film.project, doubtful.id[:8], **({"job": jobs[0]} if jobs else {"not_ordered": True}))
    film.film()
    assert film.states() == ["done"] * 6
    assert len(film.accepted()) == 6
    assert (film.cost().reserved_usd, film.cost().spent_usd) == (0, film.charged())
