"""Composing: a whole script from a theme."""

from collections.abc import Sequence
from random import Random

from domain.languages import language
from domain.requests import ScriptRequest
from domain.script import Script, Segment
from providers.writing import pictures
from providers.writing.gathering import gather, role_of, title, topic_for
from providers.writing.lines import fit, fits, merged_keys
from providers.writing.planning import Group, Stock, arrange
from providers.writing.themes import parse
from providers.writing.words import budget, shorten, spoken

TITLE_LIMIT = 60


def compose(request: ScriptRequest) -> Script:
    """Return a script on the brief's theme, in all its languages; equal requests give equal scripts. No line comes twice."""
    brief, dice = request.brief, Random(request.seed)
    subject = parse(brief.theme)
    topic = topic_for(brief, subject)
    stock = gather(brief, subject, topic, dice)
    groups = plan(request, stock)
    seconds = brief.duration / len(groups)
    segments = _segments(request, groups, seconds, dice)
    made = sum(line.role == "point" for group in groups for line in group if line in stock.points)
    titles = {code: shorten(title(subject, topic, code, min(made, subject.count)), TITLE_LIMIT) for code in brief.languages}
    return Script(
        title=titles,
        segments=tuple(segments),
        call_to_action=stock.close.keys,
        mood=pictures.mood_of(brief.mood, topic.mood or "calm"),
        tone=brief.tone,
        writer="outline",
    )


def plan(request: ScriptRequest, stock: Stock) -> list[Group]:
    """Return the lines of every segment, as many segments of the asked length as the film has room for."""
    count = max(1, round(request.brief.duration / request.segment_seconds))
    seconds = request.brief.duration / count

    def fitting(group: Group) -> bool:
        return all(fits(group, code, budget(code, seconds)) for code in request.brief.languages)

    return arrange(stock, count, fitting)


def _segments(request: ScriptRequest, groups: Sequence[Group], seconds: float, dice: Random) -> list[Segment]:
    moves, lights = pictures.cameras(len(groups), dice), pictures.lights(len(groups), dice)
    return [_segment(request, place, group, seconds, moves[place], lights[place]) for place, group in enumerate(groups)]


def _segment(request: ScriptRequest, place: int, group: Group, seconds: float, camera: str, light: str) -> Segment:
    codes, role = request.brief.languages, role_of(group)
    narration = {code: fit(group, code, budget(code, seconds)) for code in codes}
    needed = max(len(spoken(text)) / language(code).words_per_second + 0.3 for code, text in narration.items())
    seen = next((line.see for line in group if line.role == "point"), group[0].see)
    return Segment(
        id=place + 1,
        narration=narration,
        prompt=pictures.prompt(seen, camera, light),
        seconds=round(max(seconds, needed), 2),
        on_screen={code: merged_keys(group, code) for code in codes},
        role=role,
        emotion=pictures.emotion(role, place, request.brief.pillar, pictures.tone_of(request.brief.tone)),
        camera=camera,
        music_cue=pictures.music_cue(role, place),
    )
