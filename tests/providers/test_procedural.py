"""The local vendor leaves exactly the clip that was asked for."""

from pathlib import Path

import av
import numpy as np
import pytest

from domain.errors import Unsupported
from domain.requests import VideoRequest
from providers.registry import vendor
from providers.vendors.procedural import SIZES, VENDOR

Frames = list[np.ndarray]


def request(**asked: object) -> VideoRequest:
    return VideoRequest.model_validate({"project": "p", "prompt": "calm colours", "seconds": 0.5, **asked})


def film(folder: Path, **asked: object) -> Path:
    return VENDOR.makers["video"].make(request(**asked), folder).path


def decoded(path: Path) -> Frames:
    with av.open(str(path)) as clip:
        return [frame.to_ndarray(format="gray") for frame in clip.decode(video=0)]


@pytest.mark.parametrize("ratio", SIZES)
def test_the_clip_has_the_size_and_the_frames_that_were_asked(tmp_path: Path, ratio: str) -> None:
    frames = decoded(film(tmp_path, ratio=ratio))
    assert len(frames) == 15
    assert frames[0].shape[::-1] == SIZES[ratio]


@pytest.mark.parametrize(("seconds", "count"), [(0.5, 15), (0.52, 16), (0.73, 22)])
def test_seconds_become_whole_frames(tmp_path: Path, seconds: float, count: int) -> None:
    assert len(decoded(film(tmp_path, seconds=seconds, ratio="1:1"))) == count


def test_the_clip_is_silent_bt709_at_30_frames(tmp_path: Path) -> None:
    with av.open(str(film(tmp_path))) as clip:
        video = clip.streams.video[0]
        assert not clip.streams.audio
        assert (video.average_rate, video.codec_context.pix_fmt) == (30, "yuv420p")
        assert (video.codec_context.colorspace, video.codec_context.color_primaries, video.codec_context.color_trc) == (1, 1, 1)


def test_the_same_request_gives_the_same_frames(tmp_path: Path) -> None:
    one, other = decoded(film(tmp_path / "a")), decoded(film(tmp_path / "b"))
    assert all(np.array_equal(first, second) for first, second in zip(one, other, strict=True))


def test_another_seed_gives_other_frames(tmp_path: Path) -> None:
    one, other = decoded(film(tmp_path))[0], decoded(film(tmp_path, seed=1))[0]
    assert np.abs(one.astype(int) - other).mean() > 4


def test_only_the_finished_clip_is_left(tmp_path: Path) -> None:
    path = film(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("asked", [{"seconds": 0.4}, {"seconds": 0}, {"seconds": 121}, {"ratio": "4:1"}])
def test_refuses_what_it_does_not_offer(tmp_path: Path, asked: dict[str, object]) -> None:
    with pytest.raises(Unsupported):
        film(tmp_path, **asked)
    assert not list(tmp_path.iterdir())


def test_is_found_by_its_slug_and_says_what_it_stands_in_for() -> None:
    found = vendor("procedural", "video")
    assert found.local
    assert found.stand_in.endswith("not filmed or generated footage.")
    assert found.offers[0].estimate(request()) == 0
