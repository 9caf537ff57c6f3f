"""A file is told by its bytes, and refused in a sentence that names it and says what it really is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from domain.errors import BadMedia
from media.ffmpeg import run
from media.probe import accept, probe

VIDEO = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=2")
SOUND = ("-f", "lavfi", "-i", "sine=440:duration=2")
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("good") / "good.mp4"
    run([*VIDEO, *SOUND, *X264, "-c:a", "aac", path])
    return path


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    def made(name: str, *arguments: str | Path) -> Path:
        run([*arguments, tmp_path / name])
        return tmp_path / name

    return made


def test_reads_a_video(good: Path) -> None:
    facts = accept(good)
    assert (facts.kind, facts.codec, facts.width, facts.height, facts.fps, facts.frames) == ("video", "h264", 320, 180, 24.0, 48)
    assert facts.has_audio and facts.rotation == 0 and facts.seconds == pytest.approx(2.0, abs=0.001)


def test_size_is_as_shown_when_it_was_filmed_upright(good: Path, make: Callable[..., Path]) -> None:
    facts = accept(make("turned.mp4", "-display_rotation", "90", "-i", good, "-c", "copy"))
    assert (facts.width, facts.height, facts.rotation) == (180, 320, 90)


def test_size_is_as_shown_when_pixels_are_not_square(make: Callable[..., Path]) -> None:
    facts = accept(make("wide.mp4", "-f", "lavfi", "-i", "testsrc2=s=180x180:r=24:d=1,setsar=16/9", *X264))
    assert (facts.width, facts.height) == (320, 180)


def test_a_late_start_does_not_shorten_it(good: Path, make: Callable[..., Path]) -> None:
    facts = accept(make("late.mp4", "-itsoffset", "0.7", "-i", good, "-c", "copy"))
    assert facts.start == pytest.approx(0.7, abs=0.01) and facts.seconds == pytest.approx(2.0, abs=0.01)


@pytest.mark.parametrize("suffix", ["wav", "mp3", "m4a", "flac", "ogg"])
def test_takes_the_usual_sounds(make: Callable[..., Path], suffix: str) -> None:
    facts = accept(make(f"voice.{suffix}", *SOUND), kind="audio")
    assert facts.kind == "audio" and facts.seconds == pytest.approx(2.0, abs=0.03)


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_takes_the_usual_stills_under_any_name(make: Callable[..., Path], suffix: str) -> None:
    still = make(f"still.{suffix}", *VIDEO, "-frames:v", "1")
    facts = accept(still.rename(still.with_suffix(".mp4")))
    assert (facts.kind, facts.width, facts.height, facts.seconds) == ("image", 320, 180, 0.0)


def test_a_song_with_a_cover_is_a_sound(make: Callable[..., Path]) -> None:
    still, song = make("cover.jpg", *VIDEO, "-frames:v", "1"), make("song.mp3", *SOUND)
    covered = make(
        "covered.mp3", "-i", song, "-i", still, "-map", "0", "-map", "1", "-c", "copy", "-disposition:v", "attached_pic"
    )
    assert accept(covered).kind == "audio"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>403</body></html>", "web page"),
        (b'{"error": "expired link"}', "JSON"),
        (b"<?xml version='1.0'?><Error>AccessDenied</Error>", "XML"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "names other files"),
        (b"#EXTM3U\n/etc/passwd\n", "names other files"),
        ("Une recette très simple".encode(), "plain text"),
        (bytes(range(256)) * 20, "not a video"),
        (b"\x89PNG\r\n\x1a\n broken", "begins like a picture"),
    ],
)
def test_says_what_a_false_video_is(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    with pytest.raises(BadMedia, match=rf"^clip\.mp4 .*{said}"):
        accept(path)


def test_refuses_a_playlist_even_when_its_file_is_beside_it(good: Path, tmp_path: Path) -> None:
    (tmp_path / "list.mp4").write_text(f"file '{good}'\n")
    with pytest.raises(BadMedia, match="names other files"):
        accept(tmp_path / "list.mp4")


def test_refuses_a_download_that_broke_off(good: Path, tmp_path: Path, make: Callable[..., Path]) -> None:
    fast = make("fast.mp4", "-i", good, "-c", "copy", "-movflags", "+faststart").read_bytes()
    (tmp_path / "half.mp4").write_bytes(fast[: len(fast) * 6 // 10])
    with pytest.raises(BadMedia, match=r"half\.mp4 is broken off: it claims 2\.0 s and holds 1\.\d s"):
        accept(tmp_path / "half.mp4")


def test_refuses_a_video_whose_index_is_missing(good: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.mp4").write_bytes(good.read_bytes()[:-3000])
    with pytest.raises(BadMedia, match="index is missing"):
        accept(tmp_path / "cut.mp4")


def test_refuses_a_recording_that_broke_off(tmp_path: Path, make: Callable[..., Path]) -> None:
    whole = make("voice.wav", *SOUND).read_bytes()
    (tmp_path / "half.wav").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadMedia, match=r"half\.wav is broken off"):
        accept(tmp_path / "half.wav")


def test_refuses_a_still_that_broke_off(tmp_path: Path) -> None:
    Image.effect_noise((200, 200), 50).save(tmp_path / "whole.png")
    (tmp_path / "half.png").write_bytes((tmp_path / "whole.png").read_bytes()[:9000])
    with pytest.raises(BadMedia, match="truncated"):
        accept(tmp_path / "half.png")


def test_refuses_what_is_too_large(make: Callable[..., Path]) -> None:
    with pytest.raises(BadMedia, match="9000x96"):
        accept(make("huge.mp4", "-f", "lavfi", "-i", "color=s=9000x96:r=24:d=0.1", *X264))


def test_takes_one_frame(make: Callable[..., Path]) -> None:
    facts = accept(make("one.mp4", *VIDEO, "-frames:v", "1", *X264), kind="video")
    assert facts.frames == 1 and facts.seconds == pytest.approx(1 / 24, abs=0.001)


@pytest.mark.parametrize(("size", "form"), [("7680x32", "yuv420p"), ("33x17", "yuv444p"), ("64x36", "yuv420p10le")])
def test_takes_wide_odd_and_deep_pictures(make: Callable[..., Path], size: str, form: str) -> None:
    source = f"color=s={size}:r=24:d=0.2"  # the test picture rounds odd sizes down
    facts = accept(make("clip.mp4", "-f", "lavfi", "-i", source, *X264[:-1], form), kind="video")
    assert (f"{facts.width}x{facts.height}", facts.pixels, facts.has_audio) == (size, form, False)


def test_takes_a_varying_rate(make: Callable[..., Path]) -> None:
    facts = accept(make("phone.mp4", *VIDEO, "-vf", "select='lt(n,10)+not(mod(n,4))'", "-fps_mode", "vfr", *X264), seconds=2)
    assert 15 < facts.frames < 48 and facts.seconds == pytest.approx(1.9, abs=0.1)


def test_refuses_a_sound_where_a_video_is_wanted(good: Path, make: Callable[..., Path]) -> None:
    with pytest.raises(BadMedia, match=r"talk\.mp4 is a sound \(aac\), not a video"):
        accept(make("talk.mp4", "-i", good, "-vn", "-c", "copy"), kind="video")


def test_refuses_what_is_much_shorter_than_asked(good: Path) -> None:
    assert accept(good, seconds=2.4).seconds < 2.4
    with pytest.raises(BadMedia, match=r"lasts 2\.0 s, not the 5\.0 s"):
        accept(good, seconds=5)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(BadMedia, match="not a file"):
        probe(tmp_path)
