"""Orders whose answer is lost, and jobs that nobody may ask after any more: found again, kept, and never ordered twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from domain.errors import JobTimedOut, OrderUnknown, Unavailable
from domain.lineup import Choice
from domain.requests import Made, VideoRequest
from rehearsal.cast import part_of
from rehearsal.faults import fault_from
from rehearsal.player import KEY, Player
from store.orders import of_project
from tasks.orders.fulfil import fulfil
from tasks.orders.ordering import LOSSES
from tasks.wiring import store

Play = Callable[..., Player]


@pytest.fixture
def play(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
    """Let a stand-in take the place of a vendor, with some faults."""
    monkeypatch.setenv("REELFLOW_POLL_SECONDS", "0.02")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "film")
    monkeypatch.setenv("GOOGLE_CLOUD_LOCATION", "loopback")
    with ExitStack() as closing:

        def open_one(slug: str, *faults: str) -> Player:
            player = closing.enter_context(Player([part_of(slug)], faults=map(fault_from, faults), questions=1))
            monkeypatch.setenv(f"{slug.upper()}_BASE_URL", player.base_urls[slug])
            for name in ("API_KEY", "ACCESS_TOKEN"):
                monkeypatch.setenv(f"{slug.upper()}_{name}", KEY)
            return player

        yield open_one


def shot(segment: int = 1) -> VideoRequest:
    return VideoRequest(project="twins", segment=segment, prompt="a paper boat", seconds=5)


def filmed(name: str, *segments: int) -> list[Made]:
    """Film segments with one and the same prompt, side by side."""
    with ThreadPoolExecutor(len(segments)) as pool:
        return list(pool.map(lambda segment: fulfil(shot(segment), "video", Choice(slugs=(name,))), segments))


@pytest.mark.parametrize("name", ["replicate", "luma:ray-2", "hailuo"])
@pytest.mark.parametrize("fault", ["lost-answer:1", "lost-answer:2", "lost-answer", "server-error-after", "lost-before"])
def test_twins_whose_answers_are_lost_get_a_job_each_and_are_paid_for_once(play: Play, name: str, fault: str) -> None:
    player = play(name.partition(":")[0], fault)
    made = filmed(name, 1, 2)
    assert len({one.job for one in made}) == 2
    assert len({one.media.sha256 for one in made}) == 2
    assert player.accepted(name.partition(":")[0]) == 2


@pytest.mark.parametrize("name", ["replicate", "luma:ray-2", "hailuo"])
@pytest.mark.parametrize("fault", ["lost-answer", "lost-before"])
def test_a_lost_order_is_found_though_the_vendors_clock_is_behind(play: Play, name: str, fault: str) -> None:
    slug = name.partition(":")[0]
    player = play(slug, fault, "clock-skew")
    assert filmed(name, 1)[0].job
    assert player.accepted(slug) == 1


def test_what_went_to_an_api_without_a_list_waits_for_a_person(play: Play) -> None:
    player = play("luma", "lost-answer")
    with pytest.raises(OrderUnknown, match="Look at the vendor's list"):
        filmed("luma", 1)
    assert player.accepted("luma") == 1


@pytest.mark.parametrize("slug", ["veo", "kling", "omni", "fal"])
def test_a_key_that_ends_in_the_middle_of_a_job_keeps_the_job_and_says_whose_move_is_next(play: Play, slug: str) -> None:
    player = play(slug, "locked-out:allx9")
    with pytest.raises(JobTimedOut, match=r"(?i)(token|key).*Job .* is kept; ask for it again with: reelflow continue"):
        filmed(slug, 1)
    (order,) = of_project(store(), "twins")
    assert (order.state, bool(order.job)) == ("submitted", True)
    player.play(())
    assert filmed(slug, 1)[0].job == order.job
    assert player.accepted(slug) == 1


@pytest.mark.parametrize("slug", ["kling", "fal", "omni", "veo", "hailuo"])
def test_a_job_that_vanished_becomes_unknown_soon(play: Play, slug: str) -> None:
    play(slug, "vanished")
    with pytest.raises(OrderUnknown, match=r"does not know|Not found|There is no"):
        filmed(slug, 1)
    assert [order.state for order in of_project(store(), "twins")] == ["unknown"]


def test_a_vendor_that_loses_every_order_is_not_sent_it_for_ever(play: Play) -> None:
    player = play("kling", "lost-before:allx99")
    with pytest.raises(Unavailable, match="try again later"):
        filmed("kling", 1)
    sent = [one for one in player.journal()["requests"] if one["does"] == "create"]
    assert (len(sent), player.accepted("kling")) == (LOSSES, 0)
    assert [order.state for order in of_project(store(), "twins")] == ["failed"]
