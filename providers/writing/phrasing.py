"""Phrasing: notes and slots made into lines that can be said, in each language of the film."""

from collections.abc import Mapping, Sequence

from domain.base import Frozen
from domain.brief import Brief
from providers.writing.bank import Point, Topic
from providers.writing.lines import Line, filled
from providers.writing.notes_files import data
from providers.writing.pictures import tone_of
from providers.writing.themes import Subject, agreed
from providers.writing.words import capital, fold, language_of

Slots = Mapping[str, Mapping[str, str]]
"""By language, what the slots of its texts stand for."""


class Leads(Frozen):
    """How points are led into: counted (`One: ...`), told as a story, or not at all."""

    way: str
    """`count`, `story` or empty."""

    def text(self, code: str, place: int) -> str:
        """Return the words before the point at this place, counted from 0."""
        if self.way == "story":
            told: list[str] = data("pillars")["leads"]["story"][code]
            return told[place] if place < len(told) else ""
        numbers = data("numbers")[code]
        words: list[str] = numbers.get("ordinals", numbers["words"])
        if self.way != "count" or place >= len(words):
            return ""
        return str(numbers["lead"]).format(N=capital(words[place]), o=words[place])


def leads(brief: Brief, subject: Subject, topic: Topic, several: bool) -> Leads:
    """Return how points are led into: by the pillar, by what the theme promises, and by whether there are `several`."""
    if brief.pillar == "story":
        return Leads(way="story" if topic.match else "")
    return Leads(way="count" if (brief.pillar == "tips" and several) or subject.count else "")


def point_line(point: Point, place: int, led: Leads, known: Slots) -> Line:
    """Return the line that makes a point, led in, with shorter versions down to its key words."""
    says, keys = {}, {}
    for code, words in known.items():
        wording, lead = point.wording[code], led.text(code, place)
        short = wording.short or _ended(wording.key)
        bodies = filled(wording.say, words)
        brief_lead = [lead + short] if led.way == "count" else []
        versions = [
            *(lead + body for body in bodies),
            *brief_lead,
            *bodies,
            short,
            lead + _ended(wording.key),
            _ended(wording.key),
        ]
        says[code] = _sentences(versions)
        keys[code] = f"{place + 1} · {capital(wording.key)}" if led.way == "count" else capital(wording.key)
    return Line(role="point", says=says, keys=keys, see=point.see)


def plain_line(point: Point, known: Slots) -> Line:
    """Return the line that makes a point without any lead."""
    says = {code: _sentences(filled(point.wording[code].say, known[code])) for code in known}
    return Line(role="point", says=says, keys=_keys(point, known), see=point.see)


def deeper_line(point: Point, known: Slots) -> Line:
    """Return the line that goes deeper into a point."""
    says = {code: _sentences(filled(point.wording[code].more, known[code])) for code in known}
    return Line(role="fact", says=says, keys=_keys(point, known), see=f"{point.see}, seen closer")


def joined(line: Line, more: Line) -> Line:
    """Return `line` with a longer version first, which also says `more`."""
    longer = {code: (f"{line.says[code][0]} {more.says[code][0]}", *line.says[code]) for code in line.says}
    return line.model_copy(update={"says": longer})


def chapter(topic: Topic, known: Slots) -> Line:
    """Return the line that turns to another topic."""
    says = {code: (data("pillars")["chapter"][code].format(name=topic.name[code]),) for code in known}
    return Line(role="point", says=says, keys={code: capital(topic.name[code]) for code in known}, see=topic.points[-1].see)


def hook(brief: Brief, subject: Subject, topic: Topic, known: Slots, turn: float) -> Line:
    """Return the opening; `turn` (0 to 1) chooses among those that suit pillar, theme and audience."""
    says = {}
    for code, words in known.items():
        versions = [version for text in _openings(brief, subject, topic, code, turn) for version in filled(text, words)]
        says[code] = _sentences(_telling(brief, topic, versions, words, code))
    return Line(role="hook", says=says, keys=dict.fromkeys(known, ""), see=topic.points[-1].see)


def _telling(brief: Brief, topic: Topic, versions: Sequence[str], words: Mapping[str, str], code: str) -> list[str]:
    """Return openings, those first that say what the film is about; the audience is named where there is room for both."""
    about = [fold(text) for name in ("core", "s", "name", "goal", "theme") if (text := words.get(name, ""))]
    own = [text for one in (*topic.hook[code], *topic.plain_hook[code]) for text in filled(one, words)] if topic.match else []
    tied = [text for text in versions if text in own or any(one in fold(text) for one in about)]
    loose = [text for text in versions if text not in tied]
    ways = data("pillars")["alone"]
    first = [*tied, *filled(ways.get(brief.pillar, ways["usual"])[code], words)]
    return [*_addressed(brief, first, code), *first, *_addressed(brief, loose, code), *loose]


def close(brief: Brief, topic: Topic, known: Slots, turn: float) -> Line:
    """Return the call to action: by the pillar where it asks for one of its own, else by the tone, else by the topic."""
    ways = data("pillars")
    tone, pillar = ways["tones"].get(tone_of(brief.tone)), ways["closes"].get(brief.pillar)
    own = None if topic.slug == brief.pillar else pillar
    chosen = tone if tone and brief.pillar in ("tips", "education") else own or topic.close
    says, keys = {}, {}
    for code in known:
        key, text = chosen[code][int(turn * len(chosen[code]))]
        says[code], keys[code] = _sentences([text, _ended(key)]), key
    return Line(role="call_to_action", says=says, keys=keys, see=data("pictures")["closing"])


def _openings(brief: Brief, subject: Subject, topic: Topic, code: str, turn: float) -> list[str]:
    pillar = data("pillars")["hooks"].get(brief.pillar)
    if subject.form == "mistakes" and topic.match and topic.form != "mistakes" and subject.count:
        return list(data("pillars")["instead"][code])
    if topic.goal and pillar and not subject.count:
        return _turned(pillar[code], turn)
    if not topic.goal and code != subject.language:
        return list(data("pillars")["foreign"][code])
    return [*(_turned(topic.hook[code], turn) if subject.count else ()), *_turned(topic.plain_hook[code], turn)]


def _turned(texts: Sequence[str], turn: float) -> list[str]:
    place = int(turn * len(texts))
    return [*texts[place:], *texts[:place]]


def _addressed(brief: Brief, versions: Sequence[str], code: str) -> list[str]:
    if not brief.audience or language_of(brief.audience) != code:
        return []
    return [data("pillars")["audience"][code].format(audience=brief.audience) + capital(text) for text in versions]


def _keys(point: Point, known: Slots) -> dict[str, str]:
    return {code: capital(point.wording[code].key) for code in known}


def _sentences(versions: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(agreed(capital(text)) for text in versions))


def _ended(key: str) -> str:
    return key if key.endswith(("?", "؟", "!")) else f"{key}."
