"""The strands of a film, each mapped over its segments: pictures, voices, music."""

from typing import Any

from prefect import allow_failure, unmapped

from domain.directing import bed, lines, shots
from domain.project import Project
from tasks.films.filming import film
from tasks.films.scoring import compose
from tasks.scripts.tightening import fitted
from tasks.voices.casting import listeners
from tasks.voices.speaking import speak


def filmed(project: Project) -> list[Any]:
    """Film all segments at once, or each when the one before it has ended."""
    if project.options.parallel:
        return list(film.map(shots(project), unmapped(project.lineup.video)))
    clips: list[Any] = []
    for shot in shots(project):
        before: list[Any] = [allow_failure(clip) for clip in clips[-1:]]
        clips.append(film.submit(shot, project.lineup.video, wait_for=before, return_state=False))
    return clips


def scored(project: Project, spoken: list[Any], before: list[Any]) -> Any:
    """Compose the music under a film, if it has any, `before` it those of other languages: an equal one is then found again."""
    if not project.options.music:
        return None
    wanted = (bed(project), project.script.kept, spoken, project.lineup.music)
    return compose.submit(*wanted, wait_for=[allow_failure(one) for one in before[-1:]], return_state=False)


def spoken(project: Project, language: str) -> list[Any]:
    """Speak every line in a language; nothing is said where no voice is wanted."""
    if not project.options.voiceover:
        return [None] * len(project.script.kept)
    return fitted(project, language, speak.map(lines(project, language), unmapped(project.lineup.speech), unmapped(listeners())))
