"""Read a vendor's invoice or usage export: CSV, by a mapping of its columns. What is doubtful is an error that names its line."""

import csv
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

import yaml
from pydantic import ValidationError

from domain.errors import BriefError
from domain.invoice import Line, Mapping

MOST = 50_000_000
"""Bytes of a file that are read."""
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([,' \u00a0\u202f]\d{3})+(\.\d+)?")
_EUROPEAN = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?|[+-]?\d+,\d{1,2}")


def mapping_for(vendor: str, own: Path | None = None) -> Mapping:
    """Return how a vendor's file is read: by the user's own mapping, else the one that is known, else the usual names.

    Raises `BriefError` for a mapping that cannot be read.
    """
    path = own or Path(__file__).with_name("mappings.yaml")
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = said if own and isinstance(said, dict) and "amount" in said else said.get(vendor) or said.get("any")
        return Mapping.model_validate(found)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError) as wrong:
        raise BriefError(f"The mapping {path} cannot be read: {wrong}. Give a YAML file with date and amount.") from wrong
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise BriefError(f"The mapping {path}: {'.'.join(map(str, first['loc'])) or vendor}: {first['msg']}.") from wrong


def lines(path: Path, mapping: Mapping, *, now: datetime | None = None) -> tuple[Line, ...]:
    """Return the lines of a file; raise `BriefError` for the first that cannot be taken at its word."""
    rows = _rows(path)
    if not rows:
        raise BriefError(f"{path} is empty. Give the vendor's CSV with its line of column names.")
    names = [name.strip() for name in rows[0]]
    found = {field: _column(names, getattr(mapping, field)) for field in ("date", "amount", "currency", "job", "model")}
    for field in ("date", "amount"):
        if found[field] is None:
            raise BriefError(_unknown(path, field, names, mapping))
    latest = (now or datetime.now(UTC)).date()
    read = [_line(number, row, names, found, mapping, latest) for number, row in enumerate(rows[1:], start=2) if any(row)]
    _refuse_duplicates(read, rows, mapping)
    return tuple(read)


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST + 1)
        if len(raw) > MOST:
            raise BriefError(f"{path} is larger than {MOST // 1_000_000} MB. Give one month at a time.")
        text = raw.decode("utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except OSError as wrong:
        raise BriefError(f"{path} cannot be read: {wrong.strerror}. Give the vendor's CSV.") from wrong
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise BriefError(f"{path} is not a CSV in UTF-8: {wrong}. Export it again as CSV.") from wrong


def _column(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    lower = [name.lower() for name in names]
    return next((lower.index(name.lower()) for name in wanted if name.lower() in lower), None)


def _unknown(path: Path, field: str, names: Sequence[str], mapping: Mapping) -> str:
    tried, there = ", ".join(getattr(mapping, field)), ", ".join(names)
    return f"{path} has no column for the {field}: tried {tried}; it has {there}. Give their names in a file with --mapping."


def _line(
    number: int, row: Sequence[str], names: Sequence[str], found: dict[str, int | None], mapping: Mapping, latest: date
) -> Line:
    if len(row) != len(names):
        raise BriefError(f"Line {number} has {len(row)} fields, its names are {len(names)}. Export the file again.")
    said = {field: "" if place is None else row[place].strip() for field, place in found.items()}
    currency = (said["currency"] or mapping.currency_is).upper()
    if currency != "USD":
        raise BriefError(f"Line {number} is in {currency}; the ledger is in US dollars. Export the invoice in USD.")
    day = _day(said["date"], number)
    if day > latest:
        raise BriefError(f"Line {number} is dated {day}, in the future. See the file's dates and this machine's clock.")
    amount = _amount(said["amount"], number) * mapping.unit
    return Line(number, day, amount, said["job"], said["model"])


def _day(said: str, number: int) -> date:
    """Return the day of a date, a time with or without its zone, or seconds since 1970; in UTC."""
    try:
        if said.isdigit() and len(said) in (10, 13):
            return datetime.fromtimestamp(int(said) / (1 if len(said) == 10 else 1000), UTC).date()
        moment = datetime.fromisoformat(said.removesuffix(" UTC"))
        return (moment if moment.tzinfo is None else moment.astimezone(UTC)).date()
    except (ValueError, OverflowError, OSError):
        raise BriefError(f"Line {number}: {said!r} is not a date. 2026-11-20, or a time such as 2026-11-20T10:00:00Z.") from None


def _amount(said: str, number: int) -> Decimal:
    """Return an amount, with or without a dollar sign and thousands separators; `1.234,50` is refused, not guessed."""
    negative = said.startswith("(") and said.endswith(")")
    plain = said.strip("()").replace("US$", "").replace("$", "").removesuffix("USD").strip()
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[,' \u00a0\u202f]", "", plain)
    elif not _PLAIN.fullmatch(plain):
        way = "a comma for its cents" if _EUROPEAN.fullmatch(plain) else "no number"
        raise BriefError(f"Line {number}: {said!r} is {way}. Write amounts as 1234.50 or 1,234.50.")
    try:
        return -Decimal(plain) if negative else Decimal(plain)
    except InvalidOperation:
        raise BriefError(f"Line {number}: {said!r} is no amount.") from None


def _refuse_duplicates(read: Sequence[Line], rows: Sequence[Sequence[str]], mapping: Mapping) -> None:
    """Raise `BriefError` for a line that is there twice: two equal lines, or one order twice with the same amount."""
    seen: dict[object, int] = {}
    for line in read:
        whole = tuple(rows[line.number - 1])
        key = (line.job, line.amount_usd) if line.job and mapping.kind == "line" else whole
        if line.job or mapping.kind == "day":
            if key in seen:
                raise BriefError(
                    f"Lines {seen[key]} and {line.number} are the same. Take one of them out, or export the file again."
                )
            seen[key] = line.number
