"""Durations in words: "2-minute", "une minute trente", "دقيقتين", "90 s"."""

import re

from providers.writing.notes_files import data
from providers.writing.spans import Reader

_MINUTE = r"(?:minutes?|mins?|mn|دقيقه|دقائق|دقايق)"
_SECOND = r"(?:seconds?|secondes?|secs?|s|ثانيه|ثواني|ثوان)"
_LEAD = r"(?:(?:of|for|lasting|de|d'une duree de|pendant|dure|مدته|مدتها|لمده|بمده|في) )?(?:about |around |environ |نحو |حوالي )?"


def duration_in(reader: Reader) -> int | None:
    """Return the length a brief asks for, in seconds, and strike it out; None when it names none."""
    number = rf"\d+(?:[.,]\d+)?|{'|'.join(sorted(map(str, data('reading')['numbers']), key=len, reverse=True))}"
    half = r"(?P<half> (?:and a half|et demie?)| ونصف)"
    minutes = rf"(?P<m>{number})(?P<half0> and a half)?[ -]?{_MINUTE}{half}?"
    seconds = rf"(?:(?: |-)?(?:and |et |و ?)?(?P<s>{number})[ -]?(?:{_SECOND})?)"
    for pattern in (
        rf"{_LEAD}(?P<fixed>half a minute|half-minute|une demi-minute|demi-minute|نصف دقيقه|دقيقه ونصف)",
        rf"{_LEAD}{minutes}{seconds}(?! ?(?:tips|conseils))",
        rf"{_LEAD}{minutes}",
        rf"{_LEAD}(?P<m>\d+) ?m(?: ?(?P<s>\d+) ?s?)?",
        rf"{_LEAD}(?P<s>{number})[ -]?{_SECOND}",
        rf"{_LEAD}(?P<fixed>دقيقتين|دقيقتان|دقيقه)",
    ):
        found = reader.pick(pattern)
        if found:
            return _seconds(found.groupdict())
    return None


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
