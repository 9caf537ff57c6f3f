"""From a project to what is asked of each vendor: pure, so that equal projects ask for equal things."""

from collections.abc import Iterator, Sequence

from domain.base import Frozen
from domain.casting import voice_for
from domain.formats import Format, format_named
from domain.project import Project
from domain.requests import MusicRequest, SpeechRequest, VideoRequest
from domain.saying import heeded
from domain.script import Segment
from domain.shelf import match
from domain.timeline import Look


class Edition(Frozen):
    """One of the films a project delivers: a language in a format. All editions share the clips."""

    language: str
    format: Format


class Treatment(Frozen):
    """How one segment is dressed in one edition: all that cutting needs to know of the rest of the film."""

    edition: Edition
    opening: str = ""
    """The film's title, on the first segment."""
    closing: str = ""
    """The call to action for the end card, on the segment that asks for it."""
    look: Look = Look()
    subtitles: bool = True
    encoder: str = "auto"
    draft: bool = False


def treatments(project: Project, edition: Edition) -> tuple[Treatment, ...]:
    """Return how each kept segment is dressed, in order."""
    return tuple(_treatment(project, edition, segment) for segment in project.script.kept)


def _treatment(project: Project, edition: Edition, segment: Segment) -> Treatment:
    script, options = project.script, project.options
    return Treatment(
        edition=edition,
        opening=script.title.get(edition.language, "") if segment.id == script.kept[0].id else "",
        closing=script.call_to_action.get(edition.language, "") if segment.role == "call_to_action" else "",
        look=Look(captions=options.captions),
        subtitles=options.subtitles,
        encoder=options.encoder,
        draft=options.draft,
    )


def editions(project: Project, language: str) -> tuple[Edition, ...]:
    """Return a language's films, one a format."""
    return tuple(Edition(language=language, format=format_named(name)) for name in project.brief.formats)


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
        # A picture given to the segment itself takes the place of the file that a folder has for it.
        source=None if segment.still else match(project.sources, "video", segment.id, len(project.script.segments)),
        still=segment.still.address if segment.still else "",
        last=segment.last.address if segment.last else "",
    )


def lines(project: Project, language: str) -> tuple[SpeechRequest, ...]:
    """Return the narration wanted for each kept segment in one language, in order."""
    return tuple(
        SpeechRequest(
            project=project.id,
            segment=segment.id,
            text=segment.narration[language],
            language=language,
            voice=voice_for(project.options.voice, language) or project.brief.voice,
            seconds=0.0 if segment.role == "text" else segment.seconds,
            source=match(project.sources, "speech", segment.id, len(project.script.segments), language),
            sayings=heeded(segment.narration[language], project.sayings),
            before=before.narration[language] if before else "",
            after=after.narration[language] if after else "",
        )
        for before, segment, after in _between(project.script.kept)
    )


def _between(segments: Sequence[Segment]) -> Iterator[tuple[Segment | None, Segment, Segment | None]]:
    """Yield each segment between its neighbours."""
    return zip([None, *segments[:-1]], segments, [*segments[1:], None], strict=True)


def bed(project: Project) -> MusicRequest:
    """Return the music wanted under the whole film, as long as the script plans it."""
    return MusicRequest(
        project=project.id,
        seconds=project.script.seconds,
        mood=project.brief.mood or project.script.mood,
        seed=project.options.seed,
        source=match(project.sources, "music", 0, 0),
    )
