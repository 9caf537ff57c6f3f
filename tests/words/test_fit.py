"""Narrations fit: what is too long is shortened, that alone, and spoken again; what still is too long is said."""

from typing import Any

import pytest

from domain import editing
from domain.brief import Brief
from domain.directing import lines
from domain.lineup import Choice, Lineup
from domain.project import Options, Project
from domain.script import Script
from domain.speech import Narration
from domain.timing import GRACE, overrun
from rehearsal import authors
from store.orders import of_project
from tasks.gathering import Outcome
from tasks.pages.standing import degraded
from tasks.scripts.tightening import as_spoken, fit, fitted, tightened
from tasks.voices.casting import listeners
from tasks.voices.speaking import speak
from tasks.wiring import store
from tests.words.advised import LONG, script
from tests.words.conftest import Seat

FULL = f"{LONG}, and where they were yesterday, and the day before that, and the day before"
WORDY = "Bees dance to tell each other where the best wild flowers of this summer are."


def project(written: Script, *slugs: str, **brief: Any) -> Project:
    """A project in English, narrated by espeak."""
    said = Brief.model_validate({"theme": "Bees", "duration": 15, **brief})
    return Project(id="bees-1", title="Bees", brief=said, script=written, lineup=Lineup(text=Choice(slugs=slugs)))


def spoken(made: Project, place: int = 0) -> tuple[Narration, Narration]:
    """A narration as it is written, and made to fit."""
    line = lines(made, "en")[place]
    first = speak.fn(line, made.lineup.speech, listeners())
    return first, fit.fn(line, first, made, listeners())


def test_what_is_too_long_is_shortened_and_spoken_again(desk: Seat) -> None:
    seat = desk("claude")
    made = project(script(FULL, "They do.", "Plant one."), "claude")
    first, again = spoken(made)
    assert overrun(made.script.segments[0], first.seconds) > GRACE
    assert overrun(made.script.segments[0], again.seconds) == 0
    assert (again.instead, again.segment, seat.taken("claude")) == (FULL, 1, 1)
    assert len(again.text.split()) < len(FULL.split())
    assert seat.cost().spent_usd == seat.charged()


def test_the_script_then_says_what_is_heard_and_nothing_is_done_twice(desk: Seat) -> None:
    seat = desk("claude")
    made = project(script(FULL, "They do.", "Plant one."), "claude")
    _, again = spoken(made)
    after = as_spoken(made, [again])
    assert [one.narration["en"] for one in after.script.segments] == [again.text, "They do.", "Plant one."]
    heard = len(of_project(store(), "bees-1", kind="speech"))
    first, last = spoken(after)
    assert (first.media, last.media, last.instead) == (again.media, again.media, "")
    assert (len(of_project(store(), "bees-1", kind="speech")), seat.taken("claude")) == (heard, 1)


def test_what_fits_is_left_alone(desk: Seat) -> None:
    seat = desk("claude")
    first, again = spoken(project(script("They do.", "Plant one."), "claude"))
    assert (again, seat.taken("claude")) == (first, 0)


def test_it_is_shortened_twice_at_most_and_then_the_segment_lasts_longer(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.scripts.tightening.overrun", lambda *_: 9.0)
    seat = desk("claude")
    spoken(project(script(FULL), "claude"))
    assert seat.taken("claude") == 2


@pytest.mark.parametrize("fault", ["refused", "lost-answer", "wrong-answerx9", "no-creditx9"])
def test_a_line_that_cannot_be_shortened_stays_and_is_said(desk: Seat, fault: str) -> None:
    seat = desk("claude", faults=(fault,))
    made = project(script(FULL), "claude")
    first, again = spoken(made)
    assert (again.media, again.instead) == (first.media, "")
    assert again.notes[-1].startswith("Segment 1, en: not shortened. claude")
    seat.cost()
    told = degraded(made, Outcome(voices=(again,)))
    assert any("Segment 1 lasts" in one and "instead of 5" in one and "reelflow edit bees-1 1 --narration" in one for one in told)


def test_a_budget_that_has_ended_is_said(desk: Seat) -> None:
    seat = desk("claude")
    made = project(script(FULL), "claude").model_copy(update={"options": Options(budget="0.001")})
    _, again = spoken(made)
    assert "ceiling" in again.notes[-1] and seat.taken("claude") == 0


def test_without_a_model_and_for_ones_own_words_nothing_is_asked(desk: Seat) -> None:
    desk("claude")
    raw = ["as it is"]
    by_rule, own = project(script(FULL), "outline"), project(script(FULL), "claude", source="script")
    assert fitted(by_rule, "en", raw) == fitted(own, "en", raw) == raw
    edited = editing.rewrite(script(FULL), 1, narration=FULL + " again")
    assert fitted(project(edited, "claude"), "en", raw) == raw


def test_what_a_user_wrote_is_remembered_through_the_store(home: Any) -> None:
    from store import projects

    made = project(editing.rewrite(script(), 2, narration="Mine."), "claude")
    projects.save(store(), made)
    assert [one.own for one in projects.load(store(), "bees-1").script.segments] == [(), ("en",), ()]


def test_a_voice_that_failed_is_told_as_that(home: Any) -> None:
    made = project(script(), "claude")
    with pytest.raises(RuntimeError, match="no voice"):
        fit.fn(lines(made, "en")[0], RuntimeError("no voice"), made, listeners())


def test_a_new_script_is_made_to_fit_line_by_line_by_its_voices_measured_pace(desk: Seat) -> None:
    seat = desk("claude")
    wanted = seat.wanted(languages=("en",), duration=15)
    made = script(LONG, "They do.", "Plant one.")
    after = tightened(made, wanted, seat.choice, None)
    assert [one.narration["en"] for one in after.segments[1:]] == ["They do.", "Plant one."]
    assert len(after.segments[0].narration["en"].split()) <= 11 < len(LONG.split())
    assert seat.taken("claude") == 1
    fast = wanted.model_copy(update={"paces": {"en": 5.0}})
    assert tightened(made, fast, seat.choice, None) == made


def test_a_line_of_a_new_script_that_cannot_be_had_shorter_is_a_remark(desk: Seat) -> None:
    seat = desk("claude", faults=("refused",))
    after = tightened(script(LONG), seat.wanted(languages=("en",)), seat.choice, None)
    assert after.segments[0].narration["en"] == LONG
    assert after.remarks[0].startswith("Segment 1 is longer to say than it lasts: claude")


def test_a_writers_line_that_is_a_little_long_costs_one_line_not_a_script(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    def wordy(facts: Any) -> Any:
        said = authors.write(facts)
        said["segments"][1]["lines"][0]["narration"] = WORDY
        return said

    monkeypatch.setitem(authors.AUTHORS, "film", wordy)
    seat = desk("claude")
    after = seat.finish(languages=("en",))
    asked = [order.segment for order in seat.orders()]
    assert (asked, len(after.segments[1].narration["en"].split())) == ([0, 0, 2], 11)
