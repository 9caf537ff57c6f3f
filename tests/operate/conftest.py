"""A project that waits to be approved, without a run."""

from pathlib import Path

import pytest

from domain.brief import Brief
from domain.lineup import Choice, Lineup
from domain.project import Options, Project
from domain.script import Script, Segment
from store import projects
from tasks.wiring import store

SAID = ("Bees dance.", "They show the way.", "Plant a flower today.")


@pytest.fixture
def project(home: Path) -> Project:
    """Three segments, filmed at a price, that wait for approval of script and film."""
    segments = tuple(Segment(id=n, narration={"en": said}, prompt=f"bees, shot {n}") for n, said in enumerate(SAID, start=1))
    made = Project(
        id="bees-1",
        title="Bees",
        brief=Brief(theme="bees", duration=15),
        script=Script(title={"en": "Bees"}, segments=segments, writer="outline"),
        lineup=Lineup(video=Choice(slugs=("runway",))),
        options=Options(gates=("script", "film")),
    )
    return projects.save(store(), made)
