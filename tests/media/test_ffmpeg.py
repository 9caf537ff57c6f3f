"""ffmpeg is watched: what goes wrong is said, nothing half-made stays, nobody is left running."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from domain.errors import DiskFull, RenderError
from media import ffmpeg

COLOUR = ("-f", "lavfi", "-i", "color=s=64x64:r=30:d=2")
ENDLESS = ("-f", "lavfi", "-re", "-i", "testsrc2=s=64x64", "-f", "null", "-")


def children() -> list[psutil.Process]:
    """Return what ffmpeg runs started from here; a test server of another module is none of ours."""
    ours = psutil.Process().children(recursive=True)
    return [child for child in ours if child.is_running() and "ffmpeg" in " ".join(_words(child))]


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def test_says_how_many_frames_are_done(tmp_path: Path) -> None:
    done: list[int] = []
    ffmpeg.run([*COLOUR, tmp_path / "a.mp4"], on_frame=done.append)
    assert done[-1] == 60


def test_takes_raw_frames(tmp_path: Path) -> None:
    frames = (bytes([k]) * (64 * 64) for k in range(40))
    done: list[int] = []
    raw = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", "64x64", "-i", "pipe:0")
    ffmpeg.run([*raw, tmp_path / "a.mp4"], frames=frames, on_frame=done.append)
    assert done[-1] == 40


def test_may_stop_before_it_has_seen_every_frame(tmp_path: Path) -> None:
    frames = (bytes(64 * 64) for _ in range(5000))
    raw = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", "64x64", "-i", "pipe:0")
    ffmpeg.run([*raw, "-frames:v", "3", tmp_path / "a.mp4"], frames=frames)


def test_an_error_while_drawing_frames_is_the_one_that_is_raised(tmp_path: Path) -> None:
    def frames():  # type: ignore[no-untyped-def]
        yield bytes(64 * 64)
        raise ValueError("the brush broke")

    raw = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", "64x64", "-i", "pipe:0")
    begun = time.monotonic()
    with pytest.raises(ValueError, match="brush"):
        ffmpeg.run([*raw, tmp_path / "a.mp4"], frames=frames())
    assert not children() and time.monotonic() - begun < 4


def test_names_the_first_complaint_and_what_was_attempted(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"making out\.mp4 from missing\.mp4.*No such file"):
        ffmpeg.run(["-i", tmp_path / "missing.mp4", tmp_path / "out.mp4"])


def test_a_loud_log_does_not_block_it() -> None:
    log = ffmpeg.run(
        ["-loglevel", "level+debug", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=30:d=60", "-vf", "showinfo", "-f", "null", "-"]
    )
    assert len(log) > 100_000


def test_is_ended_when_its_time_is_up() -> None:
    with pytest.raises(RenderError, match=r"longer than 0\.5 s"):
        ffmpeg.run(ENDLESS, timeout=0.5)
    assert not children()


def test_is_ended_when_the_caller_is_interrupted() -> None:
    def interrupt(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ffmpeg.run(ENDLESS, on_frame=interrupt)
    assert not children()


def test_encodes_of_other_threads_can_be_ended() -> None:
    said: list[Exception] = []

    def work() -> None:
        try:
            ffmpeg.run(ENDLESS)
        except RenderError as error:
            said.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 10
    while len(children()) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    ffmpeg.stop_all()
    for thread in threads:
        thread.join(10)
    assert len(said) == 2 and "stopped" in str(said[0])
    assert not children()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends orphans on Linux only")
def test_does_not_outlive_a_killed_parent() -> None:
    script = f"from media import ffmpeg; ffmpeg.run({ENDLESS!r}, on_frame=lambda done: print(done, flush=True))"
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert parent.stdout is not None
    parent.stdout.readline()
    (child,) = psutil.Process(parent.pid).children()
    parent.kill()
    parent.wait()
    psutil.wait_procs([child], timeout=5)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
def test_a_full_disk_is_said_to_be_full() -> None:
    with pytest.raises(DiskFull, match="No room"):
        ffmpeg.run([*COLOUR, "-f", "rawvideo", "/dev/full"])


def test_a_file_has_its_name_only_when_it_is_finished(tmp_path: Path) -> None:
    with ffmpeg.finished(tmp_path / "new" / "a.txt") as part:
        part.write_text("whole")
        assert not (tmp_path / "new" / "a.txt").exists() and part.suffix == ".txt"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.txt"]


def test_a_failed_body_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(RuntimeError), ffmpeg.finished(tmp_path / "a.txt") as part:
        part.write_text("half")
        raise RuntimeError
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_no_room_while_writing_is_a_full_disk(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match=r"for a\.txt"), ffmpeg.finished(tmp_path / "a.txt"):
        Path("/dev/full").write_text("anything")


@pytest.mark.parametrize("safe", [ffmpeg.UNTRUSTED, ffmpeg.UNTRUSTED_STILL, ffmpeg.UNTRUSTED_SOUND])
def test_a_list_of_other_files_is_not_followed(tmp_path: Path, safe: tuple[str, ...]) -> None:
    ffmpeg.run([*COLOUR, tmp_path / "secret.mp4"])
    (tmp_path / "clip.mp4").write_text(f"ffconcat version 1.0\nfile {tmp_path}/secret.mp4\n")
    with pytest.raises(RenderError):
        ffmpeg.run([*safe, "-i", tmp_path / "clip.mp4", tmp_path / "out.mp4"])
