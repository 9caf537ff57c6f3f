"""A new script is read over: what must be mended goes back to the writer, twice at most, and nothing of it can cost the film."""

from typing import Any

import pytest

from domain.errors import ConfigurationError, MissingCredentials
from domain.lineup import Choice
from domain.project import Project
from domain.review import sentences
from rehearsal import authors
from tasks.pages.standing import script_review
from tasks.scripts.advising import check_advisers, reviewers
from tests.words.conftest import Desk, Seat

SILLY = "Synergy at work"
"""A theme that stand-in critics strike out."""


def finished(seat: Desk, theme: str = SILLY, **more: Any) -> Any:
    return seat.finish(theme=theme, languages=("en",), duration=10, **more)


def never_content(monkeypatch: pytest.MonkeyPatch) -> None:
    worst = {"segment": 2, "about": "hook", "must": True, "problem": "It is dull.", "mend": "Begin anew."}
    monkeypatch.setitem(authors.AUTHORS, "script", lambda _data: {"findings": [worst]})


def test_a_good_script_is_read_once_and_stays(desk: Seat) -> None:
    seat = desk("claude")
    script = finished(seat, "5 Python beginner mistakes")
    assert (seat.taken("claude"), script.review, script.remarks) == (2, (), ())


def test_what_must_be_mended_goes_back_to_the_writer(desk: Seat) -> None:
    seat = desk("claude")
    assert "Synergy" in seat.write(theme=SILLY, languages=("en",), duration=10).segments[0].narration["en"]
    script = finished(seat)
    assert "Synergy" not in script.segments[0].narration["en"]
    assert (seat.taken("claude"), script.review, seat.cost().spent_usd) == (4, (), seat.charged())
    told = str(seat.player.bodies("claude")[2])
    assert "means nothing to a viewer" in told and "draft" in told


def test_the_same_request_is_written_and_read_again_for_nothing(desk: Seat) -> None:
    seat = desk("claude")
    assert (finished(seat), seat.taken("claude")) == (finished(seat), 4)


def test_it_goes_back_twice_at_most_and_what_remains_is_shown(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    never_content(monkeypatch)
    seat = desk("claude")
    script = finished(seat)
    assert seat.taken("claude") <= 6
    (left,) = script.review
    assert (left.check, left.severity, left.segment, left.mend) == ("hook", "warning", 2, "ask")
    project = Project.model_validate({"id": "p", "title": "t", "brief": seat.wanted().brief, "script": script})
    moved = script.model_copy(update={"segments": tuple(reversed(script.segments))})
    assert script_review(project.model_copy(update={"script": moved}))[0].segment == 1
    assert "It is dull. Begin anew" in sentences(script_review(project), "p")[0]


def test_another_model_may_be_the_reader(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = desk("claude", "gpt")
    monkeypatch.setenv("REVIEW_PROVIDER", "gpt")
    finished(seat)
    assert (seat.taken("claude"), seat.taken("gpt")) == (2, 2)


def test_nobody_reads_where_nobody_is_wanted(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = desk("claude")
    monkeypatch.setenv("REVIEW_PROVIDER", "none")
    finished(seat)
    assert seat.taken("claude") == 1


def test_a_script_by_rule_and_ones_own_text_are_read_only_when_a_reader_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    by_rule, claude = Choice(slugs=("outline",)), Choice(slugs=("claude", "outline"))
    assert reviewers(by_rule, own=False) is None
    assert reviewers(claude, own=True) is None
    assert reviewers(claude, own=False) == Choice(slugs=("claude",))
    monkeypatch.setenv("REVIEW_PROVIDER", "gpt:gpt-6-luna")
    assert reviewers(by_rule, own=True) == Choice(slugs=("gpt:gpt-6-luna",), said=True)


def test_ones_own_text_is_judged_and_no_word_of_it_changed(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = desk("claude")
    monkeypatch.setenv("REVIEW_PROVIDER", "claude")
    own = "Our synergy grows.\n\nSecond, we rest."
    script = seat.finish(source="script", text=own, languages=("en",))
    assert " ".join(one.narration["en"] for one in script.segments) == own.replace("\n\n", " ")
    assert (seat.taken("claude"), [one.check for one in script.review]) == (1, ["clarity"])


@pytest.mark.parametrize("fault", ["claude/refused:2", "claude/lost-answer:2", "claude/wrong-answer:2x9", "claude/no-credit:2x9"])
def test_a_review_that_cannot_be_had_costs_no_film(desk: Seat, fault: str) -> None:
    seat = desk("claude", faults=(fault,))
    script = finished(seat)
    assert script.segments and script.remarks[0].startswith("The script was not reviewed. claude")


def test_a_budget_that_ends_before_the_review_is_said(desk: Seat) -> None:
    seat = desk("claude")
    seat.write(theme=SILLY, languages=("en",), duration=10)
    spent = seat.orders()[0]
    assert spent.charged_usd < spent.estimated_usd
    tight = desk("claude", budget=str(spent.charged_usd * 2))
    script = tight.finish(theme=SILLY, languages=("en",), duration=10)
    assert "The script was not reviewed" in script.remarks[0] and "ceiling" in script.remarks[0]
    assert tight.taken("claude") == 0, "the script itself was there already"


@pytest.mark.parametrize(
    ("variable", "said", "complaint"),
    [("VISION_PROVIDER", "groq", "does not look at pictures"), ("REVIEW_PROVIDER", "outline", "is no model")],
)
def test_a_setting_that_cannot_be_is_told_before_anything_is_spent(
    desk: Seat, monkeypatch: pytest.MonkeyPatch, variable: str, said: str, complaint: str
) -> None:
    desk("groq")
    monkeypatch.setenv(variable, said)
    with pytest.raises(ConfigurationError, match=complaint):
        check_advisers()


def test_a_reader_without_a_key_is_told_before_anything_is_spent(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLAUDE_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VISION_PROVIDER", "claude")
    with pytest.raises(MissingCredentials):
        check_advisers()
