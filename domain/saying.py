"""How words are spoken that are written in another way: names, acronyms, formulas. Captions keep what is written."""

import re
from collections.abc import Sequence

from domain.base import Frozen
from domain.errors import BriefError

LONGEST = 100
"""Characters of one entry's either side."""


class Saying(Frozen):
    """One entry of a project's pronunciation dictionary."""

    written: str
    spoken: str


class Aloud(Frozen):
    """A text as it is spoken, and which character of the written text each of its characters stands for."""

    text: str
    places: tuple[int, ...]

    def written_at(self, place: int) -> int:
        """Return the place in the written text that a place in the spoken one stands for."""
        return self.places[min(max(place, 0), len(self.places) - 1)] if self.places else 0


def aloud(text: str, sayings: Sequence[Saying] = ()) -> Aloud:
    """Return `text` as it is spoken: whole words that have an entry are replaced, whatever their capital letters."""
    entries = {saying.written.casefold(): saying.spoken for saying in sayings}
    if not entries:
        return Aloud(text=text, places=tuple(range(len(text))))
    longest_first = sorted((re.escape(saying.written) for saying in sayings), key=len, reverse=True)
    said, places, done = "", list[int](), 0
    for found in re.finditer(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", text, re.IGNORECASE):
        instead = entries[found.group().casefold()]
        said += text[done : found.start()] + instead
        places += [*range(done, found.start()), *_spread(instead, found)]
        done = found.end()
    return Aloud(text=said + text[done:], places=(*places, *range(done, len(text))))


def _spread(instead: str, found: re.Match[str]) -> list[int]:
    length = found.end() - found.start()
    return [found.start() + place * length // len(instead) for place in range(len(instead))]


def heeded(text: str, sayings: Sequence[Saying]) -> tuple[Saying, ...]:
    """Return the entries that change how this text is spoken: the others are no reason to have it spoken again."""
    return tuple(saying for saying in sayings if aloud(text, [saying]).text != text)


def saying_from(text: str) -> Saying:
    """Return the entry for `SQL=sequel`; raise `BriefError` for what is none. `SQL=` has an empty spoken side: take it out."""
    written, equals, spoken = (part.strip() for part in text.partition("="))
    if not equals or not any(letter.isalnum() for letter in written):
        raise BriefError(f"{text!r} says no pronunciation. Write WORD=SPOKEN, such as SQL=sequel; SQL= takes it out again.")
    if max(len(written), len(spoken)) > LONGEST:
        raise BriefError(f"A pronunciation has at most {LONGEST} characters on each side; this one is longer.")
    if spoken and not any(letter.isalnum() for letter in spoken):
        raise BriefError(f"Nobody can say {spoken!r}. Write how {written!r} sounds in letters, such as SQL=sequel.")
    return Saying(written=" ".join(written.split()), spoken=" ".join(spoken.split()))


def with_saying(sayings: Sequence[Saying], change: Saying) -> tuple[Saying, ...]:
    """Return the dictionary with one entry added, changed, or taken out where its spoken side is empty.

    Raises `BriefError` for one to take out that is not there.
    """
    others = tuple(one for one in sayings if one.written.casefold() != change.written.casefold())
    if change.spoken:
        return (*others, change)
    if len(others) == len(sayings):
        raise BriefError(f"There is no pronunciation of {change.written!r} to take out.")
    return others
