"""Servers that cannot be used: none, no Prefect, another version, a password; each is told in a sentence with the next move."""

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cli.app import answer
from deployments import local
from deployments.asking import check, here, server_at
from deployments.local import Place, start
from deployments.processes import Child, free_port, listener
from domain.errors import Busy, ConfigurationError
from store.flock import locked

Serve = Callable[[int, bytes], str]


@contextmanager
def answering(status: int, said: bytes) -> Iterator[str]:
    """A server that answers every question so."""

    class Same(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_GET

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Same) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api"
        server.shutdown()


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as open_ones:
        yield lambda status, said: open_ones.enter_context(answering(status, said))


def test_a_server_of_this_version_is_good(serve: Serve) -> None:
    found = check(serve(200, json.dumps(here()).encode()))
    assert (found.version, found.locked) == (here(), False)


def test_a_busy_server_is_asked_again(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    from deployments import asking

    busy, waits = serve(503, b"locked"), []
    monkeypatch.setattr(asking.time, "sleep", waits.append)
    with pytest.raises(ConfigurationError, match="503"):
        asking.asked(busy, "/deployments/filter", {})
    assert len(waits) == asking.TRIES - 1


@pytest.mark.parametrize(
    ("status", "said", "told"),
    [
        (200, b'"2.20.1"', r"is version 2\.20\.1, and .* is here.*reelflow up again.*pip install prefect==2\.20\.1"),
        (401, b"{}", r"wants a password\. Set PREFECT_API_AUTH_STRING"),
        (404, b"<html>", r"no Prefect server.*Choose another port, or mend PREFECT_API_URL"),
        (200, b"<html>", "no Prefect server"),
    ],
)
def test_a_server_that_cannot_be_used_is_told_with_the_next_move(status: int, said: bytes, told: str, serve: Serve) -> None:
    with pytest.raises(ConfigurationError, match=told):
        check(serve(status, said))


@pytest.fixture
def nobody() -> str:
    """An address at which nobody answers."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}/api"


def test_no_server_is_told_with_both_ways_out(nobody: str) -> None:
    with pytest.raises(ConfigurationError, match=r"No Prefect server answers at .*reelflow up.*unset PREFECT_API_URL"):
        server_at(nobody)


def test_a_film_is_not_begun_on_a_server_that_is_not_there(
    nobody: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREFECT_API_URL", nobody)
    assert answer(["make", "bees"]) == 2
    assert "No Prefect server answers" in capsys.readouterr().err


def test_the_doctor_says_of_a_server_that_is_not_there_what_to_do(
    nobody: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", nobody)
    assert answer(["doctor", "--json"]) == 2
    (ill,) = (one for one in json.loads(capsys.readouterr().out)["checks"] if not one["well"])
    assert (ill["name"], "reelflow up" in ill["advice"]) == ("server", True)


def test_the_doctor_tells_a_server_that_ended_from_one_that_was_never_started(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert answer(["doctor", "--json"]) == 0
    noted(home, api="http://127.0.0.1:1/api", ui="http://127.0.0.1:1")
    capsys.readouterr()
    assert answer(["doctor", "--json"]) == 2
    assert "has ended" in capsys.readouterr().out


def noted(home: Path, *, api: str, ui: str, children: tuple[Child, ...] = ()) -> None:
    """The note that `up` leaves."""
    home.mkdir(exist_ok=True)
    place = Place(api=api, ui=ui, media="http://127.0.0.1:2", children=children)
    (home / "server.json").write_text(place.model_dump_json(), encoding="utf-8")


def test_a_taken_port_is_told_with_its_taker_and_another_port() -> None:
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", 0))
        taker.listen()
        port = int(taker.getsockname()[1])
        name = Path("/proc/self/comm").read_text(encoding="utf-8").strip()
        assert listener(port) == f"{name} (process {os.getpid()})"
        with pytest.raises(ConfigurationError, match=rf"Port {port} is taken by .*process {os.getpid()}.*--port {port + 100}"):
            free_port(port)
    assert free_port(port) == port
    assert listener(port) == ""


def test_up_is_refused_on_a_taken_port_and_leaves_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", 0))
        taker.listen()
        assert answer(["up", "--port", str(taker.getsockname()[1])]) == 2
    assert "is taken by" in capsys.readouterr().err
    assert not (home / "server.json").exists()


def test_of_two_that_start_it_together_one_waits(home: Path) -> None:
    home.mkdir()
    with locked(home / "server.lock", wait=False), pytest.raises(Busy, match="Wait for it"):
        start(runs=1)


def test_a_server_that_runs_is_not_moved_in_silence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "alive", lambda child: True)
    noted(home, api="http://127.0.0.1:1/api", ui="http://127.0.0.1:1", children=(Child(pid=1, name="server"),))
    with pytest.raises(ConfigurationError, match=r"runs already.*reelflow down, then reelflow up --port 4300"):
        start(4300, runs=1)


@pytest.mark.parametrize("said", ["no-colon", ":", "user:", ":word"])
def test_a_password_without_its_user_is_refused_before_anything_starts(
    said: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", said)
    with pytest.raises(ConfigurationError, match="hold user:password"):
        start(runs=1)


def test_a_server_of_another_version_is_started_anew(serve: Serve) -> None:
    there = Place(api=serve(200, b'"3.0.0"'), ui="http://127.0.0.1:1", media="")
    assert "was Prefect 3.0.0, this is" in local._outdated(there, (Child(pid=1, name="server"),))
    assert local._outdated(there, (Child(pid=1, name="worker"),)) == "the server had ended"
