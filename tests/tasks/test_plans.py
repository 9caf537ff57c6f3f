"""A plan is held to before anything is spent."""

from pathlib import Path

import pytest

from domain.ask import Ask
from domain.brand import Brand
from domain.brief import Brief
from domain.errors import CeilingReached
from domain.media import MediaRef
from domain.project import Project
from domain.script import Script, Segment
from domain.timeline import Watermark
from store import projects
from tasks.briefs.asking import name_of
from tasks.money.plans import check_plan, marked, plan_notes, take_place
from tasks.wiring import store, vault

SMALL = "vertical_720p"


@pytest.fixture(autouse=True)
def free(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan free: three videos, 720p, a watermark."""
    monkeypatch.setenv("REELFLOW_PLAN", "free")


def project(name: str, format: str = SMALL) -> Project:
    segments = (Segment(id=1, narration={"en": "Line."}, prompt="a bee"),)
    brief = Brief(theme="bees", formats=(format,))
    made = Project(id=name, title="Bees", brief=brief, script=Script(title={"en": "Bees"}, segments=segments))
    return projects.save(store(), made.model_copy(update={"status": "segments_generating"}))


def test_the_fourth_video_of_a_month_is_refused() -> None:
    for number in range(3):
        take_place(project(f"p{number}"))
    take_place(project("p1"))  # the same video again is no other one
    with pytest.raises(CeilingReached, match="free allows 3 videos a month"):
        take_place(project("p3"))
    with pytest.raises(CeilingReached, match="free allows 3 videos a month"):
        check_plan(Ask(theme="a fourth", formats=(SMALL,)))


def test_a_video_that_has_its_place_may_go_on() -> None:
    ask = Ask(theme="bees", formats=(SMALL,))
    for name in (name_of(ask), "p1", "p2"):
        take_place(project(name))
    check_plan(ask)


def test_videos_count_from_before_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REELFLOW_PLAN")
    for number in range(4):
        take_place(project(f"p{number}"))
    monkeypatch.setenv("REELFLOW_PLAN", "free")
    with pytest.raises(CeilingReached):
        check_plan(Ask(theme="a fifth", formats=(SMALL,)))
    monkeypatch.setenv("REELFLOW_PLAN", "business")
    check_plan(Ask(theme="a fifth", formats=("vertical_4k",)))


def test_a_size_that_the_plan_does_not_have_is_refused_also_for_a_written_project() -> None:
    with pytest.raises(CeilingReached, match="vertical is 1080x1920"):
        take_place(project("p", "vertical"))
    with pytest.raises(CeilingReached, match="square is 1080x1080"):
        check_plan(Ask(brief="A video about bees", formats=("square",)))


def test_a_film_of_the_free_plan_shows_a_watermark_and_says_so() -> None:
    plain = project("p")
    shown = marked(plain).brand
    assert shown and shown.watermark and vault().has(shown.watermark.media)
    assert "puts a watermark" in plan_notes(plain)[0]


def test_a_brands_own_watermark_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = Watermark(media=MediaRef(sha256="0", suffix=".png", kind="image"))
    own = project("p").model_copy(update={"brand": Brand(name="Acme", watermark=mark)})
    assert marked(own) == own and plan_notes(own) == ()
    monkeypatch.setenv("REELFLOW_PLAN", "pro")
    assert marked(project("q")).brand is None
