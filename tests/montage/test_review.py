"""A review finds each fault where it is, and nothing on a good film."""

from pathlib import Path

import pytest

from domain.errors import RenderError
from media.ffmpeg import run
from tests.montage.footage import SHAPE, Footage, good
from tests.montage.material import Shelf

FRAME = 1 / 30


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Footage:
    return good(Shelf(tmp_path_factory.mktemp("footage")))


def during(start: float, end: float) -> str:
    return f"enable='between(t,{start},{end - 0.001})'"


def black(start: float, end: float) -> str:
    return f"drawbox=c=black:t=fill:{during(start, end)}"


def frozen(first: int, last: int) -> str:
    return f"split[a][b];[a][b]freezeframes=first={first}:last={last}:replace={first}"


def test_a_good_film_has_no_fault(footage: Footage) -> None:
    found = footage.reviewed()
    assert found.findings == ()
    assert found.loudness == pytest.approx(-14, abs=1)
    assert found.peak is not None and found.peak < -1


def test_a_film_coded_again_is_as_good(footage: Footage, tmp_path: Path) -> None:
    assert footage.findings(footage.spoilt(tmp_path)) == {}


def test_black_is_found_to_the_frame_and_names_its_segment(footage: Footage, tmp_path: Path) -> None:
    found = footage.findings(footage.spoilt(tmp_path, picture=black(3.5, 4.1)))
    assert set(found) == {"black"}
    assert (found["black"].start, found["black"].end) == pytest.approx((3.5, 4.1), abs=FRAME)
    assert (found["black"].segment, found["black"].severity, found["black"].mend) == (2, "warning", "retake segment 2")


def test_long_black_is_an_error_and_two_segments_are_two_findings(footage: Footage, tmp_path: Path) -> None:
    found = footage.reviewed(footage.spoilt(tmp_path, picture=black(1.5, 4.0))).findings
    assert [(one.check, one.segment, one.severity) for one in found] == [("black", 1, "error"), ("black", 2, "error")]
    assert (found[0].end, found[1].start) == (3.0, 3.0)


def test_a_frozen_picture_is_found_under_moving_captions(footage: Footage, tmp_path: Path) -> None:
    found = footage.findings(footage.spoilt(tmp_path, picture=frozen(30, 75)))
    assert set(found) == {"frozen"}
    assert (found["frozen"].start, found["frozen"].end) == pytest.approx((1.0, 2.53), abs=0.15)
    assert (found["frozen"].segment, found["frozen"].mend) == (1, "retake segment 1")


def test_a_picture_that_freezes_to_the_end_is_found(footage: Footage, tmp_path: Path) -> None:
    found = footage.findings(footage.spoilt(tmp_path, picture=frozen(130, 200)))
    assert (found["frozen"].start, found["frozen"].end) == pytest.approx((4.33, 6.0), abs=2 * FRAME)


def test_silence_where_somebody_speaks_is_found(footage: Footage, tmp_path: Path) -> None:
    found = footage.findings(footage.spoilt(tmp_path, sound=f"volume=0:{during(3.5, 5.2)}"))
    assert (found["silence"].start, found["silence"].end) == pytest.approx((3.5, 5.2), abs=0.1)
    assert (found["silence"].segment, found["silence"].severity) == (2, "warning")
    assert set(found) <= {"silence", "loudness"}


def test_silence_that_is_planned_is_no_fault(footage: Footage, tmp_path: Path) -> None:
    mute = footage._replace(timeline=footage.timeline.model_copy(update={"audio": (), "captions": ()}))
    assert mute.findings(mute.spoilt(tmp_path, sound="volume=0")) == {}


def test_clipping_is_found_where_it_is(footage: Footage, tmp_path: Path) -> None:
    found = footage.findings(footage.spoilt(tmp_path, sound=f"volume=24dB:{during(4.0, 4.3)}"))
    assert {"clipping", "true peak"} <= set(found) <= {"clipping", "true peak", "loudness"}
    assert (found["clipping"].start, found["clipping"].end) == pytest.approx((4.0, 4.3), abs=0.1)
    assert found["clipping"].segment == 2


@pytest.mark.parametrize(("gain", "severity", "how"), [(-4, "warning", "too quiet"), (-12, "error", "too quiet")])
def test_a_film_that_is_too_quiet_is_found(footage: Footage, tmp_path: Path, gain: int, severity: str, how: str) -> None:
    found = footage.findings(footage.spoilt(tmp_path, sound=f"volume={gain}dB"))
    assert set(found) == {"loudness"}
    assert found["loudness"].severity == severity and how in found["loudness"].said


def test_another_rate_is_found(footage: Footage, tmp_path: Path) -> None:
    assert set(footage.findings(footage.spoilt(tmp_path, picture="fps=24"))) == {"fps", "frame count"}


def test_another_size_is_found(footage: Footage, tmp_path: Path) -> None:
    found = footage.findings(footage.spoilt(tmp_path, picture="scale=160:320"))
    assert set(found) == {"size"}
    assert "160x320 instead of 180x320" in found["size"].said


def test_other_pixels_are_found(footage: Footage, tmp_path: Path) -> None:
    assert set(footage.findings(footage.spoilt(tmp_path, picture="format=yuv444p"))) == {"pixel format"}


def test_another_codec_is_found(footage: Footage, tmp_path: Path) -> None:
    assert "codec" in footage.findings(footage.spoilt(tmp_path, more=("-c:v", "mpeg4", "-q:v", "2")))


def test_a_missing_stretch_is_found(footage: Footage, tmp_path: Path) -> None:
    found = footage.findings(footage.spoilt(tmp_path, more=("-t", "5.5")))
    assert {"frame count", "duration"} <= set(found)


def test_uneven_pictures_are_found_where_they_are(footage: Footage, tmp_path: Path) -> None:
    skip = "setpts='(N+if(gte(N,120),4,0))*512'"
    found = footage.findings(
        footage.spoilt(tmp_path, picture=skip, more=("-fps_mode", "passthrough", "-enc_time_base", "1/15360"))
    )
    assert found["timestamps"].start == pytest.approx(119 * FRAME, abs=0.001)


def test_sound_that_ends_early_is_found(footage: Footage, tmp_path: Path) -> None:
    found = footage.findings(footage.spoilt(tmp_path, sound="atrim=end=5.85"))
    assert set(found) == {"ends"}
    assert found["ends"].start == pytest.approx(5.85, abs=0.03) and "shorter" in found["ends"].said


def test_a_film_without_sound_is_found(footage: Footage, tmp_path: Path) -> None:
    assert set(footage.findings(footage.spoilt(tmp_path, more=("-an",)))) == {"sound"}


def test_coding_parameters_among_the_pictures_are_found(footage: Footage, tmp_path: Path) -> None:
    run(("-i", footage.path, "-c", "copy", tmp_path / "again.ts"))  # every key frame brings its own there
    run(("-i", tmp_path / "again.ts", "-c", "copy", tmp_path / "again.mp4"))
    found = footage.findings(tmp_path / "again.mp4")["parameters"]
    assert (found.severity, found.start) == ("warning", pytest.approx(0, abs=0.1))


def test_a_file_that_broke_off_is_found(footage: Footage, tmp_path: Path) -> None:
    data = footage.path.read_bytes()
    (tmp_path / "half.mp4").write_bytes(data[: len(data) // 2])
    found = footage.findings(tmp_path / "half.mp4")
    assert {"frame count", "duration", "decoder"} <= set(found)
    assert found["frame count"].severity == "error"


def test_damage_in_the_middle_is_found(footage: Footage, tmp_path: Path) -> None:
    data = bytearray(footage.path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4000] = b"\x55" * 4000
    (tmp_path / "damaged.mp4").write_bytes(data)
    assert footage.findings(tmp_path / "damaged.mp4")["decoder"].severity == "error"


def test_a_review_that_is_stopped_finds_nothing(footage: Footage, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> str:
        raise RenderError("ffmpeg failed at making - from good.mp4: it was stopped from outside")

    monkeypatch.setattr("montage.reviewing.watching.run", stopped)
    with pytest.raises(RenderError, match="stopped from outside"):
        footage.reviewed()


@pytest.mark.parametrize("content", [b"", b"<html>404</html>"])
def test_what_is_no_film_is_one_finding(footage: Footage, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "no.mp4").write_bytes(content)
    assert set(footage.findings(tmp_path / "no.mp4")) == {"file"}


@pytest.mark.parametrize(
    ("limits", "said"),
    [({"shortest": 10.0}, "takes 10 s and more"), ({"longest": 5.0}, "at most 5 s"), ({"largest": 10_000}, "at most 0.01 MB")],
)
def test_what_a_platform_does_not_take_is_said(footage: Footage, limits: dict[str, float], said: str) -> None:
    found = footage.findings(footage.path, SHAPE.model_copy(update=limits))
    assert set(found) == {"platform"}
    assert said in found["platform"].said and found["platform"].mend == "ask"
