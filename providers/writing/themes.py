"""Themes: what a line like "5 sourdough mistakes" or "Comment faire son pain" asks for."""

import re
from typing import Literal

from domain.base import Frozen
from providers.writing.notes_files import data
from providers.writing.words import fold, language_of, stop_words

Form = Literal["mistakes", "tips", "howto", "why", "whatis", "versus", "history", "reasons", "topic"]

OPEN: tuple[Form, ...] = ("why", "whatis", "history", "topic")
"""Forms whose points only somebody who knows the subject could count out."""


class Subject(Frozen):
    """A theme taken apart. `core` is the theme without its number; `a` and `b` are the two sides of a comparison."""

    theme: str
    language: str
    form: Form
    count: int = 0
    """How many things were promised; 0 when no number was given."""
    core: str
    subject: str
    """What it is about, without the words of the form."""
    a: str = ""
    b: str = ""


def parse(theme: str) -> Subject:
    """Return what the theme is about, in which form, and how many points it promises."""
    line = " ".join(theme.split()).strip(" .،,;:¿¡?!") if is_spanish(theme) else " ".join(theme.split()).strip(" .،,;:")
    code = "es" if is_spanish(line) else language_of(line)
    count, core = _count(line, code)
    for form, patterns in data("forms")[code].items():
        for pattern in patterns:
            if found := re.search(pattern, core, re.IGNORECASE):
                parts = {name: text.strip(" ?؟!:,،") for name, text in found.groupdict().items() if text}
                subject = parts.get("s", core)
                sides = {side: parts.get(side, "") for side in ("a", "b")}
                return Subject(theme=line, language=code, form=form, count=count, core=core, subject=subject, **sides)
    return Subject(theme=line, language=code, form="topic", count=count, core=core, subject=core)


def is_spanish(text: str) -> bool:
    """Return whether a line is in Spanish, which nothing is written in by rule: it is understood and quoted."""
    words = re.findall(r"[^\W\d_]+", fold(text))
    return any(sign in text for sign in "ñ¿¡Ñ") or sum(word in stop_words("es") for word in words) >= 2


def _count(line: str, code: str) -> tuple[int, str]:
    words = numbers(code)
    first, _, rest = line.partition(" ")
    if first.casefold() in {"the", "les", "top", "ces", "these", "los", "las", "أهم", "افضل", "أفضل"} and rest:
        count, core = _count(rest, code)
        return (count, core) if count else (0, line)
    value = words.get(fold(first)) or (int(fold(first)) if fold(first).isdecimal() else 0)
    return (value, rest) if rest and 2 <= value <= 30 else (0, line)


def numbers(code: str) -> dict[str, int]:
    """Return the number words of a language, folded, with their values from 1."""
    words = {fold(word): value for value, word in enumerate(data("numbers")[code]["words"], start=1)}
    return {**words, **{word.removesuffix("ه"): value for word, value in words.items() if code == "ar"}}


def number_word(code: str, value: int) -> str:
    """Return the word for a count, as said before a plural noun; digits when it has none here."""
    words = data("numbers")[code]["words"]
    return str(words[value - 1]) if 1 <= value <= len(words) else str(value)


def agreed(text: str) -> str:
    """Return an Arabic text whose counts from three to ten agree with the feminine nouns behind them."""
    nouns, words = "|".join(data("numbers")["ar"]["feminine"]), "|".join(data("numbers")["ar"]["words"][2:])
    return re.sub(rf"({words})(?= (?:{nouns}))", lambda found: _without_ending(found[1]), text)


def _without_ending(word: str) -> str:
    return "ثماني" if word == "ثمانية" else word.removesuffix("ة")
