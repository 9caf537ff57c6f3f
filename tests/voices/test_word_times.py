"""Every word of a narration appears once, in order, and within 80 ms of its sound."""

import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.requests import SpeechRequest
from domain.saying import Saying, aloud
from domain.speech import Word
from providers.speaking.aligned import Piece, fits, from_characters, from_words, pieces_of
from providers.vendors.espeak import VENDOR
from rehearsal import tones

NEAR = 0.08
APART = {
    "en": "Stop. In. 2026, 45%! Of. C++. Don't; one!",
    "fr": "C'est. L'IA. Aujourd'hui; 12; qu'on. Oui!",
    "ar": "مَرْحَبًا. بكم؛ في. 2026. الذكاء. المؤسسات.",
}
"""Words with a rest after each, so that where one begins to sound can be seen."""
SAID = (
    Saying(written="C++", spoken="C plus plus"),
    Saying(written="IA", spoken="intelligence artificielle"),
    Saying(written="PHP", spoken="Personal home page"),
)


def spoken(folder: Path, text: str, language: str, **more: Any) -> tuple[tuple[Word, ...], list[float], float]:
    """Return a narration's words, when its bursts of sound begin, and its length."""
    request = SpeechRequest(project="p", segment=1, text=text, language=language, **more)
    made = VENDOR.makers["speech"].make(request, folder)
    with wave.open(str(made.path)) as file:
        rate = file.getframerate()
        sound = np.abs(np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768)
    step = rate // 100
    loud = np.array([sound[start : start + step].max() for start in range(0, len(sound) - step, step)]) > 0.02
    begins = [at / 100 for at in range(len(loud)) if loud[at] and not loud[max(0, at - 8) : at].any()]
    return made.words, begins, len(sound) / rate


@pytest.mark.parametrize("language", APART)
def test_each_word_of_the_local_voice_begins_with_its_sound(language: str, tmp_path: Path) -> None:
    words, begins, seconds = spoken(tmp_path, APART[language], language)
    assert [word.text for word in words] == APART[language].split()
    for word in words:
        assert min(abs(word.start - begin) for begin in begins) < NEAR, word
    for begin in begins:  # no rest inside a word is taken for another word
        assert any(word.start - NEAR < begin < word.end + NEAR for word in words), begin
    assert words[-1].end <= seconds


@pytest.mark.parametrize(("language", "text"), [("en", "We. Love. PHP. A lot."), ("fr", "Oui. L'IA. Change. Tout.")])
def test_a_word_that_is_spoken_otherwise_keeps_its_place_and_its_time(language: str, text: str, tmp_path: Path) -> None:
    plain, _, short = spoken(tmp_path / "a", text, language)
    words, begins, longer = spoken(tmp_path / "b", text, language, sayings=SAID)
    assert [word.text for word in words] == text.split() == [word.text for word in plain]
    assert abs(longer - short) > 0.1
    assert all(min(abs(word.start - begin) for begin in begins) < NEAR for word in words[:3])


def characters(text: str) -> list[Piece]:
    said = tones.say(text)
    return [Piece(*one) for one in zip(said.text, said.starts, said.ends, strict=True)]


@pytest.mark.parametrize("text", ["C'est l'IA, en 2026 !", "مَرْحَبًا بكم في 2026، شكرا.", "Don't — use C++ 🔥 now", "a"])
def test_characters_become_the_words_they_stand_in(text: str) -> None:
    said = tones.say(text)
    words = from_characters(text, aloud(text), characters(text), said.seconds)
    assert [(word.text, word.start, word.end) for word in words] == [
        (word, pytest.approx(start, abs=0.001), pytest.approx(end, abs=0.001)) for word, start, end in said.words
    ]


def test_characters_of_what_was_spoken_otherwise_time_what_is_written() -> None:
    text = "On aime l'IA et le C++ ici."
    reading = aloud(text, SAID)
    words = from_characters(text, reading, characters(reading.text), tones.say(reading.text).seconds)
    true = {word: (start, end) for word, start, end in tones.say(reading.text).words}
    assert [word.text for word in words] == text.split()
    ia, cpp = words[2], words[5]
    assert (ia.start, ia.end) == pytest.approx((true["l'intelligence"][0], true["artificielle"][1]), abs=0.002)
    assert (cpp.start, cpp.end) == pytest.approx((true["C"][0], tones.say(reading.text).words[-2][2]), abs=0.002)


HEARD = [
    ("C'est l'IA qui", [("c'", 0.1, 0.2), ("est", 0.2, 0.4), ("l", 0.5, 0.55), ("ia", 0.55, 0.8), ("qui", 0.9, 1.0)],
     [("C'est", 0.1, 0.4), ("l'IA", 0.5, 0.8), ("qui", 0.9, 1.0)]),
    ("in 2026 we win", [("In", 0.1, 0.2), ("twenty", 0.3, 0.5), ("twenty-six", 0.5, 0.9), ("we", 1.0, 1.1), ("win", 1.2, 1.4)],
     [("in", 0.1, 0.2), ("2026", 0.3, 0.9), ("we", 1.0, 1.1), ("win", 1.2, 1.4)]),
    ("مَرْحَبًا بكم هنا", [("مرحبا", 0.1, 0.5), ("بكم", 0.6, 0.9), ("هنا", 1.0, 1.3)],
     [("مَرْحَبًا", 0.1, 0.5), ("بكم", 0.6, 0.9), ("هنا", 1.0, 1.3)]),
    ("co-operate — now!", [("cooperate", 0.1, 0.7), ("now", 0.9, 1.2)],
     [("co-operate", 0.1, 0.7), ("—", 0.7, 0.7), ("now!", 0.9, 1.2)]),
    ("one two three four", [("one", 0.1, 0.3), ("three", 0.9, 1.1), ("four", 1.2, 1.4)],
     [("one", 0.1, 0.3), ("two", 0.3, 0.9), ("three", 0.9, 1.1), ("four", 1.2, 1.4)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "heard", "words"), HEARD, ids=[text for text, _, _ in HEARD])
def test_words_that_were_heard_otherwise_time_the_texts_own(text: str, heard: Any, words: Any) -> None:
    found = from_words(text, aloud(text), [Piece(*one) for one in heard], 1.5)
    for word, (name, start, end) in zip(found, words, strict=True):
        assert word.text == name
        assert (word.start, word.end) == (pytest.approx(start, abs=NEAR), pytest.approx(end, abs=NEAR))


def test_what_was_heard_of_another_text_times_nothing() -> None:
    assert from_words("Hello world", aloud("Hello world"), [Piece("quite", 0, 1), Piece("different", 1, 2)], 2.0) == ()
    assert from_words("Hello", aloud("Hello"), [], 2.0) == ()


TOKENS = ["l'IA", "2026", "—", "été", "مَرْحَبًا", "C++", "a", "…", "don't"]
TIME = st.floats(-1, 9)


@given(
    st.lists(st.sampled_from(TOKENS), min_size=1, max_size=12),
    st.lists(st.tuples(st.sampled_from(["ia", "2026", "ete", "مرحبا", "c", "dont", ""]), TIME, TIME), max_size=12),
    st.floats(0.5, 6),
)
def test_whatever_was_heard_the_words_are_the_texts_in_order_and_within_the_sound(
    tokens: Any, heard: Any, seconds: float
) -> None:
    text = " ".join(tokens)
    words = from_words(text, aloud(text), [Piece(word, start, max(start, end)) for word, start, end in heard], seconds)
    if words:
        assert [word.text for word in words] == tokens
        assert [word.start for word in words] == sorted(word.start for word in words)
        assert all(0 <= word.start <= word.end <= seconds for word in words)


def test_times_are_believed_only_when_the_last_word_ends_with_the_sound() -> None:
    words = [Word(text="one", start=0.1, end=1.0), Word(text="two", start=1.1, end=3.9)]
    assert fits(words, "one two", sound_ends=3.9, seconds=4.0)
    assert fits(words, "one two", sound_ends=3.8, seconds=5.0)
    assert not fits(words, "one two", sound_ends=4.6, seconds=4.7)
    assert not fits(words, "one two three", sound_ends=3.9, seconds=4.0)
    assert not fits([words[0], words[1].model_copy(update={"start": 0.0})], "one two", sound_ends=3.9, seconds=4.0)
    assert not fits(words, "one two", sound_ends=3.5, seconds=3.5)
    assert not fits([], "", sound_ends=0, seconds=1)


@pytest.mark.parametrize(
    "reply", [None, [], {}, {"words": None}, {"words": "x"}, {"words": [1, {"word": 3}, {"word": "a", "start": "b"}]}]
)
def test_an_answer_of_another_shape_holds_no_words(reply: Any) -> None:
    assert pieces_of(reply, "words", text="word") == []
