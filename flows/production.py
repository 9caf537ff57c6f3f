"""From a written project to finished films: the paragraph that making, continuing and retaking share."""

from collections import defaultdict
from typing import Any

from prefect import allow_failure, unmapped
from prefect.task_runners import ThreadPoolTaskRunner

from domain.directing import bed, editions, extras, lines, shots, treatments
from domain.project import Project, Report
from tasks.approving import approve
from tasks.bookending import between
from tasks.casting import listeners
from tasks.cutting import bridged, cut
from tasks.filming import film
from tasks.finishing import finish
from tasks.furnishing import furnish
from tasks.gathering import Work, gather
from tasks.guarding import exclusive
from tasks.plans import take_place
from tasks.progress_page import progress_shown
from tasks.readying import check, prepared
from tasks.reporting import announce, conclude
from tasks.scoring import compose
from tasks.speaking import speak
from tasks.tightening import fitted
from tasks.viewing import viewed

RUNNER: Any = ThreadPoolTaskRunner(max_workers=64)
"""Tasks mostly wait; those that work take a seat, one per processor core."""


def produce(project: Project, *, output: str = "") -> Report:
    """Make a project, with a person's approval of its script and its films where that is wanted."""
    script = approve("script", project)
    if script.report:
        return script.report
    film = approve("film", script.project, make(script.project, output=output))
    return film.report or produce(film.project, output=output)


def make(project: Project, *, output: str = "") -> Report:
    """Film, speak, score, cut and join a project. Each segment moves on as soon as its own inputs are there."""
    check(project)
    take_place(project)
    with exclusive(project), progress_shown(project):
        announce(project)
        staged = prepared(project)
        work: Work = defaultdict(list)
        clips = work["clips"] = _filmed(project)
        added = work["extras"] = [furnish.submit(wanted) if wanted else None for wanted in extras(project)]
        for language in project.languages:
            spoken = _spoken(project, language)
            score = _scored(project, spoken)
            work["voices"] += spoken
            work["scores"].append(score)
            for edition in editions(project, language):
                dressed = treatments(staged, edition)
                cuts: Any = cut.map(project.script.kept, clips, spoken, dressed, added)
                bridges = bridged(cuts, dressed)
                work["looks"] += viewed(staged, edition, cuts, clips)
                whole, heard = between(staged, dressed[0], cuts, spoken)
                finished = finish.submit(whole, heard, score, edition, staged, output, wait_for=bridges, return_state=False)
                work["films"].append(finished)
                work["scenes"] += whole
                work["joins"] += bridges
        return conclude(project, gather(work))


def _filmed(project: Project) -> list[Any]:
    """Film all segments at once, or each when the one before it has ended."""
    if project.options.parallel:
        return list(film.map(shots(project), unmapped(project.lineup.video)))
    clips: list[Any] = []
    for shot in shots(project):
        before: list[Any] = [allow_failure(clip) for clip in clips[-1:]]
        clips.append(film.submit(shot, project.lineup.video, wait_for=before, return_state=False))
    return clips


def _scored(project: Project, spoken: list[Any]) -> Any:
    return compose.submit(bed(project), project.script.kept, spoken, project.lineup.music) if project.options.music else None


def _spoken(project: Project, language: str) -> list[Any]:
    if not project.options.voiceover:
        return [None] * len(project.script.kept)
    return fitted(project, language, speak.map(lines(project, language), unmapped(project.lineup.speech), unmapped(listeners())))
