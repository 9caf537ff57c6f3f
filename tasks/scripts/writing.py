"""Write the script and open the project; the same request finds the same project again."""

import contextlib
from typing import Any

from prefect import task

from blocks.settings import choice
from domain.ask import Ask, checked_budget
from domain.brief import Brief
from domain.cutting import USUAL
from domain.errors import BriefError, NotFound
from domain.lineup import Choice, Lineup
from domain.money import Money
from domain.project import Options, Project
from domain.requests import ScriptRequest
from domain.script import Script
from store import projects
from tasks.briefs.asking import name_of, sources_for, staff_for
from tasks.films.branding import brand_for
from tasks.films.colouring import cube_of
from tasks.money.pricing import offer
from tasks.pages.progress import tell
from tasks.policies import ONCE
from tasks.scripts.advising import check_advisers
from tasks.scripts.rereading import bare, reread
from tasks.scripts.tightening import tightened
from tasks.scripts.writers import Writers
from tasks.voices.casting import paces
from tasks.wiring import check_keys, store

Changed = bool | float | tuple[str, ...] | None
"""What an option may be set to; None leaves it as it was."""


@task(task_run_name="write the script", **ONCE)
def write(brief: Brief, ask: Ask) -> Project:
    """Return the project for a request: the one that is there already, or a new one with its script written."""
    sources, options, brand = sources_for(ask), options_of(ask), brand_for(ask)
    lineup = staff_for(ask, sources)
    name = name_of(ask)
    check_keys(lineup)
    check_advisers()
    project = None
    with contextlib.suppress(NotFound):
        project = projects.load(store(), name).model_copy(update={"options": options, "lineup": lineup, "brand": brand})
    if project is None:
        script = written(script_request(name, brief, lineup, options), lineup.text, brand.name if brand else "", options.budget)
        made = {"brief": brief, "script": script, "lineup": lineup, "options": options, "sources": sources, "brand": brand}
        project = Project.model_validate({"id": name, "title": script.title[brief.languages[0]], **made})
    projects.save(store(), project)
    tell("write", done=1)
    return project


def written(wanted: ScriptRequest, text: Choice, brand: str, limit: Money | None) -> Script:
    """Return a new script: written, read over and mended, its lines made to fit."""
    script = Writers(text, limit).write(wanted)
    return tightened(reread(script, wanted, text, brand=brand, limit=limit), wanted, text, limit)


@task(task_run_name="open {name}", **ONCE)
def reopen(name: str) -> Project:
    """Return a project by its id, the beginning of its id, or `last`."""
    return projects.load(store(), name)


def with_options(project: Project, *, provider: str = "", fallback: str = "", **changes: Changed) -> Project:
    """Return the project with the options that are not None and the video vendors that are named, saved.

    Raises for a vendor that cannot be asked as it does when a project is opened.
    """
    options = changed_options(project, **changes)
    changed = project.model_copy(update={"options": options, "lineup": relined(project, provider, fallback)})
    if changed.lineup != project.lineup:
        check_keys(changed.lineup)
    projects.save(store(), changed)
    return changed


def changed_options(project: Project, **changes: Changed) -> Options:
    """Return a project's options with those that are not None; raise `BriefError` for a budget that is none."""
    said: dict[str, Any] = {name: value for name, value in changes.items() if value is not None}
    checked_budget(said.get("budget"))
    return Options.model_validate({**project.options.model_dump(), **said})


def relined(project: Project, provider: str = "", fallback: str = "") -> Lineup:
    """Return who works on a project once other video vendors are named; its own clips stay first.

    Raises `UnknownVendor`, and `ConfigurationError` for a vendor whose price nobody knows.
    """
    if not provider and not fallback:
        return project.lineup
    before = project.lineup.video.slugs
    first = provider or next((name for name in before if name != "files"), "files")
    said = choice("video", named=first, fallback=fallback)
    own = ("files",) if "files" in before else ()
    video = said.model_copy(update={"slugs": tuple(dict.fromkeys([*own, *said.slugs]))})
    for name in video.slugs:
        offer(name, "video")
    return project.lineup.model_copy(update={"video": video})


def rewritten(project: Project, remark: str) -> Script:
    """Return a project's script written again as a person wants it, and pay for that once.

    Raises `Unsupported` where the writer cannot follow a remark.
    """
    staff, options = project.lineup, project.options
    plain = script_request(project.id, project.brief, staff, options)
    request = plain.model_copy(update={"draft": bare(project.script), "findings": (remark,)})
    return tightened(Writers(staff.text, options.budget).write(request), request, staff.text, options.budget)


def options_of(ask: Ask) -> Options:
    """Return how the film is to be made."""
    said = {name: getattr(ask, name) for name in Options.model_fields if name in Ask.model_fields}
    return Options.model_validate({**said, "cube": cube_of(ask.style.grade), "gates": ask.gates})


def script_request(name: str, brief: Brief, staff: Lineup, options: Options) -> ScriptRequest:
    """Return what is asked of a writer: the brief, what the video vendor that is asked first can film, how fast the voice is."""
    films = next((slug for slug in staff.video.slugs if slug != "files"), staff.video.first)
    terms = offer(films, "video")
    if brief.segments and brief.duration / brief.segments > terms.most:
        length = f"segments of {brief.duration / brief.segments:g} s"
        raise BriefError(f"{films} films at most {terms.most:g} s, not {length}. Ask for more segments, or for another vendor.")
    return ScriptRequest(
        project=name,
        brief=brief,
        seed=options.seed,
        segment_seconds=brief.duration / brief.segments if brief.segments else USUAL,
        filmed_by=films,
        prompt_limit=terms.prompt_limit,
        longest=terms.most,
        paces=paces(staff.speech, options.voice or brief.voice, brief.languages) if options.voiceover else {},
    )
