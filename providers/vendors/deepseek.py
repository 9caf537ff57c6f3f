"""DeepSeek: text models at low prices, twice as dear in the hours of most use. Speaks chat completions."""

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

_READ = {"quoted": date(2026, 11, 20), "source": "https://api-docs.deepseek.com/quick_start/pricing"}
_BUSY = ((1, 4), (6, 10))
"""Hours (UTC) in which everything costs twice as much."""
_OLD = "is an old name at DeepSeek. Use deepseek:%s instead."


def _model(name: str, input: str, cached: str, output: str) -> Offer:
    said, again, answered = Decimal(input), Decimal(cached), Decimal(output)
    usual = TokenPrice(input=said, cached=again, output=answered)
    busy = TokenPrice(input=2 * said, cached=2 * again, output=2 * answered, hours=_BUSY)
    return Offer.model_validate({"kind": "text", "model": name, "usd_per_million": (usual, busy), **_READ})


class DeepseekText:
    """Reading and writing."""

    def open(self, offer: Offer, keys: Mapping[str, str], base_url: str, http: Clients) -> "Model":
        """Return the offer's model."""
        from openai import AsyncOpenAI
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.deepseek import DeepSeekProvider

        client = AsyncOpenAI(api_key=keys["api_key"], base_url=base_url, http_client=http.client(), max_retries=0)
        return OpenAIChatModel(offer.model, provider=DeepSeekProvider(openai_client=client))


VENDOR = Vendor(
    slug="deepseek",
    name="DeepSeek",
    base_url="https://api.deepseek.com",
    needs=(Secret(field="api_key", env=("DEEPSEEK_API_KEY",)),),
    offers=(
        _model("deepseek-v4-flash", "0.15", "0.003", "0.60"),
        _model("deepseek-flash", "0.15", "0.003", "0.60"),
        _model("deepseek-v4-pro", "0.66", "0.022", "1.98"),
    ),
    gone={"deepseek-chat": _OLD % "deepseek-v4-flash", "deepseek-reasoner": _OLD % "deepseek-v4-pro"},
    makers={"text": DeepseekText()},
    waiting=Waiting(first=0, every=4, patience=1200),
    at_once=4,
)
