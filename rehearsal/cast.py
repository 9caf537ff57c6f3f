"""All stand-ins by slug: what lies in `rehearsal/parts` is on the cast."""

import importlib
import pkgutil
from functools import cache

from domain.errors import UnknownVendor
from rehearsal import parts
from rehearsal.part import Part


@cache
def cast() -> dict[str, Part]:
    """Return every stand-in by its vendor's slug."""
    names = sorted(module.name for module in pkgutil.iter_modules(parts.__path__))
    found = [importlib.import_module(f"rehearsal.parts.{name}").PART for name in names]
    return {part.slug: part for part in found}


def part_of(slug: str) -> Part:
    """Return the stand-in of a vendor; raise `UnknownVendor` listing those there are."""
    if slug not in cast():
        raise UnknownVendor(f"No stand-in plays {slug!r}. Choose from: {', '.join(cast())}.")
    return cast()[slug]
