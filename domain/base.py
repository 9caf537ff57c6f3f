"""What every value shares: it is frozen, strict about its fields, and has a digest."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: never changed in place, no unknown fields. Change it with `model_copy(update=...)`."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def digest(value: Any, *, length: int = 24) -> str:
    """Return a short hexadecimal SHA-256 of `value`, the same in every process and on every machine."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:length]


def canonical(value: Any) -> str:
    """Return `value` as JSON with sorted keys and no spare spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        # What stands at its default leaves no trace, so a field that a value gains later changes no digest made before.
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)
