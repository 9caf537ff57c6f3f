"""Sora: retired, and a compatible server in its words."""

import pytest

from domain.errors import ContentRefused, LostAnswer, OutOfCredit, Unsupported
from domain.requests import VideoRequest
from providers.vendors.sora import VENDOR, SoraVideo
from tests.vendors.lines import ORDER

SORA = SoraVideo()
SMALL, PRO = VENDOR.offers
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=5)


def test_is_retired_and_says_what_to_use_instead():
    assert "24 September 2026" in VENDOR.retired
    assert "SORA_BASE_URL" in VENDOR.retired


def test_never_sends_the_key_of_another_product():
    assert VENDOR.needs[0].env == ("SORA_API_KEY",)


def test_orders_the_next_length_as_text():
    call = SORA.submit(SHOT, SMALL, "key")
    assert (call.method, call.path) == ("POST", "/videos")
    assert call.body == {"model": "sora-2", "prompt": "a paper boat", "seconds": "8", "size": "720x1280"}


def test_orders_a_clip_that_begins_with_a_still():
    body = SORA.submit(SHOT.model_copy(update={"still": "https://a/1.png", "ratio": "16:9"}), PRO, "key").body
    assert (body["input_reference"], body["size"]) == ({"image_url": "https://a/1.png"}, "1280x720")


@pytest.mark.parametrize("change", [{"ratio": "1:4"}, {"seconds": 13}, {"still": "https://a/1.png", "last": "https://a/2.png"}])
def test_refuses_what_it_cannot_make(change):
    with pytest.raises(Unsupported):
        SMALL.check(SHOT.model_copy(update=change))


def test_fetches_the_clip_from_the_api_itself():
    ticket = SORA.ticket({"id": "v1", "object": "video", "status": "queued"})
    assert SORA.poll(ticket).path == "/videos/v1"
    progress = SORA.progress({"id": "v1", "status": "completed", "progress": 100, "new": 1})
    assert (progress.state, progress.share, progress.link) == ("done", 1.0, "/videos/v1/content")


def test_an_order_without_a_name_is_lost():
    with pytest.raises(LostAnswer):
        SORA.ticket({"status": "queued"})


@pytest.mark.parametrize(
    ("status", "state"), [("queued", "waiting"), ("in_progress", "running"), ("failed", "failed"), ("dreaming", "running")]
)
def test_reads_its_states_and_takes_an_unknown_one_for_running(status, state):
    progress = SORA.progress({"id": "v1", "status": status, "progress": 40})
    assert (progress.state, progress.share, progress.link) == (state, 0.4, "")


def test_moderation_is_refused():
    said = {"code": "moderation_blocked", "message": "Blocked."}
    assert SORA.progress({"id": "v1", "status": "failed", "error": said}).state == "refused"
    assert isinstance(SORA.complaint(ORDER, 400, {"error": said}), ContentRefused)


def test_an_empty_account_is_not_a_busy_one():
    assert isinstance(SORA.complaint(ORDER, 429, {"error": {"code": "insufficient_quota", "message": "Pay."}}), OutOfCredit)
    assert SORA.complaint(ORDER, 429, {"error": {"code": "rate_limit_exceeded", "message": "Wait."}}) is None
