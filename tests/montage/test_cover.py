"""Covers: the best picture of the clips, no type of the film on it, a title where it hides least."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from domain.formats import FORMATS
from domain.media import MediaRef
from domain.timeline import Caption, Clip, Look, Timeline, TimeRange, Title, Watermark
from montage.cover import layouts, paint
from montage.moments import Size, bare_picture, best_moment
from tests.montage.material import Shelf

ACCENT = (255, 212, 0)


def plain(shelf: Shelf, name: str, source: str) -> MediaRef:
    made = shelf.made(f"{name}.mp4", "-f", "lavfi", "-i", f"{source}:d=1", "-c:v", "libx264", "-pix_fmt", "yuv420p")
    return made.model_copy(update={"seconds": 1.0})


def film(*clips: MediaRef, format: str = "vertical", look: Look | None = None, **more: object) -> Timeline:
    shape = FORMATS[format]
    return Timeline(
        width=shape.width,
        height=shape.height,
        duration=30 * len(clips),
        safe_top=shape.safe_top,
        safe_bottom=shape.safe_bottom,
        safe_right=shape.safe_right,
        look=look or Look(),
        video=tuple(
            Clip(at=TimeRange(start=30 * place, duration=30), media=clip, segment=place + 1) for place, clip in enumerate(clips)
        ),
    ).model_copy(update=more)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ground") / "ground.png"
    Image.new("RGB", (1080, 1920), (40, 60, 120)).save(path)
    return path


def light(path: Path) -> np.ndarray:
    """Where a picture is as bright as type, as rows and columns."""
    return np.argwhere(np.asarray(Image.open(path).convert("L")) > 235)


def test_the_brightest_and_sharpest_clip_is_chosen_and_of_a_segment_its_own(shelf: Shelf) -> None:
    dark = plain(shelf, "dark", "color=0x050505:s=90x160:r=30")
    fine = plain(shelf, "fine", "testsrc2=s=90x160:r=30")
    timeline = film(dark, fine, dark)
    assert 30 <= best_moment(timeline, shelf.sources) < 60
    assert best_moment(timeline, shelf.sources, segment=3) >= 60


def test_the_picture_has_the_covers_size_and_none_of_the_films_type_or_marks(shelf: Shelf) -> None:
    grey = plain(shelf, "grey", "color=0x404040:s=90x160:r=30")
    logo = shelf.made("white.png", "-f", "lavfi", "-i", "color=white:s=64x64", "-frames:v", "1", kind="image")
    timeline = film(
        grey,
        look=Look(watermark=Watermark(media=logo, opacity=1), logo=logo),
        titles=(Title(at=TimeRange(start=0, duration=30), kind="end_card", text="Follow us"),),
        captions=(Caption(words=()),),
    )
    bare_picture(timeline, 15, Size(320, 180), shelf.sources, shelf.folder / "bare.png")
    with Image.open(shelf.folder / "bare.png") as image:
        pixels = np.asarray(image.convert("RGB"), dtype=int)
    assert pixels.shape == (180, 320, 3)
    assert np.abs(pixels - 0x40).max() <= 3


@pytest.mark.parametrize(
    ("title", "language"), [("5 ways to sleep", "en"), ("5 façons de dormir", "fr"), ("5 طرق لنوم أفضل مع Python", "ar")]
)
def test_a_title_stands_in_the_safe_zone_in_full_white_with_its_figures_in_the_accent(
    ground: Path, tmp_path: Path, title: str, language: str
) -> None:
    timeline = film(MediaRef(sha256="0" * 64, suffix=".mp4", kind="video"))
    paint(ground, timeline, title, language, tmp_path / "cover.jpg")
    found = light(tmp_path / "cover.jpg")
    (top, left), (bottom, right) = found.min(axis=0), found.max(axis=0)
    assert len(found) > 5000
    assert top >= 240 and bottom <= 1920 * 0.8
    assert left >= 1080 * 0.06 - 3 and right <= 1080 * 0.88 + 3
    with Image.open(tmp_path / "cover.jpg") as image:
        near = np.abs(np.asarray(image.convert("RGB"), dtype=int) - ACCENT).max(axis=2) < 12
    assert image.size == (1080, 1920) and near.sum() > 500


def test_arabic_begins_at_the_right(ground: Path, tmp_path: Path) -> None:
    timeline = film(MediaRef(sha256="0" * 64, suffix=".mp4", kind="video"))
    paint(ground, timeline, "نوم", "ar", tmp_path / "ar.jpg")
    paint(ground, timeline, "Nap", "en", tmp_path / "en.jpg")
    assert light(tmp_path / "ar.jpg")[:, 1].mean() > 540 > light(tmp_path / "en.jpg")[:, 1].mean()


def test_a_title_goes_elsewhere_when_a_face_is_in_its_usual_place(ground: Path, tmp_path: Path) -> None:
    timeline = film(MediaRef(sha256="0" * 64, suffix=".mp4", kind="video"))
    with Image.open(ground) as image:
        faced = image.copy()
    ImageDraw.Draw(faced).ellipse((200, 950, 880, 1800), fill=(224, 172, 140))
    faced.save(tmp_path / "faced.png")
    paint(ground, timeline, "Sleep", "en", tmp_path / "usual.jpg")
    paint(tmp_path / "faced.png", timeline, "Sleep", "en", tmp_path / "moved.jpg")
    assert light(tmp_path / "usual.jpg")[:, 0].mean() > 960 > light(tmp_path / "moved.jpg")[:, 0].mean()


@pytest.mark.parametrize("name", FORMATS)
def test_no_title_stands_where_a_platform_has_its_own(name: str) -> None:
    shape = FORMATS[name]
    timeline = film(MediaRef(sha256="0" * 64, suffix=".mp4", kind="video"), format=name)
    for layout in layouts(timeline, Size(shape.width, shape.height), rtl=False):
        place = layout.place
        assert place.left >= 0.06 * shape.width - 1 and place.right <= shape.width * (1 - shape.safe_right) + 1
        assert place.top >= shape.safe_top * shape.height - 1
        assert place.top + place.height <= shape.height * (1 - shape.safe_bottom) + 1
