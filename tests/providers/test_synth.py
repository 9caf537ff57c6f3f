"""Music beds: their length, their level, their end, and that no two are alike."""

import itertools
import wave
from pathlib import Path

import numpy as np
import pytest

from domain.errors import Unsupported
from domain.requests import MusicRequest
from providers.scoring.composing import compose
from providers.scoring.mixing import Hall
from providers.scoring.moods import MOODS, named
from providers.scoring.parts import notes
from providers.vendors.synth import VENDOR

RATE = 48000


def play(folder: Path, seconds: float = 12.0, mood: str = "calm", seed: int = 1) -> np.ndarray:
    """The bed as (2, n) in -1 to 1."""
    made = VENDOR.makers["music"].make(MusicRequest(project="p", seconds=seconds, mood=mood, seed=seed), folder)
    with wave.open(str(made.path)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (RATE, 2, 2)
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2").reshape(-1, 2).T / 32768


def levels(sound: np.ndarray, seconds: float = 0.5) -> np.ndarray:
    """Decibels of each stretch of `seconds`."""
    step = int(seconds * RATE)
    parts = (sound**2).mean(axis=0)[: sound.shape[1] // step * step].reshape(-1, step)
    return 10 * np.log10(parts.mean(axis=1) + 1e-12)


@pytest.fixture(scope="module")
def beds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("beds")
    return {mood: play(folder / mood, mood=mood) for mood in MOODS}


@pytest.mark.parametrize("seconds", [1.0, 2.5, 5.0, 12.34, 31.0])
def test_lasts_exactly_as_long_as_asked(seconds, tmp_path):
    assert play(tmp_path, seconds).shape[1] == round(seconds * RATE)


@pytest.mark.parametrize("mood", MOODS)
def test_keeps_its_level(mood, beds):
    sound = beds[mood]
    assert np.abs(sound).max() < 10 ** (-3 / 20)
    assert -24 < 10 * np.log10((sound**2).mean()) < -15


@pytest.mark.parametrize("mood", MOODS)
def test_is_never_silent_before_its_end(mood, beds):
    assert levels(beds[mood])[:-3].min() > -38


@pytest.mark.parametrize("mood", MOODS)
def test_ends_on_a_chord_that_dies_away_without_a_cut(mood, beds):
    last = beds[mood][:, -RATE // 100 :]
    assert np.abs(last).max() < 0.002
    assert levels(beds[mood][:, -2 * RATE :])[0] > -32


@pytest.mark.parametrize("mood", MOODS)
def test_has_no_clicks(mood, beds):
    assert np.abs(np.diff(beds[mood])).max() < 0.12


@pytest.mark.parametrize("mood", MOODS)
def test_is_wide_but_still_whole_on_one_loudspeaker(mood, beds):
    left, right = beds[mood]
    assert 0.1 < np.corrcoef(left, right)[0, 1] < 0.95


def test_another_seed_is_another_piece(tmp_path):
    first, second = (play(tmp_path / str(seed), seed=seed) for seed in (1, 2))
    assert abs(np.corrcoef(first[0], second[0])[0, 1]) < 0.5
    written = [{(note.pitch, round(note.at, 1)) for note in notes(compose("calm", 12, seed), 1)} for seed in (1, 2)]
    assert len(written[0] & written[1]) < len(written[0] | written[1]) / 2


def test_the_same_seed_is_the_same_piece(tmp_path):
    assert np.array_equal(play(tmp_path / "a", 5), play(tmp_path / "b", 5))


def test_moods_do_not_sound_alike(beds):
    for one, other in itertools.combinations(beds.values(), 2):
        assert abs(np.corrcoef(one[0], other[0])[0, 1]) < 0.5


def test_upbeat_beats_and_calm_does_not():
    def drums(mood: str) -> int:
        return sum(
            note.instrument in ("kick", "clap", "hat") for index in range(8) for note in notes(compose(mood, 30, 1), index)
        )

    assert drums("upbeat") > 40
    assert drums("calm") == 0


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("seed", range(6))
def test_stays_in_its_key_and_comes_home(mood, seed):
    score = compose(mood, 40, seed)
    allowed = {(score.key + step) % 12 for step in score.mood.scale}
    pitched = [
        note
        for index in range(score.bars + 1)
        for note in notes(score, index)
        if note.instrument in score.mood.instruments.values()
    ]
    assert {note.pitch % 12 for note in pitched} <= allowed
    assert min(note.pitch for note in notes(score, score.bars) if note.instrument == "bass") % 12 == score.key % 12


@pytest.mark.parametrize("seconds", [20, 30, 60, 97, 600])
def test_begins_small_and_builds(seconds):
    score = compose("upbeat", seconds, 1)
    assert len(score.sections) == score.bars + 1
    assert [section for section, _ in itertools.groupby(score.sections)][:3][0] == ("intro" if score.bars >= 8 else "full")
    assert "full" in score.sections and score.sections[-1] == "end"
    assert abs(60 / score.beat / score.mood.bpm - 1) < 0.08


def test_a_long_bed_rests_and_brings_new_ideas():
    score = compose("warm", 300, 3)
    assert "rest" in score.sections
    assert score.themes(0).motifs != score.themes(40).motifs


def test_the_hall_is_the_same_in_one_block_or_many():
    noise = np.random.default_rng(0).standard_normal((2, 3000))
    whole, parted = Hall(0.02), Hall(0.02)
    assert np.allclose(whole(noise), np.hstack([parted(noise[:, :700]), parted(noise[:, 700:710]), parted(noise[:, 710:])]))


@pytest.mark.parametrize(
    ("asked", "mood"),
    [
        ("calm", "calm"), ("Upbeat", "upbeat"), ("motivating", "upbeat"), ("énergique", "upbeat"), ("épique", "epic"),
        ("music that is cinematic, dark", "epic"), ("lo-fi", "warm"), ("هادئة", "calm"), ("حماسي", "upbeat"), ("ملحمي", "epic"),
        ("chaleureux", "warm"), ("polka", "calm"), ("", "calm"),
    ],
)  # fmt: skip
def test_understands_a_mood_in_three_languages(asked, mood):
    assert named(asked) == mood


def test_refuses_half_a_second(tmp_path):
    with pytest.raises(Unsupported, match=r"not 0\.5 s"):
        play(tmp_path, 0.5)


@pytest.mark.slow
def test_ten_minutes_need_no_more_memory_than_one(tmp_path):
    import tracemalloc

    tracemalloc.start()
    play_only = VENDOR.makers["music"].make
    play_only(MusicRequest(project="p", seconds=600, mood="epic", seed=1), tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 250e6
