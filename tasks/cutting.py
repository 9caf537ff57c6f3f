"""Cut: a segment becomes encoded pieces, as soon as its own clip and voice are there."""

from collections.abc import Callable, Mapping
from pathlib import Path

from prefect import task

from domain.directing import Treatment
from domain.requests import Made
from domain.scene import PieceRef, Scene
from domain.script import Segment
from domain.speech import Narration
from domain.timeline import Timeline
from domain.timing import held_seconds
from montage.arrange import arrange
from montage.encode import encode
from montage.pieces import Encoding, Piece, compile_pieces
from tasks.policies import local
from tasks.progress import tell
from tasks.wiring import pieces, scratch, seat, vault

HOLD_WORTH_SAYING = 0.5


CUT_NAME = "cut segment {segment.id} for {treatment.edition.format.name} in {treatment.edition.language}"


@task(task_run_name=CUT_NAME, **local("cut"))
def cut(segment: Segment, clip: Made, narration: Narration | None, treatment: Treatment) -> Scene:
    """Lay one segment out and encode its pieces; a piece that is there already is not encoded again."""
    timeline = arrange(segment, clip.media, narration, treatment)
    refs, fresh = encode_all(timeline, treatment.encoder, draft=treatment.draft)
    return Scene(segment=segment.id, timeline=timeline, pieces=refs, encoded=fresh, notes=_notes(segment, clip, timeline))


def encode_all(timeline: Timeline, encoder: str, *, draft: bool) -> tuple[tuple[PieceRef, ...], int]:
    """Return a timeline's encoded pieces in order, and how many of them had to be encoded now."""
    wanted = compile_pieces(timeline, Encoding.named(encoder, draft=draft))
    missing = [piece for piece in wanted if pieces().cached(piece.key, ".mp4") is None]
    for piece in missing:
        tell("encode", total=piece.frames)
        _encode(piece, sources_of(timeline))
    return tuple(PieceRef(key=piece.key, frames=piece.frames) for piece in wanted), len(missing)


def sources_of(timeline: Timeline) -> Mapping[str, Path]:
    """Return a local file for every media on the timeline, by SHA-256; raise `NotFound` for what is gone."""
    clips = (*timeline.video, *timeline.audio, *timeline.music)
    return {clip.media.sha256: vault().open(clip.media) for clip in clips}


def _encode(piece: Piece, sources: Mapping[str, Path]) -> None:
    with seat() as threads, scratch() as folder:
        encode(piece, sources, folder / "piece.mp4", threads=threads, on_frame=_counted())
        pieces().keep(piece.key, folder / "piece.mp4")


def _counted() -> Callable[[int], None]:
    """Return a listener that turns ffmpeg's running frame count into steps."""
    seen = [0]

    def count(frames: int) -> None:
        tell("encode", done=frames - seen[0])
        seen[0] = frames

    return count


def _notes(segment: Segment, clip: Made, timeline: Timeline) -> tuple[str, ...]:
    found = [f"Segment {segment.id}: {note}" for note in clip.notes]
    held = held_seconds(clip.media.seconds or 0.0, timeline.seconds)
    if held > HOLD_WORTH_SAYING:
        found.append(f"Segment {segment.id}: the clip is {held:.1f} s too short; its last frame is held.")
    return tuple(found)
