"""A full disk is told in a sentence, leaves no half file, and costs nothing that was finished."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import DiskFull, RunFailed
from flows.assemble_video import assemble_video
from flows.make_video import make_video
from media.probe import probe
from tasks.wiring import store
from tests.flows.stage import PLAIN, QuickFilms, pictures

pytestmark = pytest.mark.slow


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home on a disk of its own."""
    home = tmp_path / "small"
    home.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", home], capture_output=True, check=False)
    if mount.returncode:
        pytest.skip("needs the right to mount a file system")
    monkeypatch.setenv("REELFLOW_HOME", str(home))
    monkeypatch.setattr("tasks.guarding.NEEDED", 0)  # the disk gets full while the film is made, not before
    yield home
    store().dispose()
    subprocess.run(["umount", "-l", home], check=True)


def fill(home: Path, *, but: int) -> Path:
    """Fill the disk up to the last `but` bytes."""
    free = os.statvfs(home)
    filler = home / "filler"
    filler.write_bytes(bytes(free.f_bavail * free.f_frsize - but))
    return filler


@pytest.mark.parametrize(
    ("where", "room", "transition"),
    [("media", 700_000, "cut"), ("pieces", 1_500_000, "cut"), ("pieces", 1_500_000, "dissolve"), ("film", 3_000_000, "cut")],
)
def test_no_room_is_told_and_with_room_it_goes_on(
    prefect: str, small: Path, quick: QuickFilms, tmp_path: Path, where: str, room: int, transition: str
) -> None:
    film = tmp_path / "film.mp4"
    filler = fill(small, but=room)
    with pytest.raises(RunFailed, match=r"^No room is left in .* Make room, then ") as told:
        make_video("Sleep better", output=str(film), transition=transition, **PLAIN)
    assert told.value.exit_code == 1
    assert all(isinstance(cause, DiskFull) for cause in told.value.causes)
    assert not film.exists()
    assert [one for one in small.rglob("*") if one.name.startswith("work-") or ".part" in one.name] == []
    for kept in (*(small / "pieces").rglob("*.mp4"), *(small / "media").rglob("*.mp4")):
        assert probe(kept).frames >= (30 if transition == "cut" else 15)

    filler.unlink()
    filmed = len(quick.asked)
    report = assemble_video(told.value.project, output=str(film))
    assert report.state == "done"
    assert len(pictures(film)) == round(report.videos[0].seconds * 30)
    assert len(quick.asked) == filmed or where == "media"
