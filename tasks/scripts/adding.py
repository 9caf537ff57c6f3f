"""A further language for a project that is there: its words, while clips, music and the other films stay."""

from collections.abc import Sequence

from prefect import task

from blocks.settings import choice
from domain.errors import BriefError
from domain.languages import language as known
from domain.lineup import Lineup
from domain.project import Project
from domain.translating import lacking, places
from store import projects
from tasks.guarding import untouched
from tasks.money.pricing import offer
from tasks.policies import ONCE
from tasks.scripts.translating import translated
from tasks.scripts.writers import is_free
from tasks.scripts.writing import changed_options, script_request
from tasks.voices.casting import check_language
from tasks.wiring import check_keys, store


@task(task_run_name="write the words in {languages}", **ONCE)
def worded_in(project: Project, languages: Sequence[str], text: str = "", budget: float | None = None) -> Project:
    """Return the project with words in every one of these languages, saved; in those it has, nothing is written again.

    Raises `BriefError`, saying whose move is next, where nobody can write them, and `Unsupported` where nobody speaks one.
    """
    lineup = _staff(project, languages, text)
    missing = tuple(code for code in languages if lacking(project.script, code))
    if not missing:
        return project
    options = changed_options(project, budget=budget)
    asked = script_request(project.id, project.brief, lineup, options).model_copy(update={"also": missing})
    script = translated(project.script, asked, lineup.text, options.budget)
    with untouched(project):
        changed = project.model_copy(update={"script": script, "lineup": lineup})
        projects.save(store(), changed)
        return changed


def check_languages(project: Project, languages: Sequence[str], text: str = "") -> tuple[str, ...]:
    """Return the languages by their codes; raise for what is clear before anything is asked or paid."""
    codes = tuple(dict.fromkeys(known(code).code for code in languages))
    lineup = _staff(project, codes, text)
    if any(lacking(project.script, code) for code in codes):
        if all(is_free(lineup.text.model_copy(update={"slugs": (name,)})) for name in lineup.text.slugs):
            asked = script_request(project.id, project.brief, lineup, project.options).model_copy(update={"also": codes})
            translated(project.script, asked, lineup.text)
        else:
            check_keys(lineup)
    return codes


def check_words(project: Project) -> None:
    """Raise `BriefError` where a segment of the film says nothing in one of its languages."""
    for code in project.languages:
        if silent := [segment for segment in lacking(project.script, code) if segment.kept]:
            where, name = places(project.script, silent), known(code).name
            raise BriefError(
                f"Segment {where} says nothing in {name}. Have it written (reelflow assemble {project.id} --language {code}), "
                f'or write it: reelflow edit {project.id} N --language {code} --narration "..."'
            )


def _staff(project: Project, languages: Sequence[str], text: str) -> Lineup:
    """Return who works on the project, with another writer where one is named; raise where nobody speaks a language."""
    if project.options.voiceover:
        for code in languages:
            check_language(project, code)
    if not text:
        return project.lineup
    writers = choice("text", named=text)
    for name in writers.slugs:
        offer(name, "text")
    return project.lineup.model_copy(update={"text": writers})
