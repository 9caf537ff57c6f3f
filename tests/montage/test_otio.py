"""A film in OpenTimelineIO, read back by OpenTimelineIO: the same tracks, ranges and joins, and handles for each join."""

from typing import Any

import opentimelineio as otio
import pytest

from domain.timeline import Clip, Timeline
from montage.exchange.otio import document
from tests.montage.exchanged import CUT, FILM, SPEED, URLS, at, media

Read = Any
"""opentimelineio has no types of its own."""


def read(timeline: Timeline = FILM) -> Read:
    text = document(CUT.model_copy(update={"timeline": timeline}), "Bees", URLS)
    return otio.adapters.read_from_string(text, "otio_json")


@pytest.fixture(scope="module")
def film() -> Read:
    return read()


def track(film: Read, name: str) -> Read:
    return next(one for one in film.tracks if one.name == name)


def clips(film: Read, name: str) -> list[Read]:
    return list(track(film, name).find_clips())


def frames(range_: Read) -> tuple[float, float]:
    assert range_.start_time.rate == range_.duration.rate == FILM.rate
    return range_.start_time.value, range_.duration.value


def test_the_tracks_come_back_with_their_kinds_the_lowest_picture_first(film: Read) -> None:
    assert [(one.name, one.kind) for one in film.tracks] == [
        ("VIDEO", "Video"),
        ("AVATAR", "Video"),
        ("B-ROLL", "Video"),
        ("AUDIO", "Audio"),
        ("EFFECTS 1", "Audio"),
        ("EFFECTS 2", "Audio"),
        ("MUSIC", "Audio"),
    ]


def test_the_film_and_every_track_last_as_long_as_the_film(film: Read) -> None:
    assert frames(film.tracks.trimmed_range()) == (0, 420)
    assert {frames(one.trimmed_range()) for one in film.tracks} == {(0, 420)}


@pytest.mark.parametrize(("name", "own"), [("VIDEO", FILM.video), ("AVATAR", FILM.avatar), ("B-ROLL", FILM.broll)])
def test_pictures_stand_where_the_timeline_has_them(film: Read, name: str, own: tuple[Clip, ...]) -> None:
    placed: dict[str, list[tuple[float, float]]] = {}
    for clip in clips(film, name):
        placed.setdefault(clip.name, []).append(frames(clip.range_in_parent()))
    for clip in own:
        there = placed[f"segment {clip.segment}"]
        assert (there[0][0], sum(length for _, length in there)) == (clip.at.start, clip.at.duration)


def test_a_clip_begins_behind_its_head_and_the_head_is_available(film: Read) -> None:
    clip = clips(film, "VIDEO")[1]
    assert frames(clip.source_range) == (8, 150)
    assert frames(clip.media_reference.available_range) == (0, 180)


def test_every_transition_has_the_frames_it_shows_on_both_sides(film: Read) -> None:
    children = list(track(film, "VIDEO"))
    joins = [place for place, one in enumerate(children) if isinstance(one, otio.schema.Transition) and one.name != "fade out"]
    for place in (place for place in joins if place):
        before, join, after = children[place - 1 : place + 2]
        assert spare(before)[1] >= join.out_offset.value
        assert spare(after)[0] >= join.in_offset.value
    assert len(joins) == 3


def spare(clip: Read) -> tuple[float, float]:
    """Return the frames of the film's rate that a clip's file has before and after what is seen of it."""
    speed = clip.effects[0].time_scalar if clip.effects else 1.0
    first, length = frames(clip.source_range)
    start, there = frames(clip.media_reference.available_range)
    return (first - start) / speed, (start + there - first - length * speed) / speed + 1e-6


def test_a_slowed_clip_begins_at_its_own_frame_and_lasts_as_long_as_it_is_seen(film: Read) -> None:
    slow = clips(film, "VIDEO")[0]
    assert [(type(one), one.time_scalar) for one in slow.effects] == [(otio.schema.LinearTimeWarp, SPEED)]
    assert frames(slow.source_range) == (0, 150)


def test_where_a_clip_ends_too_early_its_last_picture_is_a_freeze(film: Read) -> None:
    moving, held = clips(film, "VIDEO")[2:]
    assert (frames(moving.source_range), moving.effects[0].time_scalar) == ((9, 88), 0.75)
    assert frames(held.source_range) == (74, 32)
    assert [type(one) for one in held.effects] == [otio.schema.FreezeFrame]


def test_a_voice_ends_with_its_recording_and_silence_is_a_gap(film: Read) -> None:
    found = [(type(one).__name__, frames(one.range_in_parent())) for one in track(film, "AUDIO")]
    assert found == [("Gap", (0, 6)), ("Clip", (6, 97)), ("Gap", (103, 53)), ("Clip", (156, 144)), ("Gap", (300, 120))]


def test_the_sound_of_a_film_that_ends_early_is_not_held() -> None:
    heard = Timeline(width=720, height=720, duration=90, audio=(Clip(at=at(0, 90), media=media("a", 2.0)),))
    film = read(heard)
    assert [(type(one).__name__, frames(one.range_in_parent())) for one in track(film, "AUDIO")] == [
        ("Clip", (0, 60)),
        ("Gap", (60, 30)),
    ]


def test_sounds_that_overlap_lie_on_tracks_of_their_own_and_end_with_the_film(film: Read) -> None:
    assert [frames(one.range_in_parent()) for one in clips(film, "EFFECTS 1")] == [(10, 39), (60, 30)]
    assert [frames(one.range_in_parent()) for one in clips(film, "EFFECTS 2")] == [(20, 400)]


def test_music_that_is_too_short_is_laid_again_crossing_for_a_second(film: Read) -> None:
    first, cross, second, again, third = track(film, "MUSIC")
    assert [frames(one.source_range) for one in (first, second, third)] == [(0, 165), (15, 150), (15, 105)]
    assert {(one.transition_type, one.in_offset.value, one.out_offset.value) for one in (cross, again)} == {
        ("SMPTE_Dissolve", 15, 15)
    }


def test_a_dissolve_is_named_as_editors_know_it_and_others_are_custom(film: Read) -> None:
    joins = [one for one in track(film, "VIDEO") if isinstance(one, otio.schema.Transition)]
    assert [(one.name, one.transition_type, one.in_offset.value, one.out_offset.value) for one in joins] == [
        ("fade in", "SMPTE_Dissolve", 0, 10),
        ("dissolve", "SMPTE_Dissolve", 8, 8),
        ("wipe", "Custom_Transition", 12, 9),
        ("fade out", "SMPTE_Dissolve", 20, 0),
    ]


def test_files_are_named_by_their_address(film: Read) -> None:
    addresses = {clip.media_reference.target_url for clip in film.find_clips()}
    assert addresses == set(URLS.values())


def test_segments_are_marked(film: Read) -> None:
    marks = [(one.name, frames(one.marked_range), one.metadata["reelflow"]["segment"]) for one in film.tracks.markers]
    assert marks == [("segment 1", (0, 1), 1), ("segment 2", (150, 1), 2)]


def test_what_has_no_place_in_the_format_is_in_its_metadata(film: Read) -> None:
    facts = film.metadata["reelflow"]
    assert [title["text"] for title in facts["titles"]] == ["Bees [bold]", "Ann"]
    assert [word["text"] for word in facts["captions"][1]["words"]] == ["مع", "Python", "نلعب"]
    told = clips(film, "VIDEO")[1].metadata["reelflow"]
    assert (told["segment"], told["fit"], list(told["focus"]), told["head"]) == (2, "blur", [0.3, 0.5], 8)


def test_all_that_a_clip_is_can_be_read_from_its_metadata(film: Read) -> None:
    told = [otio.core.serialize_json_to_string(clip.metadata["reelflow"]) for clip in clips(film, "VIDEO")[:3]]
    assert tuple(Clip.model_validate_json(one) for one in told) == FILM.video


def test_a_film_of_one_clip_without_sound_has_one_track() -> None:
    alone = Timeline(width=720, height=720, duration=30, video=(Clip(at=at(0, 30), media=media("a", 1.0)),))
    film = read(alone)
    assert [(one.name, len(one)) for one in film.tracks] == [("VIDEO", 1)]


@pytest.mark.parametrize("seconds", [0.4, 0.01, 1.98, 2.0, 2.02])
def test_music_of_any_length_fills_the_film(seconds: float) -> None:
    bed = Timeline(width=720, height=720, duration=90, music=(Clip(at=at(0, 90), media=media("j", seconds, "audio")),))
    film = read(bed)
    assert frames(film.tracks.trimmed_range()) == (0, 90)
