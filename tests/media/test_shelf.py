"""A folder of the user's own media is read whole, or refused with the reason for each file."""

import shutil
import wave
from pathlib import Path

import pytest
from PIL import Image

from domain.errors import BadMedia, ConfigurationError
from media import ffmpeg
from media.shelf import scan


@pytest.fixture(scope="session")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25", "-t", "2", "-g", "5", "-pix_fmt", "yuv420p", path])
    return path


@pytest.fixture
def folder(tmp_path, clip):
    """Two clips, a still, a recording and music, as a user would lay them out."""
    shutil.copy(clip, tmp_path / "10-end.mp4")
    shutil.copy(clip, tmp_path / "2 middle.MP4")
    Image.new("RGB", (64, 48), "navy").save(tmp_path / "1.png")
    sound(tmp_path / "voice" / "voice-1.wav")
    sound(tmp_path / "music" / "song.wav")
    return tmp_path


def sound(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(bytes(16000))


def names(folder: Path) -> list[str]:
    return [Path(source.path).name for source in scan(folder)]


def test_reads_a_folder_with_two_before_ten_and_subfolders_last(folder):
    assert names(folder) == ["1.png", "2 middle.MP4", "10-end.mp4", "song.wav", "voice-1.wav"]


def test_says_what_each_file_is_and_knows_equal_bytes(folder):
    sources = scan(folder)
    assert [source.kind for source in sources] == ["image", "video", "video", "audio", "audio"]
    assert sources[1].sha256 == sources[2].sha256 != sources[0].sha256


def test_leaves_hidden_files_and_notes_alone(folder):
    for name in (".hidden.mp4", "notes.txt", "README", "lines.srt", "list.json"):
        (folder / name).write_text("file 'other.mp4'")
    (folder / ".trash").mkdir()
    (folder / ".trash" / "old.mp4").touch()
    assert len(scan(folder)) == 5


def test_goes_by_the_bytes_when_a_name_is_wrong(tmp_path, clip):
    shutil.copy(clip, tmp_path / "photo.jpg")
    assert scan(tmp_path)[0].kind == "video"


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        ("cut.mp4", lambda clip: clip[: len(clip) // 2], "incomplete"),
        ("page.mp4", lambda clip: b"<!doctype html><title>403</title>", "web page"),
        ("zero.mp4", lambda clip: b"", "empty"),
        ("list.mp4", lambda clip: b"ffconcat version 1.0\nfile '/etc/passwd'\n", "names other files"),
        ("photo.png", lambda clip: b"\x89PNG\r\n\x1a\n" + bytes(40), "picture"),
        ("voice.wav", lambda clip: b"RIFF\x24\x00\x00\x00WAVEfmt ", "voice.wav"),
    ],
)
def test_refuses_what_is_not_what_it_claims_to_be(tmp_path, clip, name, spoil, said):
    (tmp_path / name).write_bytes(spoil(clip.read_bytes()))
    with pytest.raises(BadMedia, match=said) as refused:
        scan(tmp_path)
    assert name in str(refused.value)


def test_names_every_bad_file_at_once(folder):
    (folder / "a.mp4").touch()
    (folder / "b.mov").write_text("{}")
    with pytest.raises(BadMedia, match=r"2 files(.|\n)*a\.mp4(.|\n)*b\.mov"):
        scan(folder)


def test_refuses_music_that_cannot_be_repeated(folder):
    with wave.open(str(folder / "music" / "jingle.wav"), "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(bytes(6400))
    with pytest.raises(BadMedia, match=r"^jingle\.wav lasts 0\.40 s; music under a film needs at least 1 s\."):
        scan(folder)


def test_says_that_a_folder_is_missing(tmp_path):
    with pytest.raises(ConfigurationError, match="does not exist"):
        scan(tmp_path / "nowhere")


def test_says_that_a_file_is_no_folder(clip):
    with pytest.raises(ConfigurationError, match="not a folder"):
        scan(clip)


def test_says_that_a_folder_holds_no_media(tmp_path):
    (tmp_path / "notes.txt").write_text("later")
    with pytest.raises(ConfigurationError, match="holds no video, picture or sound"):
        scan(tmp_path)
