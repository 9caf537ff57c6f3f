"""Find vendors by slug: those in `providers/vendors/`, and outsiders' through the entry point `reelflow.vendors`."""

import pkgutil
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from domain.errors import UnknownVendor
from domain.requests import Kind
from providers import vendors
from providers.base import Vendor


@cache
def all_vendors() -> dict[str, Vendor]:
    """Return every vendor that is installed, by slug, in alphabetical order."""
    ours = [import_module(f"{vendors.__name__}.{module.name}").VENDOR for module in pkgutil.iter_modules(vendors.__path__)]
    guests = [entry.load() for entry in entry_points(group="reelflow.vendors")]
    return {vendor.slug: vendor for vendor in sorted([*guests, *ours], key=lambda vendor: vendor.slug)}


def vendor(slug: str, kind: Kind) -> Vendor:
    """Return the vendor with this slug; raise `UnknownVendor` when there is none or it does not do this kind of work."""
    able = [name for name, one in all_vendors().items() if one.offer(kind)]
    if slug not in able:
        raise UnknownVendor(f"{slug!r} is not a {kind} vendor. Choose from: {', '.join(able)}.")
    return all_vendors()[slug]
