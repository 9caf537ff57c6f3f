"""What text models answer: sensible texts by the rules of the writer on this machine, in the shape each purpose asks for."""

import json
import re
from collections.abc import Callable
from typing import Any

from domain.brief import Brief, checked_pillar
from domain.requests import ScriptRequest, ThemesRequest
from domain.script import Segment
from providers.writing.composing import compose
from providers.writing.proposing import suggest
from providers.writing.reading import read_brief
from rehearsal.part import Json, No

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


def wrong_answer_to(name: str, data: Any) -> Json:
    """Return an answer of the right shape that breaks a rule."""
    answer = answer_to(name, data)
    if name == "film":
        answer["segments"][-1]["seconds"] *= 3
    elif name == "calendar":
        answer["themes"] = [*answer["themes"], "one too many"]
    else:
        answer["languages"] = ["English"]
    return answer


def read(text: str) -> Json:
    """Return what the rules read in a brief."""
    found = read_brief(text)
    presenter = next((phrase for phrase in found.unread if "somebody on screen" in phrase), "")
    theme = {"about": "theme", "question": "What is the video about?", "choices": []}
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
        "avatar": presenter.partition(" (")[0],
        "mood": found.mood,
        "not_possible": [phrase for phrase in found.unread if phrase != presenter],
        "questions": [] if any(letter.isalnum() for letter in found.theme) else [theme],
    }


def write(facts: Json) -> Json:
    """Return a script for a film's facts."""
    codes = tuple(one["code"] for one in facts["languages"])
    said = {name: facts.get(name, "") for name in ("audience", "tone", "mood")}
    brief = Brief(
        theme=facts["theme"], pillar=checked_pillar(facts["pillar"]), duration=facts["seconds"], languages=codes, **said
    )
    script = compose(ScriptRequest(project="", brief=brief, seed=facts["variation"], segment_seconds=facts["slot_seconds"]))
    last = len(script.segments)
    seconds = _shared(facts, last)
    return {
        "title": [{"language": code, "text": script.title[code]} for code in codes],
        "segments": [
            _scene(segment, place, last, facts) | {"seconds": seconds[place - 1]}
            for place, segment in enumerate(script.segments, start=1)
        ],
        "call_to_action": [{"language": code, "text": script.call_to_action.get(code) or script.title[code]} for code in codes],
        "mood": script.mood if script.mood in _MOODS else "calm",
        "tone": script.tone,
    }


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


AUTHORS: dict[str, Callable[[Any], Json]] = {"brief": read, "film": write, "calendar": propose}
"""Who answers, by the name of the fence."""
