"""Run the ffmpeg that is installed with us: watched, bounded in time, and never left behind."""

import contextlib
import errno
import itertools
import os
import secrets
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import imageio_ffmpeg

from domain.errors import DiskFull, RenderError
from media.pipes import Pipes

_PROTOCOLS = ("-protocol_whitelist", "file,pipe")
UNTRUSTED = (*_PROTOCOLS, "-format_whitelist", "mov,mp4,matroska,webm")
"""Arguments for just before the `-i` of a user's video: it may not name other files or reach the network."""
UNTRUSTED_STILL = (*_PROTOCOLS, "-format_whitelist", "png_pipe,jpeg_pipe,webp_pipe")
"""The same for a user's still. Add `-f jpeg_pipe` for a file named .jpg: ffmpeg would go by the name and refuse it."""
UNTRUSTED_SOUND = (*_PROTOCOLS, "-format_whitelist", "wav,mp3,mov,mp4,m4a,flac,ogg,matroska,webm")
"""The same for a user's sound."""

_GRACE = 5.0
_HOUSE = ("-hide_banner", "-y", "-loglevel", "level+warning", "-xerror", "-progress", "pipe:1", "-stats_period", "0.25")
# The kernel ends the encoder when we die. A shim rather than preexec_fn, which may deadlock in a process with threads.
_SHIM = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, signal.SIGKILL)
os.getppid() == int(sys.argv[1]) or sys.exit(1)
os.execv(sys.argv[2], sys.argv[2:])
"""

_live: set[subprocess.Popen[bytes]] = set()
_lock = threading.Lock()


def run(
    args: Sequence[str | Path],
    *,
    timeout: float = 600,
    cwd: Path | None = None,
    frames: Iterable[bytes] | None = None,
    on_frame: Callable[[int], None] | None = None,
    env: Mapping[str, str] | None = None,
) -> str:
    """Run ffmpeg with `args` to its end and return its log.

    `frames` are written to its standard input. `on_frame` hears how many frames are done, about four times a second.
    Whatever ends this call early ends ffmpeg too. Raises `DiskFull`, or `RenderError` with ffmpeg's first complaint;
    `timeout` is in seconds.
    """
    command = [*(() if frames is not None else ("-nostdin",)), *_HOUSE, *map(str, args)]
    with _started(command, cwd=cwd, env=env, fed=frames is not None) as process:
        try:
            log = Pipes(process, frames, on_frame).pump(timeout)
        except TimeoutError as late:
            raise RenderError(f"ffmpeg was stopped: {_attempt(args)} took longer than {timeout:g} s.") from late
    if process.returncode != 0:
        raise _failure(args, log, process.returncode)
    return log


def stop_all() -> None:
    """End every ffmpeg that is running for any thread of this process; their `run` calls raise `RenderError`."""
    with _lock:
        running = tuple(_live)
    for process in running:
        _signal(process, signal.SIGTERM)
    for process in running:
        _end(process)


@contextlib.contextmanager
def finished(path: Path) -> Iterator[Path]:
    """Yield a name beside `path` to write to; it becomes `path` only when the body succeeds, and is removed otherwise.

    Raises `DiskFull` when the body or the system finds no room.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.stem}.{secrets.token_hex(4)}.part{path.suffix}")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise _no_room(path) from error
        raise
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _started(
    command: Sequence[str], *, cwd: Path | None, env: Mapping[str, str] | None, fed: bool
) -> Iterator[subprocess.Popen[bytes]]:
    with _lock:  # so that `stop_all` misses none that has just begun
        process = subprocess.Popen(
            [*_program(), *command],
            stdin=subprocess.PIPE if fed else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )
        _live.add(process)
    try:
        yield process
    finally:
        _close(process.stdin)  # while ffmpeg waits for frames it does not hear SIGTERM
        _end(process)
        with _lock:
            _live.discard(process)
        _close(process.stdout)
        _close(process.stderr)


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        with contextlib.suppress(BrokenPipeError):
            pipe.close()


def _program() -> tuple[str, ...]:
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    return (sys.executable, "-I", "-S", "-c", _SHIM, str(os.getpid()), ffmpeg) if sys.platform == "linux" else (ffmpeg,)


def _end(process: subprocess.Popen[bytes]) -> None:
    _signal(process, signal.SIGTERM)
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        _signal(process, signal.SIGKILL)
        process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)


def _failure(args: Sequence[str | Path], log: str, code: int) -> RenderError | DiskFull:
    if "No space left on device" in log:
        return _no_room(Path(str(args[-1])))
    lines = log.splitlines()
    said = next((line for line in lines if "[error]" in line or "[fatal]" in line), lines[-1] if lines else f"exit code {code}")
    # 255 is ffmpeg's own answer to SIGTERM.
    why = "it was stopped from outside" if code < 0 or code == 255 else said
    error = RenderError(f"ffmpeg failed at {_attempt(args)}: {why}")
    error.add_note(f"ffmpeg {shlex.join(map(str, args))}\n{log[-2000:]}")
    return error


def _attempt(args: Sequence[str | Path]) -> str:
    words = [str(word) for word in args]
    sources = [Path(after).name for word, after in itertools.pairwise(words) if word == "-i"]
    made = f"making {Path(words[-1]).name}" if words else "nothing"
    return f"{made} from {', '.join(sources)}" if sources else made


def _no_room(path: Path) -> DiskFull:
    return DiskFull(f"No room is left in {path.parent} for {path.name}. Make room, then continue; what was finished is kept.")
