"""When each whitespace token of a text is heard: from an engine's marks, or estimated from the letters."""

import re
from collections.abc import Sequence
from itertools import accumulate

from domain.speech import Word

_TOKEN = re.compile(r"\S+")
_NEXT = 0.04
"""Sound this close to a word's edges is its neighbour's."""
Mark = tuple[int, float]
Span = tuple[float, float]


def spoken(text: str, marks: Sequence[Mark], end: float) -> tuple[Word, ...]:
    """Return one word per token of `text.split()`, begun by the first mark inside it and lasting to the next word.

    A mark is (character from 0, seconds); an engine marks `2026` several times and a dash never. Tokens without a mark
    share the time of the one before by their letters; `end` is when the voice falls silent.
    """
    tokens = list(_TOKEN.finditer(text))
    heard = [min((at for where, at in marks if token.start() <= where < token.end()), default=None) for token in tokens]
    groups = _groups(heard)
    begins = [next((at for at in heard[group.start : group.stop] if at is not None), 0.0) for group in groups]
    words: list[Word] = []
    for group, begin, until in zip(groups, begins, [*begins[1:], end], strict=True):
        span = (min(begin, end), min(max(begin, until), end))
        words += _shared([token.group() for token in tokens[group.start : group.stop]], span)
    return _ordered(words)


def rested(words: Sequence[Word], sounding: Sequence[Span]) -> tuple[Word, ...]:
    """Return `words` with each one's end drawn back to where the voice falls silent before the next."""
    ends = [[stop for start, stop in sounding if start < word.end - _NEXT and stop > word.start + _NEXT] for word in words]
    return tuple(
        word.model_copy(update={"end": round(min(word.end, max(stops, default=word.end)), 3)})
        for word, stops in zip(words, ends, strict=True)
    )


def estimated(text: str, sounding: Sequence[Span]) -> tuple[Word, ...]:
    """Return one word per token, spread by letters over the parts of a recording that sound, in seconds."""
    words = _shared(text.split(), (0.0, sum(end - start for start, end in sounding)))
    return tuple(
        Word(text=word.text, start=_placed(word.start, sounding, late=True), end=_placed(word.end, sounding, late=False))
        for word in words
    )


def _groups(heard: Sequence[float | None]) -> list[range]:
    """Each marked token with the unmarked ones after it; the first group also takes the unmarked ones before it."""
    marked = [index for index, at in enumerate(heard) if at is not None]
    starts = [0, *marked[1:]]
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(heard)], strict=True)]


def _shared(tokens: Sequence[str], span: Span) -> list[Word]:
    start, end = span
    step = (end - start) / max(1, sum(len(token) for token in tokens))
    words = []
    for token in tokens:
        words.append(Word(text=token, start=round(start, 3), end=round(start + step * len(token), 3)))
        start += step * len(token)
    return words


def _ordered(words: Sequence[Word]) -> tuple[Word, ...]:
    starts = accumulate((word.start for word in words), max)
    return tuple(
        word.model_copy(update={"start": start, "end": max(start, word.end)}) for word, start in zip(words, starts, strict=True)
    )


def _placed(at: float, sounding: Sequence[Span], *, late: bool) -> float:
    """Where the moment `at` of sound alone lies in the recording; on an edge, `late` takes the next part's start."""
    for start, end in sounding:
        length = end - start
        if at < length - 1e-6 or (at <= length + 1e-6 and not late) or (start, end) == sounding[-1]:
            return round(min(start + max(at, 0.0), end), 3)
        at -= length
    return 0.0
