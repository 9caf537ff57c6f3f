"""Cut: a segment becomes encoded pieces, as soon as its own clip and voice are there."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from prefect import task

from domain.base import Frozen
from domain.directing import Treatment
from domain.requests import Made
from domain.scene import Extras, PieceRef, Scene
from domain.script import Segment
from domain.speech import Narration
from domain.timeline import Timeline, splice
from domain.timing import held_seconds
from montage.arrange import arrange
from montage.encode import encode
from montage.overlays import notes_on, notes_on_typefaces
from montage.pieces import Encoding, Piece, compile_joins, compile_pieces
from tasks.films.lettering import typefaces_ready
from tasks.pages.progress import tell
from tasks.policies import local
from tasks.wiring import alone, pieces, scratch, seat, vault

HOLD_WORTH_SAYING = 0.5


class Bridge(Frozen):
    """A join that was encoded."""

    encoded: int
    """Pieces that had to be encoded; 0 when they were there already."""


BRIDGE_NAME = "join segments {before.segment} and {after.segment} for {treatment.edition.format.name}"
CUT_NAME = "cut segment {segment.id} for {treatment.edition.format.name} in {treatment.edition.language}"


@task(task_run_name=CUT_NAME, **local("cut"))
def cut(segment: Segment, clip: Made, narration: Narration | None, treatment: Treatment, extras: Extras | None) -> Scene:
    """Lay one segment out and encode its pieces; a piece that is there already is not encoded again.

    Where it joins a neighbour by a transition, those frames are left to `bridge`.
    """
    typefaces_ready(treatment.look)
    timeline = arrange(segment, clip.media, narration, treatment, extras)
    refs, fresh = encode_all(compile_pieces(timeline, encoding_of(treatment)), timeline)
    type_notes = (*notes_on(segment, treatment, timeline.duration), *notes_on_typefaces(treatment))
    notes = (*_notes(segment, clip, timeline), *(extras.notes if extras else ()), *type_notes)
    return Scene(segment=segment.id, timeline=timeline, pieces=refs, encoded=fresh, notes=notes)


@task(task_run_name=BRIDGE_NAME, **local("join", version=2))
def bridge(before: Scene, after: Scene, treatment: Treatment) -> Bridge:
    """Encode what is seen of two neighbouring segments at once, as soon as both are cut; nothing where they join by a cut."""
    typefaces_ready(treatment.look)
    timeline = splice([before.timeline, after.timeline])
    _, fresh = encode_all(compile_joins(timeline, encoding_of(treatment)), timeline)
    return Bridge(encoded=fresh)


def bridged(cuts: Sequence[Any], dressed: Sequence[Treatment]) -> list[Any]:
    """Encode what is seen of two neighbours at once as soon as both are cut; nothing where they join by a cut."""
    neighbours = zip(cuts, cuts[1:], dressed[1:], strict=False)
    return [bridge.submit(before, after, how) for before, after, how in neighbours if how.transition_in]


def encoding_of(treatment: Treatment) -> Encoding:
    """Return how an edition's pieces are coded."""
    return Encoding.named(treatment.encoder, draft=treatment.draft)


def encode_all(wanted: Sequence[Piece], timeline: Timeline) -> tuple[tuple[PieceRef, ...], int]:
    """Return a timeline's encoded pieces in order, and how many of them had to be encoded now."""
    fresh = sum(_encoded_now(piece, timeline) for piece in wanted)
    return tuple(PieceRef(key=piece.key, frames=piece.frames) for piece in wanted), fresh


def _encoded_now(piece: Piece, timeline: Timeline) -> bool:
    """Return whether a piece was encoded now. Films of equal pixels want the same piece at the same time: one encodes it."""
    with alone(piece.key):
        if pieces().cached(piece.key, ".mp4"):
            return False
        tell("encode", total=piece.frames)
        _encode(piece, sources_of(timeline))
        return True


def sources_of(timeline: Timeline) -> Mapping[str, Path]:
    """Return a local file for every media on the timeline and of its look, by SHA-256; raise `NotFound` for what is gone."""
    return {media.sha256: vault().open(media) for media in timeline.media}


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
    seen = timeline.seconds + timeline.handles / timeline.rate
    held = held_seconds(clip.media.seconds or 0.0, seen)
    if held > HOLD_WORTH_SAYING:
        found.append(f"Segment {segment.id}: the clip is {held:.1f} s too short; its last frame is held.")
    return tuple(found)
