"""Tables as files: CSV with exact amounts, Parquet with decimal columns."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from domain.errors import ConfigurationError
from domain.table import Table


def csv_text(table: Table) -> str:
    """Return a table as CSV: names in the first line, amounts as plain decimal numbers, nothing where nobody knows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([[_plain(value) for value in row] for row in table.rows])
    return out.getvalue()


def parquet_bytes(table: Table) -> bytes:
    """Return a table as Parquet: amounts as decimal(18, 6), counts as int64, times and shares as doubles, words as strings."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"USD": pa.decimal128(18, 6), "count": pa.int64(), "s": pa.float64(), "%": pa.float64()}
    fields = [pa.field(one.name, kinds.get(one.unit, pa.string()), metadata={"unit": one.unit}) for one in table.columns]
    values = [pa.array(table.column(field.name), field.type) for field in fields]
    out = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(values, schema=pa.schema(fields)), out)
    return bytes(out.getvalue())


def write(data: bytes, path: Path) -> Path:
    """Write a whole file or none; raise `ConfigurationError` where it cannot be written."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as wrong:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None
        raise ConfigurationError(f"{path} cannot be written: {wrong.strerror}. Choose another place.") from wrong
    return path


def paths_for(path: Path, tables: Sequence[Table]) -> list[tuple[Path, Table]]:
    """Return where each table is written: one at `path` itself, several beside it with their names in front of the ending."""
    if len(tables) == 1:
        return [(path, tables[0])]
    return [(path.with_name(f"{path.stem}-{table.name}{path.suffix}"), table) for table in tables]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else value
