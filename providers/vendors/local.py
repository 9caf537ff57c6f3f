"""local: any text model on a server of your own that speaks chat completions, such as Ollama, vLLM or llama.cpp."""

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


class LocalText:
    """Reading and writing."""

    def open(self, offer: Offer, keys: Mapping[str, str], base_url: str, http: Clients) -> "Model":
        """Return the model that the server has by the offer's name."""
        from openai import AsyncOpenAI
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.openai import OpenAIProvider

        key = keys.get("api_key", "none")
        client = AsyncOpenAI(api_key=key, base_url=base_url, http_client=http.client(), max_retries=0)
        return OpenAIChatModel(offer.model, provider=OpenAIProvider(openai_client=client))


VENDOR = Vendor(
    slug="local",
    name="Your own model",
    needs=(Secret(field="api_key", env=("LOCAL_API_KEY",), optional=True, spare=True),),
    offers=(
        Offer(
            kind="text",
            model="default",
            sees=True,
            usd_per_million=(TokenPrice(input=Decimal(0), output=Decimal(0)),),
            quoted=date(2026, 11, 20),
            source="a server of your own costs nothing here; give another price in prices.yaml",
        ),
    ),
    any_model=True,
    makers={"text": LocalText()},
    waiting=Waiting(first=0, every=2, patience=1800),
    at_once=1,
)
