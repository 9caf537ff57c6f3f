"""The other voices: what they send, in which voice, and what they tell."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.ask import Ask
from domain.errors import BriefError, ConfigurationError, MissingCredentials, Unsupported
from domain.lineup import Choice
from domain.money import ZERO
from providers.registry import all_vendors
from rehearsal import tones
from rehearsal.cast import cast
from tasks.money import planning, pricing
from tests.voices.conftest import LINE, Booth

SPEAK = sorted(slug for slug, by in all_vendors().items() if not by.local and by.offer("speech") and slug in cast())
EVERY = pytest.mark.parametrize("slug", SPEAK)


def order_in(booth: Booth, slug: str) -> str:
    (job,) = [one for one in booth.player.journal()["jobs"] if one["vendor"] == slug]
    return str(job["prompt"])


def test_everybody_who_speaks_or_hears_elsewhere_has_a_stand_in_but_azure() -> None:
    heard_from = {slug for slug, by in all_vendors().items() if not by.local and {"speech", "listen"} & set(by.makers)}
    assert heard_from - set(cast()) == {"azure"}


@EVERY
def test_speaks_a_narration_and_keeps_its_sound(booth: Booth, slug: str) -> None:
    made = booth.speak(slug)
    assert made.media.kind == "audio"
    assert made.media.seconds == pytest.approx(tones.say(LINE).seconds, abs=0.01)
    assert (made.vendor, order_in(booth, slug)) == (slug, LINE)


@EVERY
def test_is_paid_once_for_what_the_vendor_charged(booth: Booth, slug: str) -> None:
    booth.speak(slug), booth.speak(slug)
    assert booth.accepted(slug) == 1
    assert (booth.cost().reserved_usd, booth.cost().spent_usd) == (ZERO, booth.charged())


@EVERY
def test_says_that_there_is_nothing_to_say_and_sends_nothing(booth: Booth, slug: str) -> None:
    with pytest.raises(BriefError, match="nothing to say"):
        booth.speak(slug, text="🔥 — !")
    assert (booth.accepted(slug), booth.cost().reserved_usd) == (0, ZERO)


@pytest.mark.parametrize("slug", ["elevenlabs", "bark", "xtts"])
def test_an_unknown_voice_is_told_with_others_and_nothing_is_sent(booth: Booth, slug: str) -> None:
    with pytest.raises(Unsupported, match=r"no voice 'Nobody'"):
        booth.speak(slug, voice="Nobody")
    assert (booth.accepted(slug), booth.cost().reserved_usd) == (0, ZERO)


def test_an_unknown_voice_of_openais_own_is_told(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL")
    with pytest.raises(Unsupported, match=r"no voice 'Nobody'.*alloy"):
        booth.speak("openai", voice="Nobody")


def test_a_voice_that_does_not_speak_the_language_is_refused_naming_those_that_do(booth: Booth) -> None:
    with pytest.raises(Unsupported, match=r"not ar\. Who can: azure, elevenlabs, .*espeak.*xtts"):
        booth.speak("bark", text="مرحبا بكم", language="ar")
    assert booth.orders() == ()


def test_the_settings_name_a_voice_for_each_language(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARK_VOICE", "fr=v2/fr_speaker_3, v2/en_speaker_2")
    booth.speak("bark")
    booth.speak("bark", text="Hello there.", language="en", segment=2)
    booth.speak("bark", text="Hello there.", language="en", segment=3, voice="v2/en_speaker_7")
    bodies = [job.body["voice"] for job in booth.player._books["bark"].jobs.values()]
    assert bodies == ["v2/fr_speaker_3", "v2/en_speaker_2", "v2/en_speaker_7"]


def test_another_voice_is_another_order(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    booth.speak("openai")
    monkeypatch.setenv("OPENAI_VOICE", "nova")
    booth.speak("openai")
    assert booth.accepted("openai") == 2


def test_stability_and_what_is_said_around_go_to_elevenlabs(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEVENLABS_STABILITY", "0.35")
    booth.speak("elevenlabs", before="Un.", after="Trois.")
    (job,) = booth.player._books["elevenlabs"].jobs.values()
    assert job.body["voice_settings"]["stability"] == 0.35
    assert (job.body["previous_text"], job.body["next_text"]) == ("Un.", "Trois.")


def test_a_stability_that_is_none_is_told(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEVENLABS_STABILITY", "3")
    with pytest.raises(ConfigurationError, match="ELEVENLABS_STABILITY"):
        booth.speak("elevenlabs")


def test_a_model_that_will_end_is_told_and_one_that_has_ended_is_not_asked(monkeypatch: pytest.MonkeyPatch, home: object) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    (told,) = pricing.endings(Choice(slugs=("openai", "elevenlabs")), "speech")
    assert told == "openai:tts-1-hd ends on 2027-01-06. Use elevenlabs or azure from then on."
    monkeypatch.setattr(pricing, "_today", lambda: date(2027, 1, 6))
    with pytest.raises(ConfigurationError, match="ended on 2027-01-06"):
        pricing.offer("openai", "speech")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1")
    assert pricing.offer("openai", "speech").model == "tts-1-hd"
    assert pricing.endings(Choice(slugs=("openai",)), "speech") == ()


def test_a_server_of_ones_own_without_a_key_costs_nothing(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.setenv("OPENAI_BASE_URL", booth.player.base_urls["bark"])
    booth.speak("openai", voice="v2/fr_speaker_1")
    assert booth.cost().spent_usd == ZERO


def test_no_key_at_openais_own_address_is_told(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL")
    with pytest.raises(MissingCredentials, match="OPENAI_API_KEY"):
        booth.speak("openai")


@pytest.mark.parametrize("slug", ["bark", "xtts"])
def test_a_server_of_ones_own_has_to_be_named(booth: Booth, slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(f"{slug.upper()}_BASE_URL")
    with pytest.raises(ConfigurationError, match=f"{slug.upper()}_BASE_URL"):
        booth.speak(slug)


def test_xtts_says_that_its_licence_is_not_for_business(booth: Booth) -> None:
    assert any("non-commercial" in note for note in booth.speak("xtts").notes)


def test_prices_are_by_the_character_and_dated() -> None:
    for by in all_vendors().values():
        for offer in (one for one in by.offers if one.kind in ("speech", "listen") and not by.local):
            free = offer.source == "your own server" or offer.model == "gpt-4o-mini-tts"
            assert free or (offer.quoted and date(2026, 1, 1) <= offer.quoted <= date(2026, 11, 30) and offer.source), by.slug
            assert free or offer.usd_per_1000_characters + offer.usd_per_second > Decimal(0), by.slug


def test_a_price_of_ones_own_goes_before_a_voices_card_and_makes_another_model_known(booth: Booth, home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "prices.yaml").write_text(
        '- {vendor: elevenlabs, model: eleven_multilingual_v2, usd_per_1000_characters: "0.04", quoted: 2026-11-20}\n'
        '- {vendor: openai, model: gpt-4o-mini-tts, usd_per_1000_characters: "0.02", quoted: 2026-11-20}\n'
    )
    booth.speak("elevenlabs")
    assert booth.cost().spent_usd == Decimal("0.04") * len(LINE) / 1000
    assert pricing.offer("openai:gpt-4o-mini-tts", "speech").ends == date(2027, 1, 6)


def test_a_voice_without_a_price_says_what_to_write(home: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"openai:gpt-4o-mini-tts.*usd_per_1000_characters"):
        pricing.offer("openai:gpt-4o-mini-tts", "speech")


def test_plan_counts_the_voice(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {row.voice_usd for row in planning.estimates(Ask(theme="bees"))} == {ZERO}
    monkeypatch.setenv("SPEECH_PROVIDER", "elevenlabs")
    (voice,) = {row.voice_usd for row in planning.estimates(Ask(theme="bees", duration=30))}
    assert Decimal("0.03") < voice < Decimal("0.06")
