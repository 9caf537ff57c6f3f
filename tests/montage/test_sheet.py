"""Stills of a film: the right frame, the best cover, all segments on one sheet."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from domain.errors import BadMedia
from media.ffmpeg import run
from montage.sheet import contact_sheet, cover, frame

SHADES = ((200, 30, 30), (30, 200, 30), (30, 30, 200))


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return three seconds: red, green, blue, a second each."""
    path = tmp_path_factory.mktemp("video") / "shades.mp4"
    sources = [
        part
        for red, green, blue in SHADES
        for part in ("-f", "lavfi", "-i", f"color=0x{red:02X}{green:02X}{blue:02X}:s=64x112:r=30:d=1")
    ]
    run([*sources, "-filter_complex", "concat=n=3", "-pix_fmt", "yuv420p", "-g", "60", path])
    return path


def shade(path: Path) -> tuple[int, ...]:
    with Image.open(path) as image:
        return tuple(int(part) for part in np.asarray(image.convert("RGB"))[10, 10])


@pytest.mark.parametrize(("seconds", "index"), [(0.0, 0), (0.97, 0), (1.0, 1), (1.5, 1), (2.0, 2), (99.0, 2)])
def test_a_frame_is_the_one_seen_at_that_time(video: Path, tmp_path: Path, seconds: float, index: int):
    frame(video, seconds, tmp_path / "still.png")
    assert np.argmax(shade(tmp_path / "still.png")) == index


def test_a_frame_may_be_made_smaller_and_keeps_its_shape(video: Path, tmp_path: Path):
    frame(video, 0, tmp_path / "small.jpg", width=32)
    assert Image.open(tmp_path / "small.jpg").size == (32, 56)


def test_a_cover_is_the_sharp_bright_moment(tmp_path: Path):
    parts = ["color=black:s=128x128:r=30:d=1", "testsrc2=s=128x128:r=30:d=1", "color=gray:s=128x128:r=30:d=1"]
    run(
        [
            *(part for source in parts for part in ("-f", "lavfi", "-i", source)),
            "-filter_complex",
            "concat=n=3",
            tmp_path / "v.mp4",
        ]
    )
    cover(tmp_path / "v.mp4", tmp_path / "cover.png")
    assert np.asarray(Image.open(tmp_path / "cover.png").convert("L")).std() > 40


def test_a_sheet_has_a_labelled_cell_for_each_picture(tmp_path: Path):
    pictures = []
    for index, colour in enumerate(SHADES * 2):
        Image.new("RGB", (90, 160), colour).save(tmp_path / f"{index}.png")
        pictures.append((tmp_path / f"{index}.png", f"{index}: لقطة 🚀 with a label far too long for its cell"))
    contact_sheet(pictures, tmp_path / "sheet.png")
    sheet = np.asarray(Image.open(tmp_path / "sheet.png")).astype(int)
    found = [int((np.abs(sheet - np.array(colour)).max(axis=2) < 3).sum()) for colour in SHADES]
    assert found[0] == found[1] == found[2] == 2 * 360 * 640
    assert (sheet.min(axis=2) > 150).any()


def test_pictures_of_other_shapes_are_fitted_in_whole(tmp_path: Path):
    Image.new("RGB", (90, 160), SHADES[0]).save(tmp_path / "a.png")
    Image.new("RGB", (320, 90), SHADES[1]).save(tmp_path / "b.png")
    contact_sheet([(tmp_path / "a.png", "a"), (tmp_path / "b.png", "b")], tmp_path / "sheet.png")
    sheet = np.asarray(Image.open(tmp_path / "sheet.png")).astype(int)
    rows, columns = np.where(np.abs(sheet - np.array(SHADES[1])).max(axis=2) < 3)
    assert np.ptp(columns) / np.ptp(rows) == pytest.approx(320 / 90, rel=0.05)


def test_what_is_no_picture_or_no_video_is_refused_by_name(tmp_path: Path):
    (tmp_path / "page.mp4").write_text("<html>")
    with pytest.raises(BadMedia, match=r"page\.mp4"):
        frame(tmp_path / "page.mp4", 0, tmp_path / "still.png")
    with pytest.raises(BadMedia, match=r"page\.mp4"):
        contact_sheet([(tmp_path / "page.mp4", "")], tmp_path / "still.png")
    assert [path.name for path in tmp_path.iterdir()] == ["page.mp4"]


def test_an_empty_sheet_is_a_mistake_of_the_caller(tmp_path: Path):
    with pytest.raises(ValueError, match="at least one"):
        contact_sheet([], tmp_path / "sheet.png")
