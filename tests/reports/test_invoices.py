"""Invoices: what can be read is matched, what cannot be taken at its word is an error that names its line."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.errors import BriefError
from domain.invoice import Charge, Line, Mapping
from domain.period import Span
from domain.table import Table
from reports.invoices import lines, mapping_for
from reports.reconciling import reconciled

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DAYS = Span(zone=ZoneInfo("UTC"), since=date(2026, 11, 1), until=date(2026, 11, 30))
ANY = mapping_for("luma")


def read(tmp_path: Path, text: str, mapping: Mapping = ANY) -> tuple[Line, ...]:
    path = tmp_path / "invoice.csv"
    path.write_text(text, encoding="utf-8")
    return lines(path, mapping, now=NOW)


def test_a_usual_file_is_read(tmp_path: Path) -> None:
    text = '\ufeffDate;ID;Cost;Currency\n2026-11-03T23:30:00-05:00;a;"$1,234.50";usd\n2026-11-05;b;(0.30);USD\n'
    assert read(tmp_path, text) == (
        Line(2, date(2026, 11, 4), Decimal("1234.50"), "a"),
        Line(3, date(2026, 11, 5), Decimal("-0.30"), "b"),
    )


def test_seconds_since_1970_and_credits_are_read(tmp_path: Path) -> None:
    mapping = Mapping(date=("start_time",), amount=("credits",), unit=Decimal("0.01"))
    assert read(tmp_path, "start_time,credits\n1793491200,30\n", mapping) == (Line(2, date(2026, 11, 1), Decimal("0.30")),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("when,how much\n2026-11-03,1\n", "no column for the date: tried date"),
        ("date,sum\n2026-11-03,1\n", "no column for the amount"),
        ("date,cost,currency\n2026-11-03,1,EUR\n", "Line 2 is in EUR"),
        ("date,cost\n2026-11-21,1\n", "Line 2 is dated 2026-11-21, in the future"),
        ("date,cost\n2026-13-01,1\n", "Line 2: '2026-13-01' is not a date"),
        ("date,cost\n2026-11-03,1.234\\,50\n", "2 has 3 fields"),
        ('date,cost\n2026-11-03,"1.234,50"\n', "a comma for its cents"),
        ('date,cost\n2026-11-03,"1,5"\n', "a comma for its cents"),
        ("date,cost\n2026-11-03,free\n", "no number"),
        ("date,cost\n2026-11-03,NaN\n", "no number"),
        ("date,cost,id\n2026-11-03,1,a\n2026-11-03,1,a\n", "Lines 2 and 3 are the same"),
        ('date,cost\n2026-11-03,"1\n', "not a CSV"),
    ],
)
def test_what_is_doubtful_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BriefError, match=told):
        read(tmp_path, text)


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\xff\x00")
    with pytest.raises(BriefError, match="not a CSV in UTF-8"):
        lines(tmp_path / "picture.csv", ANY)
    with pytest.raises(BriefError, match="No such file"):
        lines(tmp_path / "none.csv", ANY)


def test_a_mapping_of_ones_own_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("date: [day]\namount: [sum]\nsource: my own\n")
    assert mapping_for("luma", path).is_verified and not ANY.is_verified
    path.write_text("date: [day]\namount: [sum]\nprice: [sum]\n")
    with pytest.raises(BriefError, match="price"):
        mapping_for("luma", path)
    path.write_text("- a list")
    with pytest.raises(BriefError, match="cannot be read"):
        mapping_for("luma", path)


def test_every_known_mapping_says_where_it_was_read() -> None:
    for vendor in ("openai", "gpt", "fal"):
        assert mapping_for(vendor).is_verified and mapping_for(vendor).read


def charge(order: str, day: int, amount: str, job: str = "", model: str = "") -> Charge:
    return Charge(order, date(2026, 11, day), Decimal(amount), job, model, "bees")


def line(number: int, day: int, amount: str, job: str = "", model: str = "") -> Line:
    return Line(number, date(2026, 11, day), Decimal(amount), job, model)


def whats(table: Table) -> list[tuple[object, ...]]:
    return [(row[0], row[2], row[4], row[7]) for row in table.rows]


def test_lines_are_matched_by_the_vendors_own_name_first() -> None:
    found = reconciled(
        [line(2, 3, "0.30", "a"), line(3, 3, "0.71", "gone"), line(4, 4, "0.40", "c"), line(5, 4, "-0.10", "c")],
        [charge("1", 4, "0.30", "a extra"), charge("2", 5, "0.30", "b"), charge("3", 4, "0.20", "c")],
        ANY,
        "luma",
        DAYS,
    )
    assert whats(found) == [
        ("missing here", "gone", 3, Decimal("0.71")),
        ("missing there", "b", None, Decimal("-0.30")),
        ("differs", "c", 4, Decimal("0.10")),
        ("matched", "a", 2, Decimal("0")),
    ]
    assert "unverified" in found.notes[1]


def test_lines_without_a_name_are_matched_by_amount_and_day_each_once() -> None:
    lines_of = [line(2, 3, "0.30"), line(3, 3, "0.30"), line(4, 3, "0.30")]
    found = reconciled(
        lines_of, [charge("1", 3, "0.30", "a"), charge("2", 4, "0.302", "b"), charge("3", 9, "0.30", "c")], ANY, "luma", DAYS
    )
    assert [row[0] for row in found.rows] == ["missing here", "missing there", "matched", "matched"]


def test_a_charge_outside_of_the_files_days_is_not_missing_there() -> None:
    days = DAYS.model_copy(update={"until": date(2026, 11, 3)})
    assert [row[0] for row in reconciled([line(2, 3, "0.30")], [charge("1", 4, "0.60")], ANY, "luma", days).rows] == [
        "missing here"
    ]


def test_sums_of_days_are_compared_by_model() -> None:
    mapping = mapping_for("openai")
    lines_of = [
        line(2, 3, "0.010", "", "gpt-9-2026, input"),
        line(3, 3, "0.020", "", "gpt-9-2026, output"),
        line(4, 4, "1", "", "tts"),
    ]
    found = reconciled(
        lines_of, [charge("1", 3, "0.03", "", "gpt-9"), charge("2", 5, "0.05", "", "gpt-9")], mapping, "openai", DAYS
    )
    assert [(row[0], row[3], row[5], row[6]) for row in found.rows] == [
        ("missing here", "tts", Decimal("1"), None),
        ("missing there", "gpt-9", None, Decimal("0.05")),
        ("matched", "gpt-9", Decimal("0.03"), Decimal("0.03")),
    ]
