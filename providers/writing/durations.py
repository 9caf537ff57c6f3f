"""Durations in words: "2-minute", "une minute trente", "dos minutos", "دقيقتين", "90 s"."""

import re
from collections.abc import Iterator

from providers.writing.notes_files import data
from providers.writing.spans import Reader

_MINUTE = r"(?:minut(?:es?|os?)|mins?|mn|دقيقه|دقائق|دقايق)"
_SECOND = r"(?:seconds?|secondes?|segundos?|secs?|(?<=\d)s|(?<=\d )s|ثانيه|ثواني|ثوان)"
_LEAD = (
    r"(?:(?:of|for|lasting|that lasts|which lasts|in|de|d'une duree de|de una duracion de|pendant|dure|qui dure|que dure|en"
    r"|مدته|مدتها|لمده|بمده|في) )?(?:only |just |about |around |environ |seulement |solo |نحو |حوالي )?"
)


def lengths_in(reader: Reader) -> tuple[int, ...]:
    """Return the lengths a brief asks for, in seconds, each once and in the order said, and strike them out.

    A length of a part of the film (an intro, a scene) is none; it is left, to be quoted as not understood.
    """
    said: dict[int, int] = {}
    parts: list[tuple[int, int]] = []
    for pattern in _patterns():
        for found in reader.every(pattern):
            if any(found.start() < end and start < found.end() for start, end in parts):
                continue
            if _is_of_a_part(reader, found) or _seconds(found.groupdict()) <= 1:  # `a second video`
                parts.append(found.span())
                continue
            reader.take(*found.span())
            said[found.start()] = _seconds(found.groupdict())
    return tuple(dict.fromkeys(said[place] for place in sorted(said)))


def seconds_in(text: str) -> int | None:
    """Return the length that a text names, in seconds: of `90`, `90 s` or `une minute trente`; None when it names none."""
    bare = text.strip()
    return int(bare) if bare.isdecimal() else next(iter(lengths_in(Reader(bare))), None)


def _patterns() -> Iterator[str]:
    number = rf"\d+(?:[.,]\d+)?|{'|'.join(sorted(map(str, data('reading')['numbers']), key=len, reverse=True))}"
    half = r"(?P<half> (?:and a half|et demie?|y medio)| ونصف)"
    minutes = rf"(?P<m>{number})(?P<half0> and a half)?[ -]?{_MINUTE}{half}?"
    seconds = rf"(?:(?: |-)?(?:and |et |y |و ?)?(?P<s>{number})[ -]?(?:{_SECOND})?)"
    yield rf"{_LEAD}(?P<fixed>half a minute|half-minute|une demi-minute|demi-minute|medio minuto|نصف دقيقه|دقيقه ونصف)"
    yield rf"{_LEAD}{minutes}{seconds}(?! ?(?:tips|conseils|consejos))"
    yield rf"{_LEAD}{minutes}"
    yield rf"{_LEAD}(?P<m>\d+) ?m(?: ?(?P<s>\d+) ?s?)?"
    yield rf"{_LEAD}(?P<s>{number})[ -]?{_SECOND}"
    yield rf"{_LEAD}(?P<fixed>دقيقتين|دقيقتان|دقيقه)"


def _is_of_a_part(reader: Reader, found: re.Match[str]) -> bool:
    """Return whether a length belongs to what stands beside it: `a 5 second intro`, `6 scenes of 10 s`, `10 s each`."""
    parts = "".join(data("reading")["parts"].split())
    before = re.search(rf"(?<!\w)(?:{parts})\s*$", reader.level[: found.start()])
    after = re.match(rf"[ -](?:long )?(?:{parts})(?!\w)", reader.level[found.end() :])
    return bool(before or after)


def _seconds(said: dict[str, str | None]) -> int:
    fixed = said.get("fixed")
    if fixed:
        return {"دقيقتين": 120, "دقيقتان": 120, "دقيقه": 60, "دقيقه ونصف": 90}.get(fixed, 30)
    halves = 30 * bool(said.get("half") or said.get("half0"))
    return round(60 * _value(said.get("m")) + _value(said.get("s")) + halves)


def _value(word: str | None) -> float:
    if not word:
        return 0.0
    return float(word.replace(",", ".")) if re.match(r"\d", word) else float(data("reading")["numbers"][word])
