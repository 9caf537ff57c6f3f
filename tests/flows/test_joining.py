"""A film whose segments melt into each other, from request to file: joins are pieces of their own, made once."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from domain import dressing, editing
from domain.errors import RunFailed
from domain.project import Report
from domain.script import Script
from flows.assemble_video import assemble_video
from flows.make_video import make_video
from flows.retake_segment import retake_segment
from media.ffmpeg import run
from montage import encode
from store import projects
from tasks.scripts.editing import edited
from tasks.wiring import pieces, store
from tests.flows.stage import PLAIN, Picture, QuickFilms, pictures
from tests.flows.states import states_of

pytestmark = pytest.mark.slow
BARE = {**PLAIN, "voiceover": False, "subtitles": False, "transition": "dissolve"}
"""Three segments of five seconds over plain colours."""


@pytest.fixture
def dissolved(prefect: str, home: Path, quick: QuickFilms) -> Report:
    """Three segments that melt into each other."""
    return make_video("Sleep better", **BARE)


def script_of(project: str) -> Script:
    return projects.load(store(), project).script


def change(project: str, script: Script) -> Report:
    edited(projects.load(store(), project), script)
    return assemble_video(project)


def colour(picture: Picture) -> NDArray[np.float64]:
    """Return the colour at the foot of a picture, where no type stands."""
    return picture[-20:-10].reshape(-1, 3).mean(axis=0)


def test_two_segments_melt_into_each_other_over_their_cut(dissolved: Report) -> None:
    shown = [colour(picture) for picture in pictures(Path(dissolved.videos[0].path))]
    assert (dissolved.state, dissolved.encoded, len(shown)) == ("done", 5, 450)
    before, after = shown[130], shown[170]
    assert np.abs(shown[150] - (before + after) / 2).max() < 6
    assert np.abs(shown[142] - before).max() < 3 and np.abs(shown[158] - after).max() < 3


def test_joins_have_tasks_of_their_own_and_a_film_of_cuts_has_none(dissolved: Report) -> None:
    names = [name for name in states_of(dissolved.run) if name.startswith("join ")]
    assert sorted(names) == ["join segments 1 and 2 for vertical_720p", "join segments 2 and 3 for vertical_720p"]
    cuts = make_video("Sleep better", **{**BARE, "transition": "cut"})
    assert cuts.encoded == 3 and not [name for name in states_of(cuts.run) if name.startswith("join ")]


def test_a_changed_segment_is_encoded_again_with_its_joins_and_nothing_else(dissolved: Report, quick: QuickFilms) -> None:
    project = dissolved.project
    assert assemble_video(project).encoded == 0
    assert retake_segment(project, 1).encoded == 2  # its body and its one join
    assert retake_segment(project, 2).encoded == 3  # its body and both joins
    assert change(project, dressing.graded(script_of(project), 3, "mono", None)).encoded == 2
    assert change(project, dressing.dress(script_of(project), 1, {"transition": "wipe"})).encoded == 1
    assert change(project, dressing.dress(script_of(project), 1, {"transition": "cut"})).encoded == 3  # 2 has more frames to show
    assert change(project, editing.drop(script_of(project), 3)).encoded == 1


def test_a_lost_join_is_made_again(dissolved: Report) -> None:
    project = dissolved.project
    for piece in pieces().folder.rglob("*.mp4"):
        piece.unlink()
    again = assemble_video(project)
    assert (again.state, again.encoded) == ("done", 5)
    assert len(pictures(Path(again.videos[0].path))) == 450


class Killer:
    """Slows the first join's ffmpeg down and kills it in the middle of its work."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.killed = 0
        self._ended = threading.Event()
        monkeypatch.setattr(encode, "run", self._run)

    def _run(self, arguments: Sequence[str | Path], **named: Any) -> str:
        if self.killed or not any("xfade" in str(word) for word in arguments):
            return run(arguments, **named)
        self.killed = 1
        slow = [part for word in arguments for part in (("-readrate", "0.02", word) if word == "-i" else (word,))]
        threading.Thread(target=self._kill, daemon=True).start()
        try:
            return run(slow, **named)
        finally:
            self._ended.set()

    def _kill(self) -> None:
        while not self._ended.wait(0.5):
            for child in psutil.Process().children(recursive=True):
                if any("xfade" in word for word in child.cmdline()):
                    child.kill()


def test_an_encoder_killed_in_the_middle_of_a_join_costs_that_join_alone(
    prefect: str, home: Path, quick: QuickFilms, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    killer = Killer(monkeypatch)
    with pytest.raises(RunFailed, match="it was stopped from outside") as told:
        make_video("Sleep better", output=str(film), **BARE)
    assert killer.killed and not film.exists()
    kept = {path.name: path.stat().st_ino for path in pieces().folder.rglob("*.mp4")}
    assert len(kept) in (3, 4)  # the other join may have been at work, and killed, too
    assert not [path for path in home.rglob("*") if ".part" in path.name or path.name.startswith("work-")]

    report = assemble_video(told.value.project, output=str(film))
    assert (report.state, report.encoded, len(pictures(film))) == ("done", 5 - len(kept), 450)
    after = {path.name: path.stat().st_ino for path in pieces().folder.rglob("*.mp4")}
    assert len(after) == 5 and after.items() >= kept.items()
    assert len(quick.asked) == 3
