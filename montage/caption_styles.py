"""The caption styles: each turns a caption that is set and placed into events."""

from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from domain.speech import Word
from montage.ass_document import Event, Style, clock, escaped, number, tint
from montage.ass_motion import grown, pill, shape, sprung
from montage.lettering import Type, directed
from montage.palette import ink_on

Row = tuple[tuple[int, str], ...]
"""The pieces of text on one row, each with the index of its word."""
_LAYER = 21
_BACKWARDS, _FORWARDS = "\\frz180\\frx180\\fry180", "\\frz0\\frx0\\fry0"


class Shown(NamedTuple):
    """A caption with its place in time and on the picture, in seconds and pixels."""

    words: tuple[Word, ...]
    start: float
    end: float
    rows: tuple[Row, ...]
    type: Type
    centre: float
    field: tuple[float, float]
    """Top and bottom of the place kept for two rows."""
    position: str
    colour: str
    accent: str
    rate: int

    def baselines(self, *, above: float, below: float, step: float) -> list[float]:
        """Return the y of each row's baseline: `step` apart, with `above` kept over the first and `below` under the last."""
        top, bottom = self.field
        last = step * (len(self.rows) - 1)
        if self.position == "top":
            first = top + above
        elif self.position == "middle":
            first = (top + bottom - above - last - below) / 2 + above
        else:
            first = bottom - below - last
        return [first + step * level for level in range(len(self.rows))]

    @property
    def plain(self) -> list[float]:
        """Return the baselines of rows that stand without a plate."""
        kind = self.type
        return self.baselines(above=kind.rise, below=kind.em * 0.27, step=kind.leading)

    def at(self, baseline: float) -> str:
        """Return the tags that put a row on its baseline."""
        return f"\\an8\\pos({number(self.centre)},{number(baseline - self.type.ascent)})"

    def style(self, role: str, outline: float) -> Style:
        """Return the style of its letters, with an edge of `outline` ems that holds on any picture."""
        return self.type.style(role, colour=self.colour, edge=ink_on(self.colour), outline=self.type.em * outline)

    @property
    def states(self) -> list[tuple[int, float, float]]:
        """Return which word is being said from when to when."""
        starts = [word.start for word in self.words]
        return list(zip(range(len(starts)), [self.start, *starts[1:]], [*starts[1:], self.end], strict=True))

    def spells(self, row: Row) -> Iterator[tuple[int | None, float, float]]:
        """Yield the times in which a row does not change, each with the word of it that is being said."""
        own = {index for index, _ in row}
        for hot, spell in groupby([one if one[0] in own else (None, *one[1:]) for one in self.states], itemgetter(0)):
            span = list(spell)
            yield hot, span[0][1], min(span[-1][2], self.end)

    def line(self, row: Row, hot: int | None) -> str:
        """Return a row in logical order: only the colour of the spoken word differs, so its letters stay joined and in place."""
        words = [
            f"{{\\1c{tint(self.accent)}}}{escaped(piece)}{{\\1c{tint(self.colour)}}}" if index == hot else escaped(piece)
            for index, piece in row
        ]
        return directed(" ".join(words), self.type.rtl)


def _highlight(caption: Shown) -> Iterator[Event]:
    """Bold with a thick edge; one event for each state of a row."""
    style = caption.style("Caption", 0.085)
    for row, baseline in zip(caption.rows, caption.plain, strict=True):
        for hot, start, end in caption.spells(row):
            yield Event(start, end, style, f"{{{caption.at(baseline)}}}{caption.line(row, hot)}", _LAYER)


def _minimal(caption: Shown) -> Iterator[Event]:
    """Medium weight, a fine edge; no word is marked."""
    style = caption.style("Minimal", 0.075)
    for row, baseline in zip(caption.rows, caption.plain, strict=True):
        text = f"{{{caption.at(baseline)}}}{caption.line(row, None)}"
        yield Event(caption.start, caption.end, style, text, _LAYER)


def _karaoke(caption: Shown) -> Iterator[Event]:
    """The accent colour runs through each word while it is said, and stays; one event a row."""
    style = caption.style("Karaoke", 0.085)
    inks = f"\\1c{tint(caption.accent)}\\2c{tint(caption.colour)}"
    for row, baseline in zip(caption.rows, caption.plain, strict=True):
        text = f"{{{caption.at(baseline)}{inks}}}{_sung(caption, row)}"
        yield Event(caption.start, caption.end, style, text, _LAYER)


def _sung(caption: Shown, row: Row) -> str:
    """Return a row with the hundredths that each word waits and lasts, counted from where the event begins."""
    begin = _hundredths(caption.start)
    now, words = begin, []
    turned = any(_from_the_right(piece) for _, piece in row)
    for index, piece in row:
        word = caption.words[index]
        start = max(now, _hundredths(word.start))
        end = max(start + 1, _hundredths(min(word.end, caption.end)))
        # libass fills from the left, and from the right what is turned around; three half turns turn nothing.
        way = (_BACKWARDS if _from_the_right(piece) else _FORWARDS) if turned else ""
        wait = f"{{\\k{start - now}}}" if start > now else ""
        words.append(f"{wait}{{\\kf{end - start}{way}}}{escaped(piece)}")
        now = end
    return directed(" ".join(words), caption.type.rtl)


def _hundredths(seconds: float) -> int:
    hours, minutes, rest = clock(seconds).split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(rest)) * 100)


def _from_the_right(piece: str) -> bool:
    first = next((char for char in piece if char.isalpha()), "")
    return "\u0590" <= first <= "\u08ff"


def _block(caption: Shown) -> Iterator[Event]:
    """Each row on a plate with round corners; the word being said in the accent colour."""
    kind = caption.type
    over, under = kind.rise + kind.em * 0.02, kind.tail + kind.em * 0.08
    plates, style = Style("Shape", "Poppins", 20), caption.style("Block", 0)
    tall, dark = over + under, ink_on(caption.colour)
    for row, baseline in zip(caption.rows, caption.baselines(above=over, below=under, step=tall + kind.em * 0.1), strict=True):
        wide = kind.measure(" ".join(piece for _, piece in row)) + kind.em * 0.8
        plate = shape(pill(wide, tall, kind.em * 0.26), caption.centre, baseline - over + tall / 2, dark, "\\1a&H1C&")
        yield Event(caption.start, caption.end, plates, plate, _LAYER - 1)
        for hot, start, end in caption.spells(row):
            yield Event(start, end, style, f"{{{caption.at(baseline)}}}{caption.line(row, hot)}", _LAYER)


def _pop(caption: Shown) -> Iterator[Event]:
    """A few large words that spring up together; the one being said in the accent colour."""
    kind, style = caption.type, caption.style("Pop", 0.1)
    entry = max(2, round(caption.rate / 6))
    baselines = caption.plain
    heart = (baselines[0] + baselines[-1] - kind.capital) / 2
    first = caption.start * caption.rate
    springs = [(first + step) / caption.rate for step in range(entry)]
    for row, baseline in zip(caption.rows, baselines, strict=True):
        for hot, start, end in caption.spells(row):
            cuts = sorted({start, end, *(time for time in springs if start < time < end)})
            for begin, stop in pairwise(cuts):
                step = int((begin - caption.start) * caption.rate + 1.01)
                scale = 1.0 if step >= entry else 0.55 + 0.45 * sprung(step / entry)
                box = kind.box / 2 - kind.ascent
                y = heart + (baseline - heart + box) * scale
                tags = f"\\an5\\pos({number(caption.centre)},{number(y)}){grown(scale)}"
                yield Event(begin, stop, style, f"{{{tags}}}{caption.line(row, hot)}", _LAYER)


STYLES: dict[str, Callable[[Shown], Iterator[Event]]] = {
    "highlight": _highlight,
    "karaoke": _karaoke,
    "block": _block,
    "pop": _pop,
    "minimal": _minimal,
}
"""The caption styles by name."""
