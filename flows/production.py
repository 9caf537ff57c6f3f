"""From a written project to finished films: the paragraph that making, continuing and retaking share."""

from collections import defaultdict
from typing import Any

from domain.directing import editions, extras, treatments
from domain.project import Project, Report
from flows.strands import filmed, scored, spoken
from tasks.approvals.approving import approve
from tasks.briefs.furnishing import furnish
from tasks.briefs.readying import check, prepared
from tasks.films.bookending import between
from tasks.films.cutting import bridged, cut
from tasks.films.finishing import finish
from tasks.films.viewing import viewed
from tasks.gathering import Work, gather
from tasks.guarding import exclusive
from tasks.money.plans import take_place
from tasks.pages.progress_page import progress_shown
from tasks.pages.reporting import announce, conclude
from tasks.runners import runner

RUNNER: Any = runner()
"""Threads, or a Dask cluster: as REELFLOW_TASK_RUNNER says when the flow is loaded."""


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
        clips = work["clips"] = filmed(project)
        added = work["extras"] = [furnish.submit(wanted) if wanted else None for wanted in extras(project)]
        for language in project.languages:
            voices = spoken(project, language)
            score = scored(project, voices, work["scores"])
            work["voices"] += voices
            work["scores"].append(score)
            for edition in editions(project, language):
                dressed = treatments(staged, edition)
                cuts: Any = cut.map(project.script.kept, clips, voices, dressed, added)
                bridges = bridged(cuts, dressed)
                work["looks"] += viewed(staged, edition, cuts, clips)
                whole, heard = between(staged, dressed[0], cuts, voices)
                finished = finish.submit(whole, heard, score, edition, staged, output, wait_for=bridges, return_state=False)
                work["films"].append(finished)
                work["scenes"] += whole
                work["joins"] += bridges
        return conclude(project, gather(work))
