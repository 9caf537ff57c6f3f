"""Projects come back as they were saved, by id, by its beginning, or as the last."""

from typing import Any

import pytest
from sqlalchemy import Engine, update

from domain.errors import NewerStore, NotFound
from domain.project import Project, Video
from store import projects
from store.database import writing
from store.orders import Order, move, reserve
from store.projects import listing, load, save, set_segment_state, set_status, standings
from store.tables import projects as table
from store.videos import latest, record

FILM = Video(format="vertical", language="en", path="/tmp/a.mp4", seconds=30.0, width=1080, height=1920, sha256="ab")


def named(project: Project, name: str) -> Project:
    return project.model_copy(update={"id": name})


def with_segment(project: Project, place: int, **change: Any) -> Project:
    segments = list(project.script.segments)
    segments[place] = segments[place].model_copy(update=change)
    return project.model_copy(update={"script": project.script.model_copy(update={"segments": tuple(segments)})})


def test_what_is_loaded_equals_what_was_saved(engine: Engine, project: Project) -> None:
    saved = save(engine, project)
    assert load(engine, project.id) == saved
    assert saved.created_at is not None and saved.created_at.tzinfo is not None


def test_saving_again_keeps_the_birthday(engine: Engine, project: Project) -> None:
    first = save(engine, project)
    again = save(engine, project.model_copy(update={"title": "Wasps", "created_at": None}))
    assert again.created_at == first.created_at
    assert load(engine, project.id).title == "Wasps"


def test_segments_keep_the_order_they_were_saved_in(engine: Engine, project: Project) -> None:
    save(engine, project)
    turned = project.script.model_copy(update={"segments": project.script.segments[::-1]})
    save(engine, project.model_copy(update={"script": turned}))
    assert [segment.id for segment in load(engine, project.id).script.segments] == [3, 2, 1]


def test_a_segment_that_left_the_script_is_gone(engine: Engine, project: Project) -> None:
    save(engine, project)
    save(
        engine, project.model_copy(update={"script": project.script.model_copy(update={"segments": project.script.segments[:1]})})
    )
    assert [standing.id for standing in standings(engine, project.id)] == [1]


def test_the_beginning_of_an_id_is_enough(engine: Engine, project: Project) -> None:
    save(engine, project)
    save(engine, named(project, "wasps-ffffff"))
    assert load(engine, "bees").id == "bees-a1b2c3"


def test_a_whole_id_wins_over_ids_that_begin_with_it(engine: Engine, project: Project) -> None:
    save(engine, named(project, "bees"))
    save(engine, project)
    assert load(engine, "bees").id == "bees"


def test_a_beginning_that_fits_two_projects_names_both(engine: Engine, project: Project) -> None:
    save(engine, project)
    save(engine, named(project, "bees-ffffff"))
    with pytest.raises(NotFound, match=r"2 projects begin with 'bees': bees-ffffff, bees-a1b2c3"):
        load(engine, "bees")


def test_last_is_the_project_touched_last(engine: Engine, project: Project) -> None:
    save(engine, project)
    save(engine, named(project, "wasps"))
    assert load(engine, "last").id == "wasps"
    set_status(engine, project.id, "completed")
    assert load(engine, "last").id == project.id


@pytest.mark.parametrize("given", ["bes-a1b2c3", "bees_%", "", "%"])
def test_a_project_that_is_not_there_is_told_with_near_ones(engine: Engine, project: Project, given: str) -> None:
    save(engine, project)
    with pytest.raises(NotFound, match="bees-a1b2c3"):
        load(engine, given)


@pytest.mark.parametrize("given", ["bees", "last"])
def test_an_empty_store_says_how_to_begin(engine: Engine, given: str) -> None:
    with pytest.raises(NotFound, match="reelflow make THEME"):
        load(engine, given)


def test_a_project_of_another_version_is_not_read_by_half(engine: Engine, project: Project) -> None:
    save(engine, project)
    with writing(engine) as connection:
        body = {**project.model_dump(mode="json", exclude=projects._COLUMNS), "hologram": True}
        connection.execute(update(table).values(body=body))
    with pytest.raises(NewerStore, match=r"bees-a1b2c3.*hologram"):
        load(engine, project.id)


def test_segments_begin_as_drafts_and_stand_as_they_are_set(engine: Engine, project: Project) -> None:
    save(engine, project)
    set_segment_state(engine, project.id, 2, "failed", "moderation")
    assert [(row.id, row.state, row.error) for row in standings(engine, project.id)] == [
        (1, "draft", ""),
        (2, "failed", "moderation"),
        (3, "draft", ""),
    ]


def test_a_segment_that_changed_is_a_draft_again_and_the_others_stand(engine: Engine, project: Project) -> None:
    save(engine, project)
    for segment in (1, 2, 3):
        set_segment_state(engine, project.id, segment, "completed")
    save(engine, with_segment(with_segment(project, 0, take=2), 1, prompt="a wasp"))
    assert [row.state for row in standings(engine, project.id)] == ["draft", "draft", "completed"]


def test_dropping_a_segment_forgets_nothing_of_it(engine: Engine, project: Project) -> None:
    save(engine, project)
    set_segment_state(engine, project.id, 1, "completed")
    save(engine, with_segment(project, 0, kept=False))
    first = standings(engine, project.id)[0]
    assert (first.kept, first.state) == (False, "completed")


def test_states_of_what_is_not_there_are_refused(engine: Engine, project: Project) -> None:
    save(engine, project)
    with pytest.raises(NotFound, match="no segment 9"):
        set_segment_state(engine, project.id, 9, "completed")
    with pytest.raises(NotFound, match="nobody"):
        set_status(engine, "nobody", "completed")


def test_projects_are_listed_newest_first_with_status_segments_and_cost(engine: Engine, project: Project) -> None:
    save(engine, with_segment(project, 2, kept=False))
    set_segment_state(engine, project.id, 1, "completed")
    set_segment_state(engine, project.id, 3, "completed")
    save(engine, named(project, "wasps"))
    order = reserve(engine, Order(project=project.id, kind="video", digest="d", vendor="luma"))
    move(engine, order.id, ["reserved"], "failed", charged_usd=order.charged_usd + 1)
    rows: list[object] = [(row.id, row.status, row.segments, row.completed, row.spent_usd) for row in listing(engine)]
    assert rows == [("wasps", "script", 3, 0, 0), (project.id, "script", 2, 1, 1)]


def test_only_the_latest_video_of_a_format_and_language_is_kept(engine: Engine, project: Project) -> None:
    save(engine, project)
    record(engine, project.id, FILM)
    record(engine, project.id, FILM.model_copy(update={"language": "fr"}))
    newer = FILM.model_copy(update={"sha256": "cd", "path": "/tmp/b.mp4"})
    record(engine, project.id, newer)
    assert latest(engine, project.id) == (newer, FILM.model_copy(update={"language": "fr"}))
