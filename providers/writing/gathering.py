"""Gathering: everything there is to say about a theme, as lines in each language of the film."""

from collections.abc import Iterator
from random import Random

from domain.brief import Brief
from providers.writing import phrasing
from providers.writing.bank import Point, Topic, general, recognised, topics
from providers.writing.lines import Line
from providers.writing.phrasing import Slots
from providers.writing.planning import Stock
from providers.writing.slots import slots
from providers.writing.themes import Subject


def topic_for(brief: Brief, subject: Subject) -> Topic:
    """Return the notes to write from: on the topic itself if there are any, else on its form or pillar."""
    if brief.pillar == "news":
        return general("news")
    known = recognised(subject)
    if known:
        return known
    return general(brief.pillar if brief.pillar in ("story", "promo") else subject.form)


def gather(brief: Brief, subject: Subject, topic: Topic, *, seed: int, several: bool) -> Stock:
    """Return all lines for a theme from its notes, in the languages of the brief; `seed` varies choice and order.

    With `several` points to come they may be counted aloud.
    """
    dice = Random(seed)
    points = _points(topic, subject, dice if seed else None)
    promised = min(subject.count, len(points))
    known = {code: slots(subject, topic, code, promised) for code in brief.languages}
    leads = phrasing.leads(brief, subject, topic, several)
    own = [phrasing.point_line(point, place, leads, known) for place, point in enumerate(points)]
    deeper = [phrasing.deeper_line(point, known) for point in points]
    return Stock(
        hook=phrasing.hook(brief, subject, topic, known, dice.random()),
        points=tuple(own),
        fuller=tuple(phrasing.joined(line, more) for line, more in zip(own, deeper, strict=True)),
        deeper=tuple(deeper),
        extras=tuple(_extras(topic, known, {point.wording["en"].key for point in points})),
        close=phrasing.close(brief, topic, known, dice.random()),
        promised=promised,
        arc=topic.arc,
    )


def _points(topic: Topic, subject: Subject, dice: Random | None) -> tuple[Point, ...]:
    own = list(topic.points)
    if topic.match and dice:
        dice.shuffle(own)
    if subject.count > len(own) and topic.match:
        own += general("tips").points
    return tuple(own)


def _extras(topic: Topic, known: Slots, told: set[str]) -> Iterator[Line]:
    for slug in topic.related:
        yield phrasing.chapter(topics()[slug], known)
        yield from _told(topics()[slug], known, told)
    for name in ("tips", "practice"):
        yield from _told(general(name), known, told)


def _told(topic: Topic, known: Slots, told: set[str]) -> Iterator[Line]:
    for point in topic.points:
        if point.wording["en"].key not in told:
            told.add(point.wording["en"].key)
            yield phrasing.plain_line(point, known)
            yield phrasing.deeper_line(point, known)
