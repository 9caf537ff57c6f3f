"""What text models answer when a script's words are wanted in another language: lines of the notes, in the time there is."""

from collections.abc import Iterator
from typing import Any

from providers.writing.bank import general, topics
from providers.writing.words import fold, spoken
from rehearsal.part import Json


def translate(facts: Any) -> Json:
    """Return words in the language that is wanted: sensible sentences of that language, though not the same ones."""
    code, lines = facts["to"]["code"], _sentences(facts["to"]["code"])
    heard = {fold(line) for line in facts["said_before"]}
    return {
        "title": _named(code, facts) if facts["title"] else "",
        "call_to_action": general("tips").close[code][0][0] if facts["call_to_action"] else "",
        "lines": [_line(line, lines, heard) for line in facts["lines"]],
    }


def _line(line: Json, sentences: Iterator[tuple[str, str]], heard: set[str]) -> Json:
    key, said = next((key, said) for key, said in sentences if fold(said) not in heard and len(spoken(said)) <= line["words"])
    shown = key if line["on_screen"] else ""
    return {"segment": line["segment"], "narration": said, "on_screen": shown, "overlays": [key] * len(line["overlays"])}


def _named(code: str, facts: Json) -> str:
    return f"{general('tips').close[code][1][0]}: {facts['title']}"


def _sentences(code: str) -> Iterator[tuple[str, str]]:
    """Yield key words and a sentence of the notes, each once, and after the last of them counted ones."""
    for topic in topics().values():
        for point in topic.points:
            wording = point.wording[code]
            yield wording.key, wording.more
            yield wording.key, wording.say
    key = general("tips").points[0].wording[code].key
    for number in range(1, 10_000):
        yield key, f"{key.split()[0]} {number}."
