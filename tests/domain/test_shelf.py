"""Which of the user's files goes where."""

import pytest

from domain.requests import Source
from domain.shelf import match, matches, number, use


def shelf(*names: str) -> list[Source]:
    kinds = {"mp4": "video", "png": "image", "jpg": "image", "wav": "audio", "mp3": "audio"}
    return [Source(path=f"/shelf/{name}", sha256=name, kind=kinds[name.rsplit(".")[-1]]) for name in names]  # type: ignore[arg-type]


def found(sources: list[Source], kind: str, count: int, language: str = "") -> list[str | None]:
    matches = [match(sources, kind, index, count, language) for index in range(1, count + 1)]  # type: ignore[arg-type]
    return [one.path.removeprefix("/shelf/") if one else None for one in matches]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("3.mp4", 3),
        ("03-intro.png", 3),
        ("segment-3.jpg", 3),
        ("segment3.jpg", 3),
        ("scene 3.mp4", 3),
        ("Scène 3.mp4", 3),
        ("voice-3.wav", 3),
        ("voice-3-fr.wav", 3),
        ("narration_fr_3.mp3", 3),
        ("3.fr.wav", 3),
        ("take 2 scene 3.mp4", 3),
        ("top 5 tips 3.mp4", 3),
        ("12_the end.mp4", 12),
        ("beach.mp4", None),
        ("IMG_2034.jpg", None),
        ("beach 1080p.mp4", None),
        ("mp3.wav", None),
    ],
)
def test_reads_the_segments_number_from_a_name(name, place):
    assert number(f"/shelf 7/{name}") == place


def test_places_clips_and_stills_by_their_number():
    assert found(shelf("2.png", "scene 1.mp4", "03-end.jpg"), "video", 3) == ["scene 1.mp4", "2.png", "03-end.jpg"]


def test_places_by_order_when_no_name_has_a_number():
    assert found(shelf("beach.mp4", "city.png", "IMG_2034.jpg"), "video", 3) == ["beach.mp4", "city.png", "IMG_2034.jpg"]


def test_leaves_the_last_segments_without_a_file_rather_than_repeat_one():
    assert found(shelf("beach.mp4"), "video", 3) == ["beach.mp4", None, None]


def test_lets_files_without_a_number_fill_what_no_number_claims():
    assert found(shelf("2.mp4", "beach.mp4", "city.mp4"), "video", 3) == ["beach.mp4", "2.mp4", "city.mp4"]


def test_leaves_a_number_beyond_the_film_unused():
    assert found(shelf("1.mp4", "9.mp4"), "video", 2) == ["1.mp4", None]


def test_goes_by_order_when_every_number_is_beyond_the_film():
    assert found(shelf("shot-12.mp4", "shot-15.mp4"), "video", 2) == ["shot-12.mp4", "shot-15.mp4"]


def test_takes_the_first_of_two_files_with_one_number():
    assert found(shelf("1.mp4", "1.png"), "video", 1) == ["1.mp4"]


def test_never_shows_a_sound():
    assert found(shelf("1.wav", "2.mp4"), "video", 2) == [None, "2.mp4"]


def test_keeps_a_recording_to_its_language():
    voices = shelf("voice-1-fr.wav", "narration_en_1.mp3", "voice/ar/1.wav", "voice-2.wav")
    assert found(voices, "speech", 2, "fr") == ["voice-1-fr.wav", "voice-2.wav"]
    assert found(voices, "speech", 2, "en") == ["narration_en_1.mp3", "voice-2.wav"]
    assert found(voices, "speech", 2, "ar") == ["voice/ar/1.wav", "voice-2.wav"]


def test_hears_unnumbered_recordings_by_order_only_when_there_is_one_for_each_segment():
    assert found(shelf("hello.wav", "bye.wav"), "speech", 2, "en") == ["hello.wav", "bye.wav"]
    assert found(shelf("hello.wav"), "speech", 2, "en") == [None, None]


@pytest.mark.parametrize(
    "name", ["music.mp3", "music-calm.wav", "Bed 2.wav", "soundtrack_final.mp3", "my calm music.mp3", "music/song.mp3"]
)
def test_knows_music_by_its_name_or_folder(name):
    sources = shelf("voice-1.wav", name)
    assert match(sources, "music", 0, 0) == sources[1]
    assert found(sources, "speech", 2, "en") == ["voice-1.wav", None]


def test_finds_no_music_among_recordings():
    assert match(shelf("voice-1.wav", "1.mp4"), "music", 0, 0) is None


def test_does_not_take_a_bedroom_for_a_bed():
    assert match(shelf("bedroom-1.wav"), "music", 0, 0) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("avatar-2.mp4", "avatar"),
        ("2 avatar.png", "avatar"),
        ("avatar/2.mp4", "avatar"),
        ("broll-3.mp4", "broll"),
        ("b-roll 3.mp4", "broll"),
        ("B-Roll_3.jpg", "broll"),
        ("scene 3 broll.png", "broll"),
        ("sfx-3.wav", "effect"),
        ("effect-3.wav", "effect"),
        ("sound effect 3.mp3", "effect"),
        ("sfx3.wav", "effect"),
        ("greenhouse effect 3.wav", "speech"),
        ("a broll of bread.mp4", "video"),
        ("avatar-2.wav", "speech"),
        ("music.mp3", "music"),
    ],
)
def test_knows_by_its_name_what_a_file_is_for(name, kind):
    assert use(shelf(name)[0]) == kind


def test_pictures_over_the_film_take_no_segments_place():
    sources = shelf("avatar-1.mp4", "broll-2.mp4", "1.mp4", "beach.mp4", "sfx-2.wav", "voice-2.wav")
    assert found(sources, "video", 2) == ["1.mp4", "beach.mp4"]
    assert found(sources, "avatar", 2) == ["avatar-1.mp4", None]
    assert found(sources, "broll", 2) == [None, "broll-2.mp4"]
    assert found(sources, "speech", 2, "en") == [None, "voice-2.wav"]


def test_an_avatar_without_a_number_is_in_every_segment():
    assert found(shelf("avatar.png", "avatar-2.mp4"), "avatar", 3) == ["avatar.png", "avatar-2.mp4", "avatar.png"]


def test_several_effects_sound_in_one_segment():
    sources = shelf("sfx-1-ding.wav", "effect 1.wav", "sfx-2.wav", "sfx.wav", "sfx-9.wav")
    assert [one.path for one in matches(sources, "effect", 1, 2)] == ["/shelf/sfx-1-ding.wav", "/shelf/effect 1.wav"]
    assert matches(sources, "effect", 9, 2) == ()
