"""Half-made files go, with the living and after the killed; lines to vendors keep nothing; settings are read once."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

import pytest

from blocks.settings import Settings, settings
from providers.registry import all_vendors
from tasks.wiring import ready, scratch, tidy


class Vendor(BaseHTTPRequestHandler):
    """Answers anything, sets a cookie, and keeps connections open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with where the question came from, and with the cookie that it brought."""
        said = f"{self.client_address[1]} {self.headers.get('Cookie', '')}".encode()
        self.send_response(200)
        self.send_header("Set-Cookie", "account=first")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where Luma is, its key set."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Vendor) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("LUMA_BASE_URL", url)
        monkeypatch.setenv("LUMA_API_KEY", "first")
        yield url
        server.shutdown()


def test_orders_share_a_line_that_keeps_no_key_no_cookie_and_no_connection(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    luma = all_vendors()["luma"]
    with ready(luma, luma.offers[0]) as first:
        said = [first.http.get(address, headers=first.sign()).text.split(" ") for _ in range(2)]
    monkeypatch.setenv("LUMA_API_KEY", "second")
    with ready(luma, luma.offers[0]) as second:
        assert second.http is first.http
        assert "second" in str(second.sign())
    assert not {name for name in second.http.headers if "auth" in name or "key" in name}
    (one, brought), (other, brought_then) = said
    assert one != other  # an order never goes out on a connection that lay open
    assert (brought, brought_then) == ("", "")


def test_a_forked_process_opens_a_line_of_its_own(address: str) -> None:
    luma = all_vendors()["luma"]
    with ready(luma, luma.offers[0]) as wire:
        mine = wire.http

    def child() -> None:
        with ready(luma, luma.offers[0]) as wire:
            os._exit(3 if wire.http is mine else 0)  # without what the parent's libraries do at an end

    process = get_context("fork").Process(target=child)
    process.start()
    process.join(30)
    assert process.exitcode == 0


def test_settings_are_read_again_only_when_the_environment_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEO_PROVIDER", "luma")
    assert settings() is settings()
    monkeypatch.setenv("video_provider", "kling")
    monkeypatch.delenv("VIDEO_PROVIDER")
    assert settings() == Settings()
    assert settings().video_provider == "kling"
    monkeypatch.delenv("video_provider")
    assert settings().video_provider == ""


def dead() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_scratch_folder_is_gone_afterwards(home: Path) -> None:
    with scratch() as folder:
        (folder / "half.mp4").write_bytes(b"half")
    assert list(home.glob("work-*")) == []


def test_what_a_killed_run_left_is_removed_and_what_is_in_use_is_not(home: Path) -> None:
    with scratch() as mine:
        left = home / f"work-{dead()}-abc"
        left.mkdir()
        (left / "half.mp4").write_bytes(b"half")
        foreign = mine.rename(mine.with_name(f"work-{dead()}-{mine.name.split('-')[2]}"))  # as seen from another container
        tidy()
        assert not left.exists()
        assert foreign.exists()
        foreign.rename(mine)


def test_unfinished_copies_are_removed_once_they_are_surely_abandoned(home: Path) -> None:
    (home / "pieces").mkdir(parents=True)
    old, fresh = home / "pieces" / "a.part", home / "pieces" / "b.part"
    for part in (old, fresh):
        part.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    tidy()
    assert (old.exists(), fresh.exists()) == (False, True)
