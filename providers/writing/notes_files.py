"""The data files of the writer, read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "notes"


@cache
def data(name: str) -> Any:
    """Return the content of `notes/<name>.yaml`."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def topic_files() -> tuple[str, ...]:
    """Return the names of the topic files, in alphabetical order."""
    return tuple(sorted(path.stem for path in (FOLDER / "topics").glob("*.yaml")))
