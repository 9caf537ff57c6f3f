"""Gemini: text models of Google, asked through the Gemini API."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.clients import Clients
from providers.offers import Offer
from providers.usage import TokenPrice

if TYPE_CHECKING:
    from pydantic_ai.models import Model

_READ = {"quoted": date(2026, 11, 20), "source": "https://ai.google.dev/gemini-api/docs/pricing"}


def _price(input: str, cached: str, output: str, *, above: int = 0, since: date | None = None) -> TokenPrice:
    return TokenPrice(input=Decimal(input), cached=Decimal(cached), output=Decimal(output), above=above, since=since)


def _model(name: str, *prices: TokenPrice) -> Offer:
    return Offer.model_validate(
        {"kind": "text", "model": name, "usd_per_million": prices, "most_output": 65_536, "sees": True, **_READ}
    )


class GeminiText:
    """Reading and writing."""

    def open(self, offer: Offer, keys: Mapping[str, str], base_url: str, http: Clients) -> "Model":
        """Return the offer's model. The library tries nothing again by itself."""
        from pydantic_ai.models.google import GoogleModel
        from pydantic_ai.providers.google import GoogleProvider

        provider = GoogleProvider(api_key=keys["api_key"], base_url=base_url, http_client=http.client())
        return GoogleModel(offer.model, provider=provider)


VENDOR = Vendor(
    slug="gemini",
    name="Gemini",
    base_url="https://generativelanguage.googleapis.com",
    needs=(Secret(field="api_key", env=("GEMINI_API_KEY", "GOOGLE_API_KEY")),),
    offers=(
        _model("gemini-3.8-flash", _price("0.75", "0.075", "3.75"), _price("1.50", "0.15", "7.50", since=date(2027, 1, 1))),
        _model("gemini-4-argon", _price("2", "0.10", "10"), _price("4", "0.20", "20", since=date(2026, 12, 1))),
        _model("gemini-3.5-flash-lite", _price("0.30", "0.03", "2.50")),
        _model("gemini-2.5-pro", _price("1.25", "0.125", "10"), _price("2.50", "0.25", "15", above=200_000)),
        _model("gemini-2.5-flash", _price("0.30", "0.03", "2.50")),
        _model("gemini-2.5-flash-lite", _price("0.10", "0.10", "0.40")),
    ),
    makers={"text": GeminiText()},
    waiting=Waiting(first=0, every=4, patience=1200),
    at_once=4,
)
