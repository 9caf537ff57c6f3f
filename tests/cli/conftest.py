"""The command, called in this process: what it says, and that it leaves nothing half-made behind."""

import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import prefect
import pytest
from sqlalchemy.exc import DatabaseError

from cli.app import answer
from domain.brief import Brief
from domain.errors import ReelflowError
from domain.project import Project
from domain.script import Script, Segment
from store import projects
from tasks.wiring import store


class Said(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Everything on standard output, which has to be one JSON value."""
        return json.loads(self.out)


Command = Callable[..., Said]


@pytest.fixture(autouse=True)
def stage(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working folder and home, signals put back afterwards, and no flow that begins."""

    def begun(*_words: object, **_options: object) -> NoReturn:
        pytest.fail("a flow began: the mistake should be told before")

    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(prefect.Flow, "__call__", begun)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield folder
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def reelflow(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command and return how it ended."""

    def run(*words: str) -> Said:
        capsys.readouterr()
        code = answer(words)
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def refused(reelflow: Command, home: Path, tmp_path: Path) -> Callable[..., str]:
    """Run a command that has to be refused; return the one sentence that says why. Nothing may have been made."""

    def run(*words: str) -> str:
        before = _there(home, tmp_path)
        said = reelflow(*words, "--json")
        assert said.code == 2
        assert said.json == {"state": "failed", "error": said.json["error"], "exit_code": 2}
        assert said.err == f"reelflow: {said.json['error']}\n"
        assert _there(home, tmp_path) == before
        return str(said.json["error"])

    return run


@pytest.fixture
def project(home: Path) -> Project:
    """A project of three segments in English and French, saved and never filmed."""
    segments = tuple(
        Segment(id=n, narration={"en": f"Line {n}.", "fr": f"Ligne {n}."}, prompt=f"a bee {n}", on_screen={"en": "bee"})
        for n in (1, 2, 3)
    )
    script = Script(title={"en": "Bees [bold]", "fr": "Abeilles"}, segments=segments)
    brief = Brief(theme="bees", languages=("en", "fr"))
    return projects.save(store(), Project(id="bees-a1b2c3", title="Bees [bold]", brief=brief, script=script))


def _there(home: Path, tmp_path: Path) -> tuple[object, ...]:
    """Everything that a refused command must leave as it was: the user's files, half-made work, projects."""
    files = {path for path in tmp_path.rglob("*") if home not in (path, *path.parents)}
    return files, {path.name for path in home.glob("work-*")} if home.is_dir() else set(), _projects(home)


def _projects(home: Path) -> object:
    try:
        return projects.listing(store()) if (home / "reelflow.db").exists() else ()
    except (ReelflowError, DatabaseError):
        return "a store that cannot be opened"
