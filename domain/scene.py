"""A segment on the cutting table: its own small timeline and, once encoded, its pieces."""

from domain.base import Frozen
from domain.timeline import Timeline


class PieceRef(Frozen):
    """An encoded piece, by the digest of everything it is made from."""

    key: str
    frames: int


class Scene(Frozen):
    """One segment of one edition, cut."""

    segment: int
    timeline: Timeline
    pieces: tuple[PieceRef, ...] = ()
    encoded: int = 0
    """Pieces that had to be encoded; the others were there already."""
    notes: tuple[str, ...] = ()
