"""Stand-ins as a process of their own, and projects that are filmed by processes which may be killed."""

import json
import multiprocessing
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from multiprocessing import forkserver
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from rehearsal.faults import fault_from
from store.database import connect, migrate
from tests.paid.runs import Late
from tests.paid.studio import Rehearsal, Studio
from tests.postgres import fresh_database

ROOT = Path(__file__).parents[2]
PLAYED = ("luma", "kling", "pika", "replicate", "runway", "fal", "hailuo", "omni")
KEY = "rehearsal-key-nobody-may-see"
ON_BOTH = pytest.mark.parametrize("store_url", ["sqlite", "postgresql"], indirect=True)
"""For what the database decides: a project's store is on SQLite unless a test asks for both."""

Open = Callable[..., Studio]


@pytest.fixture(scope="session")
def forks() -> Iterator[None]:
    """A process that has imported everything, from which others are forked in a moment."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(["tests.paid.child"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        forkserver.ensure_running()
    yield


@pytest.fixture(scope="session")
def stage() -> Iterator[Rehearsal]:
    """The stand-ins, for all tests: what each project ordered is told apart by its prompts."""
    vendors = [word for slug in PLAYED for word in ("--vendor", slug)]
    command = [sys.executable, "-m", "rehearsal", *vendors, "--key", KEY, "--questions", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process, httpx.Client(timeout=30) as http:
        assert process.stdout
        said = json.loads(process.stdout.readline())
        yield Rehearsal(url=said["url"], base_urls=said["base_urls"], key=KEY, http=http)
        process.terminate()


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without a row, up to date."""
    path = tmp_path_factory.mktemp("store") / "reelflow.db"
    engine: Engine = connect(f"sqlite:///{path}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def store_url(request: pytest.FixtureRequest, empty_store: Path, home: Path) -> Iterator[str]:
    """The address of a store without a row."""
    home.mkdir()
    shutil.copy(empty_store, home / "reelflow.db")
    if not hasattr(request, "param") or request.param == "sqlite":
        yield ""
        return
    with fresh_database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture
def studio(stage: Rehearsal, forks: None, home: Path, store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a project at a vendor: `studio("luma", "lost-answer")`."""
    monkeypatch.setenv("REELFLOW_STORE_URL", store_url)

    def open_one(*slugs: str, faults: tuple[str, ...] = ()) -> Studio:
        stage.play(fault_from(fault) for fault in faults)
        return Studio(stage, home, slugs, store_url)

    yield open_one
    assert stage.journal()["leaked_keys"] == 0
    stage.play(())


@pytest.fixture
def ended() -> Iterator[list[Late]]:
    """Runs that are ended with the test."""
    runs: list[Late] = []
    yield runs
    for run in runs:
        run.end()
