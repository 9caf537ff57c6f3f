"""What grows with a ledger: `reelflow costs --by month` on a million entries, and on a tenth of them."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.database import connect, migrate
from tests.bench.clock import PREPARED, Clock
from tests.bench.material import Film

ROOT = Path(__file__).parents[2]
YEARS = 2
_VENDORS = (("luma", "ray-3.2", "video"), ("runway", "gen4.5", "video"), ("kling", "kling-3.0", "video"), ("claude", "m", "text"))


def whole(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Report a full ledger by months, as the command does, in a process of its own."""
    return _reported(film.entries, folder, clock)


def tenth(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Report a tenth of it."""
    return _reported(film.entries // 10, folder, clock)


def _reported(entries: int, folder: Path, clock: Clock) -> dict[str, int]:
    home = folder / f"home-{entries}"
    filled(home, entries)
    clock.lap(PREPARED)
    environment = {**os.environ, "REELFLOW_HOME": str(home), "REELFLOW_STORE_URL": "", "DO_NOT_TRACK": "1"}
    command = [sys.executable, "-m", "cli", "costs", "--by", "month", "--zone", "Europe/Paris", "--csv", "-"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    clock.lap("report")
    return {"entries": entries, "months": len(done.stdout.splitlines()) - 1}


def filled(home: Path, entries: int) -> None:
    """Make a store with about so many entries: three for each order, spread evenly over two years."""
    home.mkdir(parents=True)
    path = home / "reelflow.db"
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.executemany(f"INSERT INTO orders VALUES ({', '.join('?' * 18)})", _orders(entries // 3))
        columns = "order_id, project, segment, kind, vendor, model, attempt, entry, amount_usd, at, note"
        connection.executemany(f"INSERT INTO ledger ({columns}) VALUES ({', '.join('?' * 11)})", _entries(entries // 3))


def _rows(count: int) -> Iterator[tuple[int, str, tuple[str, str, str], int, datetime]]:
    chance, begun = random.Random(1), datetime(2025, 1, 1, tzinfo=UTC)
    for number in range(count):
        at = begun + timedelta(days=365 * YEARS) * (number / count)
        yield number, f"film-{number // 20}", chance.choice(_VENDORS), chance.randrange(10_000, 2_000_000), at


def _orders(count: int) -> Iterator[tuple[object, ...]]:
    for number, project, (vendor, model, kind), amount, at in _rows(count):
        name, when = f"{number:032d}", _written(at)
        money = (amount, amount, "null", "", "", when, when)
        yield (name, project, number % 6, kind, 1, name, vendor, model, 1, "done", "", *money)


def _entries(count: int) -> Iterator[tuple[object, ...]]:
    for number, project, (vendor, model, kind), amount, at in _rows(count):
        for entry, later in (("reserve", 0), ("release", 90), ("spend", 90)):
            when = _written(at + timedelta(seconds=later))
            yield (f"{number:032d}", project, number % 6, kind, vendor, model, 1, entry, amount, when, "")


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")
