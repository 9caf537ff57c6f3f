"""What is understood of a request becomes a complete brief: flags win over what was read, the rest is assumed and said."""

from domain.ask import Ask
from domain.brief import THEME_LIMIT, Brief, Reading, checked_duration, checked_theme, worded
from domain.cutting import agreed
from domain.errors import BriefError
from domain.formats import FORMATS
from domain.requests import BriefRequest
from providers.writing.questions import essential, has_word
from providers.writing.reading import forbidden_in
from tasks.scripts.writers import by_rule

ANSWERS = ("theme", "pillar", "duration", "languages", "formats")
"""Fields of a brief that a flag of the same name says outright."""
OF_EVERY_FILM = ("pillar", "duration", "languages")
"""Fields of which the reader is told what was taken where nobody said."""


def from_theme(ask: Ask) -> Brief:
    """Return the brief for a theme; raise `BriefError` as `completed` does."""
    return completed(ask, _in_its_own_language(ask, Brief(theme=ask.theme), ask.theme))


def from_reading(ask: Ask, text: str, reading: Reading) -> Brief:
    """Return the brief that was read in `text`, completed, with questions when something essential is open.

    What neither the brief nor a flag says is told as assumed. Raises `BriefError` for what cannot be made as it was said.
    """
    _check_allowed(reading.forbidden)
    said = [name for name in ANSWERS if getattr(ask, name)]
    asked = essential(reading, text, said)
    fields = {name: value for name, value in reading.model_dump(exclude={"theme", "questions", "forbidden"}).items() if value}
    brief = Brief(theme=_theme(ask, text, reading), source="brief", said=text, questions=asked, **fields)
    brief = brief if reading.languages else _in_its_own_language(ask, brief, text)
    brief = completed(ask, brief, length=reading.duration)
    known = {*fields, *said, *(one.field for one in asked)}
    return brief.model_copy(update={"assumed": (*_assumed(brief, known), *_left_open(reading, known))})


def guessed(text: str) -> Reading:
    """Return what rules make of a brief that a model will read; its first words where they find no subject."""
    reading = by_rule().read(BriefRequest(project="", text=text))
    theme = reading.theme if has_word(reading.theme) else worded(text, "brief")[:THEME_LIMIT]
    return reading.model_copy(update={"theme": theme, "questions": ()})


def completed(ask: Ask, brief: Brief, *, length: int | None = None) -> Brief:
    """Return `brief` with what was said outright (flags, form fields) in place of what was read or assumed.

    `length` is what was read of the film's, in seconds. Raises `BriefError` for lengths that contradict each other, for one that
    none of the platforms takes, and for what none of them publishes.
    """
    said = {name: value for name in ANSWERS if name != "theme" and (value := getattr(ask, name))}
    said |= {"platforms": ask.publish_to} if ask.publish_to else {}
    if brief.source == "script":
        return brief.model_copy(update=said)
    length = ask.duration or length
    seconds, segments = agreed(length, ask.segments, ask.seconds_per_segment, usual=brief.duration)
    brief = brief.model_copy(update={**said, "duration": checked_duration(seconds), "segments": segments})
    _check_allowed(forbidden_in(f"{brief.theme} {brief.said}"))
    _check_platforms(brief)
    return brief


def _theme(ask: Ask, text: str, reading: Reading) -> str:
    if ask.theme:
        return ask.theme
    return checked_theme((reading.theme if has_word(reading.theme) else worded(text, "brief"))[:THEME_LIMIT])


def _in_its_own_language(ask: Ask, brief: Brief, text: str) -> Brief:
    """Return the brief in the language it was asked in, and say so, where no language was named."""
    spoken = by_rule().survey(BriefRequest(project="", text=text)).languages
    if ask.languages or brief.languages != Brief(theme="").languages or spoken == brief.languages:
        return brief
    return brief.model_copy(update={"languages": spoken, "assumed": (f"languages: not said, so {spoken[0]}.",)})


def _assumed(brief: Brief, known: set[str]) -> list[str]:
    shown = {"pillar": brief.pillar, "duration": f"{brief.duration} s", "languages": ", ".join(brief.languages)}
    return [f"{name}: not said, so {shown[name]}." for name in OF_EVERY_FILM if name not in known]


def _left_open(reading: Reading, known: set[str]) -> list[str]:
    """Return what the reader of a brief would have asked and a film can do without."""
    return [f"{one.field}: left to the film. {one.question}" for one in reading.questions if one.field not in known | {"theme"}]


def _check_allowed(words: str) -> None:
    if words:
        raise BriefError(f"No platform publishes this: {words!r}. Ask for another film; nothing more is ordered for this one.")


def _check_platforms(brief: Brief) -> None:
    """Raise `BriefError` when a film is longer or shorter than every one of its platforms takes."""
    shapes = [FORMATS[name] for name in brief.formats]
    if not any(shape.shortest <= brief.duration <= shape.longest for shape in shapes):
        limits = ", ".join(f"{shape.name} takes {shape.shortest:g} to {shape.longest:g} s" for shape in shapes)
        raise BriefError(f"A film of {brief.duration} s fits none of its platforms: {limits}. Change its length or its formats.")
