"""Groq: open text models, answered fast. Needs the extra `groq`."""

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

_READ = {"quoted": date(2026, 11, 20), "source": "https://console.groq.com/docs/models"}


def _model(name: str, input: str, output: str, cached: str = "", most: int = 32_768) -> Offer:
    price = TokenPrice(input=Decimal(input), output=Decimal(output), cached=Decimal(cached or input))
    return Offer.model_validate({"kind": "text", "model": name, "usd_per_million": (price,), "most_output": most, **_READ})


class GroqText:
    """Reading and writing."""

    def open(self, offer: Offer, keys: Mapping[str, str], base_url: str, http: Clients) -> "Model":
        """Return the offer's model."""
        from groq import AsyncGroq
        from pydantic_ai.models.groq import GroqModel
        from pydantic_ai.providers.groq import GroqProvider

        client = AsyncGroq(api_key=keys["api_key"], base_url=base_url, http_client=http.older_client(), max_retries=0)
        return GroqModel(offer.model, provider=GroqProvider(groq_client=client))


VENDOR = Vendor(
    slug="groq",
    name="Groq",
    base_url="https://api.groq.com",
    needs=(Secret(field="api_key", env=("GROQ_API_KEY",)),),
    offers=(
        _model("openai/gpt-oss-120b", "0.15", "0.60", "0.075", most=65_536),
        _model("openai/gpt-oss-20b", "0.075", "0.30", "0.0375", most=65_536),
        _model("llama-3.3-70b-versatile", "0.59", "0.79"),
        _model("llama-3.1-8b-instant", "0.05", "0.08", most=131_072),
    ),
    makers={"text": GroqText()},
    waiting=Waiting(first=0, every=4, patience=600),
    at_once=2,
)
