"""Edit a project: the change is saved before anything is made from it."""

from prefect import task

from domain.editing import retake
from domain.project import Project
from domain.script import Script
from media import fonts
from store import projects
from tasks.guarding import untouched
from tasks.policies import ONCE
from tasks.wiring import store


@task(task_run_name="order another take of segment {segment}", **ONCE)
def retaken(project: Project, segment: int, prompt: str) -> Project:
    """Return the project with another take of one segment ordered, saved."""
    return edited(project, retake(project.script, segment, prompt))


def edited(project: Project, script: Script) -> Project:
    """Save a project with an edited script and return it.

    Raises `Busy` while a run is working on it, and `BriefError` for an overlay with letters that no typeface draws.
    """
    for segment in script.segments:
        for text, language in ((text, language) for one in segment.overlays for language, text in one.text.items()):
            fonts.check_coverage(fonts.drawable(text, language), language)
    with untouched(project):
        changed = project.model_copy(update={"script": script, "status": "script"})
        projects.save(store(), changed)
        return changed
