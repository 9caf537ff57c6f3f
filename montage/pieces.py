"""Cut a timeline into pieces: stretches of film that are encoded alone, kept by their content, and joined without encoding."""

from domain.base import Frozen, digest
from domain.errors import ConfigurationError, RenderError
from domain.timeline import Caption, Clip, Timeline, TimeRange, Title
from montage import graph
from montage.typography import ass

_RECIPE = 1
"""Part of every key: raise it when the same piece would be encoded differently."""
_ENCODERS = ("auto", "x264")


class Encoding(Frozen):
    """How pictures are coded. All pieces of one film share it."""

    name: str = "x264"
    preset: str = "veryfast"
    crf: int = 20

    @staticmethod
    def named(encoder: str, draft: bool = False) -> "Encoding":
        """Return the settings of an encoder; raise `ConfigurationError` naming those there are."""
        if encoder not in _ENCODERS:
            raise ConfigurationError(f"Encoder {encoder!r} is not known. Choose from: {', '.join(_ENCODERS)}.")
        return Encoding(preset="ultrafast", crf=26) if draft else Encoding()


class Piece(Frozen):
    """A stretch of film as a pure value: what goes in, what is done to it, how many frames come out."""

    sources: tuple[str, ...]
    """SHA-256 of each input's bytes, in the order of the graph's inputs."""
    source_starts: tuple[float, ...]
    """Seconds into each input where it begins."""
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

    Cuts only. A transition will be a piece between two bodies, taking its frames from both.
    """
    clips = sorted(timeline.video, key=lambda clip: clip.at.start)
    _without_gaps(clips, timeline)
    return tuple(_body(clip, timeline, encoding) for clip in clips)


def _without_gaps(clips: list[Clip], timeline: Timeline) -> None:
    ends = [0, *(clip.at.end for clip in clips)]
    starts = [*(clip.at.start for clip in clips), timeline.duration]
    for end, start in zip(ends, starts, strict=True):
        if end != start:
            what = "has no picture" if end < start else "has two pictures at once"
            raise RenderError(f"The film {what} from frame {min(end, start)} to {max(end, start)}.")


def _body(clip: Clip, timeline: Timeline, encoding: Encoding) -> Piece:
    own = _window(timeline, clip.at)
    text = ass(own)
    return Piece(
        sources=(clip.media.sha256,),
        source_starts=(clip.source_start,),
        graph=graph.body(clip, width=timeline.width, height=timeline.height, rate=timeline.rate, text=bool(text)),
        text=text,
        frames=clip.at.duration,
        width=timeline.width,
        height=timeline.height,
        rate=timeline.rate,
        encoding=encoding,
    )


def _window(timeline: Timeline, at: TimeRange) -> Timeline:
    """Return the type that is seen during `at`, on a timeline that begins there."""
    captions = (_moved(line, -at.start / timeline.rate) for line in timeline.captions)
    seconds = at.duration / timeline.rate
    return timeline.model_copy(
        update={
            "duration": at.duration,
            "video": tuple(_from_zero(clip) for clip in timeline.video if clip.at == at),
            "audio": (),
            "music": (),
            "captions": tuple(line for line in captions if line.words[0].start < seconds and _gone(line) > 0),
            "titles": tuple(
                _shown(title, at) for title in timeline.titles if title.at.start < at.end and title.at.end > at.start
            ),
        }
    )


def _from_zero(clip: Clip) -> Clip:
    return clip.shifted(-clip.at.start)


def _moved(line: Caption, seconds: float) -> Caption:
    # Rounded, so that a line's place in the film leaves no trace in the last digits and the key stays the same.
    there = line.shifted(seconds)
    words = tuple(word.model_copy(update={"start": round(word.start, 6), "end": round(word.end, 6)}) for word in there.words)
    return there.model_copy(update={"words": words, "until": round(_gone(there), 6)})


def _gone(line: Caption) -> float:
    return max(line.until, line.words[-1].end)


def _shown(title: Title, at: TimeRange) -> Title:
    """Return the part of `title` inside `at`, counted from its start."""
    start, end = max(title.at.start, at.start), min(title.at.end, at.end)
    return title.model_copy(update={"at": TimeRange(start=start - at.start, duration=end - start)})
