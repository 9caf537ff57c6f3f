"""A segment on the cutting table: its own small timeline and, once encoded, its pieces."""

from domain.base import Frozen
from domain.timeline import Timeline


class PieceRef(Frozen):
    """An encoded piece: what it was made from, and what came out."""

    key: str
    sha256: str
    frames: int


class Scene(Frozen):
    """One segment of one edition, cut."""

    segment: int
    timeline: Timeline
    pieces: tuple[PieceRef, ...] = ()
    encoded: int = 0
    """Pieces that were encoded now; the others were there already."""
    notes: tuple[str, ...] = ()
