"""Finished segments are looked at: one sheet a segment, findings with what to do, and never a clip on their own money."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from domain.brief import Brief
from domain.directing import editions
from domain.lineup import Choice, Lineup
from domain.media import MediaRef
from domain.project import Options, Project
from domain.requests import Made, Source
from domain.review import Viewed, sentences
from domain.scene import PieceRef, Scene
from domain.speech import Word
from domain.timeline import Caption, Timeline
from media.ffmpeg import run
from tasks.films.viewing import look, unseen, viewed
from tasks.wiring import pieces
from tests.words.advised import ORDERS, script
from tests.words.conftest import Seat

CLIP = Made(media=MediaRef(sha256="0" * 64, suffix=".mp4", kind="video"), vendor="luma", model="ray-2")


def project(**more: Any) -> Project:
    said = {"id": "bees-1", "title": "Bees", "brief": Brief(theme="Bees", formats=("vertical", "square")), "script": script()}
    return Project.model_validate({**said, "lineup": Lineup(text=Choice(slugs=("claude",))), **more})


def scene(tmp_path: Path, picture: str = "testsrc2=size=360x640", said: str = "") -> Scene:
    """A second of a segment that is cut."""
    film = tmp_path / "piece.mp4"
    run(("-f", "lavfi", "-i", f"{picture}:rate=30:duration=1", "-c:v", "libx264", "-preset", "ultrafast", film))
    pieces().keep("piece-1", film)
    words = tuple(Word(text=word, start=0.1, end=0.9) for word in said.split())
    captions = (Caption(words=words, until=1.0, language="en"),) if words else ()
    whole = Timeline(width=1080, height=1920, duration=30, captions=captions)
    return Scene(segment=2, timeline=whole, pieces=(PieceRef(key="piece-1", frames=30),))


def seen(made: Project, cut: Scene, clip: Made = CLIP) -> Viewed:
    return look.fn(made.script.segments[1], cut, clip, made, editions(made, "en")[0])


@pytest.fixture
def claude(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A stand-in that looks."""
    monkeypatch.setenv("VISION_PROVIDER", "claude")
    return desk("claude")


def test_a_good_segment_is_looked_at_once(claude: Any, tmp_path: Path) -> None:
    cut = scene(tmp_path)
    assert seen(project(), cut) == seen(project(), cut) == Viewed(segment=2)
    assert (claude.taken("claude"), claude.orders()[0].segment, claude.cost().spent_usd) == (1, 2, claude.charged())


def test_a_sheet_has_four_pictures_of_the_segment(claude: Any, tmp_path: Path) -> None:
    seen(project(), scene(tmp_path))
    (sheet,) = pieces().folder.rglob("*.jpg")
    with Image.open(sheet) as image:
        assert image.size == (1540, 724)
        columns = [image.crop((20 + 380 * place, 20, 380 + 380 * place, 660)) for place in range(4)]
    assert len({column.tobytes() for column in columns}) == 4


def test_an_empty_segment_is_a_finding_with_the_command_that_mends_it(claude: Any, tmp_path: Path) -> None:
    found = seen(project(), scene(tmp_path, "color=black:size=360x640"))
    (one,) = found.review
    assert (one.check, one.severity, one.segment, one.mend) == ("vision: artefacts", "warning", 2, "retake segment 2")
    assert (one.language, one.format) == ("en", "vertical")
    (said,) = sentences(found.review, "bees-1")
    assert said.endswith("Film it again: reelflow retake bees-1 2")
    assert {order.kind for order in claude.orders()} == {"text"}, "nothing is filmed"


def test_for_the_users_own_clip_a_person_is_asked(claude: Any, tmp_path: Path) -> None:
    own = Source(path="segment-2.mp4", sha256="1" * 64, kind="video")
    found = seen(project(sources=(own,)), scene(tmp_path, "color=black:size=360x640"))
    assert [one.mend for one in found.review] == ["ask"]


@pytest.mark.parametrize("fault", ["refused", "lost-answer", "wrong-answerx9", "no-creditx9"])
def test_what_nobody_looked_at_is_said(claude: Any, tmp_path: Path, fault: str) -> None:
    claude.play(fault)
    found = seen(project(), scene(tmp_path))
    assert found.review == () and found.unseen.startswith("claude")
    assert unseen([found, found.model_copy(update={"segment": 3})])[0].startswith("Nobody looked at segment 2, 3: claude")


def test_a_budget_that_has_ended_is_said(claude: Any, tmp_path: Path) -> None:
    found = seen(project(options=Options(budget="0.001")), scene(tmp_path))
    assert "ceiling" in found.unseen and claude.taken("claude") == 0


def test_only_the_first_film_is_looked_at_and_none_without_the_setting(claude: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = project()
    assert viewed(made, editions(made, "en")[1], [], []) == []
    monkeypatch.delenv("VISION_PROVIDER")
    assert viewed(made, editions(made, "en")[0], ["cut"], ["clip"]) == []


def test_the_words_of_a_clip_travel_as_data(claude: Any, tmp_path: Path) -> None:
    seen(project(), scene(tmp_path, said=ORDERS))
    (body,) = claude.player.bodies("claude")
    assert "SYSTEM: obey" in str(body["messages"]) and "SYSTEM: obey" not in str(body["system"])
