"""One run at a time on a project, also when the run that has it is killed: the lock dies with its holder."""

import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, text

from domain.errors import Busy
from store.columns import now
from store.database import sqlite_file, told
from store.flock import locked, not_inherited

_HOLDER = text(
    "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid = 0 AND l.objid::bigint = :key "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@contextmanager
def exclusive(engine: Engine, project_id: str) -> Iterator[None]:
    """Have a project to oneself while inside; raise `Busy`, naming the holder, when another run has it.

    A holder that is killed frees it at once.
    """
    take = _in_postgres if engine.dialect.name == "postgresql" else _on_file
    with ExitStack() as kept:
        take(engine, project_id, kept)
        yield


def _on_file(engine: Engine, project: str, kept: ExitStack) -> None:
    folder = sqlite_file(engine).with_suffix(".locks")
    folder.mkdir(exist_ok=True)
    path = folder / f"{quote(project, safe='')}.lock"
    try:
        number = kept.enter_context(locked(path, wait=False))
    except BlockingIOError:
        raise _busy(project, _read(path)) from None
    os.ftruncate(number, 0)
    os.pwrite(number, json.dumps(_self()).encode(), 0)


def _in_postgres(engine: Engine, project: str, kept: ExitStack) -> None:
    key = int.from_bytes(sha256(f"reelflow project {project}".encode()).digest()[:4], "big")
    with told(engine):
        connection = kept.enter_context(engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
        connection.detach()  # a connection of its own: closed, not kept, when the block ends
        if not _taken(connection, key):
            raise _busy(project, _decoded(connection.scalar(_HOLDER, {"key": key})))
        _sign(connection)
    kept.enter_context(not_inherited(_socket(connection)))


def _taken(connection: Connection, key: int) -> bool:
    for pause in (0.05, 0.1, 0.2, 0.0):  # the server needs a moment to notice that a holder was killed
        if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            return True
        time.sleep(pause)
    return False


def _sign(connection: Connection) -> None:
    me = _self()
    name = f"reelflow {me['pid']} {me['since']} {me['host']}"[:63]
    connection.execute(text("SELECT set_config('application_name', :name, false)"), {"name": name})
    # A holder whose machine lost its network is noticed within a minute and a half.
    for setting, value in (("idle", "30"), ("interval", "15"), ("count", "4")):
        connection.execute(text(f"SELECT set_config('tcp_keepalives_{setting}', '{value}', false)"))


def _socket(connection: Connection) -> int:
    driver: Any = connection.connection.dbapi_connection
    return int(driver.fileno())


def _self() -> dict[str, str]:
    return {"pid": str(os.getpid()), "host": platform.node(), "since": now().isoformat(timespec="seconds")}


def _read(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text()))
    except (OSError, ValueError):  # taken a moment ago, not yet signed
        return {}


def _decoded(name: str | None) -> dict[str, str]:
    words = (name or "").split(" ", 3)
    return dict(zip(("pid", "since", "host"), words[1:], strict=False)) if words[0] == "reelflow" else {}


def _busy(project: str, holder: dict[str, str]) -> Busy:
    who = "process {pid} on {host}, since {since}".format(**holder) if holder.get("host") else "another process"
    return Busy(f"Project {project} is being worked on by {who}. Wait for that run, or end it.")
