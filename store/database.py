"""The database: SQLite in a file by default, PostgreSQL by URL. Opened once a process, brought up to date when opened."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from domain.errors import ConfigurationError, NewerStore, Unreachable
from store.complaints import explained, named
from store.flock import locked

VERSION_TABLE = "reelflow_revision"
"""Not Alembic's usual name: the database may be shared with another program that uses Alembic."""
PATIENCE = 30
"""Seconds to wait for another process's write."""
QUEUE = 300
"""Seconds that a thread may wait for a connection: a thousand segments may move on together."""

_engines: dict[tuple[str, int], Engine] = {}
_opening = threading.Lock()
_migrating = threading.Lock()


def open_store(url: str) -> Engine:
    """Return the database at `url`, up to date; the same engine each time in one process."""
    key = (url, os.getpid())
    with _opening:
        if key not in _engines:
            engine = connect(url)
            migrate(engine)
            _engines[key] = engine
        return _engines[key]


def connect(url: str) -> Engine:
    """Return an engine for `url` whatever state the database is in; raise `ConfigurationError` when it cannot be reached."""
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        # Few connections: SQLite has one writer, and many that wait for it only take turns worse.
        engine = create_engine(address, connect_args={"timeout": PATIENCE}, pool_size=4, max_overflow=0, pool_timeout=QUEUE)
        _prepare(sqlite_file(engine), engine)
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        return engine
    try:
        engine = create_engine(address, pool_pre_ping=True, pool_timeout=QUEUE, connect_args={"connect_timeout": PATIENCE})
    except ImportError as missing:
        raise ConfigurationError("PostgreSQL needs psycopg: pip install 'psycopg[binary]'.") from missing
    try:
        with reading(engine):
            return engine
    except Unreachable as nowhere:  # it never answered: nothing to wait for
        raise ConfigurationError(str(nowhere)) from nowhere.__cause__


def migrate(engine: Engine) -> None:
    """Bring the database's shape up to date, all steps or none; of processes that start together one does it.

    Raises `NewerStore` when a newer reelflow has shaped it.
    """
    config = Config(attributes={"version_table": VERSION_TABLE})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with reading(engine) as connection:
        if _is_current(connection, config):
            return
    with _migrating, writing(engine) as connection:
        hold(connection, "migrations")
        if not _is_current(connection, config):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the database while inside."""
    with told(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose changes all happen when the block ends, or none; SQLite has one writer at a time."""
    with told(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def hold(connection: Connection, name: str) -> None:
    """Make other processes that hold the same name wait until this transaction ends."""
    if connection.dialect.name == "postgresql":  # SQLite's only writer needs no more
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": f"reelflow {name}"})


def sqlite_file(engine: Engine) -> Path:
    """Return the file of an SQLite database, absolute."""
    return Path(engine.url.database or "").expanduser().absolute()


def _address(url: str) -> URL:
    example = "Give sqlite:////folder/reelflow.db or postgresql://user@host/database."
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise ConfigurationError(f"REELFLOW_STORE_URL is not a database address. {example}") from None
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername not in ("sqlite", "postgresql+psycopg") or not address.database:
        raise ConfigurationError(f"REELFLOW_STORE_URL names {address.drivername!r} without a place it can use. {example}")
    if "@" in (address.host or ""):
        raise ConfigurationError("REELFLOW_STORE_URL has a bare @ in its password. Write it as %40.")
    return address


def _prepare(path: Path, engine: Engine) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two processes that turn the journal of a new file to WAL together can fail at once, without waiting.
        with locked(path.with_name(f"{path.name}.lock"), wait=True):
            _journal(path)
    except OSError as wrong:
        raise ConfigurationError(f"The store {path} cannot be written: {wrong.strerror}. Choose another folder.") from wrong
    except sqlite3.Error as wrong:
        raise explained(wrong, named(engine.url), surely=True) or wrong from wrong


def _journal(path: Path) -> None:
    connection = sqlite3.connect(path, timeout=PATIENCE)
    try:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin in _on_begin, not where the driver guesses
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # what was paid for is still known after a power cut


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Tell the database's failures in our words: `ConfigurationError`, `DiskFull`, `Unreachable` or `Busy`."""
    try:
        yield
    except DatabaseError as wrong:
        surely, far = isinstance(wrong, OperationalError), engine.dialect.name == "postgresql"
        error = explained(wrong.orig, named(engine.url), surely=surely, far=far)
        if error is None:
            raise
        raise error from wrong.orig


def _is_current(connection: Connection, config: Config) -> bool:
    script = ScriptDirectory.from_config(config)
    has = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_heads()
    known = {revision.revision for revision in script.walk_revisions()}
    if unknown := set(has) - known:
        raise NewerStore(
            f"{named(connection.engine.url)} has revision {', '.join(sorted(unknown))}, which this reelflow does not know "
            f"(it knows up to {script.get_current_head()}). Update reelflow, or point REELFLOW_STORE_URL at another store."
        )
    return set(has) == set(script.get_heads())
