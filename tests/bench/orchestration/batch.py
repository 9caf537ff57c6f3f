"""A batch on a small fleet: Prefect's server and the store on PostgreSQL, media on S3, two workers."""

import time
from pathlib import Path

from domain.base import Frozen
from tests.fleet.machines import Fleet, rehearsed
from tests.postgres import served_by_debian
from tests.s3 import S3


class Batch(Frozen):
    """What a batch took."""

    films: int
    wall: float
    """Seconds from the first run's creation to the last one's end, all runs created at once."""
    clips: int
    """What the vendor was asked for."""


def batch(folder: Path, films: int, at_once: int) -> Batch:
    """Make so many films of five seconds, `at_once` on each of two workers; fails when one of them does not complete."""
    s3 = S3(folder / "s3")
    (folder / "out").mkdir()
    with served_by_debian() as postgres, rehearsed("--seconds", "6") as vendors:
        s3.start()
        fleet = Fleet(folder, postgres, s3, vendors, {"LUMA_AT_ONCE": "20"})
        try:
            for name in ("north", "south"):
                fleet.worker(name, limit=at_once)
            begun = time.monotonic()
            runs = [fleet.order(f"theme-{number}") for number in range(films)]
            fleet.completed(*runs, within=60 + 60 * films)
            return Batch(films=films, wall=time.monotonic() - begun, clips=len(fleet.jobs()))
        finally:
            fleet.close()
            s3.stop()
