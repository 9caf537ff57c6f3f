"""A segment on the cutting table: its own small timeline and, once encoded, its pieces."""

from domain.base import Frozen
from domain.media import MediaRef
from domain.timeline import Timeline


class PieceRef(Frozen):
    """An encoded piece, by the digest of everything it is made from."""

    key: str
    frames: int


class Extras(Frozen):
    """What a segment shows or sounds besides its clip and voice, once the bytes are in the media store."""

    avatar: MediaRef | None = None
    broll: MediaRef | None = None
    effects: tuple[MediaRef, ...] = ()
    notes: tuple[str, ...] = ()


class Scene(Frozen):
    """One segment of one edition, cut."""

    segment: int
    timeline: Timeline
    pieces: tuple[PieceRef, ...] = ()
    encoded: int = 0
    """Pieces that had to be encoded; the others were there already."""
    notes: tuple[str, ...] = ()
