"""A script in exactly as many segments as were asked for: where the lines are fewer, the longest are shared by two pictures."""

from domain.requests import ScriptRequest
from domain.script import Script, Segment
from providers.writing.composing import LINE_SECONDS, compose
from providers.writing.splitting import halves
from providers.writing.words import spoken

FEWEST = 4
"""Words of a narration below which it is not shared."""


def outlined(request: ScriptRequest) -> Script:
    """Return a script on the brief's theme, in as many segments as the brief asks for, where it does."""
    count, seconds = request.brief.segments, request.brief.duration
    if not count:
        return compose(request)
    written_for = seconds / min(count, max(1, round(seconds / LINE_SECONDS)))
    script = compose(request.model_copy(update={"segment_seconds": max(written_for, seconds / count)}))
    return script.model_copy(update={"segments": _cut(script.segments, count, request)})


def missing(script: Script, request: ScriptRequest) -> tuple[str, ...]:
    """Return, as a sentence, what became of a number of segments that could not be reached."""
    count, there = request.brief.segments or 0, len(script.segments)
    return (f"{count} segments were asked for; the words are enough for {there}.",) if there < count else ()


def _cut(segments: tuple[Segment, ...], count: int, request: ScriptRequest) -> tuple[Segment, ...]:
    cut = list(segments)
    while len(cut) < count:
        place = max(range(len(cut)), key=lambda at: _least(cut[at]))
        if _least(cut[place]) < FEWEST:
            break
        cut[place : place + 1] = _shared(cut[place])
    slot = request.brief.duration / len(cut)
    return tuple(_timed(segment, place, slot, request) for place, segment in enumerate(cut, start=1))


def _least(segment: Segment) -> int:
    """Return how many words a segment has in the language in which it has fewest."""
    return min(len(spoken(text)) for text in segment.narration.values())


def _shared(segment: Segment) -> tuple[Segment, Segment]:
    parts = {code: halves(text, code) for code, text in segment.narration.items()}
    first, second = ({code: pair[half] for code, pair in parts.items()} for half in (0, 1))
    later: dict[str, object] = {"narration": second, "on_screen": dict.fromkeys(parts, ""), "music_cue": ""}
    later["prompt"] = f"{segment.prompt} Another angle."
    if segment.role == "hook":
        later["role"] = "point"
    earlier: dict[str, object] = {"narration": first}
    if segment.role == "call_to_action":
        earlier["role"] = "point"
    return segment.model_copy(update=earlier), segment.model_copy(update=later)


def _timed(segment: Segment, place: int, slot: float, request: ScriptRequest) -> Segment:
    """Return a segment as long as all others, or longer where its voice needs it."""
    needed = max(len(spoken(text)) / request.pace(code) for code, text in segment.narration.items())
    return segment.model_copy(update={"id": place, "seconds": round(max(slot, needed + 0.3), 3)})
