"""Gathering: everything there is to say about a theme, as lines in each language of the film."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from domain.brief import Brief
from domain.script import Role
from providers.writing.bank import Point, Topic, general, recognised, topics
from providers.writing.lines import Line, filled
from providers.writing.notes_files import data
from providers.writing.pictures import tone_of
from providers.writing.planning import Stock
from providers.writing.slots import slots
from providers.writing.themes import Subject
from providers.writing.words import capital, fold, language_of

Slots = Mapping[str, Mapping[str, str]]
"""By language, what the slots of its texts stand for."""


def topic_for(brief: Brief, subject: Subject) -> Topic:
    """Return the notes to write from: on the topic itself if there are any, else on its form or pillar."""
    if brief.pillar == "news":
        return general("news")
    known = recognised(brief.theme, subject.form)
    if known:
        return known
    return general(brief.pillar if brief.pillar in ("story", "promo") else subject.form)


def gather(brief: Brief, subject: Subject, topic: Topic, dice: Random) -> Stock:
    """Return all lines for a theme from its notes, in the languages of the brief, shuffled by `dice` where order is free."""
    codes = brief.languages
    points = _points(topic, subject, dice)
    promised = min(subject.count, len(points))
    known = {code: slots(subject, topic, code, promised) for code in codes}
    lines = [_point_line(point, place, brief, topic, known) for place, point in enumerate(points)]
    deeper = [_more_line(point, known) for point in points]
    extras = tuple(_extras(topic, brief, known, {point.wording["en"].key for point in points}))
    hook = _hook(brief, subject, topic, known, dice)
    return Stock(
        hook=hook,
        points=tuple(lines),
        deeper=tuple(deeper),
        extras=extras,
        close=_close(brief, topic, known, dice),
        promised=promised,
    )


def _points(topic: Topic, subject: Subject, dice: Random) -> tuple[Point, ...]:
    own = list(topic.points)
    if topic.match and dice.getstate() != Random(0).getstate():
        dice.shuffle(own)
    if subject.count > len(own) and topic.slug in topics():
        own += general("tips").points
    return tuple(own)


def _point_line(point: Point, place: int, brief: Brief, topic: Topic, known: Slots) -> Line:
    says, keys = {}, {}
    for code, words in known.items():
        wording = point.wording[code]
        leads = _leads(code, place, brief, topic)
        bodies = filled(wording.say, words)
        short = wording.short or f"{wording.key}."
        full = [f"{lead}{body} {wording.more}" for lead in leads for body in bodies] if wording.more else []
        led = [lead + body for lead in leads for body in bodies]
        bare = [*bodies, short, f"{leads[-1]}{short}", wording.key + "."]
        says[code] = tuple(dict.fromkeys(capital(text) for text in [*full, *led, *bare]))
        keys[code] = f"{place + 1} · {wording.key}" if _numbered(brief) else wording.key
    return Line(role="point", says=says, keys=keys, see=point.see)


def _more_line(point: Point, known: Slots) -> Line | None:
    says = {code: tuple(capital(text) for text in filled(point.wording[code].more, known[code])) for code in known}
    keys = {code: point.wording[code].key for code in known}
    return Line(role="fact", says=says, keys=keys, see=point.see) if all(says.values()) else None


def _numbered(brief: Brief) -> bool:
    return brief.pillar == "tips"


def _leads(code: str, place: int, brief: Brief, topic: Topic) -> list[str]:
    if brief.pillar == "story" and topic.match:
        told: list[str] = data("pillars")["leads"]["story"][code]
        return [told[place]] if place < len(told) else [""]
    numbers = data("numbers")[code]
    if not _numbered(brief) or place >= len(numbers["words"]):
        return [""]
    n = str(numbers["words"][place])
    o = str(numbers["ordinals"][place]) if "ordinals" in numbers else n
    return [text.format(n=n, N=capital(n), o=o) for text in numbers["mistake" if topic.form == "mistakes" else "lead"]]


def _hook(brief: Brief, subject: Subject, topic: Topic, known: Slots, dice: Random) -> Line:
    says, turn = {}, dice.random()
    for code, words in known.items():
        texts = _openings(brief, subject, topic, code)
        versions = [version for text in _turned(texts, turn) for version in filled(text, words)]
        says[code] = tuple(dict.fromkeys(capital(text) for text in [*_addressed(brief, versions, code), *versions]))
    return Line(role="hook", says=says, keys=dict.fromkeys(known, ""), see=topic.points[0].see)


def _openings(brief: Brief, subject: Subject, topic: Topic, code: str) -> Sequence[str]:
    pillar = data("pillars")["hooks"].get(brief.pillar)
    if topic.goal and pillar and not subject.count:
        return list(pillar[code])
    if not topic.goal and code != subject.language:
        return list(data("pillars")["foreign"][code])
    return (*(topic.hook[code] if subject.count else ()), *topic.plain_hook[code])


def _turned(texts: Sequence[str], turn: float) -> list[str]:
    place = int(turn * len(texts))
    return [*texts[place:], *texts[:place]]


def _addressed(brief: Brief, versions: Sequence[str], code: str) -> list[str]:
    if not brief.audience or language_of(brief.audience) != code:
        return []
    return [data("pillars")["audience"][code].format(audience=brief.audience) + capital(text) for text in versions]


def _close(brief: Brief, topic: Topic, known: Slots, dice: Random) -> Line:
    ways, turn = data("pillars"), dice.random()
    tone = ways["tones"].get(tone_of(brief.tone))
    pillar = ways["closes"].get(brief.pillar)
    chosen = pillar if pillar and (brief.pillar != "education" or not tone) else tone or topic.close
    says, keys = {}, {}
    for code in known:
        key, text = chosen[code][int(turn * len(chosen[code]))]
        says[code], keys[code] = (*filled(text, known[code]), f"{key}."), key
    return Line(role="call_to_action", says=says, keys=keys, see=data("general/closing")["see"])


def _extras(topic: Topic, brief: Brief, known: Slots, told: set[str]) -> Iterator[Line]:
    for slug in topic.related:
        other = topics().get(slug)
        if other:
            yield _chapter(other, known)
            yield from _told(other, known, told)
    yield from _told(general("tips"), known, told)
    yield from _told(general("practice"), known, told)


def _chapter(topic: Topic, known: Slots) -> Line:
    says = {code: (data("pillars")["chapter"][code].format(name=topic.name[code]),) for code in known}
    return Line(role="point", says=says, keys={code: capital(topic.name[code]) for code in known}, see=topic.points[0].see)


def _told(topic: Topic, known: Slots, told: set[str]) -> Iterator[Line]:
    for point in topic.points:
        if point.wording["en"].key in told:
            continue
        told.add(point.wording["en"].key)
        says = {code: tuple(capital(text) for text in filled(point.wording[code].say, known[code])) for code in known}
        yield Line(role="point", says=says, keys={code: point.wording[code].key for code in known}, see=point.see)
        deeper = _more_line(point, known)
        if deeper:
            yield deeper


def title(subject: Subject, topic: Topic, code: str, count: int) -> str:
    """Return the film's title in one language: the theme itself where it is in that language, else the topic's name."""
    lead = f"{count} " if subject.count and count > 1 else ""
    if code == subject.language or not topic.name:
        whole = lead + subject.core if subject.count else subject.theme
        return capital(whole if code == subject.language else data("pillars")["quoted"][code].format(theme=whole))
    name = topic.name[code]
    if (
        (subject.form == "tips" and topic.form != "tips")
        or (subject.form == "mistakes" and topic.form != "mistakes")
        or (lead and topic.form != subject.form)
    ):
        return capital(
            data("pillars")["titled"][code][subject.form if subject.form in ("mistakes", "tips") else "tips"]
            .format(n=lead, name=name)
            .strip()
        )
    return capital(lead + name)


def same_words(one: str, other: str) -> bool:
    """Return whether two texts differ in nothing but case and accents."""
    return fold(one) == fold(other)


def role_of(group: Sequence[Line]) -> Role:
    """Return the role of a segment that holds these lines: the opening and the closing win."""
    roles = [line.role for line in group]
    return next((role for role in ("hook", "call_to_action") if role in roles), roles[0])
