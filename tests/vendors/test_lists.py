"""Lists of recent jobs: whose job is whose, when prompts are equal."""

from datetime import UTC, datetime

import pytest

from domain.errors import LostAnswer
from domain.requests import VideoRequest
from providers.dialect import Lost
from providers.lists import CLOCKS, SURE, Listed, found_in, made_at
from providers.registry import all_vendors

LUMA = all_vendors()["luma"]
RAY_3, RAY_2 = LUMA.offers
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=5)
NOW = 1_790_000_000.0
OLD = Listed(ticket="old", prompt=SHOT.prompt, at=NOW - CLOCKS - 1)


def lost(*taken: str, offer=RAY_2) -> Lost:
    return Lost(key="key", request=SHOT, offer=offer, since=NOW, taken=frozenset(taken))


def job(ticket: str, after: float, prompt: str = SHOT.prompt) -> Listed:
    return Listed(ticket=ticket, prompt=prompt, at=NOW + after)


def test_a_job_of_another_order_is_never_adopted() -> None:
    twins = [job("second", 3), job("first", 2), OLD]
    assert found_in("x", twins, lost(), whole=False) == "first"
    assert found_in("x", twins, lost("first"), whole=False) == "second"
    assert found_in("x", twins, lost("first", "second"), whole=False) == ""


def test_a_clock_that_is_a_little_behind_hides_nothing() -> None:
    assert found_in("x", [job("ours", -SURE + 1)], lost(), whole=True) == "ours"


@pytest.mark.parametrize(
    "jobs",
    [
        [job("a minute before", -60)],
        [Listed(ticket="no time", prompt=SHOT.prompt)],
        [job("no prompt", 2, "")],
        [job("", 2)],
        [job("another", 2, "a bee")],
    ],
)
def test_does_not_guess(jobs: list[Listed]) -> None:
    with pytest.raises(LostAnswer):
        found_in("x", jobs, lost(), whole=False)


def test_a_job_that_was_taken_for_another_order_leaves_no_doubt() -> None:
    assert found_in("x", [job("a minute before", -60)], lost("a minute before"), whole=True) == ""


@pytest.mark.parametrize("told", [NOW, str(NOW), int(NOW * 1000), datetime.fromtimestamp(NOW, UTC).isoformat()])
def test_reads_a_time_in_every_form(told: object) -> None:
    assert made_at({"created_at": told}) == NOW


def test_reads_no_time_where_there_is_none() -> None:
    assert made_at({"created_at": "yesterday"}) is made_at({}) is None


def test_lumas_older_api_lists_what_the_newer_one_does_not() -> None:
    dialect = LUMA.makers["video"]
    made = {"id": "g1", "created_at": datetime.fromtimestamp(NOW + 2, UTC).isoformat(), "request": {"prompt": SHOT.prompt}}
    assert dialect.look_up(lost()).path == "/generations"
    assert dialect.found({"generations": [made], "has_more": False}, lost()) == "g1"
    assert dialect.found({"generations": [], "has_more": False}, lost()) == ""
    with pytest.raises(LostAnswer, match="Agents"):
        dialect.look_up(lost(offer=RAY_3))
