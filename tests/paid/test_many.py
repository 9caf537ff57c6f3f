"""A thousand segments wait for a vendor in one process, which stays small."""

import time

import psutil
import pytest

from tests.paid.conftest import Open
from tests.paid.runs import Late

MANY = 1000
ROOM = 400_000_000
"""Bytes."""
PATIENCE = 280


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_thousand_orders_that_wait_in_one_process_stay_under_400_mb(prefect: str, studio: Open, ended: list[Late]) -> None:
    film = studio("luma", faults=("luma/slow:allx9999",))
    run = Late(film, prefect, MANY, LUMA_AT_ONCE=str(MANY), REELFLOW_POLL_SECONDS="10")
    ended.append(run)
    process, peak, deadline, waiting = psutil.Process(run.process.pid), 0, time.monotonic() + PATIENCE, 0
    while waiting < MANY:
        assert time.monotonic() < deadline and run.process.poll() is None
        for _ in range(20):
            peak = max(peak, process.memory_info().rss)
            time.sleep(0.05)
        waiting = film.states().count("submitted")
    assert peak < ROOM
    assert process.num_threads() >= MANY
    assert len(film.accepted()) == MANY
    assert film.cost().reserved_usd == sum(order.estimated_usd for order in film.orders())
