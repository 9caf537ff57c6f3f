"""Time belongs to the voice."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import timing
from domain.script import Role, Segment

RATES = st.sampled_from([24, 25, 30, 50, 60])
VOICES = st.floats(0.1, 60, allow_nan=False)
LENGTHS = st.floats(1, 60, allow_nan=False)


def segment(seconds: float = 5.0, role: Role = "point") -> Segment:
    return Segment(id=1, narration={"en": "A bee."}, prompt="a bee", seconds=seconds, role=role)


@given(VOICES, LENGTHS, RATES, st.sampled_from(["point", "text", "hook"]))
def test_the_voice_is_never_cut(voice: float, seconds: float, rate: int, role: Role) -> None:
    frames = timing.frames_needed(segment(seconds, role), voice, rate)
    assert frames / rate >= timing.LEAD + voice + timing.TAIL - 1e-9


@given(VOICES, LENGTHS, RATES)
def test_a_segment_is_never_shorter_than_asked_and_longer_only_for_the_voice(voice: float, seconds: float, rate: int) -> None:
    frames = timing.frames_needed(segment(seconds), voice, rate)
    spoken = timing.LEAD + voice + timing.TAIL
    assert frames >= round(seconds * rate)
    assert frames <= max(round(seconds * rate), math.ceil(spoken * rate))


@given(VOICES, LENGTHS, RATES)
def test_own_text_lasts_as_long_as_its_voice_and_at_least_two_seconds(voice: float, planned: float, rate: int) -> None:
    frames = timing.frames_needed(segment(planned, "text"), voice, rate)
    assert frames == math.ceil(max(2.0, timing.LEAD + voice + timing.TAIL) * rate)


@pytest.mark.parametrize("role", ["point", "text"])
def test_a_segment_without_a_voice_lasts_as_planned(role: Role) -> None:
    assert timing.frames_needed(segment(4.5, role), 0.0, 30) == 135


def test_a_film_is_as_long_as_its_segments() -> None:
    assert timing.film_seconds([segment(), segment(), segment(5, "text")], [0.0, 6.0, 3.0]) == 5 + 6.5 + 3.5


def test_a_film_has_a_voice_or_none_for_every_segment() -> None:
    with pytest.raises(ValueError, match="shorter"):
        timing.film_seconds([segment(), segment()], [1.0])


@given(st.floats(0.5, 60), st.floats(0.5, 60))
def test_a_clip_is_slowed_within_limits_and_held_for_the_rest(clip: float, wanted: float) -> None:
    speed, held = timing.speed_to_fill(clip, wanted), timing.held_seconds(clip, wanted)
    assert timing.SLOWEST <= speed <= 1.0
    assert held >= 0
    assert clip / speed + held >= wanted - 1e-9
    assert held == 0 or speed == timing.SLOWEST or held <= 0.0501


def test_a_clip_that_is_long_enough_keeps_its_speed() -> None:
    assert (timing.speed_to_fill(8, 5), timing.held_seconds(8, 5)) == (1.0, 0.0)


def test_a_clip_that_is_a_little_short_is_slowed_and_a_very_short_one_held() -> None:
    assert timing.speed_to_fill(4, 5) == 0.8
    assert timing.held_seconds(4, 5) == 0.0
    assert timing.held_seconds(3, 5) == pytest.approx(1.0)
