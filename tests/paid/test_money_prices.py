"""What a clip costs: by the second, by the order or by a list of lengths, and as the contract sheets say."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from domain.requests import VideoRequest
from providers.offers import Offer
from providers.registry import offer

SHEET = {
    # model: seconds wanted, dollars
    "luma:ray-3.2": [(3, "0.30"), (5, "0.30"), (5.1, "0.90"), (10, "0.90")],
    "luma:ray-2": [(5, "0.71")],
    "runway:gen4.5": [(5, "0.60"), (5.2, "0.72"), (1, "0.24")],
    "runway:gen4_turbo": [(5, "0.25")],
    "runway:veo3.1_fast": [(5, "0.60")],
    "runway:hailuo3": [(5, "0.50")],
    "pika:pika-2.5": [(5, "0.20")],
    "pika:pika-2.5@1080p": [(5, "0.45")],
    "kling:kling-2.5-turbo": [(5, "0.21"), (6, "0.42")],
    "kling:kling-3.0": [(5, "0.42")],
    "kling:kling-3.0-turbo": [(5, "0.56")],
    "hailuo:MiniMax-H3": [(5, "0.40")],
    "hailuo:MiniMax-Hailuo-2.3": [(5, "0.28"), (6, "0.28"), (7, "0.56"), (10, "0.56")],
    "hailuo:MiniMax-Hailuo-02": [(6, "0.28"), (10, "0.56")],
    "hailuo:MiniMax-Hailuo-2.3-Fast": [(5, "0.19")],
    "veo:veo-3.1-fast-generate-001": [(5, "0.60")],
    "veo:veo-3.1-generate-001": [(5, "2.40")],
    "omni:gemini-omni-1.2-flash": [(5, "0.5068")],
    "fal:fal-ai/pika/v2.2/text-to-video": [(5, "0.20")],
    "fal:fal-ai/kling-video/v3/pro/text-to-video": [(5, "0.56")],
    "fal:fal-ai/minimax/hailuo-2.3/standard/text-to-video": [(5, "0.28"), (10, "0.56")],
    "fal:fal-ai/luma-dream-machine/ray-2": [(5, "1.00"), (9, "2.00")],
    "fal:fal-ai/luma-dream-machine/ray-2-flash": [(5, "0.40"), (6, "0.80")],
    "replicate:minimax/hailuo-2.3": [(6, "0.28"), (10, "0.56")],
}


def wish(seconds: float) -> VideoRequest:
    return VideoRequest(project="p", prompt="a bee", seconds=seconds)


@pytest.mark.parametrize(("name", "seconds", "usd"), [(name, *row) for name, rows in SHEET.items() for row in rows])
def test_a_clip_costs_what_the_sheet_says(name: str, seconds: float, usd: str) -> None:
    assert offer(name, "video").estimate(wish(seconds)) == Decimal(usd)


def test_what_has_a_price_by_length_is_made_in_those_lengths_alone() -> None:
    one = Offer.model_validate({"kind": "video", "model": "m", "usd_by_length": {"10": "0.90", "5": "0.30"}})
    assert (one.lengths, one.most) == ((5.0, 10.0), 10.0)
    assert [one.sold(seconds) for seconds in (1, 5, 5.5, 12)] == [5, 5, 10, 10]
    with pytest.raises(ValidationError, match="not those that have a price"):
        Offer.model_validate({"kind": "video", "model": "m", "usd_by_length": {5: "0.30"}, "lengths": (5, 10)})


@pytest.mark.parametrize("price", [{"usd_per_second": "-0.01"}, {"usd_per_order": "-1"}, {"usd_by_length": {5: "-1"}}])
def test_a_price_is_never_below_nothing(price: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Offer.model_validate({"kind": "video", "model": "m", **price})


@pytest.mark.parametrize(
    ("said", "priced"),
    [({}, False), ({"quoted": date(2026, 9, 1)}, True), ({"usd_per_order": "1"}, True), ({"usd_by_length": {5: "1"}}, True)],
)
def test_a_price_nobody_has_read_is_told_apart_from_nothing(said: dict[str, Any], priced: bool) -> None:
    assert Offer.model_validate({"kind": "video", "model": "m", **said}).is_priced is priced
