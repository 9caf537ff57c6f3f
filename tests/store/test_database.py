"""The database opens, or says whose move is next."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.dialects import sqlite

from domain.errors import Busy, ConfigurationError, DiskFull, NewerStore
from store import database
from store.columns import Microdollars, now
from store.database import VERSION_TABLE, connect, migrate, open_store, reading, writing
from store.tables import metadata, projects

ROW = {"id": "a", "title": "A", "status": "script", "body": {}, "created_at": now(), "updated_at": now()}


def test_migrations_make_the_tables_that_the_code_uses(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(projects).values(ROW))
    migrate(engine)
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(projects)) == 1


def test_processes_that_start_together_all_find_the_store_ready(store_url: str, race: Any) -> None:
    code = "from store.database import open_store\ngo()\nopen_store(sys.argv[1])\nprint('ready')"
    assert race(code, store_url, times=3) == ["ready"] * 3


def test_a_migration_that_fails_leaves_nothing_behind(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = connect(store_url)

    def upgrade(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr("alembic.operations.Operations.create_index", upgrade)
        migrate(engine)
    migrate(engine)
    with reading(engine) as connection:
        assert connection.execute(select(projects)).all() == []
    engine.dispose()


def test_a_newer_store_is_refused_by_its_revision(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(NewerStore, match=r"revision 9999.*Update reelflow"):
        migrate(engine)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"this is a letter to my aunt" * 100)
    with pytest.raises(ConfigurationError, match=r"store\.db is not an SQLite database"):
        open_store(f"sqlite:///{tmp_path / 'store.db'}")


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    with pytest.raises(ConfigurationError, match=r"store\.db is damaged"):
        open_store(f"sqlite:///{path}")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match=r"file.*cannot be written"):
        connect(f"sqlite:///{tmp_path / 'file' / 'store.db'}")


def test_tables_of_another_program_are_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "store.db") as other:
        other.execute("CREATE TABLE projects (name TEXT)")
    with pytest.raises(ConfigurationError, match="another program"):
        open_store(f"sqlite:///{tmp_path / 'store.db'}")


def test_an_unreachable_postgresql_is_told_without_its_password() -> None:
    with pytest.raises(ConfigurationError, match=r"films at 127\.0\.0\.1:1 cannot be used") as told:
        connect("postgresql://ann:swordfish@127.0.0.1:1/films?application_name=swordfish")
    assert "swordfish" not in str(told.value)


@pytest.mark.parametrize(
    "url", ["", "store.db", "mysql://ann:swordfish@host/films", "sqlite://", "postgresql://ann:sword@fish@host/films"]
)
def test_an_address_of_no_use_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ConfigurationError, match="REELFLOW_STORE_URL") as told:
        connect(url)
    assert "fish" not in str(told.value)


def test_a_process_has_one_engine_for_one_store(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    assert open_store(url) is open_store(url)


def test_sqlite_survives_power_cuts_and_readers_do_not_wait(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    with writing(engine), reading(engine) as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert pragmas == ["wal", 2, 1]


def test_a_writer_that_never_ends_is_reported_as_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    engine = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    with writing(engine), pytest.raises(Busy, match="another process"), writing(engine):
        pass


def test_a_full_disk_is_told_and_what_was_there_stays(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    with pytest.raises(DiskFull, match="Make room"), writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.execute(insert(projects).values(ROW | {"body": {"text": "x" * 1_000_000}}))
    with reading(engine) as connection:
        assert connection.execute(select(projects)).all() == []


def test_moments_come_back_aware_and_in_utc(engine: Engine) -> None:
    moment = datetime(2026, 11, 20, 23, 30, 15, 123456, tzinfo=timezone(timedelta(hours=-5)))
    with writing(engine) as connection:
        connection.execute(insert(projects).values(ROW | {"created_at": moment}))
        found = connection.scalar(select(projects.c.created_at))
    assert found == moment
    assert found is not None and found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(Exception, match="no time zone"), writing(engine) as connection:
        connection.execute(insert(projects).values(ROW | {"created_at": datetime(2026, 1, 1)}))  # noqa: DTZ001


def test_amounts_finer_than_a_millionth_are_rounded_up() -> None:
    column, dialect = Microdollars(), sqlite.dialect()
    assert column.process_bind_param(Decimal("0.0000001"), dialect) == 1
    assert column.process_bind_param(Decimal("0.15"), dialect) == 150_000
