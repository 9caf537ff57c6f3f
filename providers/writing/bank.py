"""The bank of notes: topics with points to make, each natively written in every language."""

import re
from functools import cache
from typing import Any

from pydantic import Field

from domain.base import Frozen
from domain.languages import LANGUAGES
from providers.writing.notes_files import data, topic_files
from providers.writing.themes import Form, Subject
from providers.writing.words import fold

Texts = dict[str, tuple[str, ...]]
"""By language: texts to choose from, each with its shorter versions after a `|`."""


class Wording(Frozen):
    """A point in one language: key words for the screen, one sentence, a second one that goes deeper, a short one."""

    key: str
    say: str
    more: str = ""
    short: str = ""


class Point(Frozen):
    """One thing to say, and what to film while it is said."""

    see: str
    wording: dict[str, Wording]


class Topic(Frozen):
    """A subject with its points, in every language."""

    slug: str
    points: tuple[Point, ...]
    points_of: str = ""
    """The general notes whose points these are, when they are not its own."""
    hook: Texts
    """Openings that announce how many points follow, in `{n}`."""
    plain_hook: Texts
    """Openings without a number."""
    close: dict[str, tuple[tuple[str, str], ...]]
    """Closings: key words for the end card, and the sentence."""
    match: tuple[str, ...] = ()
    serves: tuple[Form, ...] = ()
    form: Form = "tips"
    arc: bool = False
    """True when the points tell one story: a short film takes some from its beginning to its end."""
    mood: str = ""
    name: dict[str, str] = Field(default_factory=dict)
    goal: dict[str, str] = Field(default_factory=dict)
    related: tuple[str, ...] = ()


@cache
def topics() -> dict[str, Topic]:
    """Return the topics there are notes on, by slug."""
    return {slug: as_topic(slug, data(f"topics/{slug}")) for slug in topic_files()}


@cache
def general(name: str) -> Topic:
    """Return the notes on a form or pillar (`howto`, `news`, ...) that suit any subject; their texts have slots."""
    notes = data(f"general/{name}")
    shared = notes.get("points_of")
    return as_topic(name, {**notes, "points": data(f"general/{shared}")["points"]} if shared else notes)


def as_topic(slug: str, notes: dict[str, Any]) -> Topic:
    """Return the topic written down in `notes`."""
    points = tuple(as_point(point) for point in notes["points"])
    return Topic.model_validate({**notes, "slug": slug, "points": points})


def as_point(notes: dict[str, Any]) -> Point:
    """Return the point written down in `notes`: what to see, and a list of texts per language."""
    wording = {code: Wording(**dict(zip(Wording.model_fields, notes[code], strict=False))) for code in LANGUAGES}
    return Point(see=notes["see"], wording=wording)


def recognised(subject: Subject) -> Topic | None:
    """Return the topic whose key words the theme holds, the closest match first; None when there are no notes that serve it."""
    folded = fold(subject.theme)
    serving = [topic for topic in topics().values() if subject.form in topic.serves]
    scores = {topic.slug: max((_score(key, folded) for key in topic.match), default=0) for topic in serving}
    best = max(scores, key=lambda slug: scores[slug], default="")
    return topics()[best] if best and scores[best] else None


def _score(key: str, folded: str) -> int:
    parts = fold(key).split("+")
    return len(key) if all(_found(part, folded) for part in parts) else 0


def _found(part: str, folded: str) -> bool:
    start = r"(?<!\w)(?:و|ب|ل|ال|لل|بال|وال|في)?" if "\u0600" <= part[0] <= "\u06ff" else r"(?<!\w)"
    end = r"(?!\w)" if len(part) <= 3 else ""
    return re.search(start + re.escape(part) + end, folded) is not None
