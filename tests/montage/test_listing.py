"""A timeline for people: each track in order, gaps and joins named, places in timecode."""

import pytest

from domain.timeline import Timeline
from montage.exchange.listing import rows, timecode
from tests.montage.exchanged import FILM


def test_each_track_is_told_in_order_with_its_gaps_and_joins() -> None:
    video = [(row.kind, row.start, row.frames) for row in rows(FILM) if row.track == "VIDEO"]
    assert video == [("clip", 0, 150), ("transition", 142, 16), ("clip", 150, 150), ("transition", 288, 21), ("clip", 300, 120)]
    voice = [(row.kind, row.start, row.frames) for row in rows(FILM) if row.track == "AUDIO"]
    assert voice == [("gap", 0, 6), ("clip", 6, 144), ("gap", 150, 6), ("clip", 156, 144), ("gap", 300, 120)]


def test_all_tracks_are_there_and_an_empty_one_is_a_gap() -> None:
    empty = Timeline(width=720, height=720, duration=30)
    assert [(row.track, row.kind, row.frames) for row in rows(empty)] == [
        (name, "gap", 30) for name in ("VIDEO", "AVATAR", "B-ROLL", "AUDIO", "EFFECTS", "MUSIC", "TEXT")
    ]
    tracks = list(dict.fromkeys(row.track for row in rows(FILM)))
    assert tracks == ["VIDEO", "AVATAR", "B-ROLL", "AUDIO", "EFFECTS", "MUSIC", "TEXT", "MARKERS"]


def test_a_clip_says_what_is_done_to_it() -> None:
    first, second = [row.what for row in rows(FILM) if row.track == "VIDEO" and row.kind == "clip"][:2]
    assert first == "segment 1, aaaaaaaaaa.mp4, at 94% of its speed, grade warm, out of black in 10 frames"
    assert second == "segment 2, bbbbbbbbbb.mp4, head of 8 frames, blur"


def test_titles_and_captions_are_told_in_the_order_they_are_seen() -> None:
    text = [(row.kind, row.start, row.frames, row.what) for row in rows(FILM) if row.track == "TEXT"]
    assert text == [
        ("title", 0, 72, "Bees [bold]"),
        ("caption", 12, 54, "Bees sleep well."),
        ("caption", 156, 42, "مع Python نلعب"),
        ("lower third", 310, 60, "Ann"),
    ]


@pytest.mark.parametrize(
    ("frame", "rate", "told"),
    [
        (0, 30, "00:00:00:00"),
        (29, 30, "00:00:00:29"),
        (1875, 30, "00:01:02:15"),
        (107892, 30, "00:59:56:12"),
        (90049, 25, "01:00:01:24"),
    ],
)
def test_a_place_is_told_in_timecode(frame: int, rate: int, told: str) -> None:
    assert timecode(frame, rate) == told
