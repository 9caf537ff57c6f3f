"""`reelflow cover` and `--brand`: what they make, and what they refuse before anything begins."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from domain.final_cut import FinalCut
from domain.project import Project, Video
from domain.timeline import Clip, Timeline, TimeRange
from media.ffmpeg import run
from store import projects, timelines, videos
from tasks.wiring import store, vault
from tests.cli.conftest import Command

Refused = Callable[..., str]


@pytest.fixture
def film(project: Project, stage: Path) -> Video:
    """A film of two seconds, finished as far as covers look at it."""
    run(["-f", "lavfi", "-i", "testsrc2=s=90x160:d=2:r=30", "-c:v", "libx264", "-pix_fmt", "yuv420p", stage / "film.mp4"])
    media = vault().put(stage / "film.mp4", "video", seconds=2.0)
    segment = project.script.segments[0].id
    clips = (Clip(at=TimeRange(start=0, duration=60), media=media, segment=segment),)
    cut = Timeline(width=720, height=1280, duration=60, video=clips)
    made = {"format": "vertical_720p", "language": "en", "width": 720, "height": 1280, "seconds": 2.0}
    video = Video(**made, path=str(stage / "film.mp4"), sha256=media.sha256)
    videos.record(store(), project.id, video)
    timelines.record(store(), project.id, FinalCut(language="en", format="vertical_720p", timeline=cut))
    return video


def test_another_cover_is_made_and_kept_in_mind(reelflow: Command, project: Project, film: Video, stage: Path) -> None:
    said = reelflow("cover", "last", "--text", "Bees at work", "--at", "1.5", "--language", "en")
    assert said.code == 0 and "film-cover.jpg" in said.out.replace("\n", "")
    with Image.open(stage / "film-cover.jpg") as cover:
        assert cover.size == (720, 1280)
    kept = projects.load(store(), project.id).cover
    assert (kept.text, kept.at) == ({"en": "Bees at work"}, 1.5)
    before = (stage / "film-cover.jpg").read_bytes()
    [video] = reelflow("cover", "last", "--json").json
    assert video["cover"] == str(stage / "film-cover.jpg") == videos.latest(store(), project.id)[0].cover
    assert (stage / "film-cover.jpg").read_bytes() != before
    assert projects.load(store(), project.id).cover.text == {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--at", "9"), "The film lasts 2.0 s; there is no picture at 9 s"),
        (("--at", "1", "--segment", "1"), "Choose one of --at and --segment"),
        (("--segment", "99"), "99"),
        (("--format", "vimeo"), "has no finished film (vimeo)"),
        (("--text", "!!!", "--language", "en"), "no word in it"),
        (("--text", "蜂蜜", "--language", "en"), "No typeface here can draw"),
    ],
)
def test_a_cover_that_cannot_be_made_is_refused_and_the_wish_forgotten(
    reelflow: Command, project: Project, film: Video, words: tuple[str, ...], told: str
) -> None:
    said = reelflow("cover", "last", *words)
    assert said.code == 2 and told in said.err.replace("\n", " ")
    assert projects.load(store(), project.id).cover == project.cover


def test_a_brand_that_cannot_be_used_is_told_before_a_flow_begins(reelflow: Command, stage: Path) -> None:
    said = reelflow("make", "Sleep better", "--brand", "nowhere")
    assert said.code == 2 and "Brand kit nowhere cannot be read" in said.err
    (stage / "brand.yaml").write_text("name: Acme\nlogo: brand.yaml\n")
    said = reelflow("make", "Sleep better", "--brand", ".")
    assert said.code == 2 and "logo: brand.yaml is plain text" in said.err
