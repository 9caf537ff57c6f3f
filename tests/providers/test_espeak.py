"""The voice that needs nothing: what it says, when, and how fast."""

import subprocess
import sys
import unicodedata
import wave

import numpy as np
import pytest

from domain.errors import BriefError, ConfigurationError, Unsupported
from domain.requests import SpeechRequest
from providers.speaking import child, engine, words
from providers.speaking.aloud import aloud
from providers.vendors.espeak import VENDOR

TEXTS = {
    "en": "Stop writing loops — for everything! In 2026, 45% of beginners don't use C++ properly... 🔥 Right?",
    "fr": "C'est l'erreur n° 3 : aujourd'hui, 12 500 développeurs l'oublient. Qu'est-ce qu'on fait ?",
    "ar": "لا تكتب الحلقات لكل شيء، في عام 2026 هناك طريقة أفضل. مَرْحَبًا بكم؟",
}


def speak(folder, text=TEXTS["en"], language="en", **more):
    request = SpeechRequest(project="p", segment=4, text=text, language=language, **more)
    return VENDOR.makers["speech"].make(request, folder)


def heard(delivery) -> tuple[np.ndarray, int]:
    with wave.open(str(delivery.path)) as sound:
        assert sound.getnchannels() == 1
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2") / 32768, sound.getframerate()


def seconds(delivery) -> float:
    samples, rate = heard(delivery)
    return len(samples) / rate


def pitch(delivery) -> float:
    """The middle of the pitches of the loud parts, by autocorrelation."""
    samples, rate = heard(delivery)
    found = []
    for start in range(0, len(samples) - 2400, 1200):
        part = samples[start : start + 2400]
        if np.sqrt((part**2).mean()) > 0.05:
            echo = np.correlate(part, part, "full")[2399:]
            found.append(rate / (rate // 350 + np.argmax(echo[rate // 350 : rate // 65])))
    return float(np.median(found))


@pytest.mark.parametrize("language", TEXTS)
def test_times_every_token_of_the_text_in_order(language, tmp_path):
    made = speak(tmp_path, TEXTS[language], language)
    assert [word.text for word in made.words] == TEXTS[language].split()
    starts = [word.start for word in made.words]
    assert starts == sorted(starts)
    assert all(word.start <= word.end for word in made.words)
    assert 0 <= starts[0] < 0.1
    assert made.words[-1].end <= seconds(made)
    assert made.timing == "native"


def test_begins_a_word_when_it_is_heard(tmp_path):
    made = speak(tmp_path, "One. Two. Three.")
    samples, rate = heard(made)
    for word in made.words:
        before, after = samples[: int((word.start - 0.03) * rate)][-rate // 20 :], samples[int(word.start * rate) :][: rate // 8]
        assert np.abs(after).max() > 8 * np.abs(before).max(initial=0.001)


def test_ends_a_word_where_the_voice_pauses(tmp_path):
    first, second = speak(tmp_path, "Wait. Go.").words
    assert second.start - first.end > 0.2


def test_leaves_short_silences_at_both_ends(tmp_path):
    samples, rate = heard(speak(tmp_path, "Good morning."))
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    assert 0.03 < loud[0] / rate < 0.08
    assert 0.05 < (len(samples) - loud[-1]) / rate < 0.16


def test_says_the_same_bytes_twice(tmp_path):
    assert speak(tmp_path / "a").path.read_bytes() == speak(tmp_path / "b").path.read_bytes()


def test_her_voice_is_higher_than_his(tmp_path):
    his, hers = (speak(tmp_path / name, "We learn something new every morning.", voice=name) for name in ("male", "female"))
    assert 80 < pitch(his) < 130
    assert 160 < pitch(hers) < 260


@pytest.mark.parametrize(("language", "slowest", "fastest"), [("en", 2.4, 2.9), ("fr", 2.6, 3.2), ("ar", 1.6, 2.2)])
def test_speaks_at_a_natural_pace(language, slowest, fastest, tmp_path):
    text = {
        "en": "Most Python beginners make five mistakes, and the third one costs hours of debugging every week.",
        "fr": "La plupart des débutants font cinq erreurs, et la troisième coûte des heures chaque semaine.",
        "ar": "معظم المبتدئين يرتكبون خمسة أخطاء، والثالث يكلف ساعات كل أسبوع.",
    }[language]
    assert slowest < len(text.split()) / seconds(speak(tmp_path, text, language)) < fastest


def test_hurries_a_little_to_fit(tmp_path):
    calm = seconds(speak(tmp_path / "calm"))
    assert seconds(speak(tmp_path / "fit", seconds=calm * 0.93)) <= calm * 0.93
    assert seconds(speak(tmp_path / "roomy", seconds=calm * 2)) == calm


def test_never_hurries_more_than_fifteen_percent(tmp_path):
    assert seconds(speak(tmp_path / "a", seconds=1.0)) >= seconds(speak(tmp_path / "b")) / 1.16


def test_keeps_its_level_below_clipping(tmp_path):
    samples, _ = heard(speak(tmp_path))
    assert 0.4 < np.abs(samples).max() < 0.75


@pytest.mark.parametrize("text", ["", "  \n", "🔥 🚀", "— … !", "***"])
def test_says_that_there_is_nothing_to_say(text, tmp_path):
    with pytest.raises(BriefError, match="nothing to say"):
        speak(tmp_path, text)


def test_refuses_a_voice_or_a_language_that_it_does_not_have(tmp_path):
    with pytest.raises(Unsupported, match="no voice"):
        speak(tmp_path, voice="Rachel")
    with pytest.raises(Unsupported, match="not de"):
        speak(tmp_path, "Guten Tag", "de")


def test_speaks_with_a_named_variant(tmp_path):
    assert speak(tmp_path / "a", voice="m3").path.read_bytes() != speak(tmp_path / "b").path.read_bytes()


def test_says_how_to_install_a_missing_engine(tmp_path, monkeypatch):
    def missing(*args, **more):
        return subprocess.CompletedProcess(args, child.NOT_INSTALLED, "", "")

    monkeypatch.setattr(engine.subprocess, "run", missing)
    with pytest.raises(ConfigurationError, match="pip install espeakng-loader"):
        speak(tmp_path)


def test_the_child_knows_when_its_engine_is_missing(tmp_path):
    bare = [sys.executable, "-I", "-S", child.__file__, str(tmp_path / "out")]
    done = subprocess.run(bare, input='{"text": "Hi", "voice": "en-us+adam", "rate": 150}', text=True, check=False)
    assert done.returncode == child.NOT_INSTALLED


def test_keeps_every_position_when_it_leaves_out_what_nobody_says():
    text = "a*b 🔥️ مَرْحَبًا #tag 5 €"
    said = aloud(text)
    assert len(said) == len(text)
    assert "🔥" not in said and "*" not in said and "#" not in said
    assert all(mark in said for mark in text if unicodedata.category(mark)[0] in "LN")
    assert "مَرْحَبًا" in said


def test_shares_time_among_tokens_that_no_mark_names():
    timed = words.spoken("— aa ! bb", [(2, 1.0), (7, 2.0)], 3.0)
    assert [(word.text, word.start, word.end) for word in timed] == [
        ("—", 1.0, 1.25), ("aa", 1.25, 1.75), ("!", 1.75, 2.0), ("bb", 2.0, 3.0)
    ]  # fmt: skip


def test_a_mark_that_goes_back_in_time_does_not_turn_words_around():
    starts = [word.start for word in words.spoken("a b c", [(0, 0.5), (2, 0.2), (4, 0.9)], 1.0)]
    assert starts == [0.5, 0.5, 0.9]


def test_says_in_the_result_that_the_voice_is_robotic():
    assert "robotic" in VENDOR.stand_in
