"""A voice is one call: whatever goes wrong, the order's state and the money are right, and nothing is paid twice unasked."""

from decimal import Decimal

import pytest

from domain.errors import BadReply, BriefError, CeilingReached, MissingCredentials, OrderUnknown, OutOfCredit
from domain.money import ZERO
from domain.requests import Made
from providers.vendors import elevenlabs
from rehearsal.parts import elevenlabs as played
from store.orders import move
from tasks.orders import calling
from tasks.orders.resolving import resolve
from tasks.voices import voicing
from tasks.wiring import store
from tests.voices.conftest import LINE, Booth

PRICE = Decimal("0.10") * len(LINE) / 1000
VOICES = pytest.mark.parametrize("slug", ["elevenlabs", "openai"])


def settled(booth: Booth) -> tuple[Decimal, Decimal, Decimal]:
    """Reserved, spent and wasted; what is spent is what was charged."""
    cost = booth.cost()
    return cost.reserved_usd, cost.spent_usd, cost.wasted_usd


def test_a_narration_has_no_job_to_adopt(booth: Booth) -> None:
    with pytest.raises(OrderUnknown):
        booth.play("lost-answer").speak("elevenlabs")
    with pytest.raises(BriefError, match=r"no job.*--not-ordered"):
        resolve("bees-1", booth.orders()[0].id[:8], job="g1")
    resolve("bees-1", booth.orders()[0].id[:8], not_ordered=True)
    booth.play().speak("elevenlabs")
    assert settled(booth) == (ZERO, PRICE, ZERO)


def test_is_paid_by_the_character_and_not_again(booth: Booth) -> None:
    first, second = booth.speak("elevenlabs"), booth.speak("elevenlabs")
    assert first == second
    assert booth.accepted("elevenlabs") == 1
    assert settled(booth) == (ZERO, PRICE, ZERO)
    assert booth.charged() == PRICE


def test_a_neighbours_other_words_buy_nothing_again(booth: Booth) -> None:
    booth.speak("elevenlabs", before="One.", after="Three.")
    booth.speak("elevenlabs", before="Another one.")
    assert booth.accepted("elevenlabs") == 1


@VOICES
def test_a_lost_answer_is_unknown_nobody_else_is_asked_and_a_person_settles_it(booth: Booth, slug: str) -> None:
    with pytest.raises(OrderUnknown, match=r"resolve bees-1 .*--not-ordered, or .*--charged"):
        booth.play("lost-answer").speak(slug, "espeak")
    for _ in range(2):
        with pytest.raises(OrderUnknown, match="nobody knows"):
            booth.play().speak(slug, "espeak")
    (order,) = booth.orders()
    assert (order.state, booth.accepted(slug)) == ("unknown", 1)
    assert settled(booth) == (order.estimated_usd, ZERO, ZERO)
    resolve("bees-1", order.id[:8], charged=order.estimated_usd)
    assert settled(booth) == (ZERO, order.estimated_usd, order.estimated_usd)
    booth.speak(slug)
    assert settled(booth) == (ZERO, 2 * order.estimated_usd, order.estimated_usd)


@VOICES
@pytest.mark.parametrize("fault", ["lost-before", "server-error", "server-error-after", "html"])
def test_what_may_have_been_spoken_is_never_sent_again_by_itself(booth: Booth, slug: str, fault: str) -> None:
    with pytest.raises(OrderUnknown):
        booth.play(fault).speak(slug, "espeak")
    assert booth.states() == ["unknown"]
    assert settled(booth)[0] > 0


@VOICES
@pytest.mark.parametrize("fault", ["refused", "no-credit"])
def test_after_a_clear_no_the_next_vendor_speaks(booth: Booth, slug: str, fault: str) -> None:
    made = booth.play(fault).speak(slug, "espeak")
    assert made.vendor == "espeak"
    assert f"{slug}: " in made.notes[0] and "Made by espeak instead." in made.notes[0]
    assert settled(booth) == (ZERO, ZERO, ZERO)


def test_a_vendor_that_cannot_be_reached_is_a_clear_no(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEVENLABS_BASE_URL", "http://127.0.0.1:9")
    assert booth.speak("elevenlabs", "espeak").vendor == "espeak"
    assert settled(booth) == (ZERO, ZERO, ZERO)


@VOICES
@pytest.mark.parametrize("fault", ["rate-limit:1x2", "overloaded:1x2"])
def test_a_full_vendor_is_waited_for_and_paid_once(booth: Booth, slug: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(calling, "rest", waits.append)
    assert booth.play(fault).speak(slug).vendor == slug
    assert (waits, booth.accepted(slug)) == ([1.0, 1.0], 1)
    assert settled(booth)[1] == booth.charged()


def test_a_vendor_that_stays_full_gives_the_money_back(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "PATIENCE", -1.0)
    made = booth.play("rate-limit:1x9").speak("elevenlabs", "espeak")
    assert made.vendor == "espeak"
    assert settled(booth) == (ZERO, ZERO, ZERO)


def test_a_run_that_died_while_it_was_spoken_leaves_it_unknown(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object, **__: object) -> Made:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(voicing, "_kept", die)
        booth.speak("elevenlabs")
    assert booth.states() == ["submitting"]
    with pytest.raises(OrderUnknown):
        booth.speak("elevenlabs")
    assert (booth.states(), booth.accepted("elevenlabs")) == (["unknown"], 1)


def test_sound_that_is_none_was_paid_for_and_counts_as_waste(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elevenlabs, "wav", lambda path, pcm, rate: path.write_bytes(b"no sound") and path)
    with pytest.raises(BadReply, match="no sound"):
        booth.speak("elevenlabs")
    assert (booth.states(), settled(booth)) == (["failed"], (ZERO, PRICE, PRICE))


def test_what_the_vendor_says_it_took_is_booked_and_a_surprise_is_told(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(played, "len", lambda text: 1000, raising=False)
    made = booth.speak("elevenlabs")
    assert settled(booth) == (ZERO, Decimal("0.10"), ZERO)
    assert "not $0.0" in made.notes[0]


def test_the_ceiling_holds_for_voices(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REELFLOW_BUDGET_USD", "0.006")
    booth.speak("elevenlabs", segment=1)
    with pytest.raises(CeilingReached, match="elevenlabs would take"):
        booth.speak("elevenlabs", segment=2)
    assert booth.accepted("elevenlabs") == 1


def test_no_key_is_told_before_anything_is_ordered(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ELEVENLABS_API_KEY")
    with pytest.raises(MissingCredentials, match="ELEVENLABS_API_KEY"):
        booth.speak("elevenlabs")
    assert settled(booth) == (ZERO, ZERO, ZERO)


def test_an_order_that_was_never_sent_is_sent_now(booth: Booth) -> None:
    with pytest.raises(OutOfCredit):
        booth.play("no-credit").speak("elevenlabs")
    (order,) = booth.orders()
    assert not move(store(), order.id, ("reserved",), "failed")
    booth.play().speak("elevenlabs")
    assert [one.attempt for one in booth.orders()] == [2]
