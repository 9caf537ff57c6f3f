"""Timelines of finished films are kept beside their project and read only when asked for."""

import pytest
from sqlalchemy import Engine, delete, event, update

from domain.errors import NotFound
from domain.final_cut import FinalCut
from domain.media import MediaRef
from domain.project import Project
from domain.speech import Word
from domain.timeline import Caption, Clip, Timeline, TimeRange, Title, Transition
from store import projects, timelines
from store.database import writing
from store.tables import projects as project_rows
from store.tables import timelines as rows
from store.timelines import Name

CLIP = Clip(at=TimeRange(start=0, duration=60), media=MediaRef(sha256="a" * 64, suffix=".mp4", kind="video"), speed=0.875, head=8)
LINE = Caption(words=(Word(text="النحل", start=0.2, end=0.9), Word(text="🐝", start=1.1, end=1.30001)), language="ar", until=1.6)
FILM = Timeline(
    width=1080,
    height=1920,
    duration=60,
    video=(CLIP,),
    captions=(LINE,),
    titles=(Title(at=TimeRange(start=0, duration=20), kind="title", text="Bees"),),
    transitions=(Transition(kind="dissolve", at=30, in_offset=8, out_offset=7),),
)
CUT = FinalCut(language="ar", format="vertical", timeline=FILM, said=(LINE,))


@pytest.fixture
def saved(engine: Engine, project: Project) -> Project:
    return projects.save(engine, project)


def test_what_is_loaded_equals_what_was_kept(engine: Engine, saved: Project) -> None:
    timelines.record(engine, saved.id, CUT)
    assert timelines.load(engine, saved.id, Name("ar", "vertical")) == CUT


def test_a_film_finished_again_replaces_its_timeline_and_no_other(engine: Engine, saved: Project) -> None:
    longer = CUT.model_copy(update={"timeline": FILM.model_copy(update={"duration": 90})})
    for cut in (CUT, CUT.model_copy(update={"language": "en"}), CUT.model_copy(update={"format": "square"}), longer):
        timelines.record(engine, saved.id, cut)
    assert timelines.names(engine, saved.id) == (Name("ar", "square"), Name("ar", "vertical"), Name("en", "vertical"))
    lengths = [timelines.load(engine, saved.id, name).timeline.duration for name in timelines.names(engine, saved.id)]
    assert lengths == [60, 90, 60]


def test_loading_or_listing_projects_reads_no_timeline(engine: Engine, saved: Project) -> None:
    timelines.record(engine, saved.id, CUT)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *words: asked.append(words[2]))
    projects.load(engine, saved.id)
    projects.listing(engine)
    assert asked
    assert [text for text in asked if "timelines" in text] == []


@pytest.mark.parametrize("body", [{"timeline": {"shape": "from a later version"}, "said": []}, {}])
def test_a_timeline_that_cannot_be_read_is_made_again_by_assembling(engine: Engine, saved: Project, body: object) -> None:
    timelines.record(engine, saved.id, CUT)
    with writing(engine) as connection:
        connection.execute(update(rows).values(body=body))
    with pytest.raises(NotFound, match=r"another version of reelflow.*reelflow assemble bees-a1b2c3"):
        timelines.load(engine, saved.id, Name("ar", "vertical"))


def test_timelines_go_with_their_project(engine: Engine, saved: Project) -> None:
    timelines.record(engine, saved.id, CUT)
    with writing(engine) as connection:
        connection.execute(delete(project_rows))
    assert timelines.names(engine, saved.id) == ()
