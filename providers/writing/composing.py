"""Composing: a whole script from a theme."""

from random import Random

from domain.base import Frozen
from domain.brief import Brief
from domain.requests import ScriptRequest
from domain.script import Script, Segment
from providers.writing import pictures
from providers.writing.bank import Topic
from providers.writing.gathering import gather, topic_for
from providers.writing.lines import fit, fits, role_of, screen_words
from providers.writing.planning import Group, Plan, Stock, arrange
from providers.writing.themes import OPEN, Subject, parse
from providers.writing.titles import titles
from providers.writing.words import budget, spoken

LINE_SECONDS = 5.0
"""A line of the notes is written to be said in this time."""


class Draft(Frozen):
    """What was decided before any segment is written."""

    subject: Subject
    topic: Topic
    stock: Stock
    plan: Plan
    wanted: int
    """How many groups of lines the film has room for."""


def compose(request: ScriptRequest) -> Script:
    """Return a script on the brief's theme, in all its languages; equal requests give equal scripts. No line comes twice."""
    draft = drafted(request)
    request = request.model_copy(update={"brief": spoken_by(request)})
    brief = request.brief
    slots = _gathered(draft.plan.groups, max(1, int(request.segment_seconds / LINE_SECONDS + 1e-6)))
    dice = Random(request.seed)
    moves, lights = pictures.cameras(len(slots), dice), pictures.lights(len(slots), dice)
    segments = [_segment(request, place, groups, len(slots), moves[place]) for place, groups in enumerate(slots)]
    lit = [_lit(segment, groups, lights[place]) for place, (segment, groups) in enumerate(zip(segments, slots, strict=True))]
    return Script(
        title=titles(brief, draft.subject, draft.topic, draft.plan.made),
        segments=tuple(lit),
        call_to_action=draft.stock.close.keys,
        mood=pictures.mood_of(brief.mood, draft.topic.mood or "calm"),
        tone=brief.tone,
        writer="outline",
    )


def drafted(request: ScriptRequest) -> Draft:
    """Return topic, lines and plan for a request; what is promised is lowered to what fits, so that the film keeps its word."""
    brief, subject = request.brief, parse(request.brief.theme)
    topic = topic_for(brief, subject)
    vain = bool(subject.count) and not topic.match and (subject.form in OPEN or topic.slug in ("story", "promo", "news"))
    subject = subject.model_copy(update={"count": 0, "core": subject.theme}) if vain else subject
    per_segment = max(1, int(request.segment_seconds / LINE_SECONDS + 1e-6))
    wanted = per_segment * max(1, round(brief.duration / request.segment_seconds))
    seconds = brief.duration / wanted

    def fitting(group: Group) -> bool:
        return all(fits(group, code, budget(code, seconds, request.pace(code))) for code in brief.languages)

    while True:
        stock = gather(spoken_by(request), subject, topic, seed=request.seed, several=wanted > 3 and not vain)
        plan = arrange(stock, wanted, fitting)
        if plan.made >= stock.promised:
            return Draft(subject=subject, topic=topic, stock=stock, plan=plan, wanted=wanted)
        subject = subject.model_copy(update={"count": plan.made if plan.made > 1 else 0})


def spoken_by(request: ScriptRequest) -> Brief:
    """Return the brief with every language that is wanted, those too that do not decide what fits."""
    return request.brief.model_copy(update={"languages": tuple(dict.fromkeys([*request.brief.languages, *request.also]))})


def _gathered(groups: tuple[Group, ...], size: int) -> list[tuple[Group, ...]]:
    return [groups[place : place + size] for place in range(0, len(groups), size)]


def _segment(request: ScriptRequest, place: int, groups: tuple[Group, ...], count: int, camera: str) -> Segment:
    brief, seconds = request.brief, request.brief.duration / count
    share = seconds / len(groups)
    room = {code: budget(code, share, request.pace(code)) for code in brief.languages}
    narration = {code: " ".join(fit(group, code, most) for group in groups) for code, most in room.items()}
    needed = max(len(spoken(text)) / request.pace(code) for code, text in narration.items())
    lines = tuple(line for group in groups for line in group)
    role = "call_to_action" if place == count - 1 > 0 else role_of(lines)
    return Segment(
        id=place + 1,
        narration=narration,
        prompt="",
        seconds=round(max(seconds, needed + 0.3), 2),
        on_screen={code: screen_words(lines, code) for code in brief.languages},
        role=role,
        emotion=pictures.emotion(role, place, brief.pillar, pictures.tone_of(brief.tone)),
        camera=camera,
        music_cue=pictures.music_cue(role, place),
    )


def _lit(segment: Segment, groups: tuple[Group, ...], light: str) -> Segment:
    lines = [line for group in groups for line in group]
    see = next((line.see for line in lines if line.role == "point"), lines[0].see)
    return segment.model_copy(update={"prompt": pictures.prompt(see, segment.camera, light)})
