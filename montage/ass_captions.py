"""Subtitles as events: the word being spoken takes the accent colour, and nothing ever moves."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from domain.errors import ConfigurationError
from domain.speech import Word
from domain.timeline import Caption, Timeline
from media import fonts
from montage.ass_document import Event, escaped, number, tint
from montage.captions import Band
from montage.lettering import Type, broken, directed, optical, parted
from montage.palette import legible

Row = tuple[tuple[int, str], ...]
"""The pieces of text on one row, each with the index of its word."""


class Shown(NamedTuple):
    """A caption with its place in time and on the picture."""

    words: tuple[Word, ...]
    start: float
    end: float
    rows: tuple[Row, ...]
    type: Type
    centre: float
    bottom: float
    accent: str

    def at(self, row: int) -> str:
        """Return the tags that put a row in its place."""
        baseline = self.bottom - self.type.em * 0.27 - self.type.leading * (len(self.rows) - 1 - row)
        return f"\\an8\\pos({number(self.centre)},{number(baseline - self.type.ascent)})"


def caption_events(timeline: Timeline) -> list[Event]:
    """Return the events of all captions; raise `ConfigurationError` for a caption style that nobody has designed."""
    draw = STYLES.get(timeline.look.captions)
    if draw is None:
        raise ConfigurationError(f"Caption style {timeline.look.captions!r} is not known. Choose from: {', '.join(STYLES)}.")
    lines = sorted((line for line in timeline.captions if line.words), key=lambda line: line.words[0].start)
    ends = [*(line.words[0].start for line in lines[1:]), timeline.seconds]
    shown = [_shown(line, end, timeline) for line, end in zip(lines, ends, strict=False)]
    return [event for caption in shown if caption for event in draw(caption)]


def top_of_captions(timeline: Timeline) -> float:
    """Return the y that other type stays above, so that two rows of captions always have their place."""
    em = Band.of(timeline.width, timeline.height, timeline.safe_right).em
    return _bottom(timeline) - 2.9 * em


def _bottom(timeline: Timeline) -> float:
    return timeline.height * (1 - max(timeline.safe_bottom, 0.06) - 0.015)


def _shown(line: Caption, latest: float, timeline: Timeline) -> Shown | None:
    drawn = (word.model_copy(update={"text": fonts.drawable(word.text, line.language)}) for word in line.words)
    words = tuple(word for word in drawn if word.text)
    text = " ".join(word.text for word in words)
    if not text:
        return None
    fonts.check_coverage(text, line.language)
    band = Band.of(timeline.width, timeline.height, timeline.safe_right)
    weight: fonts.Weight = "medium" if timeline.look.captions == "minimal" else "bold"
    kind, rows = _set(
        [word.text for word in words], Type(line.language, band.em * optical(line.language), weight, text), band.width
    )
    end = min(max(line.until, words[-1].end), latest, timeline.seconds)
    return Shown(words, words[0].start, end, rows, kind, band.centre, _bottom(timeline), legible(timeline.look.accent))


def _set(words: Sequence[str], largest: Type, width: float) -> tuple[Type, tuple[Row, ...]]:
    """Return the size and rows of a caption: two rows; smaller before more rows; only a word longer than a row is parted."""
    for step in range(11):
        kind = largest._replace(em=largest.em * (1 - 0.05 * step))
        lines = broken(words, kind.measure, width, 2)
        if lines:
            count = iter(range(len(words)))
            return kind, tuple(tuple((next(count), word) for word in line) for line in lines)
    pieces = [(index, piece) for index, word in enumerate(words) for piece in parted(word, kind.measure, width)]
    lines = broken([piece for _, piece in pieces], kind.measure, width, len(pieces)) or tuple((piece,) for _, piece in pieces)
    each = iter(pieces)
    return kind, tuple(tuple(next(each) for _ in line) for line in lines)


def _highlight(caption: Shown) -> Iterator[Event]:
    """Bold white with a thick dark edge that holds on any picture; one event for each state of a row."""
    style = caption.type.style("Caption", outline=caption.type.em * 0.085)
    starts = [word.start for word in caption.words]
    states = list(zip(range(len(starts)), [caption.start, *starts[1:]], [*starts[1:], caption.end], strict=True))
    for level, row in enumerate(caption.rows):
        own = {index for index, _ in row}
        for hot, spell in groupby([state if state[0] in own else (None, *state[1:]) for state in states], itemgetter(0)):
            span = list(spell)
            text = _row_text(row, hot, caption.type.rtl, caption.accent)
            yield Event(span[0][1], min(span[-1][2], caption.end), style, f"{{{caption.at(level)}}}{text}", 21)


def _minimal(caption: Shown) -> Iterator[Event]:
    """Medium weight, white, a fine edge; no word is marked."""
    style = caption.type.style("Minimal", outline=caption.type.em * 0.075)
    for level, row in enumerate(caption.rows):
        text = _row_text(row, None, caption.type.rtl, caption.accent)
        yield Event(caption.start, caption.end, style, f"{{{caption.at(level)}}}{text}", 21)


def _row_text(row: Row, hot: int | None, rtl: bool, accent: str) -> str:
    """Return a row in logical order: only the colour of the spoken word differs, so its letters stay joined and in place."""
    words = [
        f"{{\\1c{tint(accent)}}}{escaped(piece)}{{\\1c{tint('#FFFFFF')}}}" if index == hot else escaped(piece)
        for index, piece in row
    ]
    return directed(" ".join(words), rtl)


STYLES: dict[str, Callable[[Shown], Iterator[Event]]] = {"highlight": _highlight, "minimal": _minimal}
"""The caption styles by name."""
