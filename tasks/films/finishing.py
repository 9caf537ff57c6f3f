"""Finish: all pieces and one sound become a file, reviewed before it is given out."""

from collections.abc import Sequence
from pathlib import Path

from prefect import task

from domain.base import Frozen, digest
from domain.directing import Edition
from domain.final_cut import FinalCut
from domain.project import Project, Video
from domain.requests import Made
from domain.review import Finding
from domain.scene import Scene
from domain.speech import Narration
from domain.timeline import Clip, Timeline, TimeRange, splice
from montage.exchange.subtitles import said
from montage.pieces import Encoding, compile_pieces
from montage.sound import mix
from store import timelines, videos
from tasks.films.covering import covered
from tasks.films.cutting import encode_all, sources_of
from tasks.films.delivering import deliver, output_path
from tasks.films.lettering import typefaces_ready
from tasks.films.reviewing import Reel, proved
from tasks.pages.progress import tell
from tasks.policies import ONCE
from tasks.wiring import alone, pieces, scratch, seat, store


class Film(Frozen):
    """A film that was put where it is wanted."""

    video: Video
    encoded: int
    """Pieces that had to be encoded again, because they were no longer there."""
    review: tuple[Finding, ...] = ()
    """What reading the film back found."""


@task(task_run_name="finish {edition.format.name} in {edition.language}", **ONCE)
def finish(
    scenes: Sequence[Scene],
    spoken: Sequence[Narration | None],
    score: Made | None,
    edition: Edition,
    project: Project,
    output: str,
) -> Film:
    """Join the pieces of one edition with its sound, review the film, and put it where it is wanted."""
    timeline = _scored(scenes, score)
    typefaces_ready(timeline.look)
    encoding = Encoding.named(project.options.encoder, draft=project.options.draft)
    refs, fresh = encode_all(compile_pieces(timeline, encoding), timeline)
    with scratch() as folder:
        pictures = [(pieces().place(ref.key, ".mp4"), ref.frames) for ref in refs]
        narrations = [one for one in spoken if one is not None]
        found = proved(Reel(timeline, pictures, _sound(timeline), narrations, edition, project), folder / "film.mp4")
        video = deliver(folder / "film.mp4", edition, output_path(project, edition, output))
    video, lacking = covered(video, timeline, project)
    videos.record(store(), project.id, video)
    timelines.record(store(), project.id, _final(timeline, scenes, spoken, edition))
    tell("finish", done=1)
    return Film(video=video, encoded=fresh, review=(*found, *lacking))


def _final(timeline: Timeline, scenes: Sequence[Scene], spoken: Sequence[Narration | None], edition: Edition) -> FinalCut:
    lines = () if timeline.captions else said([scene.timeline for scene in scenes], spoken)
    return FinalCut(language=edition.language, format=edition.format.name, timeline=timeline, said=lines)


def _scored(scenes: Sequence[Scene], score: Made | None) -> Timeline:
    """Return the whole film, with its music under the segments alone: the brand's intro and outro have their own sound."""
    timeline = splice(scene.timeline for scene in scenes)
    lengths = [scene.timeline.duration if scene.segment else 0 for scene in scenes]
    if score is None:
        return timeline
    start = next((scene.timeline.duration for scene in scenes[:1] if not scene.segment), 0)
    under = TimeRange(start=start, duration=sum(lengths))
    return timeline.model_copy(update={"music": (Clip(at=under, media=score.media),)})


def _sound(timeline: Timeline) -> Path:
    """Return the film's sound, mixed once for equal voices, music and places."""
    heard = [getattr(timeline, name) for name in ("audio", "effects", "music")]
    key = digest(["sound-2", timeline.duration, timeline.rate, timeline.loudness, heard])
    with alone(key):
        ready = pieces().cached(key, ".m4a")
        if ready is not None:
            return ready
        with seat(), scratch() as folder:
            mix(timeline, sources_of(timeline), folder / "sound.m4a")
            return pieces().keep(key, folder / "sound.m4a")
