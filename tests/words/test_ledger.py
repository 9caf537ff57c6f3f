"""Whatever a text model does, the ledger knows what it cost, and nothing is paid for twice."""

import time
from decimal import Decimal

import pytest

from domain.errors import AllVendorsFailed, BadReply, CeilingReached, ContentRefused, OrderUnknown, OutOfCredit, RateLimited
from providers.registry import all_vendors
from rehearsal.player import KEY
from tasks.orders.resolving import resolve
from tests.words.conftest import EVERY, PAID, Seat


@EVERY
def test_a_good_answer_costs_what_its_tokens_cost(desk: Seat, slug: str) -> None:
    seat = desk(slug)
    seat.write()
    cost = seat.cost()
    assert (seat.states(), seat.taken(slug)) == (["done"], 1)
    assert (cost.spent_usd, cost.wasted_usd, cost.reserved_usd) == (seat.charged(), 0, 0)
    assert (cost.spent_usd > 0) == (slug != "local")


@EVERY
def test_the_same_request_is_answered_again_for_nothing(desk: Seat, slug: str) -> None:
    seat = desk(slug)
    first, again = seat.write(), seat.write()
    assert (first, seat.taken(slug)) == (again, 1)


@EVERY
@pytest.mark.parametrize("fault", ["wrong-answer", "bad-json"])
def test_an_answer_that_is_corrected_costs_both_answers(desk: Seat, slug: str, fault: str) -> None:
    seat = desk(slug, faults=(fault,))
    assert seat.write().seconds == 30
    assert (seat.states(), seat.taken(slug), seat.cost().spent_usd) == (["done"], 2, seat.charged())
    assert seat.cost().wasted_usd == 0


@EVERY
@pytest.mark.parametrize("fault", ["wrong-answerx9", "bad-jsonx9"])
def test_an_answer_that_is_never_right_is_paid_for_and_wasted(desk: Seat, slug: str, fault: str) -> None:
    seat = desk(slug, faults=(fault,))
    with pytest.raises(BadReply):
        seat.write()
    cost = seat.cost()
    assert (seat.states(), seat.taken(slug)) == (["failed"], 3)
    assert (cost.spent_usd, cost.wasted_usd, cost.reserved_usd) == (seat.charged(), seat.charged(), 0)


@pytest.mark.parametrize("slug", ["claude", "gpt", "gemini", "groq", "deepseek", "local"])
def test_a_refusal_is_charged_and_not_asked_for_again(desk: Seat, slug: str) -> None:
    seat = desk(slug, faults=("refused",))
    for _ in range(2):
        with pytest.raises(ContentRefused):
            seat.write()
    assert (seat.states(), seat.taken(slug), seat.cost().wasted_usd) == (["refused"], 1, seat.charged())


@EVERY
@pytest.mark.parametrize("fault", ["rate-limit", "overloaded", "server-error"])
def test_a_vendor_without_time_is_asked_again_and_that_is_no_failed_attempt(desk: Seat, slug: str, fault: str) -> None:
    seat = desk(slug)
    seat.player.play([fault_of(fault)])
    seat.write()
    (order,) = seat.orders()
    assert (order.state, order.attempt, seat.taken(slug)) == ("done", 1, 1)
    assert seat.cost().spent_usd == seat.charged()


def fault_of(name: str):  # type: ignore[no-untyped-def]
    from rehearsal.faults import Fault

    return Fault(name=name, times=2, after=0)  # type: ignore[arg-type]


def test_a_vendor_that_never_has_time_gives_the_money_back(desk: Seat) -> None:
    seat = desk("claude", faults=("overloadedx99",))
    seat.player.play([fault_of("overloaded").model_copy(update={"times": 99})])
    with pytest.raises(RateLimited, match="Overloaded"):
        seat.write()
    assert (seat.states(), seat.cost().reserved_usd, seat.cost().spent_usd) == (["failed"], 0, 0)


@PAID
def test_an_empty_account_is_a_clear_no(desk: Seat, slug: str) -> None:
    seat = desk(slug, faults=("no-creditx9",))
    with pytest.raises(OutOfCredit):
        seat.write()
    assert (seat.states(), seat.cost().reserved_usd, seat.cost().spent_usd) == (["failed"], 0, 0)


@EVERY
@pytest.mark.parametrize("fault", ["lost-answer", "cut", "lost-before"])
def test_a_lost_answer_is_unknown_money_and_never_asked_for_again(desk: Seat, slug: str, fault: str) -> None:
    seat = desk(slug, "outline", faults=(fault,))
    for _ in range(2):  # and nobody else is asked
        with pytest.raises(OrderUnknown, match=f"reelflow resolve {seat.project}"):
            seat.write()
    (order,) = seat.orders()
    assert (order.state, seat.taken(slug)) == ("unknown", 0 if fault == "lost-before" else 1)
    assert seat.cost().reserved_usd == order.estimated_usd


def test_a_stream_that_is_cut_is_a_lost_answer(desk: Seat) -> None:
    seat = desk("claude", faults=("cut",))
    with pytest.raises(OrderUnknown):
        seat.write(duration=180, languages=("en", "fr", "ar"))
    assert seat.player.bodies("claude")[0]["stream"] is True


def test_a_long_film_is_answered_as_a_stream_and_paid_right(desk: Seat) -> None:
    seat = desk("claude")
    assert seat.write(duration=180, languages=("en", "fr", "ar")).seconds == pytest.approx(180)
    assert (seat.player.bodies("claude")[0]["stream"], seat.cost().spent_usd) == (True, seat.charged())


def test_a_person_says_what_a_lost_answer_cost_and_it_is_asked_for_anew(desk: Seat) -> None:
    seat = desk("claude", faults=("lost-answer",))
    with pytest.raises(OrderUnknown):
        seat.write()
    (lost,) = seat.orders()
    resolve(seat.project, lost.id[:8], charged=Decimal("0.02"))
    assert (seat.cost().reserved_usd, seat.cost().wasted_usd) == (0, Decimal("0.02"))
    assert seat.write().writer == "claude"
    assert seat.cost().wasted_usd == Decimal("0.02")


def test_a_slow_answer_is_waited_for(desk: Seat) -> None:
    seat = desk("claude", faults=("slow",))
    assert seat.write().writer == "claude"


def test_an_answer_slower_than_our_patience_is_lost(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = desk("claude", faults=("slow",))
    known = all_vendors()["claude"]
    hasty = known.model_copy(update={"waiting": known.waiting.model_copy(update={"patience": 0.3})})
    monkeypatch.setitem(all_vendors(), "claude", hasty)
    with pytest.raises(OrderUnknown):
        seat.write()
    assert seat.cost().reserved_usd > 0


def test_after_a_clear_no_the_next_vendor_writes_and_that_is_said(desk: Seat) -> None:
    seat = desk("claude", "gpt", faults=("claude/refused",))
    script = seat.write()
    assert (script.writer, seat.states()) == ("gpt", ["refused", "done"])
    assert script.remarks[0].endswith("Written by gpt instead.")
    assert seat.cost().spent_usd >= seat.charged()


def test_once_the_next_vendor_has_answered_the_first_is_not_paid_as_well(desk: Seat) -> None:
    seat = desk("claude", "gpt", faults=("claude/wrong-answerx9",))
    seat.write()
    seat.play()
    assert (seat.write().writer, seat.taken("claude"), seat.taken("gpt")) == ("gpt", 3, 1)


def test_a_vendor_that_cannot_be_reached_is_a_clear_no(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = desk("claude", "outline")
    monkeypatch.setenv("CLAUDE_BASE_URL", "http://127.0.0.1:9")
    script = seat.write()
    assert (script.writer, seat.states(), seat.cost().reserved_usd) == ("outline", ["failed"], 0)
    assert "cannot be reached" in script.remarks[0]


def test_when_nobody_can_every_cause_is_told(desk: Seat) -> None:
    seat = desk("claude", "gpt", faults=("refused",))
    with pytest.raises(AllVendorsFailed, match=r"claude.*gpt"):
        seat.write()


def test_a_script_beyond_the_budget_of_its_video_is_not_asked_for(desk: Seat) -> None:
    seat = desk("claude", budget="0.001")
    with pytest.raises(CeilingReached):
        seat.write()
    assert (seat.states(), seat.taken("claude")) == ([], 0)


def test_what_is_spent_never_passes_what_was_reserved(desk: Seat) -> None:
    seat = desk("claude", faults=("wrong-answerx2",))
    seat.write()
    (order,) = seat.orders()
    assert order.charged_usd < order.estimated_usd < Decimal("1")


def test_no_key_is_in_a_body_or_a_row(desk: Seat) -> None:
    seat = desk("claude")
    seat.write()
    assert KEY not in f"{seat.player.bodies('claude')}{seat.orders()}"


def test_waiting_takes_no_longer_than_it_was_told(desk: Seat) -> None:
    seat = desk("claude", faults=("rate-limit",))
    begun = time.monotonic()
    seat.write()
    assert 1 <= time.monotonic() - begun < 10
