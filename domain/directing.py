"""From a project to what is asked of each vendor: pure, so that equal projects ask for equal things."""

from collections.abc import Iterator, Sequence

from domain.base import Frozen
from domain.brand import Brand
from domain.casting import voice_for
from domain.colour import is_table
from domain.formats import Format, format_named
from domain.joining import Ends, ends
from domain.project import Options, Project
from domain.requests import Extra, ExtraRequest, MusicRequest, Source, SpeechRequest, VideoRequest
from domain.saying import heeded
from domain.script import Segment
from domain.shelf import match, matches
from domain.timeline import Fit, Look, Transition


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
    fit: Fit = "cover"
    """How clips fill the frame where their segment says nothing else."""
    transition_in: Transition | None = None
    """How the segment before gives way to it: its kind and its lengths; `at` is 0."""
    transition_out: Transition | None = None
    fade_in: int = 0
    """Frames in which the film comes out of black, on its first segment."""
    fade_out: int = 0
    loudness: float = -14.0
    """Of the whole film, in LUFS."""
    subtitles: bool = True
    encoder: str = "auto"
    draft: bool = False


def treatments(project: Project, edition: Edition) -> tuple[Treatment, ...]:
    """Return how each kept segment is dressed, in order."""
    kept = project.script.kept
    joined = ends(kept, project.options, edition.format.fps)
    return tuple(_treatment(project, edition, segment, sides) for segment, sides in zip(kept, joined, strict=True))


def _treatment(project: Project, edition: Edition, segment: Segment, sides: Ends) -> Treatment:
    script, options = project.script, project.options
    style = options.style
    return Treatment(
        edition=edition,
        opening=script.title.get(edition.language, "") if segment.id == script.kept[0].id else "",
        closing=_call(project, edition.language) if segment.id in _closing(project) else "",
        look=look_of(options, project.brand),
        fit=style.fit,
        **sides._asdict(),
        loudness=edition.format.loudness if style.loudness is None else style.loudness,
        subtitles=options.subtitles,
        encoder=options.encoder,
        draft=options.draft,
    )


def bare(treatment: Treatment) -> Treatment:
    """Return how the brand's own clips are dressed in a film: with nothing of their neighbours, so that all films share them."""
    kept = {name: getattr(treatment, name) for name in ("edition", "look", "fit", "loudness", "encoder", "draft")}
    return Treatment(**kept)


def _closing(project: Project) -> tuple[int, ...]:
    """Return the segments that end in an end card: those that ask for it, else the last one when the brand has a call."""
    kept = project.script.kept
    asking = tuple(segment.id for segment in kept if segment.role == "call_to_action")
    own = (kept[-1].id,) if project.brand and project.brand.call else ()
    return asking or own


def _call(project: Project, language: str) -> str:
    own = project.brand.call.get(language, "") if project.brand else ""
    return own or project.script.call_to_action.get(language, "")


def look_of(options: Options, brand: Brand | None = None) -> Look:
    """Return how type and colour look; what the user left empty is the brand's, and what that leaves is the house's."""
    style, kit = options.style, brand or Brand()
    said = {
        "captions": options.captions or kit.captions,
        "caption_color": style.caption_color or kit.caption_color,
        "accent": style.accent or kit.accent,
    }
    return Look(
        **{name: value for name, value in said.items() if value},
        caption_size=style.caption_size,
        caption_position=style.caption_position,
        heading=kit.heading,
        body=kit.body,
        fonts=kit.fonts,
        grade="" if is_table(style.grade) else style.grade or kit.grade,
        cube=options.cube if style.grade else kit.cube,
        watermark=kit.watermark and kit.watermark.model_copy(update={"aside": options.subtitles}),
        logo=kit.logo,
    )


def editions(project: Project, language: str) -> tuple[Edition, ...]:
    """Return a language's films, one a format."""
    return tuple(Edition(language=language, format=format_named(name)) for name in project.formats)


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
        words=" ".join([*_first_words(project, segment), project.brief.theme]),
        # A picture given to the segment itself takes the place of the file that a folder has for it.
        source=None if segment.still else match(project.sources, "video", segment.id, len(project.script.segments)),
        still=segment.still.address if segment.still else "",
        last=segment.last.address if segment.last else "",
    )


def _first_words(project: Project, segment: Segment) -> list[str]:
    """Return a segment's key words in the languages the project began with: one that is added later films nothing anew."""
    return [words for code, words in segment.on_screen.items() if code in project.brief.languages]


def extras(project: Project) -> tuple[tuple[ExtraRequest, ...], ...]:
    """Return what each kept segment shows or sounds besides its clip and voice, from the user's own files; mostly nothing."""
    return tuple(tuple(_extras(project, segment)) for segment in project.script.kept)


def _extras(project: Project, segment: Segment) -> Iterator[ExtraRequest]:
    for kind, source in _given(project, segment):
        yield ExtraRequest(
            project=project.id,
            segment=segment.id,
            kind=kind,
            source=source,
            seconds=segment.seconds,
            ratio=format_named(project.brief.formats[0]).ratio,
        )


def _given(project: Project, segment: Segment) -> Iterator[tuple[Extra, Source]]:
    sources, place, count = project.sources, segment.id, len(project.script.segments)
    if speaker := match(sources, "avatar", place, count):
        yield "avatar", speaker
    if cutaway := match(sources, "broll", place, count):
        yield "broll", cutaway
    for sound in matches(sources, "effect", place, count):
        yield "effect", sound


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
            fixed=segment.role == "text" or language in segment.own,
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
