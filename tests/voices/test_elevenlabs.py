"""ElevenLabs: what is sent, what its times mean, and what its errors mean."""

import wave

import pytest

from domain.errors import ContentRefused, OutOfCredit, Unsupported
from rehearsal import tones
from tasks.wiring import vault
from tests.voices.conftest import LINE, Booth

TEXTS = {
    "en": "Don't panic — in 2026, 45% of beginners misuse C++ ... 🔥 right?",
    "fr": LINE,
    "ar": "مَرْحَبًا بكم في عام 2026، الذكاء الاصطناعي لكل المؤسسات.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_every_word_begins_and_ends_where_its_characters_do(booth: Booth, language: str) -> None:
    text = TEXTS[language]
    made = booth.speak("elevenlabs", text=text, language=language)
    true = tones.say(text).words
    assert [word.text for word in made.words] == text.split()
    for place, word in enumerate(made.words):
        assert word.start == pytest.approx(true[place][1], abs=0.002)
        assert word.end == pytest.approx(true[place][2], abs=0.002)
    assert made.words[-1].end <= (made.media.seconds or 0)
    assert made.timing == "native"


def test_the_sound_is_kept_sample_for_sample(booth: Booth) -> None:
    made = booth.speak("elevenlabs")
    with wave.open(str(vault().open(made.media))) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 24_000)
        assert sound.readframes(sound.getnframes()) == tones.say(LINE).pcm


def test_a_voice_goes_by_name_or_id_and_an_unknown_one_is_told_before_anything_is_paid(booth: Booth) -> None:
    booth.speak("elevenlabs", voice="Amina", segment=1)
    booth.speak("elevenlabs", voice="EXAVITQu4vr4xnSDxMaL", segment=2)
    spoken = [one["path"] for one in booth.player.journal()["requests"] if one["does"] == "create"]
    assert ["aaaaaaaaaaaaaaaaaaaa" in spoken[0], "EXAVITQu4vr4xnSDxMaL" in spoken[1]] == [True, True]
    with pytest.raises(Unsupported, match=r"no voice 'Rachelle'.*Amina"):
        booth.speak("elevenlabs", voice="Rachelle", segment=3)
    assert booth.accepted("elevenlabs") == 2


def test_out_of_credit_is_told_from_a_wrong_key(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OutOfCredit, match="no credits left"):
        booth.play("no-credit").speak("elevenlabs")
    monkeypatch.setenv("ELEVENLABS_API_KEY", "another")
    with pytest.raises(OutOfCredit, match="See to the key"):
        booth.play().speak("elevenlabs")


def test_a_refusal_is_one_and_is_not_asked_again(booth: Booth) -> None:
    for _ in range(2):
        with pytest.raises(ContentRefused, match="other words"):
            booth.play("refused").speak("elevenlabs")
        booth.play()
    assert (booth.accepted("elevenlabs"), booth.states()) == (0, ["refused"])
