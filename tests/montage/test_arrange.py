"""A segment on the table: frames to spare for its transitions, and what lies over it."""

import pytest

from domain.directing import Edition, Treatment
from domain.formats import format_named
from domain.media import MediaRef
from domain.scene import Extras
from domain.script import Segment
from domain.timeline import Clip, Timeline, Transition
from montage.arrange import arrange

SEGMENT = Segment(id=3, narration={"en": "One."}, prompt="a bee", seconds=5)
EDITION = Edition(language="en", format=format_named("tiktok"))
PLAIN = Treatment(edition=EDITION)
JOINED = Treatment(
    edition=EDITION,
    transition_in=Transition(kind="dissolve", at=0, in_offset=7, out_offset=8),
    transition_out=Transition(kind="wipe", at=0, in_offset=10, out_offset=11),
)


def media(seconds: float | None = 5.0, name: str = "a") -> MediaRef:
    return MediaRef(sha256=name * 64, suffix=".mp4", kind="video", seconds=seconds)


def laid(treatment: Treatment = PLAIN, clip: MediaRef | None = None, segment: Segment = SEGMENT, **extras: object) -> Timeline:
    return arrange(segment, clip or media(), None, treatment, Extras.model_validate(extras))


def only(clips: tuple[Clip, ...]) -> Clip:
    (clip,) = clips
    return clip


def test_a_clip_is_slowed_to_have_frames_for_both_transitions() -> None:
    clip = only(laid(JOINED).video)
    assert (clip.at.start, clip.at.duration, clip.head) == (0, 150, 7)
    assert clip.speed == pytest.approx(150 / (150 + 7 + 11))
    assert only(laid(JOINED, media(9.0)).video).speed == 1.0
    assert only(laid().video).speed == 1.0


def test_a_segment_holds_its_half_of_each_transition() -> None:
    assert [(one.kind, one.at) for one in laid(JOINED).transitions] == [("dissolve", 0), ("wipe", 150)]
    assert laid(JOINED).handles == 7 + 11 and laid().handles == 0


def test_a_segment_takes_its_own_fit_focus_and_grade_before_the_films() -> None:
    own = SEGMENT.model_copy(update={"fit": "blur", "focus": (0.2, 0.5), "grade": "warm"})
    blurred = PLAIN.model_copy(update={"fit": "contain"})
    clip, other = only(laid(blurred, segment=own).video), only(laid(blurred).video)
    assert (clip.fit, clip.focus, clip.grade) == ("blur", (0.2, 0.5), "warm")
    assert (other.fit, other.focus, other.grade) == ("contain", (0.5, 0.5), "")


def test_the_ends_of_the_film_fade() -> None:
    clip = only(laid(PLAIN.model_copy(update={"fade_in": 12, "fade_out": 15})).video)
    assert (clip.fade_in, clip.fade_out) == (12, 15)


def test_a_platforms_safe_zone_and_loudness_are_the_timelines() -> None:
    timeline = laid(PLAIN.model_copy(update={"loudness": -16.0}))
    assert (timeline.safe_top, timeline.safe_bottom, timeline.safe_right, timeline.loudness) == (
        EDITION.format.safe_top, EDITION.format.safe_bottom, EDITION.format.safe_right, -16.0,
    )  # fmt: skip


def test_every_segment_is_marked_where_it_begins() -> None:
    assert [(one.at, one.segment) for one in laid().markers] == [(0, 3)]


@pytest.mark.parametrize(("seconds", "frames"), [(None, 150), (9.0, 150), (4.6, 150), (3.0, 90)])
def test_an_avatar_keeps_its_pace_and_leaves_when_it_ends_much_too_early(seconds: float | None, frames: int) -> None:
    clip = only(laid(avatar=media(seconds)).avatar)
    assert (clip.at.start, clip.at.duration, clip.speed, clip.placement) == (0, frames, 1.0, "corner")


def test_full_b_roll_cuts_away_and_small_b_roll_stays_beside() -> None:
    away = only(laid(JOINED, broll=media(4.0)).broll)
    assert (away.at.start, away.at.end, away.placement, away.head) == (50, 150, "full", 0)
    beside = only(laid(JOINED, segment=SEGMENT.model_copy(update={"broll": "split"}), broll=media(9.0)).broll)
    assert (beside.at.start, beside.at.end, beside.placement, beside.head) == (0, 150, "split", 7)


def test_b_roll_is_slowed_before_it_leaves_early() -> None:
    slowed, short = (only(laid(broll=media(seconds)).broll) for seconds in (3.0, 1.0))
    assert slowed.speed == pytest.approx(0.9) and slowed.at.end == 150
    assert short.speed == 0.75 and short.at.end == 50 + 40


def test_effects_sound_from_the_beginning_and_may_ring_on() -> None:
    clips = laid(effects=(media(0.5), media(8.0, "b"))).effects
    assert [(clip.at.start, clip.at.duration, clip.segment) for clip in clips] == [(0, 15, 3), (0, 240, 3)]
