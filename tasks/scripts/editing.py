"""Edit a project: the change is saved before anything is made from it."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from prefect import task

from blocks.settings import located
from domain.editing import illustrate, retake, segment_at
from domain.errors import BriefError
from domain.picture import Picture, on_the_web
from domain.project import Project
from domain.saying import saying_from, with_saying
from domain.script import Script
from media import fonts
from media.probe import accept
from store import projects
from tasks.guarding import untouched
from tasks.orders.fitting import check_film
from tasks.policies import once_a_run
from tasks.wiring import store, vault

LONGEST_LINK = 2000
"""Characters of a web address."""


@task(task_run_name="order another take of segment {segment}", **once_a_run("retake"))
def retaken(project: Project, segment: int, prompt: str) -> str:
    """Order another take of one segment, once a run, and return the id of its project."""
    return edited(project, retake(project.script, segment, prompt)).id


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


def pronounced(project: Project, says: Sequence[str]) -> Project:
    """Save a project with other pronunciations (`SQL=sequel`, `SQL=` to take one out); raise `BriefError` for what says none.

    Only what is spoken otherwise now is spoken again. Raises `Busy` while a run is working on it.
    """
    sayings = project.sayings
    for say in says:
        sayings = with_saying(sayings, saying_from(say))
    with untouched(project):
        changed = project.model_copy(update={"sayings": sayings, "status": "script"})
        projects.save(store(), changed)
        return changed


def illustrated(project: Project, number: int, *, still: str = "", last: str = "", without: tuple[str, ...] = ()) -> Project:
    """Return the project with pictures (files or web addresses) for one segment's clip to begin and to end with.

    Those named in `without` are taken out. A file goes into the media store. Raises `BriefError` for what is no address,
    `BadMedia` for what is no picture, `Unsupported` when nobody who works on the project can film from them.
    """
    segment = segment_at(project.script, number)
    given = {"still": still, "last": last}
    kept = {name: None if name in without else getattr(segment, name) for name in given}
    pictures = {name: _picture(where) if where else kept[name] for name, where in given.items()}
    script = illustrate(project.script, number, still=pictures["still"], last=pictures["last"])
    changed = project.model_copy(update={"script": script})
    check_film(changed, only=segment.id)
    return changed


def _picture(given: str) -> Picture:
    if on_the_web(given.lower()):
        return Picture(link=_link(given), name=urlsplit(given).netloc + urlsplit(given).path)
    path = located(given)
    facts = accept(path, kind="image")
    media = vault().put(path, "image", width=facts.width, height=facts.height)
    return Picture(media=media, name=path.name)


def _link(given: str) -> str:
    """Return a web address that others can fetch from; raise `BriefError` for one that nobody can."""
    try:
        parts = urlsplit(given)
        sound = bool(parts.hostname) and parts.username is None and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or len(given) > LONGEST_LINK or any(letter.isspace() or not letter.isprintable() for letter in given):
        raise BriefError("That is no web address a picture can be fetched from. Give one like https://example.com/sea.jpg.")
    return given
