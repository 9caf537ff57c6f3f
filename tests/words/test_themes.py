"""Themes proposed by a text model are what was asked for, paid once, and kept until a person decides."""

from datetime import UTC, datetime

import pytest

from domain.ask import Ask
from domain.calendar import Calendar, Slot
from domain.errors import ReelflowError
from domain.requests import ThemesRequest
from providers.agents.themes import ThemesAnswer, wrong
from providers.writing.proposing import suggest
from store.ledger import cost_of
from store.orders import of_project
from tasks.calendars import proposing
from tasks.calendars.proposing import propose
from tasks.wiring import store
from tests.words.conftest import Seat

DAYS = ("2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28")
ASKED = ThemesRequest(project="calendar-c", about="bees", days=DAYS[:2], avoid=("Why bees dance",))


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first day of a month."""
    monkeypatch.setattr(proposing, "now", lambda: datetime(2026, 12, 1, tzinfo=UTC))


def mondays(**slot: object) -> Calendar:
    said = {"name": "mondays", "cron": "0 9 * * mon", "about": "bees", "ask": Ask(text="gpt"), **slot}
    return Calendar(name="c", time_zone="Europe/Paris", slots=(Slot.model_validate(said),))


def test_a_month_is_proposed_by_the_model_in_one_question_that_is_paid_once(desk: Seat) -> None:
    seat = desk("gpt")
    found = propose(mondays(), "2026-12")
    assert [f"{one.instant:%Y-%m-%d}" for one in found] == list(DAYS)
    assert len({one.theme for one in found}) == 4
    assert {(one.by, one.state) for one in found} == {("gpt", "proposed")}
    assert propose(mondays(), "2026-12") == found
    assert seat.taken("gpt") == 1
    assert cost_of(store(), "calendar-c").text_usd > 0


def test_an_answer_with_a_theme_too_many_is_asked_for_again(desk: Seat) -> None:
    seat = desk("gpt", faults=("gpt/wrong-answer:1",))
    assert len(propose(mondays(), "2026-12")) == 4
    assert seat.taken("gpt") == 2


def test_what_has_a_theme_is_not_asked_for(desk: Seat) -> None:
    seat = desk("gpt")
    assert propose(mondays(themes=("a", "b", "c", "d")), "2026-12") == ()
    assert [f"{one.instant:%m-%d}" for one in propose(mondays(themes=("a", "b", "c")), "2026-12")] == ["12-28"]
    assert seat.taken("gpt") == 1


def test_a_refusal_proposes_nothing_and_says_so(desk: Seat) -> None:
    desk("gpt", faults=("gpt/refused",))
    with pytest.raises(ReelflowError):
        propose(mondays(), "2026-12")
    assert [order.state for order in of_project(store(), "calendar-c")] == ["refused"]


@pytest.mark.parametrize(
    ("themes", "words"),
    [
        (["Bees at work"], "There are 1 themes; 2 are wanted"),
        (["Bees at work", "why BEES dance"], "was had before"),
        (["Bees at work", "Bees at work"], "twice"),
        (["Bees at work", " \n "], "Theme 2 is not one line"),
    ],
)
def test_an_answer_is_checked_by_rule(themes: list[str], words: str) -> None:
    assert words in " ".join(wrong(ThemesAnswer(themes=themes), ASKED))
    assert wrong(ThemesAnswer(themes=["Bees at work", "Bees at rest"]), ASKED) == []


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("pillar", ["tips", "education", "story", "promo", "news"])
def test_rules_propose_as_many_as_are_wanted_and_none_twice(language: str, pillar: str) -> None:
    request = ThemesRequest(project="", about="{bees}", pillar=pillar, language=language, days=("2026-12-01",) * 60)
    found = suggest(request)
    assert len(set(found)) == 60
    assert set(found[:2]).isdisjoint(suggest(request.model_copy(update={"avoid": found[:2]})))
    assert suggest(request.model_copy(update={"seed": 1}))[0] != found[0]
