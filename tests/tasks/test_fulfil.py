"""Orders at this end: made once, found again, made again when the bytes are gone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.errors import AllVendorsFailed, JobFailed
from domain.lineup import Choice
from domain.requests import VideoRequest
from providers.registry import all_vendors
from store.orders import move, renew
from tasks.orders.fulfil import fulfil, ordered_again
from tasks.wiring import store, vault
from tests.flows.stage import QuickFilms, orders, vendor

SHOT = VideoRequest(project="bees", segment=1, prompt="a bee", seconds=0.5)
QUICK = Choice(slugs=("quick",))


@pytest.fixture
def quick(home: Path, monkeypatch: pytest.MonkeyPatch) -> QuickFilms:
    """A vendor that films in a moment."""
    films = QuickFilms()
    monkeypatch.setitem(all_vendors(), "quick", vendor("quick", films))
    return films


def test_of_two_that_want_the_same_at_once_one_orders_and_both_get_it(quick: QuickFilms) -> None:
    together = threading.Barrier(2)

    def wanted() -> str:
        together.wait()
        return fulfil(SHOT, "video", QUICK).media.sha256

    with ThreadPoolExecutor(2) as pool:
        first, second = [future.result() for future in [pool.submit(wanted) for _ in range(2)]]
    assert first == second
    assert len(quick.asked) == 1


def test_what_was_delivered_is_found_again(quick: QuickFilms) -> None:
    assert fulfil(SHOT, "video", QUICK) == fulfil(SHOT, "video", QUICK)
    assert len(quick.asked) == 1


def test_what_is_gone_from_the_media_store_is_made_again_under_another_key(quick: QuickFilms) -> None:
    before = ordered_again(SHOT, "video")
    media = fulfil(SHOT, "video", QUICK).media
    assert ordered_again(SHOT, "video") == before == 0
    vault().open(media).unlink()
    lost = ordered_again(SHOT, "video")
    assert vault().has(fulfil(SHOT, "video", QUICK).media)
    assert ordered_again(SHOT, "video") == lost == 1
    assert [order.attempt for order in orders("bees")] == [2]


def test_a_truncated_file_counts_as_gone(quick: QuickFilms) -> None:
    file = vault().open(fulfil(SHOT, "video", QUICK).media)
    whole = file.read_bytes()
    file.write_bytes(whole[:1000])
    again = vault().open(fulfil(SHOT, "video", QUICK).media)
    assert again.stat().st_size > 1000


def test_work_that_a_killed_run_left_under_way_is_begun_again(quick: QuickFilms) -> None:
    quick.refuses = lambda request: True
    with pytest.raises(JobFailed):
        fulfil(SHOT, "video", QUICK)
    quick.refuses = lambda request: False
    (failed,) = orders("bees")
    renew(store(), failed)
    move(store(), failed.id, ("reserved",), "submitting")
    assert fulfil(SHOT, "video", QUICK).vendor == "quick"
    assert [order.state for order in orders("bees")] == ["done"]


def test_the_next_vendor_is_asked_after_a_clear_no_and_that_is_said(quick: QuickFilms, monkeypatch: pytest.MonkeyPatch) -> None:
    other = QuickFilms()
    monkeypatch.setitem(all_vendors(), "other", vendor("other", other))
    quick.refuses = lambda request: True
    made = fulfil(SHOT, "video", Choice(slugs=("quick", "other")))
    assert made.vendor == "other"
    assert made.notes == ("quick: the model broke down at segment 1. Made by other instead.",)
    other.refuses = lambda request: True
    with pytest.raises(AllVendorsFailed, match=r"quick: .*other|quick: .*quick: ") as told:
        fulfil(SHOT.model_copy(update={"take": 2}), "video", Choice(slugs=("quick", "other")))
    assert len(told.value.causes) == 2


def test_a_fault_of_a_vendor_leaves_its_order_failed_with_the_reason(quick: QuickFilms) -> None:
    def broken(request: VideoRequest) -> bool:
        raise KeyError("frames")

    quick.refuses = broken
    with pytest.raises(KeyError):
        fulfil(SHOT, "video", QUICK)
    assert [(order.state, order.error) for order in orders("bees")] == [("failed", "'frames'")]
