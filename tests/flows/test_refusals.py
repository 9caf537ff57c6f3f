"""A vendor says no: the rest is finished, the reason is told, and another prompt finishes the film."""

from pathlib import Path
from typing import Any

import pytest

from domain.errors import RunFailed
from domain.requests import VideoRequest
from flows.assemble_video import assemble_video
from flows.make_video import make_video
from flows.retake_segment import retake_segment
from providers.registry import all_vendors
from store import projects
from store.locks import exclusive
from tasks.pages.standing import report_of
from tasks.wiring import store
from tests.flows.stage import PLAIN, QuickFilms, orders, vendor


def second(request: VideoRequest) -> bool:
    return request.segment == 2 and request.take == 1


def test_one_refused_segment_holds_up_no_other(prefect: str, home: Path, quick: QuickFilms, tmp_path: Path) -> None:
    quick.refuses = second
    with pytest.raises(RunFailed, match=r"^quick: the model broke down at segment 2\.$") as told:
        make_video("Sleep better", output=str(tmp_path / "a.mp4"), **PLAIN)
    project = projects.load(store(), told.value.project)
    report = report_of(project)
    assert (project.status, report.state, told.value.exit_code) == ("failed", "failed", 1)
    assert [segment.state for segment in report.segments] == ["completed", "failed", "completed"]
    assert report.segments[1].error == "quick: the model broke down at segment 2."
    assert report.encoded == 2, "the segments that were filmed are cut while another fails"
    assert not (tmp_path / "a.mp4").exists()
    with exclusive(store(), project.id):
        pass  # and nobody holds the project any more

    done = retake_segment(project.id, 2, prompt="a pillow", output=str(tmp_path / "a.mp4"))
    assert (done.state, done.encoded) == ("done", 1)
    assert [segment.state for segment in done.segments] == ["completed"] * 3
    assert [segment.error for segment in done.segments] == [""] * 3
    assert (tmp_path / "a.mp4").is_file()
    assert [request.segment for request in quick.asked].count(1) == 1


@pytest.mark.slow
def test_the_same_request_asks_the_vendor_again_after_a_no(prefect: str, home: Path, quick: QuickFilms, tmp_path: Path) -> None:
    said: list[int] = []

    def once(request: VideoRequest) -> bool:
        said.append(request.segment)
        return request.segment == 1 and said.count(1) == 1

    quick.refuses = once
    with pytest.raises(RunFailed):
        make_video("Sleep better", **PLAIN, output=str(tmp_path))
    assert make_video("Sleep better", **PLAIN, output=str(tmp_path)).state == "done"
    assert {order.segment: order.attempt for order in orders("sleep-better-" + next(tmp_path.glob("*.mp4")).stem[-6:])}[1] == 2


@pytest.mark.slow
def test_the_fallback_films_what_the_first_refuses_and_it_is_said_in_turn(
    prefect: str, home: Path, quick: QuickFilms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = QuickFilms()
    monkeypatch.setitem(all_vendors(), "other", vendor("other", other))
    quick.refuses = second
    asked: dict[str, Any] = {**PLAIN, "fallback": "other", "parallel": False, "voiceover": False}
    report = make_video("Sleep better", output=str(tmp_path), **asked)
    assert [segment.vendor for segment in report.segments] == ["quick", "other", "quick"]
    assert "Segment 2: quick: the model broke down at segment 2. Made by other instead." in report.degraded
    assert [request.segment for request in quick.asked] == [1, 2, 3], "in sequence means in order"
    assert [request.segment for request in other.asked] == [2]
    assert [order.vendor for order in orders(report.project)] == ["quick", "quick", "other", "quick"]


@pytest.mark.slow
def test_in_sequence_a_refused_segment_does_not_stop_the_next(
    prefect: str, home: Path, quick: QuickFilms, tmp_path: Path
) -> None:
    quick.refuses = second
    with pytest.raises(RunFailed) as told:
        make_video("Sleep better", output=str(tmp_path), **{**PLAIN, "parallel": False, "voiceover": False})
    assert [request.segment for request in quick.asked] == [1, 2, 3]
    quick.refuses = lambda request: False
    assert assemble_video(told.value.project, output=str(tmp_path)).state == "done"
    assert [request.segment for request in quick.asked] == [1, 2, 3, 2]
