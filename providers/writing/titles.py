"""Titles, by language."""

from domain.brief import Brief
from providers.writing.bank import Topic
from providers.writing.notes_files import data
from providers.writing.themes import Subject, parse
from providers.writing.words import capital, shorten

LIMIT = 60
"""Longest title in characters."""


def titles(brief: Brief, subject: Subject, topic: Topic, made: int) -> dict[str, str]:
    """Return the title in each language: the theme in its own, the topic's name in others, with `made` as its number.

    A theme that cannot be translated stands in quotation marks.
    """
    return {code: shorten(capital(_title(subject, topic, code, made)), LIMIT) for code in brief.languages}


def translatable(subject: Subject, topic: Topic, code: str) -> bool:
    """Return whether a title can be given in this language."""
    return code == subject.language or bool(topic.name)


def _title(subject: Subject, topic: Topic, code: str, made: int) -> str:
    lead = f"{made} " if subject.count and made > 1 else ""
    if code == subject.language:
        return subject.theme if made == parse(subject.theme).count or not subject.count else lead + subject.core
    if not topic.name:
        return str(data("pillars")["quoted"][code].format(theme=subject.theme))
    if code == "ar" and not 3 <= made <= 10:
        lead = ""  # the noun would need another form after these numbers
    form = subject.form if subject.form in ("tips", "mistakes") else "tips" if lead else ""
    if not form or form == topic.form == "mistakes":
        return lead + topic.name[code]
    return str(data("pillars")["titled"][code][form].format(n=lead, name=topic.name[code]))
