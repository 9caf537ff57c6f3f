"""Find vendors by slug: those in `providers/vendors/`, and outsiders' through the entry point `reelflow.vendors`."""

import pkgutil
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from domain.errors import ConfigurationError, UnknownVendor
from domain.requests import Kind
from providers import vendors
from providers.base import Vendor
from providers.offers import Offer


@cache
def all_vendors() -> dict[str, Vendor]:
    """Return every vendor that is installed, by slug, in alphabetical order."""
    ours = [import_module(f"{vendors.__name__}.{module.name}").VENDOR for module in pkgutil.iter_modules(vendors.__path__)]
    guests = [entry.load() for entry in entry_points(group="reelflow.vendors")]
    return {vendor.slug: vendor for vendor in sorted([*guests, *ours], key=lambda vendor: vendor.slug)}


def vendor(name: str, kind: Kind) -> Vendor:
    """Return the vendor named by a slug, or by a slug and a model (`luma:ray-2`).

    Raises `UnknownVendor` when there is none or it does not do this kind of work.
    """
    slug = name.partition(":")[0]
    able = [known for known, one in all_vendors().items() if one.offer(kind)]
    if slug not in able:
        raise UnknownVendor(f"{slug!r} is not a {kind} vendor. Choose from: {', '.join(able)}.")
    return all_vendors()[slug]


def offer(name: str, kind: Kind) -> Offer:
    """Return the offer named by a slug (its first) or by a slug and a model; raise `UnknownVendor` for others."""
    return offer_of(vendor(name, kind), name, kind)


def offer_of(by: Vendor, name: str, kind: Kind) -> Offer:
    """Return a vendor's offer by its model, or its first; raise `UnknownVendor` for a model it does not sell.

    Capital letters make no difference: settings and flags are read without them. Raises `ConfigurationError` for a model that
    has ended, with what to use instead.
    """
    model = name.partition(":")[2]
    known = [one for one in by.offers if one.kind == kind]
    found = next((one for one in known if one.model.lower() == model.lower() or not model), None)
    if found is None and model.lower() in by.gone:
        raise ConfigurationError(f"{by.slug}: the model {model} {by.gone[model.lower()]}")
    if found is None and by.any_model:
        return known[0].model_copy(update={"model": model})
    if found is None:
        models = ", ".join(one.model for one in known)
        way = "" if by.local else " To use another, give its price in prices.yaml (docs/paid-vendors.md)."
        raise UnknownVendor(f"{by.slug} has no {kind} model {model!r} with a known price. Choose from: {models}.{way}")
    return found
