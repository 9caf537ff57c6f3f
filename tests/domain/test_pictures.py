"""Pictures that clips begin and end with: named in requests, never carried; and nothing changes for films without them."""

from typing import Any

import pytest

from domain import directing, editing
from domain.base import digest
from domain.errors import BriefError
from domain.media import MediaRef
from domain.picture import Picture, kept
from domain.requests import Source, VideoRequest
from domain.script import Script, Segment
from tests.domain.values import project_of

BEACH = Picture(media=MediaRef(sha256="ab12", suffix=".png", kind="image", width=720, height=1280), name="beach.png")
ONLINE = Picture(link="https://pictures.example.com/sea.jpg?token=1", name="sea.jpg")
SCRIPT = Script(title={"en": "Bees"}, segments=tuple(Segment(id=n, narration={"en": "x"}, prompt="a bee") for n in (1, 2)))
BEFORE: dict[str, Any] = {
    "id": 1, "narration": {"en": "x"}, "prompt": "a bee", "seconds": 5.0, "on_screen": {}, "role": "point", "emotion": "neutral",
    "camera": "slow push in", "music_cue": "", "transition_in": "cut", "transition_out": "cut", "kept": True, "take": 1,
}  # fmt: skip
"""A segment as it was saved before there were pictures."""


def test_a_request_names_pictures_by_their_bytes_or_their_web_address() -> None:
    script = editing.illustrate(SCRIPT, 2, still=BEACH, last=ONLINE)
    first, second = directing.shots(project_of(script))
    assert (first.still, first.last) == ("", "")
    assert (second.still, second.last) == ("vault:ab12.png", ONLINE.link)
    assert kept(second.still) == MediaRef(sha256="ab12", suffix=".png", kind="image")
    assert kept(second.last) is None


def test_the_name_of_a_file_does_not_matter_and_its_bytes_do() -> None:
    def asked(picture: Picture) -> str:
        return digest(directing.shots(project_of(editing.illustrate(SCRIPT, 1, still=picture, last=None)))[0])

    assert asked(BEACH) == asked(BEACH.model_copy(update={"name": "other.png"}))
    assert asked(BEACH) != asked(ONLINE)


def test_a_segment_saved_before_there_were_pictures_is_the_same_and_is_saved_the_same() -> None:
    saved = Segment.model_validate(BEFORE).model_dump(mode="json")
    assert {name: saved[name] for name in BEFORE} == BEFORE
    assert not {"still", "last"} & set(saved)


def test_a_shot_without_pictures_keeps_the_digest_under_which_its_clip_was_paid() -> None:
    shot = VideoRequest(project="bees", segment=3, take=2, prompt="a bee", seconds=5, words="bee")
    assert digest(["ray-3.2", shot]) == "147b6e9e3acce48ee00b5d31"


def test_a_picture_given_to_a_segment_takes_the_place_of_the_folders_file() -> None:
    sources = (Source(path="/in/1.mp4", sha256="c", kind="video"), Source(path="/in/2.mp4", sha256="d", kind="video"))
    project = project_of(editing.illustrate(SCRIPT, 1, still=BEACH, last=None)).model_copy(update={"sources": sources})
    assert [shot.source and shot.source.path for shot in directing.shots(project)] == [None, "/in/2.mp4"]


def test_a_picture_to_end_with_needs_one_to_begin_with() -> None:
    with pytest.raises(BriefError, match="begins with one"):
        editing.illustrate(SCRIPT, 1, still=None, last=BEACH)


def test_pictures_are_taken_out_again_without_a_trace() -> None:
    with_one = editing.illustrate(SCRIPT, 1, still=BEACH, last=ONLINE)
    assert editing.illustrate(with_one, 1, still=None, last=None) == SCRIPT
