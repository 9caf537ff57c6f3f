"""When words sound, if the voice does not tell: heard by somebody, else estimated and said so."""

from decimal import Decimal

import pytest

from domain.errors import OrderUnknown
from domain.speech import Narration
from providers.registry import all_vendors
from rehearsal import tones
from tests.voices.conftest import LINE, Booth

HEAR = sorted(slug for slug, by in all_vendors().items() if not by.local and by.offer("listen"))
EARS = pytest.mark.parametrize("ears", HEAR)
ARABIC = "مَرْحَبًا بكم في عام 2026، الذكاء الاصطناعي لكل المؤسسات."


def true(narration: Narration, text: str, within: float = 0.08) -> None:
    """Check that each word begins and ends where it sounds."""
    assert [word.text for word in narration.words] == text.split()
    for word, (_, start, end) in zip(narration.words, tones.say(text).words, strict=True):
        assert word.start == pytest.approx(start, abs=within)
        assert word.end == pytest.approx(end, abs=within)
    assert narration.words[-1].end <= narration.seconds


@EARS
@pytest.mark.parametrize(("language", "text"), [("fr", LINE), ("ar", ARABIC)])
def test_a_voice_without_times_is_heard(
    booth: Booth, ears: str, language: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISTEN_PROVIDER", ears)
    narration = booth.narrate("xtts", text=text, language=language)
    true(narration, text)
    assert (narration.timing, narration.vendor) == ("forced", "xtts")
    assert booth.cost().spent_usd == pytest.approx(booth.charged(), abs=Decimal("0.00001"))


def test_is_heard_once_and_paid_once(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PROVIDER", "deepgram")
    assert booth.narrate("openai") == booth.narrate("openai")
    assert booth.accepted("deepgram") == 1


def test_without_a_listener_times_are_estimated_and_said_so(booth: Booth) -> None:
    narration = booth.narrate("openai")
    assert (narration.timing, [word.text for word in narration.words]) == ("estimated", LINE.split())
    assert any("estimated" in note and "LISTEN_PROVIDER" in note for note in narration.notes)


def test_a_voice_that_tells_its_times_is_not_heard(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PROVIDER", "deepgram")
    narration = booth.narrate("elevenlabs")
    true(narration, LINE, within=0.002)
    assert (narration.timing, booth.accepted("deepgram")) == ("native", 0)


@pytest.mark.parametrize("fault", ["elevenlabs/drift:1", "elevenlabs/no-times:1"])
def test_times_that_run_away_from_the_sound_are_found_anew(booth: Booth, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PROVIDER", "whisper")
    narration = booth.play(fault).narrate("elevenlabs")
    true(narration, LINE)
    assert narration.timing == "forced"


def test_a_listener_whose_times_run_away_is_not_believed(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PROVIDER", "whisper,deepgram")
    narration = booth.play("whisper/drift").narrate("openai")
    true(narration, LINE)
    assert any("whisper: what it heard" in note for note in narration.notes)


def test_after_a_clear_no_the_next_listener_is_asked(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PROVIDER", "deepgram")
    narration = booth.play("deepgram/no-credit").narrate("openai")
    assert narration.timing == "estimated"
    assert any("deepgram: Your credit" in note for note in narration.notes)


def test_a_lost_answer_of_a_listener_waits_for_a_person_too(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PROVIDER", "deepgram")
    with pytest.raises(OrderUnknown, match="resolve"):
        booth.play("deepgram/lost-answer").narrate("openai")
    assert [order.state for order in booth.orders() if order.kind == "listen"] == ["unknown"]


def test_a_free_voice_keeps_its_own_times(booth: Booth) -> None:
    narration = booth.narrate("espeak")
    assert (narration.timing, narration.notes) == ("native", ())


def test_what_a_voice_says_otherwise_than_written_is_found_out(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PROVIDER", "whisper")
    say = tones.say
    monkeypatch.setattr(tones, "say", lambda text: say("Something quite different was improvised here today."))
    narration = booth.narrate("bark")
    assert narration.timing == "estimated"
    assert any("is not what segment 1 says" in note for note in narration.notes)
