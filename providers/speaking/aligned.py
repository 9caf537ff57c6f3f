"""When each whitespace token of a text is heard, from the times of characters, or of words as somebody heard them."""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, NamedTuple

from domain.saying import Aloud
from domain.speech import Word

_TOKEN = re.compile(r"\S+")
_TOLERANCE, _SHARE = 0.15, 0.05
"""How far from the end of the sound the last word may end: seconds, or a share of the length, whichever is more."""
_COVERED, _LONGEST_DIGIT = 0.6, 12
"""How much of a text's letters has to be heard, and how many letters a digit may sound like."""
_ROOM = 0.03
"""Seconds a letter: a silence that long can hide words that nobody heard."""


class Piece(NamedTuple):
    """A piece of speech and when it sounds, in seconds."""

    text: str
    start: float
    end: float


class _Span(NamedTuple):
    place: int
    start: float
    end: float


def pieces_of(reply: Any, *path: str | int, text: str, unit: float = 1.0) -> list[Piece]:
    """Return the words at a path of keys and places in an answer; those without a text and two times are left out.

    `text` is the key of what was heard, `unit` the seconds that its times are counted in.
    """
    here = reply
    for step in path:
        fits_in = isinstance(here, dict) if isinstance(step, str) else isinstance(here, list) and len(here) > step
        here = (here.get(step) if isinstance(step, str) else here[step]) if fits_in else None
    found = [one for one in here if isinstance(one, dict)] if isinstance(here, list) else []
    times = [(one.get(text), one.get("start"), one.get("end")) for one in found]
    return [
        Piece(word, start * unit, max(start, end) * unit)
        for word, start, end in times
        if isinstance(word, str) and isinstance(start, int | float) and isinstance(end, int | float)
    ]


def from_characters(text: str, said: Aloud, pieces: Sequence[Piece], seconds: float) -> tuple[Word, ...]:
    """Return one word for each token of `text`, from the times of the characters of what was spoken.

    Nothing when they are those of another text.
    """
    if "".join(piece.text for piece in pieces) != said.text:
        return from_words(text, said, _joined(pieces), seconds)
    spans, place = list[_Span](), 0
    for piece in pieces:
        if not piece.text.isspace():
            spans.append(_Span(said.written_at(place), piece.start, piece.end))
        place += len(piece.text)
    return _words(text, spans, seconds)


def from_words(text: str, said: Aloud, pieces: Sequence[Piece], seconds: float) -> tuple[Word, ...]:
    """Return one word for each token of `text`, from words as they were heard: split, joined or spelled otherwise.

    Nothing when what was heard has little to do with what was to be said.
    """
    spoken, places = _letters(said.text)
    heard, times = "", list[tuple[float, float]]()
    for piece in pieces:
        letters, _ = _letters(piece.text)
        step = (piece.end - piece.start) / max(1, len(letters))
        heard += letters
        times += [(piece.start + step * count, piece.start + step * (count + 1)) for count in range(len(letters))]
    matches = SequenceMatcher(None, heard, spoken, autojunk=False)
    if not _is_the_text(heard, spoken, matches):
        return ()
    spans = [_Span(said.written_at(places[place]), times[first][0], times[last][1]) for first, last, place in _paired(matches)]
    return _words(text, spans, seconds)


def fits(words: Sequence[Word], text: str, *, sound_ends: float, seconds: float) -> bool:
    """Return whether word times can be true: every token once, in order, the last one ending about where the sound does."""
    if [word.text for word in words] != text.split() or not words:
        return False
    in_order = all(one.start <= other.start for one, other in pairwise(words)) and all(word.start <= word.end for word in words)
    last = max(word.end for word in words)
    near = min(abs(last - sound_ends), abs(last - seconds)) <= max(_TOLERANCE, _SHARE * seconds)
    return in_order and words[0].start >= 0 and last <= seconds + 0.001 and near


def _is_the_text(heard: str, spoken: str, matches: SequenceMatcher[str]) -> bool:
    """Return whether what was heard can be what was to be said: its letters are there, and little else; numbers are long."""
    if not heard or not spoken:
        return False
    digits = sum(letter.isdecimal() for letter in spoken)
    letters = len(spoken) - digits
    found = sum(not letter.isdecimal() for block in matches.get_matching_blocks() for letter in spoken[block.b :][: block.size])
    return found >= _COVERED * letters and len(heard) <= 2 * letters + _LONGEST_DIGIT * digits


def _paired(matches: SequenceMatcher[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the first and last heard letter that stand for each spoken one, in shares where, as for a number, they differ."""
    for how, first, after, begin, until in matches.get_opcodes():
        if how in ("equal", "replace"):
            share = (after - first) / (until - begin)
            for count in range(until - begin):
                start = first + int(count * share)
                yield start, max(start, first + math.ceil((count + 1) * share) - 1), begin + count


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text without case, accents and vowel marks, and the place of each."""
    letters, places = "", list[int]()
    for place, character in enumerate(text):
        plain = [part for part in unicodedata.normalize("NFKD", character.casefold()) if part.isalnum()]
        letters += "".join(plain)
        places += [place] * len(plain)
    return letters, places


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Return words from characters: what stands between white space."""
    words = list[Piece]()
    apart = True
    for piece in pieces:
        if piece.text.isspace():
            apart = True
        elif apart:
            words.append(piece)
            apart = False
        else:
            last = words.pop()
            words.append(Piece(last.text + piece.text, last.start, max(last.end, piece.end)))
    return words


def _words(text: str, spans: Sequence[_Span], seconds: float) -> tuple[Word, ...]:
    tokens = list(_TOKEN.finditer(text))
    mine: list[list[_Span]] = [[] for _ in tokens]
    owner = {place: index for index, token in enumerate(tokens) for place in range(token.start(), token.end())}
    for span in spans:
        if span.place in owner:
            mine[owner[span.place]].append(span)
    times = [(min(span.start for span in found), max(span.end for span in found)) if found else None for found in mine]
    if not any(times):
        return ()
    filled = _filled([token.group() for token in tokens], times, seconds)
    return _ordered(filled, seconds)


def _filled(tokens: Sequence[str], times: Sequence[tuple[float, float] | None], seconds: float) -> list[Word]:
    """Give tokens that nobody heard a place: in the silence between their neighbours, else in the time of the one before."""
    words, index = list[Word](), 0
    while index < len(tokens):
        stop = next((later for later in range(index + 1, len(tokens)) if times[later]), len(tokens))
        if own := times[index]:
            group = tokens[index:stop]
            until = _until(times, stop, own[1])
            words += _group(group, own, until)
        else:
            first = times[stop] if stop < len(tokens) else None
            words += _shared(tokens[index:stop], 0.0, first[0] if first else seconds)
        index = stop
    return words


def _until(times: Sequence[tuple[float, float] | None], stop: int, own_end: float) -> float:
    following = times[stop] if stop < len(times) else None
    return following[0] if following else own_end


def _group(group: Sequence[str], own: tuple[float, float], until: float) -> list[Word]:
    """Return a token that was heard and those after it that were not."""
    first, rest = group[0], group[1:]
    letters = sum(character.isalnum() for token in rest for character in token)
    head = Word(text=first, start=own[0], end=own[1])
    if not letters:
        return [head, *(Word(text=token, start=own[1], end=own[1]) for token in rest)]
    if until - own[1] >= _ROOM * letters:
        return [head, *_shared(rest, own[1], until)]
    return _shared(group, *own)


def _shared(tokens: Sequence[str], start: float, end: float) -> list[Word]:
    step = max(0.0, end - start) / max(1, sum(len(token) for token in tokens))
    words = list[Word]()
    for token in tokens:
        words.append(Word(text=token, start=start, end=start + step * len(token)))
        start += step * len(token)
    return words


def _ordered(words: Sequence[Word], seconds: float) -> tuple[Word, ...]:
    """Return words whose starts never decrease and which end within the sound, none before it begins."""
    ordered, start, seconds = list[Word](), 0.0, math.floor(seconds * 1000) / 1000
    for word in words:
        start = min(max(start, word.start), seconds)
        ordered.append(Word(text=word.text, start=round(start, 3), end=round(min(max(start, word.end), seconds), 3)))
    return tuple(ordered)
