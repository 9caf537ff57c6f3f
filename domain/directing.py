"""From a project to what is asked of each vendor: pure, so that equal projects ask for equal things."""

from domain.base import Frozen
from domain.formats import Format, format_named
from domain.project import Project
from domain.requests import MusicRequest, SpeechRequest, VideoRequest
from domain.script import Segment
from domain.shelf import match

FIVE_SECONDS = 5
"""Music is asked for in whole fives, so that a slightly longer voice does not ask for another bed."""


class Edition(Frozen):
    """One of the films a project delivers: a language in a format. All editions share the clips."""

    language: str
    format: Format


def editions(project: Project) -> tuple[Edition, ...]:
    """Return every language in every format, languages first."""
    brief = project.brief
    return tuple(Edition(language=code, format=format_named(name)) for code in brief.languages for name in brief.formats)


def shots(project: Project) -> tuple[VideoRequest, ...]:
    """Return the clip wanted for each kept segment, in order."""
    return tuple(_shot(project, segment) for segment in project.script.kept)


def _shot(project: Project, segment: Segment) -> VideoRequest:
    return VideoRequest(
        project=project.id,
        segment=segment.id,
        take=segment.take,
        prompt=segment.prompt,
        seconds=segment.seconds,
        ratio=format_named(project.brief.formats[0]).ratio,
        seed=project.options.seed,
        position=segment.id,
        words=" ".join([*segment.on_screen.values(), project.brief.theme]),
        source=match(project.sources, "video", segment.id, len(project.script.segments)),
    )


def lines(project: Project, language: str) -> tuple[SpeechRequest, ...]:
    """Return the narration wanted for each kept segment in one language, in order."""
    return tuple(
        SpeechRequest(
            project=project.id,
            segment=segment.id,
            text=segment.narration[language],
            language=language,
            voice=project.options.voice or project.brief.voice,
            seconds=0.0 if segment.role == "text" else segment.seconds,
            source=match(project.sources, "speech", segment.id, len(project.script.segments), language),
        )
        for segment in project.script.kept
    )


def bed(project: Project) -> MusicRequest:
    """Return the music wanted under the whole film."""
    seconds = -(-project.script.seconds // FIVE_SECONDS) * FIVE_SECONDS
    return MusicRequest(
        project=project.id,
        seconds=seconds,
        mood=project.brief.mood or project.script.mood,
        seed=project.options.seed,
        source=match(project.sources, "music", 0, 0),
    )
