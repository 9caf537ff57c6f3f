"""GPT: text models of OpenAI, asked through the Responses API."""

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

_READ = {"quoted": date(2026, 11, 20), "source": "https://developers.openai.com/api/docs/pricing"}
_LONG = 272_000
"""Input tokens above which a call costs more: twice for what is read, half as much again for what is written."""
_LUNA = "Use gpt:gpt-6-luna instead."
_ENDS = {
    "2024-12-06": ("gpt-4-vision-preview",),
    "2026-10-23": ("gpt-4", "gpt-4-turbo", "gpt-3.5-turbo", "gpt-4.1-nano", "o1", "o3-mini", "o4-mini"),
    "2026-12-11": ("gpt-5", "gpt-5-mini", "gpt-5-nano", "o3"),
    "2027-01-14": ("gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini"),
    "2027-04-01": ("gpt-5.1", "gpt-5.4-nano"),
}
"""Models by the day OpenAI shuts them down, as its deprecations page had them on 2026-11-20."""


def _model(name: str, input: str, cached: str, output: str, written: str = "1.25", tiers: bool = True) -> Offer:
    read, again, said = Decimal(input), Decimal(cached), Decimal(output)
    kept = read * Decimal(written)
    usual = TokenPrice(input=read, cached=again, written=kept, output=said)
    dear = TokenPrice(input=2 * read, cached=2 * again, written=2 * kept, output=said * Decimal("1.5"), above=_LONG)
    prices = (usual, dear) if tiers else (usual,)
    return Offer.model_validate(
        {"kind": "text", "model": name, "usd_per_million": prices, "most_output": 128_000, "sees": True, **_READ}
    )


class GptText:
    """Reading and writing."""

    def open(self, offer: Offer, keys: Mapping[str, str], base_url: str, http: Clients) -> "Model":
        """Return the offer's model."""
        from openai import AsyncOpenAI
        from pydantic_ai.models.openai import OpenAIResponsesModel
        from pydantic_ai.providers.openai import OpenAIProvider

        client = AsyncOpenAI(api_key=keys["api_key"], base_url=base_url, http_client=http.client(), max_retries=0)
        return OpenAIResponsesModel(offer.model, provider=OpenAIProvider(openai_client=client))


VENDOR = Vendor(
    slug="gpt",
    name="GPT",
    base_url="https://api.openai.com/v1",
    needs=(Secret(field="api_key", env=("GPT_API_KEY", "OPENAI_API_KEY")),),
    offers=(
        _model("gpt-6.1-sol", "2", "0.10", "10"),
        _model("gpt-6-luna", "0.10", "0.01", "0.50"),
        _model("gpt-6-astra", "10", "1", "50"),
        _model("gpt-6-sol", "2", "0.20", "10"),
        _model("gpt-5.6-sol", "4", "0.40", "20"),
        _model("gpt-5.6-terra", "2", "0.20", "12"),
        _model("gpt-5.6-luna", "0.20", "0.02", "1.20"),
        _model("gpt-5.4-mini", "0.75", "0.075", "4.50", written="1", tiers=False),
    ),
    gone={name: f"ends at OpenAI on {day}. {_LUNA}" for day, names in _ENDS.items() for name in names},
    makers={"text": GptText()},
    waiting=Waiting(first=0, every=4, patience=1200),
    at_once=4,
)
