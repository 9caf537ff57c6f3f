"""Setting text: how large, where its lines break, where each word stands. Pure arithmetic on measured widths."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import inf
from typing import NamedTuple

from domain.languages import language as known
from media import fonts
from media.own_fonts import Own
from media.sfnt import Face
from montage.ass_document import Style, number

Lines = tuple[tuple[str, ...], ...]
_RLM, _LRM = "\u200f", "\u200e"
_OPENERS = "«“‘([{¿¡"


class Type(NamedTuple):
    """A face at a size: `em` in pixels; `sample` is the text it must be able to draw."""

    language: str
    em: float
    weight: fonts.Weight = "bold"
    sample: str = ""
    own: Own = ()
    """The user's own family, when there is one."""

    @property
    def facts(self) -> Face:
        """Return what the face says about itself."""
        return fonts.metrics(self.language, self.weight, self.sample, self.own)

    @property
    def rtl(self) -> bool:
        """Return whether lines run from the right."""
        return known(self.language).direction == "rtl"

    @property
    def ascent(self) -> float:
        """Return the pixels from the top of libass's line box to the baseline."""
        return self.facts.ascent * self.em

    @property
    def box(self) -> float:
        """Return the height of libass's line box, which is what a subtitle style calls the size."""
        facts = self.facts
        return (facts.ascent + facts.descent) * self.em

    @property
    def leading(self) -> float:
        """Return the pixels from one baseline to the next: Arabic needs room for what hangs below."""
        return self.em * (1.24 if self.rtl else 1.16)

    @property
    def tail(self) -> float:
        """Return how far letters hang below the baseline, in pixels."""
        return self.em * (0.42 if self.rtl else 0.26)

    @property
    def rise(self) -> float:
        """Return how far letters with their marks rise over the baseline, in pixels."""
        return self.em * (1.1 if self.rtl else 1.0)

    @property
    def capital(self) -> float:
        """Return the height of a capital letter in pixels."""
        return self.facts.capital * self.em

    def measure(self, text: str) -> float:
        """Return the width of `text` in pixels."""
        return fonts.width(text, self.language, self.em, self.weight, self.sample, self.own)

    def style(self, role: str, *, colour: str = "#FFFFFF", edge: str = "#101014", outline: float = 0.0) -> Style:
        """Return the ASS style of this type."""
        facts = self.facts
        bold = facts.family == "Amiri" and self.weight != "medium"
        name = f"{role}-{facts.family.replace(' ', '')}-{number(self.em)}"
        return Style(name, facts.family, self.box, bold, colour, edge, outline)


class Block(NamedTuple):
    """A text broken into lines at the size that fits its place."""

    type: Type
    lines: Lines

    @property
    def width(self) -> float:
        """Return the width of the longest line in pixels."""
        return max(self.type.measure(" ".join(line)) for line in self.lines)

    @property
    def height(self) -> float:
        """Return the pixels from the top of the first line's capitals to the last baseline."""
        return self.type.capital + self.type.leading * (len(self.lines) - 1)


class Spot(NamedTuple):
    """Where one word stands: its left edge, its baseline, its width, and how many words are read before it."""

    text: str
    x: float
    baseline: float
    width: float
    order: int
    line: int


def optical(language: str) -> float:
    """Return by how much an em grows for the language's letters to look as large as Latin ones."""
    return 1.14 if known(language).direction == "rtl" else 1.0


def directed(text: str, rtl: bool) -> str:
    """Return `text` with the mark that makes libass lay the line out in the language's direction."""
    if rtl:
        return _RLM + text
    return _LRM + text if any("\u0590" <= char <= "\u08ff" for char in text) else text


def glued(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the ranges of words that no line break may part: a lone mark stays by its word, as in `« oui »` or `vraiment ?`."""
    ranges: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        bare = not any(char.isalnum() for char in word)
        before = words[index - 1] if index else ""
        opened = bool(before) and all(char in _OPENERS for char in before)
        if ranges and (opened or (bare and word[0] not in _OPENERS)):
            ranges[-1] = (ranges[-1][0], index + 1)
        else:
            ranges.append((index, index + 1))
    return ranges


def broken(words: Sequence[str], measure: Callable[[str], float], limit: float, most: int) -> Lines | None:
    """Return `words` on the fewest lines within `limit` pixels, as even as they come; None when `most` lines do not hold them."""
    parts = [tuple(words[a:b]) for a, b in glued(words)]
    widths = [measure(" ".join(part)) for part in parts]
    count = len(_filled(widths, measure(" "), limit))
    if count > most or max(widths, default=0) > limit:
        return None
    return tuple(tuple(word for part in parts[a:b] for word in part) for a, b in _evened(widths, measure(" "), limit, count))


def _evened(widths: Sequence[float], space: float, limit: float, count: int) -> list[tuple[int, int]]:
    """Return the ranges of parts on each of `count` lines that leave the least ragged edge."""
    edges = [0.0, *accumulate(width + space for width in widths)]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for _ in range(count):
        ways: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (ragged, cuts) in best.items():
            for end in range(start + 1, len(widths) + 1):
                left = limit - (edges[end] - edges[start] - space)
                if left < -0.01:
                    break
                ways[end] = min(ways.get(end, (inf, ())), (ragged + left * left, (*cuts, end)))
        best = ways
    return list(pairwise(best[len(widths)][1]))


def _filled(widths: Sequence[float], space: float, limit: float) -> list[tuple[int, int]]:
    """Return the ranges of parts that fill each line in turn."""
    lines: list[tuple[int, int]] = []
    used = 0.0
    for index, width in enumerate(widths):
        if lines and used + space + width <= limit:
            lines[-1] = (lines[-1][0], index + 1)
            used += space + width
        else:
            lines.append((index, index + 1))
            used = width
    return lines


@lru_cache(maxsize=512)
def fitted(words: tuple[str, ...], largest: Type, *, width: float, height: float, most: int = 4, smallest: float = 0.4) -> Block:
    """Return `words` as large as the place allows, from `largest` down to `smallest` of it.

    A word too long even then is parted; what still does not fit ends in an ellipsis.
    """
    steps = [largest.em * (1 - 0.04 * k) for k in range(int((1 - smallest) / 0.04) + 1)]
    for em in steps:
        kind = largest._replace(em=em)
        lines = broken(words, kind.measure, width, most)
        if lines and Block(kind, lines).height <= height:
            return Block(kind, lines)
    return _forced(words, largest._replace(em=steps[-1]), width, max(1, min(most + 2, int(height / steps[-1] / 1.2))))


def _forced(words: tuple[str, ...], kind: Type, width: float, most: int) -> Block:
    lines: list[list[str]] = [[]]
    for part in (part for word in words for part in parted(word, kind.measure, width)):
        if lines[-1] and kind.measure(" ".join([*lines[-1], part])) > width:
            lines.append([])
        lines[-1].append(part)
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = _shortened(lines[-1], kind, width)
    return Block(kind, tuple(tuple(line) for line in lines))


def _shortened(line: list[str], kind: Type, width: float) -> list[str]:
    """Return a line that ends in an ellipsis and still fits."""
    text = " ".join(line)
    while text and kind.measure(text + "…") > width:
        text = text[:-1].rstrip()
    return f"{text}…".split()


def parted(word: str, measure: Callable[[str], float], limit: float) -> list[str]:
    """Return `word` whole, or in the fewest pieces that each stay within `limit` pixels."""
    pieces = [""]
    for char in word:
        if pieces[-1] and measure(pieces[-1] + char) > limit:
            pieces.append("")
        pieces[-1] += char
    return pieces


def placed(block: Block, left: float, top: float, width: float, align: float) -> list[Spot]:
    """Return where each word of `block` stands, in reading order; `align` 0 sets lines left, 0.5 centred, 1 right."""
    kind, spots, order = block.type, [], 0
    for row, line in enumerate(block.lines):
        sizes = [kind.measure(word) for word in line]
        x = left + (width - kind.measure(" ".join(line))) * align
        baseline = top + kind.capital + kind.leading * row
        for index in seen_order(line, kind.rtl):
            spots.append(Spot(line[index], x, baseline, sizes[index], order + index, row))
            x += sizes[index] + kind.measure(" ")
        order += len(line)
    return sorted(spots, key=lambda spot: spot.order)


def seen_order(line: Sequence[str], rtl: bool) -> list[int]:
    """Return the indices of the words from left to right as seen: in an Arabic line, Latin words keep their own order."""
    if not rtl:
        return list(range(len(line)))
    runs: list[list[int]] = []
    latin = False
    for index, word in enumerate(line):
        strong = [char for char in word if char.isalpha()]
        now = strong[0] < "\u0590" if strong else latin
        if now and latin:
            runs[-1].append(index)
        else:
            runs.append([index])
        latin = now
    return [index for run in reversed(runs) for index in run]
