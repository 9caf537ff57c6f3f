"""The benchmark runs from end to end, and compares what it says it compares."""

from pathlib import Path

import av
import pytest

from tests.bench import costs, engine, long, material, moviepy_reference, ready_frames
from tests.bench.__main__ import main
from tests.bench.clock import Clock
from tests.bench.goals import Measure, Result
from tests.bench.material import Film, Scale
from tests.bench.measuring import measure

TINY = Scale(width=90, height=160, clip=(160, 90), seconds=1, segments=3, brief=1, entries=3000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the engine has made a tiny film."""
    place = tmp_path_factory.mktemp("bench")
    engine.full(material.make(place, TINY), place, Clock())
    return place


@pytest.fixture
def film(folder: Path) -> Film:
    return material.load(folder)


def pictures(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(container.streams.video[0]) if packet.pts is not None]


def test_x264_alone_writes_the_very_pictures_of_the_engine(film: Film, folder: Path) -> None:
    ready_frames.prepare(film, folder)
    ready_frames.encode_all(engine.pieces_of(film), folder, folder / "x264", Clock())
    for piece in engine.pieces_of(film):
        assert pictures(folder / "x264" / f"{piece.key}.mp4") == pictures(folder / "shelf" / f"{piece.key}.mp4")


@pytest.mark.parametrize("crop_first", [False, True], ids=["naive", "careful"])
def test_moviepy_makes_a_film_of_the_same_size_and_length(film: Film, folder: Path, crop_first: bool) -> None:
    moviepy_reference.render(film.timeline, film, folder / "moviepy.mp4", crop_first=crop_first)
    with av.open(str(folder / "moviepy.mp4")) as container:
        picture = container.streams.video[0]
        assert (picture.width, picture.height, len(container.streams.audio)) == (90, 160, 1)
    assert len(pictures(folder / "moviepy.mp4")) == film.timeline.duration == len(pictures(folder / "shelf" / "film.mp4"))


def test_a_changed_clip_is_one_piece_and_an_equal_film_is_none(film: Film, folder: Path) -> None:
    assert engine.unchanged(film, folder, Clock()) == {"pieces": 3, "encoded": 0, "mixed": 0}
    assert engine.changed(film, folder, Clock()) == {"pieces": 3, "encoded": 1, "mixed": 0}
    assert engine.last(film, folder, Clock()) == {"pieces": 3, "encoded": 1, "mixed": 1}
    assert engine.other_music(film, folder, Clock()) == {"pieces": 3, "encoded": 0, "mixed": 1}


def test_the_long_films_are_what_they_say(film: Film, folder: Path) -> None:
    assert long.two_minutes(film, folder, Clock()) == {"pieces": 12, "encoded": 12, "mixed": 1}
    assert long.two_minutes_changed(film, folder, Clock()) == {"pieces": 12, "encoded": 1, "mixed": 0}
    assert long.ten_minutes(film, folder, Clock()) == {"pieces": 60, "encoded": 3, "mixed": 1}
    assert long.shapes(film, folder, Clock()) == {"pieces": 6, "encoded": 6, "mixed": 1}


def test_the_ledger_that_is_measured_spans_two_years(film: Film, folder: Path) -> None:
    assert costs.whole(film, folder, Clock()) == {"entries": 3000, "months": 24}


def test_the_film_that_is_measured_has_no_error(film: Film, folder: Path) -> None:
    assert engine.reviewed(film, folder, Clock()) == {"findings": 0}


def test_the_cost_of_a_side_includes_its_children(folder: Path) -> None:
    cost = measure("engine", folder, folder)
    # Encoding happens in ffmpeg: a sum that missed it would show next to no work in the picture.
    assert cost.cpu > cost.work.cpu > cost.laps["picture"].cpu > 0.05 and cost.peak > 30


def test_a_side_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)engine ended with 1.*film\.json"):
        measure("engine", tmp_path, tmp_path)


@pytest.mark.parametrize(("values", "verdict"), [((5.4, 5.6, 5.7), "met"), ((5.4, 5.3, 9.0), "missed")])
def test_the_middle_round_decides(values: tuple[float, ...], verdict: str) -> None:
    assert Result(Measure("ratio", lambda costs: 0, at_least=5.5), values).verdict == verdict


@pytest.mark.slow
def test_one_command_measures_everything_and_writes_the_page(tmp_path: Path) -> None:
    main(["--quick", "--page", str(tmp_path / "page.md")], TINY)
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| pieces encoded when nothing changed | 0 | at most 0 | met |" in page
    assert page.count("| at least ") == 2 and page.count("| at most ") == 13
