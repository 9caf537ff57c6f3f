"""Fences: what users wrote goes to a model as data between marks that its own text cannot contain."""

import json
from typing import Any

from domain.base import canonical, digest

MARK = 12
"""Hexadecimal digits of a mark."""


def fenced(name: str, data: Any) -> str:
    """Return `data` as JSON between two lines of marks, the same for equal data.

    The marks are made of a digest of the data, so nobody who writes the data can close the fence from inside.
    """
    mark = f"{name} {digest(data, length=MARK)}"
    inside = data if isinstance(data, str) else json.loads(canonical(data))
    return f"<<<{mark}\n{json.dumps(inside, ensure_ascii=False, indent=1)}\n{mark}>>>"
