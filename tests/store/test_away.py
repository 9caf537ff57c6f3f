"""A database and a media store that go away in the middle and come back: waited for, and nothing done twice."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TypeVar
from uuid import uuid4

import pytest
from s3fs import S3FileSystem
from sqlalchemy import Connection, Engine

from domain.errors import ConfigurationError, Unreachable
from domain.money import Money
from store import orders, patience
from store.ceilings import Ceilings, Room
from store.database import connect, migrate
from store.ledger import cost_of, entries
from store.locks import exclusive
from store.vault import Vault
from tests.postgres import Server, alone
from tests.s3 import S3

Found = TypeVar("Found")
ORDER = orders.Order(project="bees", segment=1, kind="video", digest="d", vendor="luma", estimated_usd=Money("0.30"))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A database server of this module's own."""
    with alone() as one:
        yield one


@pytest.fixture
def engine(server: Server) -> Iterator[Engine]:
    """An empty store on it."""
    name = f"films_{uuid4().hex}"
    with connect(server.url).execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine = connect(server.url.replace("/postgres", f"/{name}"))
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3]:
    """A media server that answers."""
    one = S3(tmp_path / "s3")
    for name, value in one.environment.items():
        monkeypatch.setenv(name, value)
    one.start()
    S3FileSystem.clear_instance_cache()  # one of another test knows another address
    yield one
    one.stop()


def through(seconds: float, server: Server | S3, act: Callable[[], Found]) -> Found:
    """Take a server away for a while, in which `act` is begun; what it came to."""
    server.stop()
    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(act)
        time.sleep(seconds)
        server.start()
        return going.result(60)


def test_a_job_that_a_vendor_named_is_written_down_when_the_database_is_back(engine: Engine, server: Server) -> None:
    order = orders.reserve(engine, ORDER)
    orders.begin(engine, order, at_once=9)
    assert through(1, server, lambda: orders.move(engine, order.id, ("submitting",), "submitted", job="job-7"))
    assert orders.get(engine, order.id).job == "job-7"


def test_money_that_is_being_reserved_when_the_database_restarts_is_reserved_once(engine: Engine, server: Server) -> None:
    class Interrupted(Ceilings):
        def rooms(self, connection: Connection, project: str, vendor: str) -> tuple[Room, ...]:
            if not gone.is_set():
                server.stop()
                gone.set()
            return super().rooms(connection, project, vendor)

    gone = Event()
    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(orders.reserve, engine, ORDER, ceilings=Interrupted(project=Money("1")))
        assert gone.wait(30)
        server.start()
        assert going.result(60).created
    assert cost_of(engine, "bees").reserved_usd == Money("0.30")
    assert len(entries(engine, "bees")) == 1


def test_a_database_that_stays_away_is_named_after_a_while(
    engine: Engine, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = orders.reserve(engine, ORDER)
    monkeypatch.setattr(patience, "PATIENCE", 0.5)
    server.stop()
    try:
        with pytest.raises(Unreachable, match=r"The PostgreSQL store \w+ at 127\.0\.0\.1:\d+ cannot be used") as told:
            orders.get(engine, order.id)
    finally:
        server.start()
    assert told.value.exit_code == 1
    assert "reelflow:" not in str(told.value), "no password is told"


def test_a_database_that_was_never_there_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience.time, "sleep", lambda _: pytest.fail("it waits"))
    with pytest.raises(ConfigurationError) as told:
        connect("postgresql://reelflow@127.0.0.1:1/films")
    assert not isinstance(told.value, Unreachable)


def test_a_project_that_was_held_through_a_restart_is_let_go_without_a_word(engine: Engine, server: Server) -> None:
    with exclusive(engine, "bees"):
        server.stop()
        server.start()
    with exclusive(engine, "bees"):
        pass


@pytest.mark.slow
def test_a_media_store_that_goes_away_is_waited_for(s3: S3, tmp_path: Path) -> None:
    vault = Vault(f"{s3.bucket}/media", cache=tmp_path / "cache")
    assert vault.identity == Vault(f"{s3.bucket}/media", cache=tmp_path / "other").identity
    (tmp_path / "clip.mp4").write_bytes(b"clip")
    clip = through(2, s3, lambda: vault.put(tmp_path / "clip.mp4", "video"))
    assert f"media/{clip.name[:2]}/{clip.name}" in s3.names()


@pytest.mark.slow
def test_a_media_store_that_stays_away_is_named_and_what_was_to_be_kept_is_kept_here(
    s3: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault(f"{s3.bucket}/media", cache=tmp_path / "cache")
    assert vault.identity
    (tmp_path / "clip.mp4").write_bytes(b"clip")
    s3.stop()
    monkeypatch.setattr(patience, "PATIENCE", 0.1)
    with pytest.raises(Unreachable, match="The media store films/media cannot be used"):
        vault.put(tmp_path / "clip.mp4", "video")
    s3.start()
    clip = vault.put(tmp_path / "clip.mp4", "video")
    assert vault.has(clip) and vault.open(clip).read_bytes() == b"clip"


@pytest.mark.slow
def test_a_media_store_that_was_never_there_is_a_wrong_setting(s3: S3, tmp_path: Path) -> None:
    s3.stop()
    with pytest.raises(ConfigurationError, match="See its address, its keys and the network") as told:
        assert Vault(f"{s3.bucket}/media", cache=tmp_path / "cache").identity
    assert not isinstance(told.value, Unreachable)
