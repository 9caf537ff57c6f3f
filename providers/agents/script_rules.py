"""The rules of a script, each a function of its own; what breaks one is told to the writer as a sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from domain.languages import language
from domain.requests import ScriptRequest
from providers.agents.purpose import Purpose
from providers.agents.script import Scene, ScriptAnswer, asked, slot_seconds, slots, visual_limit, words
from providers.writing.words import budget, fold, language_of, spoken

SLACK = 1.15
"""Times the words that fit; the voice speaks a little faster, or the segment lasts a little longer. The rest is shortened."""
LOOSE = 1.5
"""Times the words that fit, from which the writer has to write anew instead."""
THIN = 0.4
"""Share of the words that fit, below which a film is mostly silent."""
SURE = 12
"""Words from which a language can be told by rule."""


class Scenes(Protocol):
    """A script's segments, or those of a part of it."""

    @property
    def segments(self) -> list[Scene]:
        """Return them in order."""


def wrong(answer: ScriptAnswer, request: ScriptRequest) -> Sequence[str]:
    """Return what is wrong with a script by rule, as sentences for its writer."""
    rules = (lengths, parts, languages, fitting, filled, repeated, visuals)
    return tuple(problem for rule in rules for problem in rule(answer, request))


def lengths(answer: Scenes, request: ScriptRequest) -> Iterator[str]:
    """Yield what is wrong with the lengths: each is one slot or several, together they are the film."""
    slot, count = slot_seconds(request), slots(request)
    takes = [max(1, round(scene.seconds / slot)) for scene in answer.segments]
    for place, (scene, many) in enumerate(zip(answer.segments, takes, strict=True), start=1):
        if abs(scene.seconds - many * slot) > 0.1 * slot:
            yield f"Segment {place} lasts {scene.seconds:g} s; it has to last {slot:g} s or a multiple of it."
        if request.longest and many > 1 and many * slot > request.longest:
            yield f"Segment {place} lasts {scene.seconds:g} s; {request.filmed_by} films at most {request.longest:g} s."
    if request.brief.segments and (len(takes) != count or max(takes, default=1) > 1):
        yield f"The film has exactly {count} segments of {slot:g} s each; here are {len(takes)}."
    total, whole = sum(scene.seconds for scene in answer.segments), "the chapter" if request.chapter else "the film"
    if sum(takes) != count:
        yield f"The segments add up to {total:g} s; {whole} has {count * slot:g} s: {count} slots of {slot:g} s."


def parts(answer: ScriptAnswer, _request: ScriptRequest) -> Iterator[str]:
    """Yield what is missing: a hook first and nowhere else, a call to action last and nowhere else."""
    roles = [scene.role for scene in answer.segments]
    if not roles:
        yield "There are no segments."
    elif roles[0] != "hook" or roles.count("hook") != 1:
        yield "The first segment, and no other, has the role hook."
    if len(roles) > 1 and (roles[-1] != "call_to_action" or roles.count("call_to_action") != 1):
        yield "The last segment, and no other, has the role call_to_action."


def languages(answer: ScriptAnswer, request: ScriptRequest) -> Iterator[str]:
    """Yield where the lines, the title or the call to action lack a language, or are in another than they say."""
    wanted = list(request.brief.languages)
    for name, texts in (("title", answer.title), ("call_to_action", answer.call_to_action)):
        if sorted(text.language for text in texts if text.text.strip()) != sorted(wanted):
            yield f"{name} needs one text in each of: {', '.join(wanted)}."
    yield from lines(answer, request)


def lines(answer: Scenes, request: ScriptRequest) -> Iterator[str]:
    """Yield where a segment lacks a language, has one unasked, or is in another than it says."""
    wanted = list(request.brief.languages)
    for place, scene in enumerate(answer.segments, start=1):
        if sorted(line.language for line in scene.lines) != sorted(wanted):
            yield f"Segment {place} needs one line in each of: {', '.join(wanted)}."
    for code in wanted:
        text = " ".join(_narrations(answer, code))
        if len(spoken(text)) >= SURE and (found := language_of(text)) != code:
            yield f"The lines marked {code} are in {language(found).name}; write them in {language(code).name}."


def fitting(answer: Scenes, request: ScriptRequest) -> Iterator[str]:
    """Yield which narrations take longer to say than their segment lasts."""
    for place, scene in enumerate(answer.segments, start=1):
        for line in scene.lines:
            if line.language in request.brief.languages:
                count, most = len(spoken(line.narration)), budget(line.language, scene.seconds, request.pace(line.language))
                if count > most * LOOSE:
                    yield f"Segment {place} says {count} words in {line.language}; {most} fit into {scene.seconds:g} s."


def filled(answer: Scenes, request: ScriptRequest) -> Iterator[str]:
    """Yield which narrations say nothing, and in which language the film is mostly silent."""
    for place, scene in enumerate(answer.segments, start=1):
        for line in scene.lines:
            if not spoken(line.narration):
                yield f"Segment {place} says nothing in {line.language}."
    for code in request.brief.languages:
        room = sum(budget(code, scene.seconds, request.pace(code)) for scene in answer.segments)
        count = sum(len(spoken(text)) for text in _narrations(answer, code))
        if count < THIN * room:
            yield f"The film says {count} words in {code} where {room} fit: use the time."


def repeated(answer: Scenes, request: ScriptRequest) -> Iterator[str]:
    """Yield what is said or shown more than once."""
    for code in request.brief.languages:
        for line in _twice(_narrations(answer, code)):
            yield f"{line!r} is said more than once in {code}."
    for visual in _twice(scene.visual for scene in answer.segments):
        yield f"The visual {visual[:60]!r} comes more than once; show something else."


def visuals(answer: Scenes, request: ScriptRequest) -> Iterator[str]:
    """Yield which visuals a video model would not take: empty ones, long ones, others than English ones."""
    most = visual_limit(request)
    for place, scene in enumerate(answer.segments, start=1):
        length = len(scene.visual.encode("utf-16-le", "surrogatepass")) // 2
        if not scene.visual.strip():
            yield f"Segment {place} has no visual."
        elif length > most:
            yield f"The visual of segment {place} has {length} characters; at most {most} are read."
        elif language_of(scene.visual) != "en":
            yield f"The visual of segment {place} is not in English."


def _narrations(answer: Scenes, code: str) -> list[str]:
    return [line.narration for scene in answer.segments for line in scene.lines if line.language == code]


def _twice(texts: Iterable[str]) -> list[str]:
    counted = Counter(" ".join(fold(text).split()) for text in texts)
    return [text for text, count in counted.items() if count > 1 and text]


SCRIPT: Purpose[ScriptRequest, ScriptAnswer] = Purpose(
    name="script", version=1, answer=ScriptAnswer, asked=asked, wrong=wrong, words=words
)
