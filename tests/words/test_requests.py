"""A request finds its project again whatever was read in it, and looking at prices asks no model."""

from decimal import Decimal

import pytest

from domain.ask import Ask
from domain.errors import BadReply, BriefError, MissingCredentials, NotFound, OrderUnknown, OutOfCredit
from tasks.briefs.asking import brief_for, name_of
from tasks.money.planning import estimates, forecast
from tests.words.conftest import Seat

ASKED = "Je veux une vidéo de 30 secondes sur les abeilles, avec un avatar homme, en arabe et en français, pour TikTok"


def test_a_projects_name_comes_from_the_request_alone(desk: Seat) -> None:
    seat = desk("claude")
    name = name_of(Ask(brief=ASKED, text="claude"))
    assert (name, seat.taken("claude")) == (name_of(Ask(brief=ASKED, text="claude")), 0)
    others = (Ask(brief=ASKED + ".", text="claude"), Ask(brief=ASKED, text="gpt"), Ask(brief=ASKED, text="claude", duration=20))
    assert len({name, *map(name_of, others)}) == 4
    assert name.startswith("je-veux-une-video-de-30-secondes-sur-les")


def test_a_brief_is_read_by_the_model_once_and_kept_in_its_own_words(desk: Seat) -> None:
    seat = desk("claude")
    ask = Ask(brief=ASKED, text="claude")
    first, again = brief_for(ask), brief_for(ask)
    assert (first, seat.taken("claude")) == (again, 1)
    assert (first.duration, first.languages, first.voice, first.said) == (30, ("ar", "fr"), "male", ASKED)
    assert first.avatar
    assert first.assumed == ("pillar: not said, so tips.",)


def test_a_theme_needs_no_reading(desk: Seat) -> None:
    seat = desk("claude")
    assert brief_for(Ask(theme="Travel light", text="claude")).theme == "Travel light"
    assert seat.taken("claude") == 0


@pytest.mark.parametrize("brief", ["🐝🐝🐝 🍯 !!!", "x" * 50_000])
def test_a_brief_that_cannot_be_read_asks_nobody(desk: Seat, brief: str) -> None:
    seat = desk("claude")
    with pytest.raises(BriefError):
        brief_for(Ask(brief=brief, text="claude"))
    assert seat.taken("claude") == 0


def test_without_a_key_nothing_is_asked_and_both_places_for_one_are_named(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = desk("claude")
    monkeypatch.delenv("CLAUDE_API_KEY")
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    with pytest.raises(MissingCredentials, match='CLAUDE_API_KEY or ANTHROPIC_API_KEY, or save a "Vendor API key" block'):
        seat.write()
    assert seat.states() == []


def test_a_plan_counts_the_words_and_asks_nobody(desk: Seat) -> None:
    seat = desk("claude")
    ask = Ask(brief=ASKED, text="claude")
    likely = forecast(ask, brief_for(ask, free=True))
    assert Decimal("0.01") < likely < Decimal("0.10")
    assert all(row.script_usd == likely for row in estimates(ask))
    assert forecast(Ask(theme="bees"), brief_for(Ask(theme="bees"))) == 0
    assert seat.taken("claude") == 0


def test_a_forecast_is_near_what_is_charged(desk: Seat) -> None:
    seat = desk("claude")
    seat.finish()
    wanted = seat.wanted().brief
    likely = forecast(Ask(theme=wanted.theme, text="claude"), wanted)
    assert seat.cost().spent_usd / 3 < likely < seat.cost().spent_usd * 3


@pytest.mark.parametrize(
    ("fault", "error", "state"), [("lost-answer", OrderUnknown, "unknown"), ("no-credit", OutOfCredit, "failed")]
)
def test_what_a_model_says_is_not_mistaken_for_what_was_dealt_with_before(
    desk: Seat, fault: str, error: type[Exception], state: str
) -> None:
    seat = desk("claude", faults=(f"claude/{fault}",))
    with pytest.raises(error):
        try:
            raise NotFound("There is no such project yet.")
        except NotFound:
            seat.write()
    assert seat.states() == [state]


def test_a_model_writes_as_many_segments_as_were_asked_for(desk: Seat) -> None:
    seat = desk("claude")
    script = seat.write(duration=30, segments=3, languages=("en",))
    assert [segment.seconds for segment in script.segments] == [10.0] * 3
    seat.play("claude/wrong-answer:2x3")
    with pytest.raises(BadReply, match="exactly 5 segments of 6 s each"):
        seat.write(duration=30, segments=5, languages=("en",))
