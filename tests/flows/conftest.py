"""Films that several stories share, made once; a story that changes anything works on a copy of the whole home."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from domain.project import Report
from providers.registry import all_vendors
from tests.flows.stage import PLAIN, SHORT, QuickFilms, vendor


class Made(NamedTuple):
    """A finished film and the home it was made in."""

    home: Path
    report: Report
    folder: Path


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Films without a place of their own go to `output` in a folder of this test."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def made(prefect: str, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Ten seconds in English and French, with everything on. Not to be changed: `again` is a copy."""
    from flows.make_video import make_video

    root = tmp_path_factory.mktemp("made")
    (root / "films").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REELFLOW_HOME", str(root / "home"))
        report = make_video("5 Python beginner mistakes", languages=("en", "fr"), output=str(root / "films"), **SHORT)
    return Made(root / "home", report, root / "films")


@pytest.fixture(scope="session")
def plain_made(prefect: str, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Three spoken segments over plain pictures, without music. Not to be changed: `plain` is a copy."""
    from flows.make_video import make_video

    root = tmp_path_factory.mktemp("plain")
    (root / "films").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REELFLOW_HOME", str(root / "home"))
        patch.setitem(all_vendors(), "quick", vendor("quick", QuickFilms()))
        report = make_video("Sleep better", output=str(root / "films"), **PLAIN)
    return Made(root / "home", report, root / "films")


@pytest.fixture
def plain(plain_made: Made, home: Path, quick: QuickFilms, tmp_path: Path) -> Report:
    """The report of the plain film, in a home of this test's own."""
    shutil.copytree(plain_made.home, home)
    return plain_made.report


@pytest.fixture
def again(made: Made, home: Path, tmp_path: Path) -> Made:
    """The finished film in a home of this test's own."""
    shutil.copytree(made.home, home)
    shutil.copytree(made.folder, tmp_path / "films")
    return Made(home, made.report, tmp_path / "films")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> QuickFilms:
    """The vendor `quick`, which films in a moment."""
    films = QuickFilms()
    monkeypatch.setitem(all_vendors(), "quick", vendor("quick", films))
    return films
