"""Cover: a still for each film, beside it and in the media store; made again when its picture, title or dress changes."""

from pathlib import Path

from domain.base import digest
from domain.cover import CoverWish, cover_size
from domain.errors import BadMedia, BriefError, NotFound, RenderError
from domain.formats import format_named
from domain.languages import language as known
from domain.media import MediaRef
from domain.project import Project, Video
from domain.review import Finding
from domain.timeline import Timeline
from montage.cover import paint
from montage.moments import Size, bare_picture, best_moment
from store import projects, timelines, videos
from tasks.films.cutting import sources_of
from tasks.films.delivering import handed_over
from tasks.films.lettering import typefaces_ready
from tasks.wiring import alone, pieces, scratch, seat, store, vault


def covered(video: Video, timeline: Timeline, project: Project) -> tuple[Video, tuple[Finding, ...]]:
    """Return a film with its cover, and why it has none when none could be made: a film is not lost for that."""
    try:
        return with_cover(video, timeline, project), ()
    except (BadMedia, BriefError, NotFound, RenderError) as wrong:
        said = f"The cover could not be made: {wrong}"
        return video, (Finding(check="cover", severity="warning", said=said, language=video.language, format=video.format),)


def with_cover(video: Video, timeline: Timeline, project: Project) -> Video:
    """Return a film with its cover, as `NAME-cover.jpg` beside it and in the media store.

    Raises `BadMedia` when no picture can be read, `BriefError` when the title cannot be drawn.
    """
    picture = _picture(video, timeline, project)
    size = cover_size(format_named(video.format))
    vault().put(picture, "image", width=size[0], height=size[1])
    film = Path(video.path)
    path = film.with_name(f"{film.stem}-cover.jpg")
    handed_over(picture, path)
    return video.model_copy(update={"cover": str(path)})


def covered_again(project: Project, wish: CoverWish, *, language: str = "", format: str = "") -> tuple[Video, ...]:
    """Return a project's films, or those of a language or format, with new covers; the wish is kept for later films too.

    Raises `NotFound` when there is no such film, or `BriefError` when the wish cannot be met.
    """
    code, shape = known(language).code if language else "", format_named(format).name if format else ""
    films = [one for one in videos.latest(store(), project.id) if code in ("", one.language) and shape in ("", one.format)]
    if not films:
        said = " ".join(name for name in (shape, code) if name)
        raise NotFound(
            f"{project.id} has no finished film{f' ({said})' if said else ''}. Make it: reelflow continue {project.id}"
        )
    wished = project.model_copy(update={"cover": wish})
    made = tuple(_again(film, wished) for film in films)
    projects.save(store(), wished)
    for video in made:
        videos.record(store(), project.id, video)
    return made


def _again(film: Video, project: Project) -> Video:
    cut = timelines.load(store(), project.id, timelines.Name(film.language, film.format))
    if project.cover.at is not None and not 0 <= project.cover.at < cut.timeline.seconds:
        raise BriefError(f"The film lasts {cut.timeline.seconds:.1f} s; there is no picture at {project.cover.at:g} s.")
    return with_cover(film, cut.timeline, project)


def _picture(video: Video, timeline: Timeline, project: Project) -> Path:
    """Return the cover's file, painted once for the same pictures, words and dress."""
    wish, look = project.cover, timeline.look.model_copy(update={"watermark": None})
    title = wish.text.get(video.language) or project.script.title.get(video.language, project.title)
    size = Size(*cover_size(format_named(video.format)))
    free = (timeline.safe_top, timeline.safe_bottom, timeline.safe_left, timeline.safe_right)
    shown = (timeline.video, timeline.avatar, timeline.broll, timeline.rate, free, look)
    key = digest(["cover-1", *shown, size, title, video.language, wish.at, wish.segment])
    with alone(key):
        ready = pieces().cached(key, ".jpg")
        if ready is not None:
            return ready
        typefaces_ready(look)
        sources = sources_of(timeline)
        with seat(), scratch() as folder:
            frame = best_moment(timeline, sources, wish.segment) if wish.at is None else int(wish.at * timeline.rate + 1e-6)
            bare_picture(timeline, frame, size, sources, folder / "bare.png")
            logo = _local(look.logo)
            paint(folder / "bare.png", timeline, title, video.language, folder / "cover.jpg", logo=logo)
            return pieces().keep(key, folder / "cover.jpg")


def _local(logo: MediaRef | None) -> Path | None:
    return vault().open(logo) if logo else None
