"""A script too long for one answer is written in chapters, each of which is checked, paid and kept by itself."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from domain.ask import Ask
from domain.errors import CeilingReached, OrderUnknown
from domain.requests import Chapter, ScriptRequest
from providers.agents import asking
from providers.agents.chapter import CHAPTER, ChapterAnswer
from providers.agents.chapter import wrong as chapter_wrong
from providers.agents.chapters import CHAPTERS, ChaptersAnswer, is_long, measures, shares
from providers.agents.chapters import wrong as plan_wrong
from providers.agents.script import facts, slots
from rehearsal.chapters import chapter, planned
from tasks.money.planning import forecast
from tests.words.conftest import Desk, Seat

LONG = {"theme": "Sleep better", "duration": 600}
LESS = {"theme": "Sleep better", "duration": 240}
Spoil = Callable[[dict[str, Any]], object]


def wanted(number: int = 0, said: tuple[str, ...] = ()) -> ScriptRequest:
    """A film of ten minutes, or one of its chapters."""
    request = Desk.wanted(Desk.__new__(Desk), **LONG)
    plan = tuple(one["covers"] for one in planned({**facts(request)})["chapters"])
    return request.model_copy(update={"chapter": Chapter(number=number, slots=20, plan=plan, said=said)}) if number else request


def test_ten_minutes_are_written_in_chapters_that_make_one_film(desk: Seat) -> None:
    seat = desk("claude")
    script = seat.write(**LONG)
    said = [segment.narration["en"] for segment in script.segments]
    assert (len(said), len(set(said)), script.seconds) == (120, 120, 600)
    assert [segment.id for segment in script.segments] == list(range(1, 121))
    roles = [segment.role for segment in script.segments]
    assert (roles[0], roles[-1], roles.count("hook"), roles.count("call_to_action")) == ("hook", "call_to_action", 1, 1)
    assert (seat.taken("claude"), seat.states(), script.writer) == (7, ["done"] * 7, "claude")
    assert seat.cost().spent_usd - seat.charged() < Decimal("0.00001")


def test_the_same_film_again_costs_nothing(desk: Seat) -> None:
    seat = desk("claude")
    assert seat.write(**LESS) == seat.write(**LESS)
    assert seat.taken("claude") == 4


def test_a_run_that_dies_goes_on_behind_the_chapters_it_has(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat, real, turns = desk("claude"), asking._Patient.request, iter(range(100))

    async def dying(*given: Any) -> Any:
        if next(turns) == 3:
            raise KeyboardInterrupt
        return await real(*given)

    with monkeypatch.context() as broken:
        broken.setattr(asking._Patient, "request", dying)
        with pytest.raises(KeyboardInterrupt):
            seat.write(**LESS)
    assert (seat.taken("claude"), seat.states()) == (3, ["done", "done", "done", "submitting"])
    with pytest.raises(OrderUnknown, match="--not-ordered"):
        seat.write(**LESS)
    from tasks.orders.resolving import resolve

    resolve(seat.project, seat.orders()[3].id[:8], not_ordered=True)
    assert len(seat.write(**LESS).segments) == 48
    assert seat.taken("claude") == 4


def test_a_chapter_that_breaks_a_rule_is_mended_alone(desk: Seat) -> None:
    seat = desk("claude", faults=("wrong-answer:3",))
    assert len(seat.write(**LESS).segments) == 48
    assert (len(seat.orders()), seat.cost().wasted_usd) == (4, 0)
    assert seat.cost().spent_usd - seat.charged() < Decimal("0.00001")


def test_a_chapter_that_is_refused_is_written_by_the_next_vendor(desk: Seat) -> None:
    seat = desk("claude", "gpt", faults=("claude/refused:3",))
    script = seat.write(**LESS)
    assert (len(script.segments), seat.taken("gpt")) == (48, 1)
    assert any("Written by gpt instead" in remark for remark in script.remarks)


def test_a_ceiling_stops_between_chapters_and_keeps_those_that_are_there(desk: Seat) -> None:
    seat = desk("claude", budget="0.66")
    with pytest.raises(CeilingReached):
        seat.write(**LESS)
    assert seat.states() == ["done", "done"]


def test_each_chapter_knows_the_plan_and_what_was_said(desk: Seat) -> None:
    told = measures(wanted(2, said=("First.", "Second.")))
    assert (told["number"], told["slots"], told["seconds"], told["said"]) == (2, 20, 100.0, ["First.", "Second."])
    assert len(told["plan"]) == 6
    assert "One chapter of a long film" in CHAPTER.instructions
    assert "You write scripts" in CHAPTER.instructions


def test_a_film_of_three_minutes_is_written_at_once(desk: Seat) -> None:
    seat = desk("claude")
    assert not is_long(seat.wanted(duration=180))
    seat.write(duration=60)
    assert seat.taken("claude") == 1


@pytest.mark.parametrize("count", [37, 61, 120, 720])
def test_every_long_film_can_be_shared_out(count: int) -> None:
    request = Desk.wanted(Desk.__new__(Desk), duration=5 * count)
    assert (sum(shares(request)), sum(one["slots"] for one in planned({**facts(request)})["chapters"])) == (count, slots(request))
    assert plan_wrong(ChaptersAnswer.model_validate(planned({**facts(request)})), request) == ()


def test_a_forecast_of_a_long_film_lies_between_what_is_charged_and_what_is_reserved(desk: Seat) -> None:
    seat = desk("claude")
    seat.write(**LESS)
    likely = forecast(Ask(theme="Sleep better", text="claude"), seat.wanted(**LESS).brief)
    assert seat.cost().spent_usd < likely < seat.cost().estimated_usd / 3
    assert CHAPTERS.words(seat.wanted(**LESS)) < 2000


def scene(place: int, **change: Any) -> Spoil:
    return lambda said: said["segments"][place].update(change)


@pytest.mark.parametrize(
    ("number", "spoil", "complaint"),
    [
        (1, scene(0, role="point"), "The first segment, and no other, has the role hook."),
        (2, scene(0, role="hook"), "No segment of this chapter has the role hook"),
        (2, scene(-1, role="call_to_action"), "No segment of this chapter has the role call_to_action"),
        (6, scene(-1, role="point"), "The last segment, and no other, has the role call_to_action."),
        (2, lambda said: said["segments"].pop(), "the chapter has 100 s: 20 slots of 5 s."),
        (2, scene(1, lines=[]), "Segment 2 needs one line in each of: en, fr."),
        (2, lambda said: said["segments"][1]["lines"][0].update(narration="Heard before."), "what an earlier chapter has said"),
        (2, scene(3, visual=""), "Segment 4 has no visual."),
        (2, lambda said: said["segments"].clear(), "There are no segments."),
    ],
)
def test_what_breaks_a_rule_of_a_chapter_is_told(number: int, spoil: Spoil, complaint: str) -> None:
    request = wanted(number, said=("Heard, before!", "Heard before."))
    said = chapter({**measures(request)})
    assert chapter_wrong(ChapterAnswer.model_validate(said), request) == ()
    spoil(said)
    found = chapter_wrong(ChapterAnswer.model_validate(said), request)
    assert any(complaint in problem for problem in found), found


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda said: said["chapters"].pop(), "The chapters have 100 slots together; the film has 120."),
        (lambda said: said["chapters"][0].update(slots=40), "Chapter 1 has 40 slots; it has to have 8 to 24."),
        (lambda said: said["chapters"][1].update(covers=said["chapters"][0]["covers"]), "Chapter 2 covers what an earlier one"),
        (lambda said: said["title"].pop(), "title needs one text in each of: en, fr."),
    ],
)
def test_what_breaks_a_rule_of_a_plan_is_told(spoil: Spoil, complaint: str) -> None:
    request = wanted()
    said = planned({**facts(request)})
    spoil(said)
    found = plan_wrong(ChaptersAnswer.model_validate(said), request)
    assert any(complaint in problem for problem in found), found
