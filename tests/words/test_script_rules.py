"""Each rule of a script finds what it is for, and a good script breaks none."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.brief import Brief
from domain.requests import ScriptRequest
from providers.agents.script import ScriptAnswer, facts, script_of, slots
from providers.agents.script_rules import wrong
from rehearsal.authors import write

WANTED = ScriptRequest(
    project="bees-1",
    brief=Brief(theme="5 Python beginner mistakes", languages=("en", "ar")),
    filmed_by="runway",
    prompt_limit=400,
    longest=10,
)

Spoil = Callable[[dict[str, Any]], object]


def answer(spoil: Spoil | None = None) -> ScriptAnswer:
    """A good answer, or what somebody made of it."""
    said = write(dict(facts(WANTED)))
    if spoil:
        spoil(said)
    return ScriptAnswer.model_validate(said)


def line(said: dict[str, Any], segment: int, language: int, **change: str) -> None:
    said["segments"][segment]["lines"][language].update(change)


def test_a_good_script_breaks_no_rule() -> None:
    assert wrong(answer(), WANTED) == ()


def scene(place: int, **change: Any) -> Spoil:
    return lambda said: said["segments"][place].update(change)


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (scene(2, seconds=7), "Segment 3 lasts 7 s; it has to last 5 s or a multiple of it."),
        (scene(2, seconds=10), "The segments add up to 35 s; the film has 30 s: 6 slots of 5 s."),
        (scene(2, seconds=15), "runway films at most 10 s"),
        (scene(0, role="point"), "has the role hook"),
        (scene(3, role="hook"), "has the role hook"),
        (scene(-1, role="point"), "has the role call_to_action"),
        (scene(1, lines=[]), "Segment 2 needs one line in each of: en, ar."),
        (lambda said: said["title"].pop(), "title needs one text in each of: en, ar."),
        (lambda said: said["call_to_action"].clear(), "call_to_action needs one text"),
        (lambda said: line(said, 1, 0, narration="word " * 20), "Segment 2 says 20 words in en; 11 fit into 5 s."),
        (lambda said: line(said, 1, 1, narration="..."), "Segment 2 says nothing in ar."),
        (lambda said: [line(said, place, 0, narration=f"Word {place}.") for place in range(6)], "use the time"),
        (lambda said: line(said, 2, 0, narration=said["segments"][1]["lines"][0]["narration"].upper()), "more than once in en"),
        (lambda said: said["segments"][2].update(visual=said["segments"][1]["visual"]), "comes more than once"),
        (scene(1, visual=""), "Segment 2 has no visual."),
        (scene(1, visual="x" * 401), "has 401 characters; at most 400 are read."),
        (scene(1, visual="🐝" * 201), "has 402 characters"),
        (scene(1, visual="Une abeille dans le jardin avec des fleurs et les enfants"), "is not in English"),
        (
            lambda said: [line(said, n, 1, narration=f"These are plain English words {n}") for n in range(6)],
            "The lines marked ar are in English; write them in Arabic.",
        ),
    ],
)
def test_what_breaks_a_rule_is_told_to_the_writer(spoil: Spoil, complaint: str) -> None:
    assert any(complaint in problem for problem in wrong(answer(spoil), WANTED)), wrong(answer(spoil), WANTED)


def test_an_answer_becomes_a_script_with_all_its_fields() -> None:
    script = script_of(answer(), WANTED, "claude")
    assert [segment.id for segment in script.segments] == [1, 2, 3, 4, 5, 6]
    assert (script.writer, set(script.title), set(script.call_to_action)) == ("claude", {"en", "ar"}, {"en", "ar"})
    first = script.segments[0]
    assert all((first.narration["ar"], first.on_screen["en"], first.prompt, first.emotion, first.camera, first.music_cue))


@pytest.mark.parametrize("seconds", [5, 7, 32, 120])
def test_segments_are_as_long_as_the_film_whatever_its_length(seconds: int) -> None:
    wanted = WANTED.model_copy(update={"brief": WANTED.brief.model_copy(update={"duration": seconds})})
    said = ScriptAnswer.model_validate(write(dict(facts(wanted))))
    assert wrong(said, wanted) == ()
    assert script_of(said, wanted, "claude").seconds == pytest.approx(seconds, abs=0.05)
    assert sum(round(one.seconds / (seconds / slots(wanted))) for one in said.segments) == slots(wanted)
