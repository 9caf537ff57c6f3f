"""Which encoder works here is found out once, and pictures of two never meet in one file."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from domain.errors import ConfigurationError, RenderError
from montage import encoders
from montage.encode import encode
from montage.encoders import Encoding, chosen, coder
from montage.join import join
from montage.pieces import compile_pieces
from tests.montage.material import Shelf, clip, film


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    encoders.trouble.cache_clear()
    yield
    encoders.trouble.cache_clear()


class Driver:
    """Stands in for ffmpeg with or without a graphics card."""

    def __init__(self, works: bool) -> None:
        self.works, self.asked = works, 0

    def __call__(self, arguments: Sequence[str | Path], timeout: float) -> str:
        self.asked += 1
        assert "h264_nvenc" in arguments and timeout <= 30
        if not self.works:
            error = RenderError("ffmpeg failed at making probe.mp4: it was stopped from outside")
            error.add_note("ffmpeg -i x\n[h264_nvenc @ 0x1] [error] Cannot load libcuda.so.1\n[vost#0] [error] more")
            raise error
        return ""


@pytest.mark.parametrize(("works", "name"), [(True, "nvenc"), (False, "x264")])
def test_auto_asks_the_machine_once(monkeypatch: pytest.MonkeyPatch, works: bool, name: str) -> None:
    driver = Driver(works)
    monkeypatch.setattr(encoders, "run", driver)
    assert [chosen("auto"), chosen("auto"), chosen("x264")] == [name, name, "x264"] and driver.asked == 1


def test_x264_by_name_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "run", driver := Driver(True))
    assert chosen("x264") == "x264" and driver.asked == 0


def test_falling_back_is_told(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(encoders, "run", Driver(False))
    with caplog.at_level(logging.INFO, "montage.encoders"):
        chosen("auto")
    assert caplog.messages == ["nvenc does not work here, so pictures are encoded with x264: Cannot load libcuda.so.1."]


def test_nvenc_by_name_is_refused_where_it_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "run", Driver(False))
    with pytest.raises(ConfigurationError, match=r"nvenc does not work .* libcuda\.so\.1\. Choose --encoder auto or x264\."):
        chosen("nvenc")


def test_every_group_of_pictures_stands_alone() -> None:
    x264, nvenc = (coder(Encoding.named(name), 30, 2) for name in ("x264", "nvenc"))
    assert "open-gop=0:stitchable=1" in x264
    for flag, value in (("-bf", "0"), ("-g", "60"), ("-rc-lookahead", "0")):
        assert nvenc[nvenc.index(flag) + 1] == value


def test_encoder_and_draft_are_in_the_key(shelf: Shelf) -> None:
    timeline = film(clip(shelf.coded(0, 6), 0, 6))
    ways = [Encoding.named(name, draft=draft) for name in ("x264", "nvenc") for draft in (False, True)]
    assert len({compile_pieces(timeline, way)[0].key for way in ways}) == 4


def test_pieces_of_two_encoders_are_not_joined(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "_nvenc", lambda encoding, rate: ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0"))
    timeline = film(clip(shelf.coded(0, 6), 0, 6))
    for name in ("x264", "nvenc"):
        encode(compile_pieces(timeline, Encoding.named(name))[0], shelf.sources, tmp_path / f"{name}.mp4")
    sound = shelf.made("sound.m4a", "-f", "lavfi", "-i", "anullsrc=r=48000", "-t", "0.4", kind="audio")
    pieces = [(tmp_path / "x264.mp4", 6), (tmp_path / "nvenc.mp4", 6)]
    with pytest.raises(RenderError, match="coded with other settings"):
        join(pieces, shelf.sources[sound.sha256], tmp_path / "film.mp4")


def test_what_the_card_says_no_to_names_the_way_out(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "_nvenc", lambda encoding, rate: ("-c:v", "libx264", "-preset", "none such"))
    (piece,) = compile_pieces(film(clip(shelf.coded(0, 6), 0, 6)), Encoding.named("nvenc"))
    with pytest.raises(RenderError, match="make it again with --encoder x264"):
        encode(piece, shelf.sources, tmp_path / "out.mp4")
    assert not (tmp_path / "out.mp4").exists()
