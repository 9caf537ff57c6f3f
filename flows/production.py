"""From a written project to finished films: the paragraph that making, continuing and retaking share."""

from typing import Any

from prefect import allow_failure, unmapped

from domain.directing import bed, editions, extras, lines, shots, treatments
from domain.project import Project, Report
from tasks.bookending import between
from tasks.casting import check_voices, listeners
from tasks.cutting import bridged, cut
from tasks.equipping import equipped
from tasks.filming import film
from tasks.finishing import finish
from tasks.fitting import check_film
from tasks.furnishing import furnish
from tasks.gathering import gather
from tasks.guarding import exclusive
from tasks.progress_page import progress_shown
from tasks.reporting import announce, conclude
from tasks.runners import runner
from tasks.scoring import compose
from tasks.speaking import speak

RUNNER: Any = runner()
"""Threads, or a Dask cluster: as REELFLOW_TASK_RUNNER says when the flow is loaded."""


def produce(project: Project, *, output: str = "") -> Report:
    """Film, speak, score, cut and join a project. Each segment moves on as soon as its own inputs are there."""
    check_film(project)
    check_voices(project)
    with exclusive(project), progress_shown(project):
        announce(project)
        staged = equipped(project)
        clips = _filmed(project)
        added = [furnish.submit(wanted) if wanted else None for wanted in extras(project)]
        voices: list[Any] = []
        scores: list[Any] = []
        scenes: list[Any] = []
        joins: list[Any] = []
        films: list[Any] = []
        for language in project.brief.languages:
            spoken = _spoken(project, language)
            score = _scored(project, spoken, scores)
            voices += spoken
            scores.append(score)
            for edition in editions(project, language):
                dressed = treatments(staged, edition)
                cuts: Any = cut.map(project.script.kept, clips, spoken, dressed, added)
                bridges = bridged(cuts, dressed)
                whole, heard = between(staged, dressed[0], cuts, spoken)
                films += [finish.submit(whole, heard, score, edition, staged, output, wait_for=bridges, return_state=False)]
                scenes += whole
                joins += bridges
        work = {"clips": clips, "extras": added, "scores": scores, "voices": voices, "scenes": scenes, "joins": joins}
        return conclude(project, gather(**work, films=films))


def _filmed(project: Project) -> list[Any]:
    """Film all segments at once, or each when the one before it has ended."""
    if project.options.parallel:
        return list(film.map(shots(project), unmapped(project.lineup.video)))
    clips: list[Any] = []
    for shot in shots(project):
        before: list[Any] = [allow_failure(clip) for clip in clips[-1:]]
        clips.append(film.submit(shot, project.lineup.video, wait_for=before, return_state=False))
    return clips


def _scored(project: Project, spoken: list[Any], before: list[Any]) -> Any:
    """Compose after the beds of other languages: an equal one is then found again, in whichever process it was made."""
    if not project.options.music:
        return None
    wanted = (bed(project), project.script.kept, spoken, project.lineup.music)
    return compose.submit(*wanted, wait_for=[allow_failure(one) for one in before[-1:]], return_state=False)


def _spoken(project: Project, language: str) -> list[Any]:
    if not project.options.voiceover:
        return [None] * len(project.script.kept)
    return list(speak.map(lines(project, language), unmapped(project.lineup.speech), unmapped(listeners())))
