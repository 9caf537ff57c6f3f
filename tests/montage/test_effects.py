"""Effects in the mix: below the voice, at their places, several at once; and what a clip's own gain does."""

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.errors import RenderError
from domain.media import MediaRef
from montage.sound import mix
from tests.montage.material import RATE, Shelf, clip, film, heard
from tests.montage.test_sound import level, loudness, noise

SECONDS = 6
VOICE, HIGH, HIGHER = (500, 3000), (5000, 6500), (8000, 9500)
"""Bands in Hz, by which what is heard is told apart."""


def mixed(shelf: Shelf, **tracks: object) -> NDArray[np.float64]:
    """Return the left side of a mix of six seconds."""
    mix(film(duration=SECONDS * 30, **tracks), shelf.sources, shelf.folder / "mix.m4a")
    return np.asarray(heard(shelf.folder / "mix.m4a")[0][: SECONDS * RATE], float)


def voice(shelf: Shelf) -> MediaRef:
    return shelf.wav("voice.wav", noise(*VOICE, SECONDS) * 0.3)


def burst(shelf: Shelf, band: tuple[int, int], seconds: float = 1.0, loud: float = 0.95) -> MediaRef:
    return shelf.wav(f"{band[0]}-{seconds}-{loud}.wav", noise(*band, seconds) * loud)


def during(first: float, last: float) -> NDArray[np.bool_]:
    place = np.arange(SECONDS * RATE) / RATE
    return np.asarray((place > first) & (place < last))


def test_effects_are_heard_at_their_places_and_stay_below_the_voice(shelf: Shelf) -> None:
    effects = (clip(burst(shelf, HIGH), 30, 30, segment=1), clip(burst(shelf, HIGHER), 45, 30, segment=1))
    sound = mixed(shelf, audio=(clip(voice(shelf), 0, SECONDS * 30),), effects=effects)
    spoken = level(sound, *VOICE, during(0.5, 5.5))
    for band, start in ((HIGH, 1.0), (HIGHER, 1.5)):
        inside, before = during(start + 0.05, start + 0.95), during(start - 0.6, start - 0.05)
        assert 3 < spoken - level(sound, *band, inside) < 16
        assert level(sound, *band, before) < level(sound, *band, inside) - 25


def test_a_faint_effect_is_not_blown_up(shelf: Shelf) -> None:
    effects = (clip(burst(shelf, HIGH, loud=0.003), 30, 30, segment=1),)
    sound = mixed(shelf, audio=(clip(voice(shelf), 0, SECONDS * 30),), effects=effects)
    assert level(sound, *VOICE, during(0.5, 5.5)) - level(sound, *HIGH, during(1.05, 1.95)) > 25


@pytest.mark.parametrize("track", ["audio", "effects"])
def test_a_clips_own_gain_counts_against_its_track(shelf: Shelf, track: str) -> None:
    sounding = burst(shelf, VOICE if track == "audio" else HIGH, 2.0)
    band = VOICE if track == "audio" else HIGH
    sound = mixed(shelf, **{track: (clip(sounding, 0, 60, segment=1), clip(sounding, 90, 60, segment=2, gain=-9.0))})
    apart = level(sound, *band, during(0.2, 1.8)) - level(sound, *band, during(3.2, 4.8))
    assert apart == pytest.approx(9, abs=0.7)


def test_a_gain_moves_one_track_against_the_others(shelf: Shelf) -> None:
    """A film made of one voice with a gain is as loud as ordered all the same: only its balance with the music changes."""
    music = (clip(shelf.wav("music.wav", noise(80, 250, SECONDS) * 0.5), 0, SECONDS * 30),)
    balance = []
    for gain in (0.0, -6.0):
        sound = mixed(shelf, audio=(clip(voice(shelf), 0, SECONDS * 30, gain=gain),), music=music)
        assert loudness(shelf.folder / "mix.m4a")[0] == pytest.approx(-14, abs=0.5)
        balance.append(level(sound, *VOICE, during(1, 4)) - level(sound, 70, 300, during(1, 4)))
    assert 4 < balance[0] - balance[1] < 12  # a quieter voice moves the music aside less


def test_a_sound_of_the_whole_film_keeps_the_gain_it_was_given(shelf: Shelf) -> None:
    """An intro's own sound is brought to the film's loudness where it is taken in; it is no effect to be kept below."""
    opening = burst(shelf, VOICE, 3.0, 0.5)
    sound = mixed(shelf, audio=(clip(voice(shelf), 90, 90, segment=1),), effects=(clip(opening, 0, 90, gain=_to_film(shelf)),))
    assert level(sound, *VOICE, during(0.2, 2.8)) == pytest.approx(level(sound, *VOICE, during(3.2, 5.8)), abs=1)


def _to_film(shelf: Shelf) -> float:
    return -14 - loudness(shelf.folder / f"{VOICE[0]}-3.0-0.5.wav")[0]


@pytest.mark.parametrize("start", [30, 165], ids=["left by its place", "left by the film's end"])
def test_what_is_left_before_its_end_goes_softly(shelf: Shelf, start: int) -> None:
    sound = mixed(shelf, effects=(clip(burst(shelf, HIGH, 4.0), start, 45, segment=1),))
    stop = min(start + 45, SECONDS * 30) / 30
    late, edge = level(sound, *HIGH, during(stop - 0.35, stop - 0.25)), level(sound, *HIGH, during(stop - 0.02, stop - 0.001))
    assert edge < late - 15
    assert np.abs(sound[round(stop * RATE) + 2000 :]).max(initial=0.0) < 0.01


def test_an_effect_that_ends_by_itself_is_left_alone(shelf: Shelf) -> None:
    sound = mixed(shelf, effects=(clip(burst(shelf, HIGH, 1.0), 30, 30, segment=1),))
    assert level(sound, *HIGH, during(1.9, 1.99)) == pytest.approx(level(sound, *HIGH, during(1.5, 1.6)), abs=2)


@pytest.mark.parametrize("wanted", [-10.0, -23.0])
def test_a_film_is_as_loud_as_is_ordered(shelf: Shelf, wanted: float) -> None:
    tracks = {"audio": (clip(voice(shelf), 0, 120),), "effects": (clip(burst(shelf, HIGH), 30, 30, segment=1),)}
    mixed(shelf, **tracks, loudness=wanted)
    measured, peak = loudness(shelf.folder / "mix.m4a")
    assert measured == pytest.approx(wanted, abs=0.5) and peak < -1


def test_music_of_little_more_than_a_second_is_repeated_without_a_gap(shelf: Shelf) -> None:
    sound = mixed(shelf, music=(clip(shelf.wav("m.wav", noise(200, 2000, 1.3) * 0.4), 0, SECONDS * 30),))
    levels = [level(sound, 150, 2100, during(start, start + 0.2)) for start in np.arange(0.6, 3.8, 0.2)]
    assert max(levels) - min(levels) < 6


def test_music_shorter_than_a_second_is_refused_in_a_sentence(shelf: Shelf) -> None:
    music = clip(shelf.wav("m.wav", noise(200, 2000, 0.6) * 0.4), 0, SECONDS * 30)
    with pytest.raises(RenderError, match=r"^The music lasts 0\.60 s from where it begins; to be repeated it needs 1 s"):
        mixed(shelf, music=(music,))


def test_many_effects_at_once_are_summed(shelf: Shelf) -> None:
    media = burst(shelf, HIGH, 1.0, 0.1)
    alone = clip(media, 120, 30, segment=1)
    sound = mixed(shelf, effects=(*(clip(media, 30, 30, segment=1) for _ in range(8)), alone))
    apart = level(sound, *HIGH, during(1.05, 1.95)) - level(sound, *HIGH, during(4.05, 4.95))
    assert apart == pytest.approx(20 * np.log10(8), abs=1)  # eight equal sounds are one, eight times as high
