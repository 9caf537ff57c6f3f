"""Another sound is a new mix and nothing more: counted, no picture is encoded again."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain.project import Report
from flows.assemble_video import assemble_video
from flows.make_video import make_video
from tasks.films import cutting, finishing
from tests.flows.stage import PLAIN, QuickFilms, loudness, pictures, sound

pytestmark = pytest.mark.slow


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often a picture was encoded and a sound mixed, from now on."""
    times = {"encode": 0, "mix": 0}
    for module, name in ((cutting, "encode"), (finishing, "mix")):
        monkeypatch.setattr(module, name, _counting(getattr(module, name), name, times))
    return times


def _counting(work: Any, name: str, times: dict[str, int]) -> Any:
    def counted(*given: Any, **named: Any) -> Any:
        times[name] += 1
        return work(*given, **named)

    return counted


def film(report: Report) -> Path:
    return Path(report.videos[0].path)


def test_music_loudness_and_voice_are_mixed_anew_over_the_same_pictures(
    prefect: str, home: Path, quick: QuickFilms, counted: dict[str, int], tmp_path: Path
) -> None:
    asked = {**PLAIN, "subtitles": False}
    first = make_video("Sleep better", output=str(tmp_path / "first.mp4"), **asked)
    assert counted == {"encode": 3, "mix": 1}
    seen, heard = pictures(film(first)), sound(film(first))

    changes = {
        "music": {"music": True},
        "loudness": {"style": {"loudness": -20}},
        "another voice": {"voice": "female"},
        "none": {"voiceover": False},
    }
    for place, (name, change) in enumerate(changes.items(), start=2):
        report = make_video("Sleep better", output=str(tmp_path / f"{name}.mp4"), **{**asked, **change})
        assert (report.state, report.encoded, counted) == ("done", 0, {"encode": 3, "mix": place}), name
        assert all(np.array_equal(old, new) for old, new in zip(seen, pictures(film(report)), strict=True)), name
        assert not np.array_equal(heard, sound(film(report))), name
    assert loudness(sound(tmp_path / "loudness.mp4")) == pytest.approx(loudness(heard) - 6, abs=1)

    again = assemble_video(first.project, music=True, output=str(tmp_path / "again.mp4"))
    assert (again.encoded, counted["encode"]) == (0, 3)


def test_another_voice_changes_only_the_pictures_whose_captions_it_moves(
    prefect: str, home: Path, quick: QuickFilms, counted: dict[str, int], tmp_path: Path
) -> None:
    make_video("Sleep better", output=str(tmp_path / "first.mp4"), **PLAIN)
    report = make_video("Sleep better", output=str(tmp_path / "hers.mp4"), voice="female", **PLAIN)
    assert (report.encoded, counted) == (3, {"encode": 6, "mix": 2})
    same = make_video("Sleep better", output=str(tmp_path / "same.mp4"), voice="female", **{**PLAIN, "music": True})
    assert (same.encoded, counted) == (0, {"encode": 6, "mix": 3})
