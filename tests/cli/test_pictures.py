"""`reelflow edit --still` and `--last`: pictures are kept by their bytes and refused where nobody can use them."""

from pathlib import Path

import pytest
from PIL import Image

from domain.directing import shots
from domain.lineup import Choice, Lineup
from domain.project import Project
from store import projects
from tasks.wiring import store, vault
from tests.cli.conftest import Command

LINK = "https://pictures.example.com/sea.jpg?token=secret"


@pytest.fixture
def beach(stage: Path) -> Path:
    """A picture."""
    Image.new("RGB", (720, 1280), "orange").save(stage / "beach.png")
    return stage / "beach.png"


def filmed_by(project: Project, *slugs: str) -> None:
    projects.save(store(), project.model_copy(update={"lineup": Lineup(video=Choice(slugs=slugs))}))


def test_a_file_is_kept_and_outlives_its_original(reelflow: Command, project: Project, beach: Path) -> None:
    said = reelflow("edit", "last", "2", "--still", "beach.png")
    assert (said.code, said.err) == (0, "")
    before = beach.read_bytes()
    beach.unlink()
    segment = projects.load(store(), "last").script.segments[1]
    assert segment.still and segment.still.media
    assert vault().open(segment.still.media).read_bytes() == before
    shot = shots(projects.load(store(), "last"))[1]
    assert shot.still == f"vault:{segment.still.media.sha256}.png"
    assert [row["still"] for row in reelflow("show", "last", "--json").json["segments"]] == ["", "beach.png (720x1280)", ""]
    assert "from beach.png (720x1280)" in reelflow("show", "last").out


def test_a_web_address_is_kept_as_it_is_and_shown_without_what_may_be_a_key(reelflow: Command, project: Project) -> None:
    filmed_by(project, "kling:kling-3.0")
    said = reelflow("edit", "last", "1", "--still", LINK, "--last", LINK)
    assert (said.code, said.err) == (0, "")
    shot = shots(projects.load(store(), "last"))[0]
    assert (shot.still, shot.last) == (LINK, LINK)
    shown = reelflow("show", "last").out
    assert "from pictures.example.com/sea.jpg to pictures.example.com/sea.jpg" in shown
    assert "secret" not in shown


def test_pictures_are_taken_out_again(reelflow: Command, project: Project, beach: Path) -> None:
    filmed_by(project, "kling:kling-3.0")
    reelflow("edit", "last", "1", "--still", "beach.png", "--last", "beach.png")
    assert reelflow("edit", "last", "1", "--no-last").code == 0
    segment = projects.load(store(), "last").script.segments[0]
    assert (segment.still is not None, segment.last) == (True, None)
    assert reelflow("edit", "last", "1", "--no-still").code == 0
    assert projects.load(store(), "last").script == project.script


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--still", "gone.png"), "gone.png is not a file"),
        (("--still", "notes.txt"), "Give the media file itself"),
        (("--last", "beach.png"), "begins with one"),
        (("--still", "beach.png", "--no-still"), "not both"),
        (("--still", "https://user:key@a/1.png"), "no web address"),
        (("--still", "https://"), "no web address"),
        (("--still", "https://[a/1.png"), "no web address"),
        (("--still", "https://a/1 2.png"), "no web address"),
    ],
)
def test_what_is_no_picture_changes_nothing(
    reelflow: Command, project: Project, beach: Path, stage: Path, words: tuple[str, ...], said: str
) -> None:
    (stage / "notes.txt").write_text("<!doctype html><html></html>")
    ended = reelflow("edit", "last", "1", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert projects.load(store(), project.id) == project


@pytest.mark.parametrize(
    ("slug", "words", "said"),
    [
        ("pika", ("--still", "beach.png"), "pika-2.5 fetches its images from the web and takes no file"),
        ("kling", ("--still", "beach.png", "--last", "beach.png"), "kling-2.5-turbo cannot end on an image"),
        ("procedural", ("--still", "beach.png", "--last", "beach.png"), "scenes-1 cannot end on an image"),
    ],
)
def test_a_vendor_that_cannot_is_told_with_those_that_can(
    reelflow: Command, project: Project, beach: Path, slug: str, words: tuple[str, ...], said: str
) -> None:
    filmed_by(project, slug)
    ended = reelflow("edit", "last", "1", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert "Who can: " in ended.err
    assert "luma" in ended.err
    assert projects.load(store(), "last").script == project.script
