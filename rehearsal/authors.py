"""What text models answer: sensible texts by the rules of the writer on this machine, in the shape each purpose asks for."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from domain.brief import Brief, checked_pillar
from domain.requests import ScriptRequest, ThemesRequest
from domain.script import Segment
from providers.writing.dividing import outlined
from providers.writing.proposing import suggest
from providers.writing.questions import essential
from providers.writing.reading import forbidden_in, read_brief
from rehearsal.chapters import chapter, planned
from rehearsal.critics import CRITICS, again, spoil
from rehearsal.part import Json, No
from rehearsal.translating import translate

_FENCE = re.compile(r"<<<(?P<mark>(?P<name>\w+) [0-9a-f]{12})\n(?P<data>.*?)\n(?P=mark)>>>", re.DOTALL)
_MOODS = ("calm", "upbeat", "epic", "warm")


def subject_in(texts: list[str]) -> tuple[str, str, Any]:
    """Return what is asked for: the name of its fence, the fence's mark, and the data inside; raise `No` when there is none."""
    found = next((match for text in texts if (match := _FENCE.search(text))), None)
    if found is None:
        raise No("invalid", "No fence of data is among the messages.")
    return found["name"], found["mark"], json.loads(found["data"])


def answer_to(name: str, data: Any) -> Json:
    """Return a good answer for the data of a fence; raise `No` for one that nobody here can answer."""
    if name not in AUTHORS:
        raise No("invalid", f"Nobody here answers to {name!r}.")
    return AUTHORS[name](data)


@cache
def _recorded() -> dict[str, Json]:
    """Return the answers to briefs that lie in `rehearsal/answers`."""
    files = sorted((Path(__file__).parent / "answers").glob("*.json"))
    read = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return {one["brief"]: one["answer"] for one in read}


def wrong_answer_to(name: str, data: Any) -> Json:
    """Return an answer of the right shape that breaks a rule."""
    answer = answer_to(name, data)
    if name in CRITICS:
        return spoil(name, answer)
    if name == "film":
        answer["segments"][-1]["seconds"] *= 3
    elif name == "words":
        answer["lines"].reverse()
    elif name == "chapters":
        answer["chapters"][0]["slots"] += 1
    elif name == "chapter":
        answer["segments"].pop()
    elif name == "calendar":
        answer["themes"] = [*answer["themes"], "one too many"]
    else:
        answer["languages"] = ["English"]
    return answer


def read(text: str) -> Json:
    """Return what was recorded for a brief, else what the rules read in it."""
    if recorded := _recorded().get(text.strip()):
        return {**recorded}
    found = read_brief(text)
    return {
        "theme": found.theme,
        "pillar": found.pillar or "unsaid",
        "seconds": found.duration or 0,
        "languages": list(found.languages),
        "platforms": list(found.platforms),
        "formats": list(found.formats),
        "audience": found.audience,
        "tone": found.tone,
        "style": found.tone,
        "voice": found.voice if found.voice in ("male", "female") else "unsaid",
        "avatar": found.avatar,
        "mood": found.mood,
        "not_possible": list(found.unread),
        "forbidden": forbidden_in(text),
        "questions": [
            {"about": one.field, "question": one.question, "choices": list(one.choices)} for one in essential(found, text, ())
        ],
    }


def write(facts: Json) -> Json:
    """Return a script for a film's facts."""
    codes = tuple(one["code"] for one in facts["languages"])
    said = {name: facts.get(name, "") for name in ("audience", "tone", "mood")}
    brief = Brief(
        theme=facts["theme"],
        pillar=checked_pillar(facts["pillar"]),
        duration=facts["seconds"],
        languages=codes,
        segments=facts.get("segments"),
        **said,
    )
    script = outlined(ScriptRequest(project="", brief=brief, seed=facts["variation"], segment_seconds=facts["slot_seconds"]))
    last = len(script.segments)
    seconds = _shared(facts, last)
    written: Json = {
        "title": [{"language": code, "text": script.title[code]} for code in codes],
        "segments": [
            _scene(segment, place, last, facts) | {"seconds": seconds[place - 1]}
            for place, segment in enumerate(script.segments, start=1)
        ],
        "call_to_action": [{"language": code, "text": script.call_to_action.get(code) or script.title[code]} for code in codes],
        "mood": script.mood if script.mood in _MOODS else "calm",
        "tone": script.tone,
    }
    return again(written, facts) if "draft" in facts else written


def _shared(facts: Json, count: int) -> list[float]:
    """Return how long each segment is, so that together they fill the film: the first ones longer where there are too few."""
    each, more = divmod(facts["slots"], count)
    return [facts["slot_seconds"] * (each + (place < more)) for place in range(count)]


def _scene(segment: Segment, place: int, last: int, facts: Json) -> Json:
    role = "hook" if place == 1 else "call_to_action" if place == last else "point"
    shot = f" Shot {place} of {last}."
    lines = [
        {"language": code, "narration": segment.narration[code], "on_screen": segment.on_screen[code]}
        for code in segment.narration
    ]
    return {
        "role": role,
        "lines": lines,
        "visual": segment.prompt[: facts["visual_characters"] - len(shot)] + shot,
        "emotion": segment.emotion,
        "camera": segment.camera,
        "music_cue": segment.music_cue,
        "transition_in": segment.transition_in,
        "transition_out": segment.transition_out,
    }


def propose(facts: Json) -> Json:
    """Return themes for a calendar's days."""
    request = ThemesRequest(project="", **{name: facts[name] for name in ("about", "pillar", "language", "days", "avoid")})
    return {"themes": list(suggest(request))}


AUTHORS: dict[str, Callable[[Any], Json]] = {
    "brief": read,
    "film": write,
    "words": translate,
    "chapters": planned,
    "chapter": chapter,
    "calendar": propose,
    **CRITICS,
}
"""Who answers, by the name of the fence."""
