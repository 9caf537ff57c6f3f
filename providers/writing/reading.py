"""Reading a plain-language brief by rule, in English, French, Arabic and, less surely, Spanish."""

import re
from typing import Any

from domain.brief import THEME_LIMIT, Pillar, Reading, checked_pillar
from domain.gender import person
from providers.writing.durations import lengths_in
from providers.writing.notes_files import data
from providers.writing.questions import question
from providers.writing.spans import Reader
from providers.writing.topics import audience_in, leftover_topic, says_nothing, topic_in
from providers.writing.words import capital, fold, shorten, stop_words


def read_brief(text: str) -> Reading:
    """Return what the rules understand of a brief; phrases that none of them understood are quoted in `unread`."""
    reader = Reader(text)
    topic = topic_in(reader)
    places = _every(reader, "platforms", lead=_publishing())
    languages = _languages(reader)
    voice, presenter = _voice(reader)
    lengths, mood, tone = lengths_in(reader), _mood(reader), _tone(reader)
    shapes = _every(reader, "formats", lead="(?:in |en |au format |format |بشكل )?")
    pillar = _pillar(reader)
    theme = topic or leftover_topic(reader)
    theme = "" if says_nothing(theme) else theme
    audience = audience_in(reader, theme)
    sites: dict[str, str] = _rules()["sites"]
    return Reading(
        theme=shorten(capital(theme), THEME_LIMIT),
        pillar=pillar or _tips(reader, theme),
        duration=lengths[0] if len(lengths) == 1 else None,
        languages=languages,
        platforms=tuple(dict.fromkeys(sites.get(name, name) for name in places)),
        formats=tuple(dict.fromkeys((*places, *shapes))),
        audience=audience,
        tone=tone,
        voice=voice,
        avatar=person(presenter),
        mood=mood,
        unread=_unread(reader),
        questions=(question("duration", text, [f"{length} s" for length in lengths]),) if len(lengths) > 1 else (),
    )


def forbidden_in(text: str) -> str:
    """Return the words of a request for what no platform publishes, as they were written; nothing nearly always."""
    reader = Reader(text)
    found = next((match for pattern in _rules()["forbidden"] if (match := reader.find(pattern))), None)
    return reader.text[found.start() : found.end()] if found else ""


def _rules() -> Any:
    return data("reading")


def _publishing() -> str:
    return rf"(?:(?:, ?)?(?:{_rules()['publish']}) ?:? ?)?{_rules()['platform_lead']}"


def _every(reader: Reader, kind: str, lead: str) -> tuple[str, ...]:
    """Strike out every mention of the names of a kind, and return them in the order they were said."""
    said: dict[int, str] = {}
    for name, patterns in _rules()[kind].items():
        while found := reader.pick(f"{lead}(?:{'|'.join(patterns)})"):
            said[found.start()] = name
    return tuple(dict.fromkeys(said[place] for place in sorted(said)))


def _languages(reader: Reader) -> tuple[str, ...]:
    rules, said = _rules(), dict[int, str]()
    subtitles = reader.find(f"(?:{rules['subtitles']})[^,.;]*")
    for code, names in rules["languages"].items():
        found = reader.find(f"{rules['voice_lead']}(?:{'|'.join(names)})(?: voice-?overs?| narration| version)?")
        if found and not (subtitles and subtitles.start() <= found.start() < subtitles.end()):
            reader.take(*found.span())
            said[found.start()] = code
    return tuple(said[place] for place in sorted(said))


def _voice(reader: Reader) -> tuple[str, str]:
    """Return the voice asked for, and in the asker's words who is on screen where it was asked for as somebody there."""
    for name, patterns in _rules()["voices"].items():
        found = reader.pick(f"(?:with |avec |con |مع )?(?:{'|'.join(patterns)})")
        if found:
            said = re.sub(r"^(?:with|avec|con|مع) ", "", reader.text[found.start() : found.end()])
            return name, said if re.search(_rules()["presenter"], found[0]) else ""
    return "", ""


def _mood(reader: Reader) -> str:
    for pattern in _rules()["music"]:
        found = reader.find(f"(?:with |avec |and |et )?(?:{pattern})")
        if found and fold(found["mood"]) not in {"no", "sans", "without", "the", "some"}:
            reader.take(*found.span())
            said = reader.text[found.start("mood") : found.end("mood")]
            return re.sub(r"\b(?:background|ambient)\b", "", said).strip(" ,")
    return ""


def _tone(reader: Reader) -> str:
    rules = _rules()
    found = reader.pick(f"{rules['tone_words']}(?P<tone>{'|'.join(rules['tones'])}){rules['tone_tail']}")
    return reader.text[found.start("tone") : found.end("tone")] if found else ""


def _pillar(reader: Reader) -> Pillar | None:
    for name, patterns in _rules()["pillars"].items():
        if name != "tips" and reader.pick(f"(?:an? |une? )?(?:{'|'.join(patterns)})"):
            return checked_pillar(name)
    return None


def _tips(reader: Reader, theme: str) -> Pillar | None:
    tips = "|".join(_rules()["pillars"]["tips"])
    listed = re.search(rf"(?<!\w)(?:{tips}|mistakes|erreurs|اخطاء)(?!\w)", fold(theme))
    return "tips" if reader.pick(tips) or listed else None


def _unread(reader: Reader) -> tuple[str, ...]:
    """Return the stretches with a word that means something and that no rule has read, without small words at their ends."""
    silent = frozenset(fold(word) for word in _rules()["filler"].split()).union(
        *(stop_words(code) for code in ("en", "fr", "ar"))
    )
    found = []
    for stretch in reader.left():
        words = stretch.split()
        while words and _small(words[0], silent):
            words = words[1:]
        while words and _small(words[-1], silent):
            words = words[:-1]
        if words:
            found.append(" ".join(words))
    return tuple(dict.fromkeys(found))


def _small(word: str, silent: frozenset[str]) -> bool:
    parts = [part for part in re.split(r"['’-]", fold(word)) if part]
    return all(part in silent or len(part) == 1 or part.removeprefix("و") in silent for part in parts)
