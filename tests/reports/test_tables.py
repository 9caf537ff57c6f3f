"""What the tables say of a small known history, to the letter. `make golden` writes them anew."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.period import Span, zone_named
from domain.table import Table
from reports.files import csv_text
from reports.page import markdown
from store.database import open_store
from tasks.money import costing
from tests.reports.history import tell

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture
def history(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The history, in the home's store; it is noon of 20 October in Paris."""
    home.mkdir()
    monkeypatch.setattr(costing, "_now", lambda: datetime(2026, 10, 20, 10, tzinfo=UTC))
    monkeypatch.setenv("REELFLOW_BUDGET_USD", "0.05")
    engine = open_store(f"sqlite:///{home / 'reelflow.db'}")
    tell(engine)
    yield engine
    engine.dispose()


def compared(name: str, tables: tuple[Table, ...]) -> None:
    """Compare tables with their golden file, or write it."""
    told = markdown("Costs", (), tables)
    path = GOLDEN / f"{name}.md"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("by", ["vendor", "pillar", "project", "segment", "kind", "model", "day", "month", "run"])
def test_golden_spending(history: Engine, by: str) -> None:
    compared(f"by-{by}", (costing.spent_table(costing.wish(by=by, zone_name="Europe/Paris")),))


def test_golden_tables(history: Engine) -> None:
    names = [name for name in costing.TABLES if name not in ("vendors", "stages")]
    compared("tables", costing.tables(costing.wish(zone_name="Europe/Paris"), names))


def test_golden_story_of_one_video(history: Engine) -> None:
    compared("story", (costing.story("bees"),))


def test_a_month_begins_in_the_zone_of_the_user(history: Engine) -> None:
    spent = {
        zone: costing.spent_table(costing.wish(by="month", zone_name=zone)).column("spent_usd")
        for zone in ("UTC", "Europe/Paris")
    }
    assert spent["UTC"] == (Decimal("0.956300"), Decimal("0.96"))
    assert spent["Europe/Paris"] == (Decimal("0.0063"), Decimal("1.91"))


def test_a_second_of_a_vendor_is_a_second_that_it_filmed(history: Engine) -> None:
    [table] = costing.tables(costing.wish(zone_name="UTC"), ["finished"])
    luma = next(row for row in table.rows if row[1] == "luma")
    # Half of two files of 10 s, and all of a file of 5 s: its order for the other segment is in doubt.
    assert luma[4] == pytest.approx(10 + 5)
    assert luma[5] == Decimal("1.26")


def test_frames_are_tidy_and_exact(history: Engine) -> None:
    frames = costing.frames(costing.wish(by="vendor", zone_name="UTC"), ["spending", "plans"])
    spending = frames["spending"]
    assert list(spending["vendor"]) == ["claude", "elevenlabs", "luma", "runway"]
    assert spending["spent_usd"].sum() == Decimal("1.9163")
    assert str(spending["orders"].dtype) == "Int64"
    assert spending.attrs["units"]["spent_usd"] == "USD"
    assert frames["plans"]["quota"].isna().any()


def test_parquet_keeps_amounts_as_decimals(history: Engine) -> None:
    import pyarrow.parquet as pq
    from pyarrow import BufferReader

    from reports.files import parquet_bytes

    for table in costing.tables(costing.wish(zone_name="UTC"), ["all"]):
        read = pq.read_table(BufferReader(parquet_bytes(table)))
        assert read.column_names == [column.name for column in table.columns]
        for column in table.columns:
            if column.unit == "USD":
                assert read[column.name].to_pylist() == list(table.column(column.name))


def test_csv_has_plain_numbers(history: Engine) -> None:
    text = csv_text(costing.spent_table(costing.wish(by="vendor", zone_name="UTC")))
    assert text.splitlines()[:2] == [
        "vendor,orders,estimated_usd,spent_usd,wasted_usd,held_usd,share",
        f"claude,1,0.2,0.0063,0,0.0,{float(100 * Decimal('0.0063') / Decimal('1.9163'))}",
    ]


def test_the_dates_bound_what_counts(history: Engine) -> None:
    span = Span(zone=zone_named("UTC"), since=date(2026, 10, 10), until=date(2026, 10, 10))
    table = costing.spent_table(costing.wish(by="vendor").model_copy(update={"span": span}))
    assert dict(zip(table.column("vendor"), table.column("spent_usd"), strict=True)) == {
        "luma": Decimal("0.6"),
        "runway": Decimal(0),
    }
