"""The user's own price cards: what a model costs where our card is old or missing, or the user pays something else.

`prices.yaml` lists them. An entry names vendor, model, the day the price was read and one of `usd_per_second`, `usd_per_order`
and `usd_by_length`; for a text model `usd_per_million`, the prices of a million tokens; for a voice `usd_per_1000_characters`.
With `kind: listen` it is about a listener. What else it says (limits, inputs) goes before the card too, and makes a model that
has no card known.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from domain.base import Frozen
from domain.errors import ConfigurationError
from domain.requests import Kind
from providers.base import Vendor
from providers.dialect import Json
from providers.gateways import Model
from providers.offers import Offer

PRICES = ("usd_per_second", "usd_per_order", "usd_by_length", "usd_per_million", "usd_per_1000_characters")
KINDS: dict[str, Kind] = {"usd_per_million": "text", "usd_per_1000_characters": "speech"}
"""What an entry is about, by its price."""
EXAMPLE = '- {vendor: %s, model: "%s", %s, quoted: %s, source: "price page"}'
SECONDS = 'usd_per_second: "0.10"'
CHARACTERS = 'usd_per_1000_characters: "0.02"'
TOKENS = 'usd_per_million: {input: "2", output: "10"}'


class Card(Frozen):
    """One entry of the user's file."""

    vendor: str
    model: str
    said: Json
    """What it says of the offer, as it stands there."""
    path: Path

    @property
    def kind(self) -> Kind:
        """Return which kind of work the entry is about: its price tells, or it says so."""
        told: Kind = next((kind for price, kind in KINDS.items() if price in self.said), "video")
        return "listen" if self.said.get("kind") == "listen" else told

    def over(self, known: Offer | None) -> Offer:
        """Return the offer as the entry has it; raise `ConfigurationError` for what cannot be read."""
        base: Json = {"source": self.path.name}
        if known:
            lengths = {"lengths"} if "usd_by_length" in self.said else set()
            base |= known.model_dump(exclude={"source", *PRICES, *lengths})
        try:
            shape = type(known) if known else Model if self.kind == "video" else Offer
            return shape.model_validate({**base, **self.said, "kind": self.kind, "model": self.model})
        except ValidationError as wrong:
            first = wrong.errors()[0]
            place = ".".join(str(step) for step in first["loc"])
            raise _unusable(self.path, f"the entry for {self.vendor}:{self.model} is wrong at {place}: {first['msg']}") from None


def cards_in(path: Path) -> tuple[Card, ...]:
    """Return the entries of the user's file, none when there is no file; raise `ConfigurationError` for one that is not whole."""
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as wrong:
        raise _unusable(path, f"it cannot be read ({type(wrong).__name__})") from wrong
    if not isinstance(listed or [], list):
        raise _unusable(path, "it is no list of entries")
    return tuple(_card(path, place, entry) for place, entry in enumerate(listed or [], start=1))


def with_cards(by: Vendor, cards: Iterable[Card]) -> Vendor:
    """Return a vendor with the user's prices in place of its own, and with the models that only the user's file knows."""
    mine = {(card.kind, card.model): card for card in cards if card.vendor == by.slug}
    if not mine:
        return by
    known = {(offer.kind, offer.model) for offer in by.offers}
    cards_of = [(offer, mine.get((offer.kind, offer.model))) for offer in by.offers]
    changed = [card.over(offer) if card else offer for offer, card in cards_of]
    added = [card.over(None) for name, card in mine.items() if name not in known]
    return by.model_copy(update={"offers": (*changed, *added)})


def missing_price(name: str, kind: Kind, path: Path, today: date) -> ConfigurationError:
    """Return the error for a model that nobody knows the price of, with the entry to write."""
    slug, _, model = name.partition(":")
    entry = EXAMPLE % (slug, model or "MODEL", {"text": TOKENS, "speech": CHARACTERS}.get(kind, SECONDS), today.isoformat())
    return ConfigurationError(f"{name}: its price is not known, so nothing is ordered. Read it and add to {path}: {entry}")


def _card(path: Path, place: int, entry: Any) -> Card:
    if not isinstance(entry, dict) or not isinstance(entry.get("vendor"), str) or not isinstance(entry.get("model"), str):
        raise _unusable(path, f"entry {place} does not name a vendor and a model")
    name = f"{entry['vendor']}:{entry['model']}"
    if sum(entry.get(price) is not None for price in PRICES) == 0:
        raise _unusable(path, f"the entry for {name} gives no price ({', '.join(PRICES)})")
    if not isinstance(entry.get("quoted"), date):
        raise _unusable(path, f"the entry for {name} does not say when the price was read (quoted: 2026-11-20)")
    said = {key: value for key, value in entry.items() if key not in ("vendor", "model")}
    if isinstance(said.get("usd_per_million"), dict):
        said["usd_per_million"] = [said["usd_per_million"]]
    return Card(vendor=entry["vendor"], model=entry["model"], said=said, path=path)


def _unusable(path: Path, why: str) -> ConfigurationError:
    return ConfigurationError(f"The price list {path} cannot be used: {why}. Mend or remove it.")
