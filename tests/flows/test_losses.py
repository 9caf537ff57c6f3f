"""What somebody deleted between two runs is made again; nothing fails and nothing stale is used."""

import shutil
from pathlib import Path

import pytest

from domain.project import Report
from flows.assemble_video import assemble_video
from tasks.wiring import pieces
from tests.flows.stage import QuickFilms, orders, pictures
from tests.flows.states import states_of


def clip_of(home: Path, report: Report, segment: int) -> Path:
    (order,) = [order for order in orders(report.project) if order.segment == segment]
    assert order.result is not None
    sha256 = order.result["media"]["sha256"]
    return home / "media" / sha256[:2] / f"{sha256}.mp4"


@pytest.mark.slow
def test_one_clip_that_is_gone_is_filmed_again(home: Path, plain: Report, quick: QuickFilms, tmp_path: Path) -> None:
    clip_of(home, plain, 2).unlink()
    shutil.rmtree(home / "pieces")
    report = assemble_video(plain.project, output=str(tmp_path / "a.mp4"))
    assert (report.state, report.encoded) == ("done", 3)
    assert [request.segment for request in quick.asked] == [2]
    assert clip_of(home, plain, 2).is_file()
    assert len(pictures(tmp_path / "a.mp4")) == round(plain.videos[0].seconds * 30)
    once_more = assemble_video(plain.project)
    assert once_more.encoded == 0
    assert {state for name, state in states_of(once_more.run).items() if name.startswith(("film", "cut"))} == {"Cached"}


def test_one_piece_that_is_gone_is_encoded_again(home: Path, plain: Report, quick: QuickFilms, tmp_path: Path) -> None:
    pieces().place(plain.segments[1].piece, ".mp4").unlink()
    report = assemble_video(plain.project, output=str(tmp_path / "a.mp4"))
    assert (report.state, report.encoded, quick.asked) == ("done", 1, [])
    assert len(pictures(tmp_path / "a.mp4")) == round(plain.videos[0].seconds * 30)


def test_a_media_folder_that_is_gone_is_filled_again(home: Path, plain: Report, quick: QuickFilms, tmp_path: Path) -> None:
    shutil.rmtree(home / "media")
    report = assemble_video(plain.project, output=str(tmp_path / "a.mp4"))
    assert report.state == "done"
    assert sorted(request.segment for request in quick.asked) == [1, 2, 3]
    assert all(order.attempt == 2 for kind in ("video", "speech") for order in orders(plain.project, kind))
    assert [segment.state for segment in report.segments] == ["completed"] * 3
