"""The catalogue: every vendor as data, what it offers, at what price, and whether it can be used now."""

from typing import Any

from domain.brief import Brief
from domain.errors import ReelflowError
from domain.money import Money
from domain.requests import ScriptRequest, VideoRequest
from providers.agents.script_rules import SCRIPT
from providers.base import Vendor
from providers.offers import Offer
from tasks.money.pricing import is_old, vendors
from tasks.wiring import where_keys_are

SEGMENT = 5.0
"""Seconds of the clip whose price is named."""
A_SCRIPT = ScriptRequest(project="", brief=Brief(theme="5 Python beginner mistakes"))
"""The script whose price is named: thirty seconds in one language."""


def catalogue() -> dict[str, dict[str, Any]]:
    """Return every vendor by slug. Prices are in US dollars for one clip of five seconds, one script of thirty, or one order."""
    return {slug: _entry(one) for slug, one in vendors().items()}


def _entry(one: Vendor) -> dict[str, Any]:
    where, missing = _keys(one)
    return {
        "available": not one.retired,
        "api_key_configured": bool(one.needs) and not missing,
        "key_found_in": where,
        "local": one.local,
        "retired": one.retired,
        "needs": [list(secret.env) for secret in one.needs],
        "missing": missing,
        "offers": [_offer(one, offer) for offer in one.offers],
    }


def _keys(one: Vendor) -> tuple[str, str]:
    """Return where a vendor's keys are, and why it cannot be asked now, nothing when it can."""
    try:
        return where_keys_are(one), ""
    except ReelflowError as no:
        return "", str(no)


CHARACTERS = 75
"""Of what is said in five seconds."""


def _sold(offer: Offer) -> Money:
    """Return the price of what is usual: a clip, a script, else one order."""
    if offer.kind == "video":
        return offer.estimate(VideoRequest(project="", prompt="", seconds=SEGMENT))
    if offer.kind == "speech":
        return offer.spoken(CHARACTERS)
    if offer.kind == "listen":
        return offer.usd_per_second * Money(str(SEGMENT))
    return offer.charge(SCRIPT.likely(A_SCRIPT)) if offer.usd_per_million else offer.usd_per_order


def _offer(by: Vendor, offer: Offer) -> dict[str, Any]:
    return {
        "kind": offer.kind,
        "model": offer.model,
        "usd": str(_sold(offer)) if by.local or offer.is_priced else None,
        "quoted": offer.quoted.isoformat() if offer.quoted else None,
        "old": is_old(offer),
        "source": offer.source,
        "lengths": list(offer.lengths),
        "shortest": offer.lengths[0] if offer.lengths else offer.shortest,
        "longest": offer.most,
        "ratios": list(offer.ratios),
    }
