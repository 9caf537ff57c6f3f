"""Claude: text models of Anthropic, asked through the Messages API."""

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

_READ = {"quoted": date(2026, 11, 20), "source": "https://claude.com/pricing"}


def _price(input: str, cached: str, output: str, above: int = 0) -> TokenPrice:
    written = Decimal(input) * Decimal("1.25")
    return TokenPrice(input=Decimal(input), cached=Decimal(cached), written=written, output=Decimal(output), above=above)


def _model(name: str, *prices: TokenPrice, most: int = 128_000) -> Offer:
    return Offer.model_validate(
        {"kind": "text", "model": name, "usd_per_million": prices, "most_output": most, "sees": True, **_READ}
    )


class ClaudeText:
    """Reading and writing."""

    def open(self, offer: Offer, keys: Mapping[str, str], base_url: str, http: Clients) -> "Model":
        """Return the offer's model. It answers in one piece, or as a stream where the answer may be long."""
        from anthropic import AsyncAnthropic
        from pydantic_ai.models.anthropic import AnthropicModel
        from pydantic_ai.providers.anthropic import AnthropicProvider

        client = AsyncAnthropic(api_key=keys["api_key"], base_url=base_url, http_client=http.client(), max_retries=0)
        return AnthropicModel(offer.model, provider=AnthropicProvider(anthropic_client=client))


VENDOR = Vendor(
    slug="claude",
    name="Claude",
    base_url="https://api.anthropic.com",
    needs=(Secret(field="api_key", env=("CLAUDE_API_KEY", "ANTHROPIC_API_KEY")),),
    offers=(
        _model("claude-sonnet-5-5", _price("2", "0.10", "10")),
        _model("claude-opus-5-5", _price("4", "0.20", "20")),
        _model("claude-haiku-5-5", _price("0.10", "0.01", "0.50"), _price("0.50", "0.05", "2.50", above=100_000)),
        _model("claude-opus-5", _price("5", "0.50", "25")),
        _model("claude-opus-4-8", _price("5", "0.50", "25")),
        _model("claude-sonnet-5", _price("2", "0.20", "10")),
        _model("claude-sonnet-4-6", _price("3", "0.30", "15"), most=64_000),
        _model("claude-haiku-4-5", _price("1", "0.10", "5"), most=64_000),
        _model("claude-fable-5-1", _price("10", "0.25", "50")),
    ),
    makers={"text": ClaudeText()},
    waiting=Waiting(first=0, every=4, patience=600),
    at_once=4,
)
