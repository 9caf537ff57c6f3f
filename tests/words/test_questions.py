"""What a brief leaves open is asked, and only that; the answers go on with what was read and paid for."""

import json
from pathlib import Path
from typing import Any

import pytest
from prefect import runtime

from cli import answering, running
from cli.app import answer
from domain.ask import Ask
from domain.brief import Question, Reading
from domain.errors import BriefError
from domain.gender import gender, person
from providers.writing.questions import essential
from tasks.briefs import questioning
from tasks.briefs.asking import brief_for, name_of
from tasks.briefs.questioning import answered, await_answers, settled
from tests.words.conftest import Seat

OPEN = "A 2-minute video about bees for children that lasts 30 seconds"


def test_only_a_missing_subject_and_statements_in_conflict_are_asked() -> None:
    asked = tuple(Question(field=field, question=f"{field}?", choices=("a", "b")) for field in ("duration", "voice", "theme"))
    reading = Reading(theme="", questions=asked)
    assert [one.field for one in essential(reading, "a video", ())] == ["theme", "duration"]
    assert [one.field for one in essential(reading, "a video", ("theme",))] == ["duration"]
    assert essential(Reading(theme="Bees", duration=30, questions=asked), "bees", ()) == ()
    lonely = Question(field="duration", question="How long?")
    assert essential(Reading(theme="Bees", questions=(lonely,)), "bees", ()) == (), "what is not said is assumed"


@pytest.mark.parametrize(
    ("brief", "question"),
    [
        ("Fais-moi un truc sympa", "De quoi parle la vidéo ?"), ("أريد فيديو جميل", "ما موضوع الفيديو؟"),
        ("Make me a cool video please", "What is the video about?"),
        ("make me something cool for TikTok that lasts 10 seconds", "What is the video about?"),
        ("une vidéo sur le miel de 2 minutes, mais 30 secondes", "La demande cite deux durées. Combien de temps dure la vidéo ?"),
    ],
)  # fmt: skip
def test_rules_ask_in_the_language_of_the_brief(home: Path, brief: str, question: str) -> None:
    assert [one.question for one in brief_for(Ask(brief=brief)).questions] == [question]


@pytest.mark.parametrize(
    "brief",
    [
        "a 30-second video about bees with a 5 second intro", "a 30 second video about bees, half a minute, no longer",
        "a 30-second video about bees as a story", "a 60 second video about the 7-minute workout",
    ],
)  # fmt: skip
def test_a_length_of_something_else_is_no_second_length(home: Path, brief: str) -> None:
    assert brief_for(Ask(brief=brief)).questions == ()


def test_an_answer_goes_on_with_the_reading_that_was_paid(desk: Seat) -> None:
    seat = desk("claude")
    ask = Ask(brief=OPEN, text="claude")
    waiting = await_answers(ask, brief_for(ask))
    assert (waiting.state, [one.field for one in waiting.questions]) == ("waiting", ["duration"])
    assert "--duration" in waiting.findings[0]
    told = answered(ask, {"duration": "2 minutes"})
    brief = brief_for(told)
    assert (brief.duration, brief.questions, seat.taken("claude")) == (120, (), 1)
    assert name_of(told) != name_of(ask)
    assert [order.project for order in seat_orders(waiting.project)] == [waiting.project]


def seat_orders(project: str) -> tuple[Any, ...]:
    from store.orders import of_project
    from tasks.wiring import store

    return of_project(store(), project)


def test_a_lost_reading_is_not_asked_again_by_another_form_of_the_same_request(desk: Seat) -> None:
    from domain.errors import OrderUnknown

    seat = desk("claude", faults=("claude/lost-answer",))
    for ask in (Ask(brief=OPEN, text="claude"), Ask(brief=OPEN, text="claude", duration=20)):
        with pytest.raises(OrderUnknown, match="resolve"):
            brief_for(ask)
    assert seat.taken("claude") == 1


def test_a_theme_beside_a_brief_is_its_subject(home: Path) -> None:
    brief = brief_for(Ask(theme="Bees", brief="Make me a cool 20-second video"))
    assert (brief.theme, brief.duration, brief.questions) == ("Bees", 20, ())


@pytest.mark.parametrize(("said", "seconds"), [("90", 90), ("90 s", 90), ("une minute trente", 90), ("2 minutes", 120)])
def test_a_length_may_be_answered_in_words(said: str, seconds: int) -> None:
    assert answered(Ask(), {"duration": said}).duration == seconds


@pytest.mark.parametrize("answers", [{"duration": "long"}, {"duration": "2"}, {"theme": "!"}, {"languages": "Klingon"}])
def test_an_answer_that_is_none_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(BriefError):
        answered(Ask(), answers)


def test_languages_may_be_answered_by_name() -> None:
    assert answered(Ask(), {"languages": "French, العربية"}).languages == ("fr", "ar")


def test_as_data_the_questions_come_with_exit_code_4(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = answer(["make", "--brief", OPEN, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (code, told["state"]) == (4, "waiting")
    assert [set(one) for one in told["questions"]] == [{"field", "question", "choices"}]
    assert told["questions"][0]["choices"] == ["120 s", "30 s"]


def test_on_a_terminal_the_answer_is_asked_for_and_the_run_goes_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["soon\n", "45 s\n"])
    monkeypatch.setattr(running, "can_ask", lambda: True)
    monkeypatch.setattr(answering.sys.stdin, "readline", lambda: next(lines))
    begun: list[Any] = []
    monkeypatch.setattr("prefect.Flow.__call__", lambda _flow, **said: begun.append(said) or _waiting())
    assert answer(["make", "--brief", OPEN]) == 4
    assert [one["duration"] for one in begun] == [45]
    assert "'soon' is no length" in capsys.readouterr().err


def _waiting() -> Any:
    from domain.project import Report

    return Report(project="p", state="waiting")


def test_an_empty_line_leaves_the_questions_open(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "can_ask", lambda: True)
    monkeypatch.setattr(answering.sys.stdin, "readline", lambda: "\n")
    assert answer(["make", "--brief", OPEN]) == 4


def test_a_run_of_a_deployment_suspends_with_a_form_until_the_answers_can_be_used(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms: list[Any] = []

    def filled(*, wait_for_input: Any, timeout: int, key: str) -> Any:
        forms.append((wait_for_input, key))
        return wait_for_input(duration="soon" if len(forms) == 1 else "30 s")

    monkeypatch.setattr(questioning, "suspend_flow_run", filled)
    monkeypatch.setattr(questioning, "understand", brief_for)
    monkeypatch.setattr(runtime.deployment, "id", "d1", raising=False)
    ask, brief = settled(Ask(brief=OPEN))
    assert (ask.duration, brief.duration, brief.questions) == (30, 30, ())
    assert [key for _, key in forms] == ["answers-0", "answers-1"]
    assert "duration" in forms[0][0].model_fields


def test_a_direct_call_waits_with_the_questions_in_its_brief(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questioning, "understand", brief_for)
    assert [one.field for one in settled(Ask(brief=OPEN))[1].questions] == ["duration"]


@pytest.mark.parametrize(
    ("said", "means"),
    [("avatar homme", "male"), ("una mujer", "female"), ("رجل", "male"), ("امرأة على الشاشة", "female"), ("female", "female"),
     ("a woman in a red coat", "a woman in a red coat"), ("a robot", "a robot"), ("", "")],
)  # fmt: skip
def test_somebody_on_screen_is_male_or_female_unless_more_is_said(said: str, means: str) -> None:
    assert person(said) == means


def test_a_man_and_a_woman_are_no_voice() -> None:
    assert gender("a man and a woman") == ""
    assert gender("a woman in a red coat") == "female"


def test_a_voice_may_be_named_in_any_language(home: Path) -> None:
    from domain.ask import checked

    assert checked(Ask(theme="bees", voice="homme")).voice == "male"
    assert checked(Ask(theme="bees", voice="fr=femme, en=George")).voice == "fr=female, en=George"
