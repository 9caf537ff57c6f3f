"""The user's own text as a script: cut by speech length, spoken word for word."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random

from domain.brief import THEME_LIMIT, Reading
from domain.errors import BriefError
from domain.languages import language
from domain.overlaying import overlays
from domain.requests import ScriptRequest
from domain.script import Script, Segment
from providers.writing import pictures
from providers.writing.keywords import frequencies, key_words
from providers.writing.markdown import Spoken, spoken_text
from providers.writing.splitting import pieces
from providers.writing.words import budget, capital, language_of, shorten, spoken

TITLE_LIMIT = 60


def survey(text: str) -> Reading:
    """Return the title of a text, as its theme, and the language it is written in.

    Raises `BriefError` when nothing in the text can be spoken.
    """
    heard = _heard(text)
    return Reading(theme=shorten(_title(heard), THEME_LIMIT), languages=(language_of(" ".join(heard.paragraphs)),))


def follow(request: ScriptRequest) -> Script:
    """Return a script that speaks the brief's text and nothing else, in the text's own language.

    Raises `BriefError` when nothing in the text can be spoken.
    """
    text = _heard(request.brief.text)
    whole = " ".join(text.paragraphs)
    code = language_of(whole)
    cuts = pieces(text.paragraphs, budget(code, request.segment_seconds, request.pace(code)), code)
    return Script(
        title={code: shorten(_title(text), TITLE_LIMIT)},
        segments=_overlaid(_segments(request, cuts, code, whole), text.overlays, code),
        mood=pictures.mood_of(request.brief.mood, "calm"),
        tone=request.brief.tone,
        writer="outline",
    )


def _heard(text: str) -> Spoken:
    heard = spoken_text(text)
    if not heard.paragraphs:
        raise BriefError("The script has no words to speak. Give a text with at least one sentence.")
    return heard


def _title(text: Spoken) -> str:
    title = text.title if spoken(text.title) else ""
    return capital(title or text.paragraphs[0].split(". ")[0].rstrip("."))


def _segments(request: ScriptRequest, cuts: list[str], code: str, whole: str) -> list[Segment]:
    dice, counts = Random(request.seed), frequencies(whole, code)
    moves, lights = pictures.cameras(len(cuts), dice), pictures.lights(len(cuts), dice)
    tone = pictures.tone_of(request.brief.tone)
    found = []
    for place, piece in enumerate(cuts):
        keys = key_words(piece, code, counts)
        segment = Segment(
            id=place + 1,
            narration={code: piece},
            prompt=pictures.prompt(f"a scene about {keys.replace(' · ', ', ')}", moves[place], lights[place]),
            seconds=seconds_for(piece, code, request.pace(code)),
            on_screen={code: keys},
            role="text",
            emotion=pictures.emotion("text", place, request.brief.pillar, tone),
            camera=moves[place],
        )
        found.append(segment)
    return found


def _overlaid(segments: list[Segment], typed: Sequence[tuple[int, str]], code: str) -> tuple[Segment, ...]:
    """Return the segments with the overlays that were typed between their words: each over the words that follow it."""
    ends = list(accumulate(len("".join(segment.narration[code].split())) for segment in segments))
    over = [next((k for k, end in enumerate(ends) if end > before), len(ends) - 1) for before, _ in typed]
    mine = [[text for place, (_, text) in zip(over, typed, strict=True) if place == k] for k in range(len(segments))]
    return tuple(
        segment.model_copy(update={"overlays": overlays(own, code)}) for segment, own in zip(segments, mine, strict=True)
    )


def seconds_for(piece: str, code: str, pace: float = 0.0) -> float:
    """Return how long a segment lasts that speaks `piece`: at least 2 s, half a second of it silent."""
    return max(2.0, round(len(spoken(piece)) / (pace or language(code).words_per_second) + 0.5, 1))
