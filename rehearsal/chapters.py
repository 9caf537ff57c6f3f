"""What text models answer for long films: a plan in chapters of nearly equal length, and their segments out of the notes."""

from collections.abc import Iterator
from typing import Any

from providers.writing.bank import Point, general, topics
from providers.writing.words import fold, spoken
from rehearsal.part import Json

_USUAL = 20
"""Slots of a chapter."""


def planned(facts: Any) -> Json:
    """Return a plan for a film's facts."""
    total, codes = facts["slots"], [one["code"] for one in facts["languages"]]
    count = -(-total // _USUAL)
    close = general("tips").close
    return {
        "title": [{"language": code, "text": facts["theme"]} for code in codes],
        "looks": "a woman in a blue coat, a small town by the sea",
        "chapters": [
            {"covers": f"Part {place + 1} of {facts['theme']}.", "slots": total // count + (place < total % count)}
            for place in range(count)
        ],
        "call_to_action": [{"language": code, "text": close[code][0][0]} for code in codes],
        "mood": "calm",
        "tone": facts.get("tone", ""),
    }


def chapter(facts: Any) -> Json:
    """Return the segments of a chapter: points of the notes that nobody has heard yet."""
    room = {one["code"]: one["words_in_a_slot"] for one in facts["languages"]}
    points, count = _unheard({fold(line) for line in facts["said"]}, room), facts["slots"]
    scenes = [_scene(facts, place, *next(points)) for place in range(count)]
    if facts["number"] == 1:
        scenes[0]["role"] = "hook"
    if facts["number"] == len(facts["plan"]):
        scenes[-1]["role"] = "call_to_action"
    return {"segments": scenes}


def _unheard(heard: set[str], room: dict[str, int]) -> Iterator[tuple[Point, dict[str, str]]]:
    """Yield points with what is said of them by language, where it fits and the first of them was not heard before."""
    first = next(iter(room))
    for topic in topics().values():
        for point in topic.points:
            for way in ("say", "more"):
                said = {code: str(getattr(point.wording[code], way)) for code in room}
                if fold(said[first]) not in heard and all(len(spoken(said[code])) <= most for code, most in room.items()):
                    yield point, said


def _scene(facts: Any, place: int, point: Point, said: dict[str, str]) -> Json:
    shot = f" Shot {place + 1} of part {facts['number']}."
    lines = [{"language": code, "narration": text, "on_screen": point.wording[code].key} for code, text in said.items()]
    return {
        "seconds": facts["slot_seconds"],
        "role": "point",
        "lines": lines,
        "visual": point.see[: facts["visual_characters"] - len(shot)] + shot,
        "emotion": "calm",
        "camera": ("slow push in", "slow pan right")[place % 2],
        "music_cue": "",
        "transition_in": None,
        "transition_out": None,
    }
