"""Read a list of videos: CSV, YAML, or a theme a line. Every bad row is told at once, before anything is made or paid."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from domain.ask import LISTS, SUBJECTS, Ask, checked
from domain.base import digest
from domain.batch import Wanted
from domain.calendar_plan import Mistake
from domain.errors import BriefError, ReelflowError
from tasks.briefs.asking import name_of
from tasks.briefs.vetting import vet
from tasks.calendars.calendar_words import accepted
from tasks.calendars.lined import Lined, text_of

COLUMNS = tuple(name for name in Ask.model_fields if name != "batch")
MOST = 1000
"""Rows of one list."""


class Given(NamedTuple):
    """One row as it is written, and its line."""

    line: int
    values: Mapping[str, Any]


def wanted_in(place: str) -> tuple[Wanted, ...]:
    """Return the videos of a list; raise `BriefError` with every bad row."""
    rows, mistakes = [], []
    seen: dict[str, int] = {}
    for number, given in enumerate(_rows(place), start=1):
        try:
            one = Wanted(number=number, ask=(ask := _ask(given.values)), project=name_of(ask))
        except (ReelflowError, ValueError) as wrong:
            mistakes.append(Mistake(where=f"row {number}", line=given.line, said=str(wrong)))
            continue
        if first := seen.get(one.project):
            said = f"It is the same video as row {first}. Another `seed` makes another variation."
            mistakes.append(Mistake(where=f"row {number}", line=given.line, said=said))
        seen.setdefault(one.project, number)
        rows.append(one)
    if mistakes:
        raise BriefError("Nothing was begun. " + " ".join(one.told for one in mistakes))
    return tuple(rows)


def batch_name(place: str, named: str) -> str:
    """Return the name of a list's batch: the given one, that of its file, or one made of its lines."""
    if not named and "\n" in place:
        return f"batch-{digest(place, length=6)}"
    name = re.sub(r"[^\w-]+", "-", named or Path(place).stem).strip("-")[:80]
    if not name:
        raise BriefError(f"Batch name {named!r} has no letter or digit in it.")
    return name


def _rows(place: str) -> tuple[Given, ...]:
    if not place.strip():
        raise BriefError("No list is named. Give a file (.csv, .yaml, .txt).")
    kind = ".txt" if "\n" in place else Path(place).suffix.lower()
    if kind not in READERS:
        raise BriefError(f"List {place} is neither .csv, .yaml nor .txt.")
    rows = tuple(READERS[kind](place if "\n" in place else text_of(place, "List")))
    if not 1 <= len(rows) <= MOST:
        raise BriefError(f"List {place if len(place) < 200 else ''} has {len(rows)} videos; possible are 1 to {MOST}.")
    return rows


def _themes(text: str) -> Iterator[Given]:
    for line, theme in enumerate(text.splitlines(), start=1):
        if theme.strip() and not theme.lstrip().startswith("#"):
            yield Given(line, {"theme": theme.strip()})


def _table(text: str) -> Iterator[Given]:
    head = text.lstrip().partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=head.count), restkey="", strict=True)
    reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
    _known(reader.fieldnames, 1)
    try:
        for row in reader:
            if "" in row:
                raise BriefError(f"line {reader.line_num}: There are more cells than columns. Put texts with commas in quotes.")
            said = {name: cell.strip() for name, cell in row.items() if cell and cell.strip()}
            if said:
                yield Given(reader.line_num, said)
    except csv.Error as wrong:
        raise BriefError(f"line {reader.line_num}: This is no CSV: {wrong}.") from wrong


def _document(text: str) -> Iterator[Given]:
    try:
        said = Lined(text)
    except ValueError as wrong:
        raise BriefError(f"This is no YAML text: {wrong}.") from wrong
    if said.twice:
        raise BriefError(" ".join(f"line {line}: {key} is said twice." for line, key in said.twice))
    top: Any = said.value
    before: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = {}
    if isinstance(top, dict):
        defaults, top, before = top.get("defaults") or {}, top.get("videos"), ("videos",)
        _known(defaults, said.line("defaults"))
    if not isinstance(top, list):
        raise BriefError("A list of videos is a YAML list of themes or of mappings, or has them under `videos`.")
    for number, one in enumerate(top):
        line = said.line(*before, number)
        row = one if isinstance(one, dict) else {"theme": str(one)}
        _known(row, line)
        yield Given(line, {**defaults, **row})


READERS = {".csv": _table, ".yaml": _document, ".yml": _document, ".txt": _themes}


def _known(names: Any, line: int) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        raise BriefError(
            f"line {line}: Not known: {', '.join(unknown)}. Columns are named as make_video's: {', '.join(COLUMNS)}."
        )


def _ask(values: Mapping[str, Any]) -> Ask:
    """Return a row as a request; raise every mistake in it as one `BriefError`."""
    listed = {name: _listed(value) if name in LISTS else value for name, value in values.items()}
    wrong = []
    for name, value in listed.items():
        if name not in SUBJECTS:
            try:
                accepted({name: value})
            except (ReelflowError, ValueError) as mistake:
                wrong.append(str(mistake))
    if wrong:
        raise BriefError(" ".join(wrong))
    try:
        ask = checked(Ask.model_validate(listed))
    except ValidationError as mistake:
        raise BriefError(str(mistake.errors()[0]["msg"])) from mistake
    vet(ask)
    return ask


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [one for one in re.split(r"[\s,;|]+", str(value)) if one]
