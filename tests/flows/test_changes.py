"""A changed segment is made again; the others keep their clips and pieces."""

from pathlib import Path

import numpy as np
import pytest

from domain import editing
from domain.project import Report
from domain.requests import Kind
from domain.script import Script
from flows.assemble_video import assemble_video
from flows.retake_segment import retake_segment
from store import projects
from tasks.pages.standing import report_of
from tasks.scripts.editing import edited
from tasks.wiring import store
from tests.flows.conftest import Made
from tests.flows.stage import QuickFilms, accented, orders, pictures


def pieces(report: Report) -> list[str]:
    return [segment.piece for segment in report.segments]


def attempts(project: str, kind: Kind = "video") -> list[tuple[int, int, int]]:
    return sorted((order.segment, order.take, order.attempt) for order in orders(project, kind))


def change(project: str, script: Script) -> Report:
    return report_of(edited(projects.load(store(), project), script))


def script_of(project: str) -> Script:
    return projects.load(store(), project).script


def test_a_retake_films_and_encodes_one_segment(again: Made, quick: QuickFilms, tmp_path: Path) -> None:
    before = again.report
    report = retake_segment(before.project, 2, prompt="a lighthouse in fog", output=str(tmp_path))
    assert (report.state, report.encoded) == ("done", 2)  # one piece a film
    assert pieces(report)[0] == pieces(before)[0]
    assert not set(pieces(report)[1].split()) & set(pieces(before)[1].split())
    assert attempts(report.project) == [(1, 1, 1), (2, 1, 1), (2, 2, 1)]
    assert (report.segments[1].take, report.segments[1].prompt) == (2, "a lighthouse in fog")
    old, new = (pictures(folder / Path(before.videos[0].path).name) for folder in (again.folder, tmp_path))
    assert np.abs(old[60].astype(int) - new[60]).max() == 0
    assert np.abs(old[200].astype(int) - new[200]).mean() > 5


@pytest.mark.slow
def test_edits_cost_no_clip_and_the_film_follows(plain: Report, quick: QuickFilms) -> None:
    project = plain.project

    shown = change(project, editing.rewrite(script_of(project), 2, narration="Only this was said anew, and nothing else."))
    assert (shown.state, [segment.state for segment in shown.segments]) == ("draft", ["completed", "draft", "completed"])
    report = assemble_video(project)
    assert (report.state, [segment.state for segment in report.segments]) == ("done", ["completed"] * 3)
    assert report.encoded == 1
    assert [old == new for old, new in zip(pieces(plain), pieces(report), strict=True)] == [True, False, True]
    assert attempts(project, "speech") == [(1, 1, 1), (2, 1, 1), (2, 1, 1), (3, 1, 1)]
    assert report.segments[1].narration.startswith("Only this was said")

    change(project, editing.move(script_of(project), 3, 1))
    moved = assemble_video(project)
    assert [segment.id for segment in moved.segments] == [3, 1, 2]
    assert [segment.index for segment in moved.segments] == [1, 2, 3]

    change(project, editing.drop(script_of(project), 3))
    dropped = assemble_video(project)
    assert [segment.kept for segment in dropped.segments] == [True, True, False]
    assert dropped.videos[0].seconds == pytest.approx(sum(one.seconds for one in dropped.segments if one.kept), abs=0.05)
    assert dropped.videos[0].seconds < moved.videos[0].seconds

    change(project, editing.keep(script_of(project), 3))
    kept = assemble_video(project)
    assert kept.videos[0].seconds == moved.videos[0].seconds
    assert kept.encoded == 0
    assert quick.asked == []


def test_another_prompt_makes_a_draft_of_its_segment_alone(plain: Report, quick: QuickFilms) -> None:
    shown = change(plain.project, editing.rewrite(script_of(plain.project), 1, prompt="an owl at noon"))
    assert [segment.state for segment in shown.segments] == ["draft", "completed", "completed"]
    report = assemble_video(plain.project)
    assert [segment.state for segment in report.segments] == ["completed"] * 3
    assert [request.prompt for request in quick.asked] == ["an owl at noon"]
    assert report.encoded == 1


@pytest.mark.slow
def test_another_format_is_cut_from_the_clips_that_are_there(plain: Report, quick: QuickFilms) -> None:
    filmed, first = attempts(plain.project), Path(plain.videos[0].path)
    bytes_before = first.read_bytes()
    report = assemble_video(plain.project, formats=("square_720p",))
    (square,) = [video for video in report.videos if video.format == "square_720p"]
    assert (square.width, square.height, Path(square.path).exists()) == (720, 720, True)
    assert attempts(plain.project) == filmed
    assert first.read_bytes() == bytes_before


@pytest.mark.slow
def test_without_voice_no_word_is_heard_or_lit(plain: Report, tmp_path: Path) -> None:
    report = assemble_video(plain.project, voiceover=False, output=str(tmp_path / "silent.mp4"))
    assert report.videos[0].path == str(tmp_path / "silent.mp4")
    assert max(accented(frame) for frame in pictures(tmp_path / "silent.mp4")[::15]) < 20
    assert not any("espeak" in one for one in report.degraded)
