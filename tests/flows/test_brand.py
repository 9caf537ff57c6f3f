"""A film of a brand: its clips before and after, its logo and colours, kept with the project, encoded once."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from domain.project import Report
from flows.make_video import make_video
from media.ffmpeg import run
from store import projects, timelines
from tasks.wiring import store
from tests.flows.stage import PLAIN, QuickFilms, loudness, pictures, sound

GREEN, RED = np.array((20, 150, 60)), np.array((170, 20, 30))


@pytest.fixture
def brand(tmp_path: Path) -> Path:
    """A kit with an intro of two seconds that sounds, a silent outro of one, and a logo."""
    folder = tmp_path / "acme"
    folder.mkdir()
    coded = ("-c:v", "libx264", "-pix_fmt", "yuv420p")
    green = ("-f", "lavfi", "-i", "color=0x14963c:s=320x180:d=2:r=25", "-f", "lavfi", "-i", "sine=440:d=2")
    run([*green, *coded, "-colorspace", "bt709", folder / "intro.mp4"])
    run(["-f", "lavfi", "-i", "color=0xaa141e:s=180x320:d=1:r=30", *coded, "-colorspace", "bt709", folder / "outro.mp4"])
    Image.new("RGB", (60, 60), (255, 255, 255)).save(folder / "logo.png")
    lines = ("name: Acme", "accent: 35E0A1", "captions: block", "logo: logo.png", "intro: intro.mp4", "outro: outro.mp4")
    (folder / "brand.yaml").write_text("\n".join((*lines, "watermark: {opacity: 1, size: 0.2}", "call: Follow Acme")))
    return folder


def made(brand: Path, tmp_path: Path, **style: object) -> Report:
    report: Report = make_video("Sleep better", style={"brand": str(brand), **style}, output=str(tmp_path / "film.mp4"), **PLAIN)
    return report


@pytest.mark.slow
def test_a_film_wears_its_brand(prefect: str, home: Path, quick: QuickFilms, brand: Path, tmp_path: Path) -> None:
    report = made(brand, tmp_path)
    [film] = report.videos
    frames, heard = pictures(Path(film.path)), sound(Path(film.path))
    segments = sum(segment.seconds for segment in report.segments)
    assert film.seconds == pytest.approx(segments + 3, abs=0.05)
    assert np.abs(frames[30][200, 120].astype(int) - GREEN).max() < 14
    assert np.abs(frames[-5][200, 120].astype(int) - RED).max() < 14
    assert frames[10].max() < 200 < frames[75][:100, 150:].min(axis=2).max(), "the logo is on the film, not on the intro"
    rate = len(heard) / film.seconds
    assert loudness(heard[int(0.2 * rate) : int(1.8 * rate)]) == pytest.approx(-14, abs=5)
    assert loudness(heard[int(-0.8 * rate) :]) < -50
    cut = timelines.load(store(), report.project, timelines.Name("en", "vertical_720p")).timeline
    assert cut.video[0].plain and cut.audio[0].at.start > 60 and cut.captions[0].words[0].start > 2
    assert (cut.look.accent, cut.look.captions) == ("#35E0A1", "block")
    assert [title.text for title in cut.titles if title.kind == "end_card"] == ["Follow Acme"]
    with Image.open(film.cover) as cover:
        assert cover.size == (720, 1280)
    assert Path(film.cover).name == "film-cover.jpg"

    (brand / "outro.mp4").unlink()
    Image.new("RGB", (60, 60), (250, 250, 0)).save(brand / "logo.png")
    lines = (brand / "brand.yaml").read_text().replace("outro: outro.mp4\n", "")
    (brand / "brand.yaml").write_text(lines)
    again = made(brand, tmp_path, accent="FF0000")
    assert again.project == report.project
    assert again.encoded == len(again.segments), "the intro is not encoded again"
    assert again.videos[0].seconds == pytest.approx(segments + 2, abs=0.05)
    kept = projects.load(store(), report.project)
    assert kept.brand and kept.brand.outro is None
    assert len(quick.asked) == len(report.segments), "another dress asks for no other clip"
