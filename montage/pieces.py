"""Cut a timeline into pieces: stretches of film that are encoded alone, kept by their content, and joined without encoding."""

from domain.base import Frozen, digest
from domain.timeline import Timeline
from montage import grading, graph
from montage.encoders import Encoding
from montage.stretches import Stretch, stretches
from montage.window import lettering

__all__ = ["Encoding", "Piece", "compile_joins", "compile_pieces"]

_RECIPE = 2
"""Part of every key: raise it when the same piece would be encoded differently."""


class Piece(Frozen):
    """A stretch of film as a pure value: what goes in, what is done to it, how many frames come out."""

    sources: tuple[str, ...]
    """SHA-256 of each input's bytes, in the order of the graph's inputs."""
    source_starts: tuple[float, ...]
    """Seconds into each input where it begins."""
    files: tuple[tuple[str, str], ...] = ()
    """Files that the graph reads by name: the name it uses, and the SHA-256 of the bytes."""
    graph: str
    text: str
    """The subtitle script drawn over the picture; empty when there is no type."""
    frames: int
    width: int
    height: int
    rate: int
    encoding: Encoding

    @property
    def key(self) -> str:
        """Return what names the encoded piece: the same content gives the same key anywhere in any film."""
        return digest({"recipe": _RECIPE, "piece": self})


def compile_pieces(timeline: Timeline, encoding: Encoding) -> tuple[Piece, ...]:
    """Return the pieces that, one after another, are the film; raise `RenderError` where the picture has a gap.

    A segment's own timeline gives its bodies alone: frames of a transition are cut where both of its sides are there.
    """
    return tuple(_piece(stretch, timeline, encoding) for stretch in stretches(timeline))


def compile_joins(timeline: Timeline, encoding: Encoding) -> tuple[Piece, ...]:
    """Return the pieces in which a timeline's neighbours give way to each other; none in a film of cuts."""
    return tuple(_piece(stretch, timeline, encoding) for stretch in stretches(timeline) if stretch.transition)


def _piece(stretch: Stretch, timeline: Timeline, encoding: Encoding) -> Piece:
    letters = lettering(timeline, stretch)
    inputs = graph.sources(stretch, timeline)
    drawn = graph.drawn(stretch, timeline, graph.Type(bool(letters.text), letters.begin, letters.clip))
    return Piece(
        sources=tuple(source.sha256 for source in inputs),
        source_starts=tuple(source.start for source in inputs),
        files=tuple((grading.table_name(table), table.sha256) for table in grading.tables(timeline, drawn)),
        graph=drawn,
        text=letters.text,
        frames=stretch.at.duration,
        width=timeline.width,
        height=timeline.height,
        rate=timeline.rate,
        encoding=encoding,
    )
