"""What a report says was delivered in a lesser form."""

import pytest

from domain.media import MediaRef
from domain.scene import Scene
from domain.timeline import Clip, Timeline, TimeRange
from tasks.gathering import Outcome
from tasks.pages.standing import degraded
from tests.domain.values import project_of, script_of

WHOLE = TimeRange(start=0, duration=150)


def scene(segment: int, clip: tuple[int, int], film: tuple[int, int] = (1080, 1920)) -> Scene:
    media = MediaRef(sha256="a", suffix=".mp4", kind="video", width=clip[0], height=clip[1])
    video = (Clip(at=WHOLE, media=media, segment=segment),)
    return Scene(segment=segment, timeline=Timeline(width=film[0], height=film[1], duration=150, video=video))


def said(*scenes: Scene) -> tuple[str, ...]:
    return tuple(note for note in degraded(project_of(script_of(3)), Outcome(scenes=scenes)) if "cropped" in note)


def test_clips_that_are_cropped_are_told_together_with_what_is_lost() -> None:
    scenes = (scene(1, (720, 1280)), scene(2, (960, 960)), scene(3, (960, 960)))
    assert said(*scenes) == ("Segments 2, 3: filmed at 1:1, cropped to 9:16: 44% of the picture is lost.",)


@pytest.mark.parametrize("size", [(720, 1280), (1080, 1920), (704, 1280), (180, 320)])
def test_a_clip_of_the_films_own_shape_is_not_worth_a_word(size: tuple[int, int]) -> None:
    assert said(scene(1, size)) == ()


def test_each_shape_of_film_is_told_by_itself() -> None:
    notes = said(scene(1, (720, 1280), (1920, 1080)), scene(1, (720, 1280), (1080, 1080)))
    assert [note.partition("cropped to ")[2].partition(":")[0] for note in notes] == ["16", "1"]
