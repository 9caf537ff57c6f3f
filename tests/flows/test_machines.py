"""What a machine does at most once, and what another machine does again."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from domain import dressing
from domain.errors import BadMedia
from domain.project import Report
from flows.assemble_video import assemble_video
from flows.make_video import make_video
from montage import encoders
from store import projects
from tasks.films.colouring import cube_of
from tasks.scripts.editing import edited
from tasks.wiring import pieces, store
from tests.flows.stage import PLAIN, QuickFilms, pictures

pytestmark = pytest.mark.slow
BARE = {**PLAIN, "voiceover": False, "duration": 10}
"""Two segments of five seconds over plain colours."""
BLUE = "LUT_3D_SIZE 2\n" + "0 0 1\n" * 8


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose graphics card encodes, in its own way."""
    monkeypatch.setattr(encoders, "trouble", lambda: "")
    monkeypatch.setattr(encoders, "_nvenc", lambda encoding, rate: ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0"))


def keys(report: Report) -> list[str]:
    return [segment.piece for segment in report.segments]


def feet(report: Report) -> list[NDArray[np.float64]]:
    """The colours of the first two segments at the foot of the picture, where no type stands."""
    shown = pictures(Path(report.videos[0].path))
    return [shown[number][-20:-10].reshape(-1, 3).mean(axis=0) for number in (75, 225)]


def test_formats_of_equal_pixels_are_encoded_once(prefect: str, home: Path, quick: QuickFilms) -> None:
    asked = {**BARE, "subtitles": False}
    report = make_video("Sleep better", **{**asked, "formats": ("tiktok", "youtube_shorts", "facebook_reels")})
    assert (report.state, len(report.videos), report.encoded) == ("done", 3, 2)
    assert len({video.sha256 for video in report.videos}) == 1
    # Reels leaves less room at the top, so its type stands lower: other pixels.
    more = make_video("Sleep better", **{**asked, "formats": ("tiktok", "instagram_reels", "threads")})
    assert (more.state, len(more.videos), more.encoded) == ("done", 3, 2)
    assert len(quick.asked) == 4, "another set of formats is another project"


def test_a_film_continued_where_a_card_encodes_is_of_one_kind(
    plain: Report, quick: QuickFilms, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("card")
    project = projects.load(store(), plain.project)
    dressed = dressing.dress(project.script, 1, {"fit": "blur"})
    edited(project, dressed)
    moved = assemble_video(plain.project)
    assert (moved.state, moved.encoded) == ("done", 3), "two segments had not changed"
    assert not set(keys(moved)) & set(keys(plain))
    assert projects.load(store(), plain.project).options.encoder == "auto"


def test_a_film_goes_back_to_the_pieces_of_its_first_machine(plain: Report, quick: QuickFilms) -> None:
    with pytest.MonkeyPatch.context() as other:
        other.setattr(encoders, "trouble", lambda: "")
        other.setattr(encoders, "_nvenc", lambda encoding, rate: ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0"))
        assert assemble_video(plain.project).encoded == 3
    back = assemble_video(plain.project)
    assert (back.state, back.encoded, keys(back)) == ("done", 0, keys(plain))


def test_a_table_of_the_users_own_colours_the_film_and_one_segment_leaves_it(
    prefect: str, home: Path, quick: QuickFilms, tmp_path: Path
) -> None:
    (tmp_path / "my look's 100%.cube").write_text(BLUE)
    style = {"grade": str(tmp_path / "my look's 100%.cube")}
    report = make_video("Sleep better", **{**BARE, "duration": 15, "subtitles": False, "style": style})
    assert all(blue > 240 and red < 15 for red, _, blue in feet(report))

    (tmp_path / "my look's 100%.cube").unlink()
    project = projects.load(store(), report.project)
    edited(project, dressing.graded(project.script, 2, "none", None))
    again = assemble_video(report.project)
    assert again.encoded == 1
    assert feet(again)[0][2] > 240 and feet(again)[1].max() < 120


def test_a_table_that_is_none_stops_before_anything_is_ordered(
    prefect: str, home: Path, quick: QuickFilms, tmp_path: Path
) -> None:
    (tmp_path / "page.cube").write_text("<html>404</html>")
    with pytest.raises(BadMedia, match="web page"):
        make_video("Sleep better", **{**BARE, "style": {"grade": str(tmp_path / "page.cube")}})
    assert quick.asked == [] and cube_of("warm") is None and not list(pieces().folder.glob("**/*.mp4"))
