"""A script in further languages: written for the ear by a model, or from the notes; the pictures stay what they are."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from domain.ask import Ask
from domain.brief import Brief
from domain.directing import lines, shots
from domain.editing import drop, rewrite
from domain.errors import BriefError, CeilingReached, Unsupported
from domain.lineup import Choice, Lineup
from domain.project import Project
from domain.requests import ScriptRequest
from domain.script import Overlay, Script
from domain.translating import PART, asked_for, lacking, parts
from providers.agents.translate import TranslateAnswer, facts, words, wrong
from providers.writing.words import language_of
from rehearsal.translating import translate
from tasks.briefs.asking import brief_for
from tasks.scripts.adding import check_languages, check_words, worded_in
from tasks.scripts.writers import by_rule
from tests.words.conftest import Seat

BRIEF = Brief(theme="Sleep better", duration=30)
ASKED = ScriptRequest(project="bees-1", brief=BRIEF)
OWN = "Most people walk far too little. A short walk after lunch clears the head and wakes the legs. Try it today."


def project(writer: str = "outline", **more: Any) -> Project:
    """A project of the desk's, in English."""
    script = by_rule().write(ASKED.model_copy(update=more))
    lineup = Lineup(text=Choice(slugs=(writer,)))
    return Project(id="bees-1", title="Sleep", brief=more.get("brief", BRIEF), script=script, lineup=lineup)


def test_a_language_that_is_added_films_nothing_anew(desk: Seat) -> None:
    desk("claude")
    before = project("claude")
    after = worded_in(before, ("fr", "ar"))
    assert shots(after) == shots(before)
    assert lines(after, "en") == lines(before, "en")
    for code in ("fr", "ar"):
        assert language_of(" ".join(line.text for line in lines(after, code))) == code
        assert after.script.title[code] and after.script.call_to_action[code]


def test_its_words_are_paid_once_each_language_and_kept(desk: Seat) -> None:
    seat = desk("claude")
    before = project("claude")
    assert worded_in(before, ("fr", "ar")).script == worded_in(before, ("fr", "ar")).script
    assert (seat.taken("claude"), seat.states()) == (2, ["done", "done"])
    assert seat.cost().text_usd == seat.charged() > 0


def test_a_language_that_is_there_asks_nobody(desk: Seat) -> None:
    seat = desk("claude")
    after = worded_in(project("claude"), ("en",))
    assert (after.script, seat.taken("claude")) == (project("claude").script, 0)


def test_a_ceiling_stops_it_before_it_is_asked(desk: Seat) -> None:
    seat = desk("claude")
    with pytest.raises(CeilingReached):
        worded_in(project("claude"), ("fr",), budget=0.0001)
    assert seat.taken("claude") == 0


def test_notes_say_the_same_lines_in_another_language(home: Any) -> None:
    after = worded_in(project(), ("ar",))
    both = by_rule().write(ASKED.model_copy(update={"also": ("ar",)}))
    assert [one.narration["ar"] for one in after.script.segments] == [one.narration["ar"] for one in both.segments]
    assert [one.narration["en"] for one in after.script.segments] == [one.narration["en"] for one in project().script.segments]
    assert "The Arabic words were written by rule from the same notes." in after.script.remarks


def test_words_of_the_users_own_need_a_model_or_the_user(home: Any) -> None:
    before = project()
    edited = before.model_copy(update={"script": rewrite(before.script, 2, narration="Walk to the sea.")})
    with pytest.raises(BriefError, match=r"--text claude.* for segment 2: reelflow edit bees-1 N --language fr"):
        check_languages(edited, ("fr",))
    said = rewrite(edited.script, 2, narration="Marchez jusqu'à la mer.", language="fr")
    after = worded_in(edited.model_copy(update={"script": said}), ("fr",))
    assert after.script.segments[1].narration["fr"] == "Marchez jusqu'à la mer."
    assert not lacking(after.script, "fr")


def test_a_text_of_ones_own_in_two_languages_needs_a_model(desk: Seat, tmp_path: Any) -> None:
    seat = desk("claude")
    file = tmp_path / "walk.txt"
    file.write_text(OWN)
    said = {"script": str(file), "languages": ("en", "fr")}
    with pytest.raises(BriefError, match="--text claude"):
        brief_for(Ask(**said))
    brief = brief_for(Ask(**said, text="claude"))
    script = seat.write(**brief.model_dump())
    assert " ".join(one.narration["en"] for one in script.segments) == OWN
    assert language_of(" ".join(one.narration["fr"] for one in script.segments)) == "fr"
    assert seat.taken("claude") == 1


def test_a_text_can_be_filmed_in_another_language_alone(desk: Seat) -> None:
    seat = desk("claude")
    brief = brief_for(Ask(script=f"Walk\n\n{OWN}", languages=("ar",), text="claude"))
    script = seat.write(**brief.model_dump())
    assert brief.languages == ("ar",)
    assert all(one.narration["ar"] for one in script.segments)
    assert script.title["ar"]


def test_a_dropped_segment_gets_its_words_too_so_that_it_can_be_kept_again(home: Any) -> None:
    before = project()
    after = worded_in(before.model_copy(update={"script": drop(before.script, 2)}), ("fr",))
    assert not lacking(after.script, "fr")


def test_a_film_that_lacks_words_says_which_before_anything_is_made(home: Any) -> None:
    before = project()
    options = before.options.model_copy(update={"languages": ("fr",)})
    with pytest.raises(BriefError, match=r"Segment 1, 2, .* nothing in French.*reelflow assemble bees-1 --language fr"):
        check_words(before.model_copy(update={"options": options}))


def test_a_voice_that_does_not_speak_it_is_told_before_words_are_paid(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = desk("claude")
    monkeypatch.setenv("BARK_BASE_URL", "http://127.0.0.1:9")
    before = project("claude")
    mute = before.model_copy(update={"lineup": before.lineup.model_copy(update={"speech": Choice(slugs=("bark",))})})
    with pytest.raises(Unsupported, match=r"bark.*not ar.*Who can"):
        worded_in(mute, ("ar",))
    assert seat.taken("claude") == 0


def test_a_long_film_is_asked_for_in_parts_that_know_what_was_said_before(desk: Seat) -> None:
    seat = desk("claude")
    before = project("claude", brief=BRIEF.model_copy(update={"duration": 300}))
    count = len(before.script.segments)
    assert count > PART
    after = worded_in(before, ("fr",))
    assert (seat.taken("claude"), lacking(after.script, "fr")) == (-(-count // PART), ())
    second = asked_for(after.script, after.script.segments[PART : PART + 2], "fr", ASKED)
    assert second.before == tuple(one.narration["fr"] for one in after.script.segments[PART - 3 : PART])
    assert second.title == ""


def test_overlays_are_said_in_the_language_too(desk: Seat) -> None:
    desk("claude")
    before = project("claude")
    marked = before.script.segments[0].model_copy(update={"overlays": (Overlay(kind="title", text={"en": "Sleep"}),)})
    script = before.script.model_copy(update={"segments": (marked, *before.script.segments[1:])})
    after = worded_in(before.model_copy(update={"script": script}), ("fr",))
    assert set(after.script.segments[0].overlays[0].text) == {"en", "fr"}


def answer(script: Script, spoil: Callable[[dict[str, Any]], object]) -> tuple[str, ...]:
    """What is wrong with a good answer once somebody spoiled it."""
    wanted = asked_for(script, parts(script, "fr")[0], "fr", ASKED)
    said = translate(facts(wanted))
    assert wrong(TranslateAnswer.model_validate(said), wanted) == ()
    assert words(wanted) > 500
    spoil(said)
    return tuple(wrong(TranslateAnswer.model_validate(said), wanted))


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda said: said["lines"].pop(), "in this order: 1, 2, 3"),
        (lambda said: said["lines"].reverse(), "in this order: 1, 2, 3"),
        (lambda said: said.update(title=""), "title has to be there"),
        (lambda said: said["lines"][0].update(narration="…"), "Segment 1 says nothing."),
        (lambda said: said["lines"][1].update(on_screen=""), "Segment 2 needs its key words"),
        (lambda said: said["lines"][1].update(overlays=["more"]), "Segment 2 needs 0 overlays."),
        (lambda said: said["lines"][1].update(narration="mot " * 30), "Segment 2 says 30 words; 11 fit into 5 s."),
        (lambda said: said["lines"][2].update(narration=said["lines"][1]["narration"].upper()), "more than once"),
        (
            lambda said: [line.update(narration=f"These are plain English words {n}") for n, line in enumerate(said["lines"])],
            "The lines are in English; write them in French.",
        ),
    ],
)
def test_what_breaks_a_rule_is_told_to_whoever_translates(spoil: Callable[[dict[str, Any]], object], complaint: str) -> None:
    found = answer(project().script, spoil)
    assert any(complaint in problem for problem in found), found


def test_an_answer_that_breaks_a_rule_is_asked_for_again_and_paid_twice(desk: Seat) -> None:
    seat = desk("claude", faults=("wrong-answer",))
    after = worded_in(project("claude"), ("fr",))
    assert not lacking(after.script, "fr")
    assert seat.cost().spent_usd == seat.charged() > Decimal(0)
    assert len(seat.orders()) == 1
