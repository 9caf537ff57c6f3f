"""A fresh store for each test, on SQLite and on PostgreSQL."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.brief import Brief
from domain.project import Project
from domain.script import Script, Segment
from store.database import connect, migrate
from tests.postgres import fresh_database

ROOT = Path(__file__).parents[2]

Start = Callable[..., "subprocess.Popen[str]"]
Race = Callable[..., list[str]]


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    like = request.getfixturevalue("ready_database") if "engine" in request.fixturenames else ""
    with fresh_database(request.getfixturevalue("postgres"), like) as url:
        yield url


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    """An empty store, up to date."""
    engine = connect(store_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def ready_database(postgres: str) -> Iterator[str]:
    """A database on PostgreSQL without a row, up to date: copying it takes a tenth of what bringing one up to date takes."""
    with fresh_database(postgres) as url:
        engine = connect(url)
        migrate(engine)
        engine.dispose()
        yield url


@pytest.fixture
def start() -> Iterator[Start]:
    """Start another Python process with some code and its arguments; none outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def begin(code: str, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", code, *arguments]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def race(start: Start) -> Race:
    """Run the same code in several processes, let go in one moment after their imports; what each printed.

    Imports come first in the code, then `go()`.
    """
    go = "import sys\ndef go():\n    print('loaded', flush=True)\n    sys.stdin.readline()\n"

    def run(code: str, *arguments: str, times: int = 2) -> list[str]:
        processes = [start(go + code, *arguments, str(number)) for number in range(times)]
        for process in processes:
            assert process.stdout and process.stdout.readline() == "loaded\n"
        for process in processes:
            assert process.stdin
            process.stdin.write("\n")
            process.stdin.flush()
        return [process.communicate(timeout=60)[0].strip() for process in processes]

    return run


@pytest.fixture
def project() -> Project:
    """A project of three segments."""
    segments = tuple(Segment(id=n, narration={"en": f"Line {n}."}, prompt=f"a bee {n}") for n in (1, 2, 3))
    script = Script(title={"en": "Bees"}, segments=segments)
    return Project(id="bees-a1b2c3", title="Bees", brief=Brief(theme="bees"), script=script)
