"""The user's own extras come into the media store once, checked, and are found again."""

from pathlib import Path

import pytest

from domain.errors import BadMedia
from domain.requests import Extra, ExtraRequest
from media.ffmpeg import run
from media.shelf import scan
from store.orders import of_project
from tasks.briefs.furnishing import furnish
from tasks.wiring import store, vault


@pytest.fixture
def wanted(tmp_path: Path, home: Path) -> list[ExtraRequest]:
    """An avatar, a still of B-roll and a sound, as a folder gives them."""
    folder = tmp_path / "own"
    folder.mkdir()
    run(("-f", "lavfi", "-i", "testsrc2=s=64x64:r=30:d=1", "-pix_fmt", "yuv420p", folder / "avatar-1.mp4"))
    run(("-f", "lavfi", "-i", "testsrc2=s=360x640:r=30:d=1", "-frames:v", "1", folder / "broll-1.png"))
    run(("-f", "lavfi", "-i", "sine=880:d=0.5", folder / "sfx-1.wav"))
    kinds: tuple[Extra, ...] = ("avatar", "broll", "effect")
    return [
        ExtraRequest(project="bees", segment=1, kind=kind, source=source, seconds=1.0)
        for kind, source in zip(kinds, scan(folder), strict=True)
    ]


def test_extras_are_brought_into_the_media_store(wanted: list[ExtraRequest]) -> None:
    extras = furnish.fn(wanted)
    assert extras.avatar and extras.broll and len(extras.effects) == 1
    assert (extras.avatar.sha256, extras.avatar.kind) == (wanted[0].source.sha256, "video")
    assert (extras.broll.kind, extras.broll.seconds) == ("video", 1.0), "a still is filmed"
    assert extras.effects[0].kind == "audio" and extras.effects[0].seconds == pytest.approx(0.5)
    assert all(vault().has(media) for media in (extras.avatar, extras.broll, *extras.effects))


def test_extras_are_found_again_and_made_again_when_lost(wanted: list[ExtraRequest]) -> None:
    first = furnish.fn(wanted)
    assert furnish.fn(wanted) == first
    assert [order.attempt for order in of_project(store(), "bees")] == [1, 1, 1]
    assert first.broll
    vault().open(first.broll).unlink()
    again = furnish.fn(wanted)
    assert again.broll and vault().has(again.broll)
    assert sorted(order.attempt for order in of_project(store(), "bees")) == [1, 1, 2]


def test_a_file_that_changed_since_is_refused(wanted: list[ExtraRequest]) -> None:
    Path(wanted[0].source.path).write_bytes(Path(wanted[1].source.path).read_bytes())
    with pytest.raises(BadMedia, match="has changed since it was read"):
        furnish.fn(wanted[:1])
