"""What vendors' offers cost here: their cards, with the user's own prices before them. Nothing without a price is ordered."""

from datetime import UTC, date, datetime

from blocks.credentials import base_url
from blocks.settings import settings
from domain.errors import ConfigurationError
from domain.estimate import OLD_DAYS
from domain.lineup import Choice
from domain.requests import Kind
from providers import registry
from providers.base import Vendor
from providers.offers import Offer
from providers.prices import cards_in, missing_price, with_cards
from providers.registry import all_vendors


def vendors() -> dict[str, Vendor]:
    """Return every vendor by slug, each with the prices that count here.

    Raises `ConfigurationError` for a price list that cannot be read or that names a vendor nobody knows.
    """
    path = settings().home / "prices.yaml"
    cards, known = cards_in(path), all_vendors()
    if strange := [card.vendor for card in cards if card.vendor not in known]:
        named = f"The price list {path} names {strange[0]!r}, which is no vendor."
        raise ConfigurationError(f"{named} Choose from: {', '.join(known)}.")
    return {slug: with_cards(by, cards) for slug, by in known.items()}


def offer(name: str, kind: Kind) -> Offer:
    """Return the offer named by a slug (its first) or by a slug and a model, at the price that counts here.

    Raises `UnknownVendor` when there is none, and `ConfigurationError` when it is paid for and nobody knows its price.
    """
    by = vendors()[registry.vendor(name, kind).slug]
    found = registry.offer_of(by, name, kind)
    if not by.local and not found.is_priced:
        raise missing_price(f"{by.slug}:{found.model}", kind, settings().home / "prices.yaml", _today())
    if found.ends and found.ends <= _today() and not base_url(by.slug):
        raise ConfigurationError(f"{by.slug}: {found.model} ended on {found.ends}. Use {found.instead}, or a server of your own.")
    return found


def is_old(terms: Offer, today: date | None = None) -> bool:
    """Return whether a price was read so long ago that it may have changed."""
    return bool(terms.quoted and ((today or _today()) - terms.quoted).days > OLD_DAYS)


def old_prices(choice: Choice) -> tuple[str, ...]:
    """Return, as sentences, which prices of a choice of video vendors should be read again."""
    old = ((name.partition(":")[0], offer(name, "video")) for name in choice.slugs)
    return tuple(
        f"The price of {slug}:{terms.model} was read on {terms.quoted}, more than {OLD_DAYS} days ago: "
        "look at the vendor's page; a new one goes into prices.yaml."
        for slug, terms in old
        if is_old(terms)
    )


def endings(choice: Choice, kind: Kind) -> tuple[str, ...]:
    """Return, as sentences, which models of a choice end soon at their vendor's own address, and what to use then."""
    found = ((name.partition(":")[0], offer(name, kind)) for name in choice.slugs)
    return tuple(
        f"{slug}:{terms.model} ends on {terms.ends}. Use {terms.instead} from then on."
        for slug, terms in found
        if terms.ends and not base_url(slug)
    )


def _today() -> date:
    return datetime.now(UTC).date()
