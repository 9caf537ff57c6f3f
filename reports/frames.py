"""Tables as pandas DataFrames."""

import pandas as pd

from domain.table import Table

_TYPES = {"count": "Int64", "s": "float64", "%": "float64"}


def frame(table: Table) -> pd.DataFrame:
    """Return a table as a tidy DataFrame: a column each, amounts as exact Decimals in US dollars, counts as Int64.

    Its `attrs` hold the title, the notes, and each column's unit and meaning.
    """
    found = pd.DataFrame(list(table.rows), columns=[column.name for column in table.columns], dtype=object)
    for column in table.columns:
        kind = _TYPES.get(column.unit) or ("object" if column.unit == "USD" else "str")
        found[column.name] = found[column.name].astype(kind)
    found.attrs = {
        "title": table.title,
        "notes": list(table.notes),
        "units": {column.name: column.unit for column in table.columns},
        "about": {column.name: column.about for column in table.columns},
    }
    return found
