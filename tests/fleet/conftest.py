"""One fleet for all tests of many machines: its servers take half a minute to start."""

from collections.abc import Iterator

import pytest

from tests.fleet.machines import Fleet, rehearsed
from tests.postgres import served_by_debian
from tests.s3 import S3


@pytest.fixture(scope="session")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """Prefect's server on PostgreSQL, S3, a vendor whose jobs take six seconds; no worker yet."""
    folder = tmp_path_factory.mktemp("fleet")
    (folder / "out").mkdir()
    s3 = S3(folder / "s3")
    with served_by_debian() as postgres, rehearsed("--seconds", "6") as vendors:
        s3.start()
        one = Fleet(folder, postgres, s3, vendors, {})
        try:
            yield one
        finally:
            one.close()
            s3.stop()
