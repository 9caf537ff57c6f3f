"""The three pipes of a running child, served by one thread so that none can fill up and stall the others."""

import contextlib
import os
import selectors
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from typing import IO

_CHUNK = 1 << 16
_LOG_LIMIT = 200_000


class Pipes:
    """Feeds frames to a child and hears its progress and its log, until it closes them."""

    def __init__(
        self, process: subprocess.Popen[bytes], frames: Iterable[bytes] | None, on_frame: Callable[[int], None] | None
    ) -> None:
        self._process = process
        self._frames: Iterator[bytes] = iter(frames or ())
        self._waiting = memoryview(b"")
        self._on_frame = on_frame
        self._progress = b""
        self._log = bytearray()
        self._selector = selectors.DefaultSelector()
        self._readers = {process.stdout: self._hear_progress, process.stderr: self._hear_log}

    def pump(self, timeout: float) -> str:
        """Serve the child until it ends and return its log; raise `TimeoutError` after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        with self._selector:
            for pipe in self._readers:
                self._watch(pipe, selectors.EVENT_READ)
            self._watch(self._process.stdin, selectors.EVENT_WRITE)
            while self._selector.get_map():
                if time.monotonic() > deadline:
                    raise TimeoutError
                # A short wait lets an exception set from another thread arrive.
                for key, _ in self._selector.select(0.2):
                    self._serve(key.fileobj)  # type: ignore[arg-type]
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.1, deadline - time.monotonic()))
        if self._process.returncode is None:
            raise TimeoutError
        return self._log.decode(errors="replace")

    def _watch(self, pipe: IO[bytes] | None, event: int) -> None:
        if pipe is not None:
            os.set_blocking(pipe.fileno(), False)
            self._selector.register(pipe, event)

    def _serve(self, pipe: IO[bytes]) -> None:
        if pipe is self._process.stdin:
            self._feed(pipe)
            return
        data = os.read(pipe.fileno(), _CHUNK)
        if data:
            self._readers[pipe](data)
        else:
            self._selector.unregister(pipe)

    def _feed(self, pipe: IO[bytes]) -> None:
        try:
            if not self._waiting:
                self._waiting = memoryview(next(self._frames)).cast("B")
            self._waiting = self._waiting[os.write(pipe.fileno(), self._waiting) :]
        except BlockingIOError:
            return
        except (StopIteration, BrokenPipeError):  # all is said, or the child wants no more: its exit code tells which
            self._selector.unregister(pipe)
            with contextlib.suppress(BrokenPipeError):
                pipe.close()

    def _hear_log(self, data: bytes) -> None:
        # The first complaints name the cause; the rest repeats it.
        self._log += data[: max(0, _LOG_LIMIT - len(self._log))]

    def _hear_progress(self, data: bytes) -> None:
        *lines, self._progress = (self._progress + data).split(b"\n")
        done = [line.partition(b"=")[2].strip() for line in lines if line.startswith(b"frame=")]
        if done and self._on_frame is not None:
            self._on_frame(int(done[-1]))
