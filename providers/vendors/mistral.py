"""Mistral: text models of Mistral AI. Needs the extra `mistral`."""

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

_READ = {"quoted": date(2026, 11, 20), "source": "https://mistral.ai/pricing/api"}


def _model(name: str, input: str, output: str, cached: str = "") -> Offer:
    price = TokenPrice(input=Decimal(input), output=Decimal(output), cached=Decimal(cached or input))
    return Offer.model_validate({"kind": "text", "model": name, "usd_per_million": (price,), **_READ})


class MistralText:
    """Reading and writing."""

    def open(self, offer: Offer, keys: Mapping[str, str], base_url: str, http: Clients) -> "Model":
        """Return the offer's model. The library tries nothing again unless it is told to."""
        from pydantic_ai.models.mistral import MistralModel
        from pydantic_ai.providers.mistral import MistralProvider

        provider = MistralProvider(api_key=keys["api_key"], base_url=base_url, http_client=http.client())
        return MistralModel(offer.model, provider=provider)


VENDOR = Vendor(
    slug="mistral",
    name="Mistral",
    base_url="https://api.mistral.ai",
    needs=(Secret(field="api_key", env=("MISTRAL_API_KEY",)),),
    offers=(
        _model("mistral-medium-latest", "1.50", "7.50", "0.15"),
        _model("mistral-large-latest", "2", "6"),
        _model("mistral-small-latest", "0.15", "0.60", "0.015"),
        _model("pixtral-large-latest", "2", "6"),
    ),
    makers={"text": MistralText()},
    waiting=Waiting(first=0, every=4, patience=1200),
    at_once=2,
)
