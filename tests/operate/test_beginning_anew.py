"""What a run must not do twice, though it begins anew when a person has decided."""

from prefect import flow

from domain.project import Project
from store import projects
from tasks.scripts.editing import retaken
from tasks.wiring import store


@flow
def begun_twice(project: Project) -> None:
    """A run that was suspended after it had ordered another take, and begins anew."""
    retaken(project, 2, "")
    retaken(projects.load(store(), project.id), 2, "")


def test_a_run_that_begins_anew_orders_no_further_take_and_the_next_run_does(prefect: str, project: Project) -> None:
    begun_twice(project)
    assert [one.take for one in projects.load(store(), project.id).script.segments] == [1, 2, 1]
    begun_twice(projects.load(store(), project.id))
    assert [one.take for one in projects.load(store(), project.id).script.segments] == [1, 3, 1]
