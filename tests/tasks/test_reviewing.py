"""Whose move it is after a review depends on whose clip it is."""

from pathlib import Path

from domain.directing import Edition
from domain.formats import FORMATS
from domain.project import Project
from domain.requests import Source
from domain.review import Finding
from domain.timeline import Timeline
from tasks.films.reviewing import Reel, placed
from tests.domain.values import project_of, script_of

BLACK = Finding(check="black", severity="error", said="It is black.", segment=2, mend="retake segment 2")


def reel(project: Project) -> Reel:
    edition = Edition(language="fr", format=FORMATS["linkedin"])
    return Reel(Timeline(width=2, height=2, duration=1), (), Path(), (), edition, project)


def test_a_vendors_clip_is_filmed_again() -> None:
    found = placed(BLACK, reel(project_of(script_of(3))))
    assert (found.mend, found.language, found.format) == ("retake segment 2", "fr", "linkedin")


def test_the_users_own_clip_is_asked_about() -> None:
    own = Source(path="clips/2.mp4", sha256="0" * 64, kind="video")
    assert placed(BLACK, reel(project_of(script_of(3), sources=(own,)))).mend == "ask"
