"""Scripts, media folders and outputs that are not what they should be."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from media.ffmpeg import run

Refused = Callable[..., str]

as_user = pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A short real mp4."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    run(["-f", "lavfi", "-i", "testsrc2=s=160x120:d=2", "-pix_fmt", "yuv420p", path], timeout=30)
    return path.read_bytes()


@pytest.fixture
def sealed(stage: Path) -> Iterator[Path]:
    """A folder that cannot be written: to root the kernel's own, to others one of theirs."""
    if os.geteuid() == 0:
        yield Path("/proc") if Path("/proc/self").exists() else pytest.skip("nothing is forbidden to root here")
        return
    (stage / "sealed").mkdir(mode=0o555)
    yield stage / "sealed"
    (stage / "sealed").chmod(0o755)


SCRIPTS = {
    "empty.md": (b"", "is empty"),
    "blank.md": (b" \n\t\n", "is empty"),
    "marks.md": (b"---\n***\n...", "is empty"),
    "code.md": (b"```\nprint(1)\n```\n", "has no words to speak"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(900), "is a binary file"),
    "program.txt": (b"\x7fELF\x02\x01\x01\x00\x00\x00", "is a binary file"),
    "latin.txt": ("Le café est près de la forêt.".encode("latin-1"), "not a UTF-8 text"),
    "wide.txt": ("Le café".encode("utf-16"), "in UTF-8"),
    "nul.md": (b"Hello\x00world", "is a binary file"),
    "five-megabytes.md": (b"All work and no play. " * 240_000, "longer than 200000 characters"),
    "letters.md": ("é".encode() * 200_001, "longer than 200000 characters"),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_that_cannot_be_spoken_is_refused(refused: Refused, stage: Path, name: str) -> None:
    content, said = SCRIPTS[name]
    (stage / name).write_bytes(content)
    told = refused("make", "--script", name)
    assert said in told
    assert name in told or name == "code.md"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.md", "No such file"),
        ("folder.md", "Is a directory"),
        ("gone/a.md", "No such file"),
        ("file.txt/a.md", "Not a directory"),
        ("~nobody-of-this-name/a.md", "home is not known"),
        ("Bees are small. " * 700, "too long"),
    ],
)
def test_a_script_that_cannot_be_read_is_named_with_the_reason(refused: Refused, stage: Path, name: str, said: str) -> None:
    (stage / "folder.md").mkdir()
    (stage / "file.txt").touch()
    told = refused("make", "--script", name)
    assert said in told
    assert name[:60] in told
    assert len(told) < 250, "a long name is not repeated whole"


@as_user
def test_a_script_that_may_not_be_read_is_refused(refused: Refused, stage: Path) -> None:
    (stage / "secret.md").write_text("Bees.")
    (stage / "secret.md").chmod(0)
    assert "Permission denied" in refused("make", "--script", "secret.md")


def test_an_endless_script_is_not_read_to_its_end(refused: Refused) -> None:
    assert "binary" in refused("make", "--script", "/dev/zero")


def test_a_script_in_another_language_than_asked_is_refused(refused: Refused, stage: Path) -> None:
    (stage / "a.md").write_text("Les abeilles sont petites et elles travaillent dans la ruche.")
    assert "written in 'fr'" in refused("make", "--script", "a.md", "--language", "en")


FALSE_MEDIA = {
    "page.mp4": (b"<html><body>404 Not Found</body></html>", "a web page"),
    "nothing.mp4": (b"", "zero bytes"),
    "list.mp4": (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "names other files"),
    "stream.mp4": (b"#EXTM3U\n#EXTINF:5,\nhttp://example.com/a.ts\n", "names other files"),
    "answer.mp4": (b'{"error": "no credit"}', "JSON"),
    "noise.mp4": (random.Random(2).randbytes(5000), "is not a video, picture or sound"),
    "still.png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, "begins like a picture"),
}


@pytest.mark.parametrize("name", FALSE_MEDIA)
def test_a_file_that_is_not_the_media_it_claims_to_be_is_named(refused: Refused, stage: Path, name: str) -> None:
    content, said = FALSE_MEDIA[name]
    (stage / "media").mkdir()
    (stage / "media" / name).write_bytes(content)
    told = refused("make", "bees", "--media", "media")
    assert name in told
    assert said in told


def test_a_broken_off_mp4_is_named(refused: Refused, stage: Path, clip: bytes) -> None:
    (stage / "media").mkdir()
    (stage / "media" / "half.mp4").write_bytes(clip[: len(clip) // 2])
    told = refused("make", "bees", "--media", "media")
    assert "half.mp4" in told
    assert "broke" in told


def test_every_bad_file_of_a_folder_is_named_at_once(refused: Refused, stage: Path, clip: bytes) -> None:
    (stage / "media").mkdir()
    (stage / "media" / "1.mp4").write_bytes(clip)
    (stage / "media" / "2.mp4").write_bytes(b"")
    (stage / "media" / "3.mp4").write_bytes(b"<html></html>")
    told = refused("make", "bees", "--media", "media")
    assert "2 files" in told
    assert "2.mp4" in told
    assert "3.mp4" in told
    assert "1.mp4" not in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone", "does not exist"),
        ("file.txt", "is a file, not a folder"),
        ("empty", "holds no video"),
        ("notes", "holds no video"),
        ("~nobody-of-this-name/media", "home is not known"),
    ],
)
def test_a_media_folder_without_media_is_refused(refused: Refused, stage: Path, name: str, said: str) -> None:
    (stage / "file.txt").touch()
    (stage / "empty").mkdir()
    (stage / "notes").mkdir()
    (stage / "notes" / "todo.txt").write_text("film bees")
    told = refused("make", "bees", "--media", name)
    assert said in told
    assert name in told


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("gone/a.mp4", "does not exist"),
        ("gone", "does not exist"),
        ("file.txt/a.mp4", "is a file, not a folder"),
        ("file", "is a file, not a folder"),
        ("folder.mp4", "is a folder. Name a file in it"),
        ("a.mov", "written as .mp4"),
        ("a.mp4.txt", "written as .mp4"),
        ("~nobody-of-this-name/a.mp4", "home is not known"),
        (f"{'a' * 300}/a.mp4", "File name too long"),
    ],
)
@pytest.mark.parametrize("command", ["make", "continue"])
def test_an_output_that_cannot_be_written_is_told_first(
    refused: Refused, stage: Path, command: str, output: str, said: str
) -> None:
    (stage / "file").touch()
    (stage / "file.txt").touch()
    (stage / "folder.mp4").mkdir()
    assert said in refused(command, "bees", "--output", output)


@pytest.mark.parametrize("name", ["a.mp4", ""])
def test_a_read_only_output_folder_is_told_first(refused: Refused, sealed: Path, name: str) -> None:
    told = refused("make", "bees", "--output", str(sealed / name))
    assert f"Output {sealed / name} cannot be written" in told


def test_the_default_output_folder_is_tried_too(refused: Refused, sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sealed)
    assert "Output output cannot be written" in refused("make", "bees")


def test_a_file_in_place_of_the_default_output_folder_is_told(refused: Refused, stage: Path) -> None:
    (stage / "output").touch()
    assert "output is a file" in refused("make", "bees")
