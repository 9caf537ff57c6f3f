"""Pika's own API; written from the contract sheet, no exchange with the vendor was recorded."""

from decimal import Decimal

import pytest

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, RateLimited, Unsupported
from domain.requests import VideoRequest
from providers.registry import offer
from providers.vendors.pika import VENDOR, PikaVideo
from tests.vendors.lines import ORDER

PIKA = PikaVideo()
SMALL, LARGE = VENDOR.offers
WIDE = VideoRequest(project="p", prompt="a paper boat", seconds=5, ratio="16:9")
STILL = WIDE.model_copy(update={"ratio": "9:16", "still": "https://a/1.png", "seed": 7})


def test_orders_under_our_key_so_that_it_can_be_sent_again():
    call = PIKA.submit(WIDE, SMALL, "order-1")
    assert (call.method, call.path) == ("POST", "/v1/media/pika/pika-2.5/text-to-video")
    assert call.headers == {"Idempotency-Key": "order-1"}
    assert call.body == {"prompt": "a paper boat", "duration_s": 5, "resolution": "720p"}
    assert VENDOR.repeatable_by_key


def test_sets_an_upright_still_in_motion():
    SMALL.check(STILL)
    call = PIKA.submit(STILL, LARGE, "order-1")
    assert call.path == "/v1/media/pika/pika-2.5/image-to-video"
    assert call.body == {
        "prompt": "a paper boat",
        "image": "https://a/1.png",
        "duration_s": 5,
        "resolution": "1080p",
        "seed": 7,
    }


def test_refuses_an_upright_clip_from_a_prompt_and_names_the_way_out():
    with pytest.raises(Unsupported, match=r"fal:fal-ai/pika/v2\.2/text-to-video") as no:
        SMALL.check(WIDE.model_copy(update={"ratio": "9:16"}))
    assert "9:16" in str(no.value)
    offer("fal:fal-ai/pika/v2.2/text-to-video", "video").check(WIDE.model_copy(update={"ratio": "9:16"}))


@pytest.mark.parametrize(
    "change", [{"seconds": 6}, {"still": "data:image/png;base64,AA"}, {"still": "https://a/1.png", "last": "https://a/2.png"}]
)
def test_refuses_what_it_does_not_make(change):
    with pytest.raises(Unsupported):
        SMALL.check(WIDE.model_copy(update=change))


def test_prices_five_seconds():
    assert (SMALL.estimate(WIDE), LARGE.estimate(WIDE)) == (Decimal("0.20"), Decimal("0.45"))


def test_carries_the_key_in_its_own_header():
    assert VENDOR.sign({"api_key": "k"}, 0.0) == {"X-API-Key": "k"}


def test_polls_the_job_it_was_named():
    assert PIKA.poll(PIKA.ticket({"id": "j1", "status": "queued", "new": True})).path == "/v1/media/jobs/j1"
    with pytest.raises(LostAnswer):
        PIKA.ticket({"status": "queued"})


@pytest.mark.parametrize(
    "output", [{"media_type": "video", "video": {"url": "https://m/1.mp4"}}, {"videos": [{"url": "https://m/1.mp4"}]}]
)
def test_finds_the_clip_and_what_it_cost(output):
    billing = {"state": "settled", "charge_micro_usd": 200000}
    progress = PIKA.progress({"id": "j1", "status": "completed", "output": output, "billing": billing})
    assert (progress.state, progress.link, progress.charged_usd) == ("done", "https://m/1.mp4", Decimal("0.2"))


def test_waits_for_the_link_while_billing_is_pending():
    progress = PIKA.progress({"id": "j1", "status": "completed", "output": None, "billing": {"state": "pending"}})
    assert (progress.state, progress.link, progress.charged_usd) == ("done", "", None)


@pytest.mark.parametrize(("status", "state"), [("queued", "waiting"), ("running", "running"), ("upscaling", "running")])
def test_reads_its_states_and_takes_an_unknown_one_for_running(status, state):
    assert PIKA.progress({"status": status, "new": {}}).state == state


@pytest.mark.parametrize(("code", "state"), [("content_moderation", "refused"), ("provider_error", "failed")])
def test_tells_a_refusal_from_a_failure(code, state):
    reply = {"status": "failed", "error": {"code": code, "message": "No."}}
    assert (PIKA.progress(reply).state, PIKA.progress(reply).error) == (state, "No.")
    assert PIKA.complaint(ORDER, 200, reply) is None


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (422, "invalid_input", JobFailed),
        (422, "content_moderation", ContentRefused),
        (402, "insufficient_balance", OutOfCredit),
        (403, "membership_required", OutOfCredit),
        (429, "usage_limit_exceeded", OutOfCredit),
        (429, "rate_limited", RateLimited),
        (409, "conflict", LostAnswer),
    ],
)
def test_says_what_an_error_code_means(status, code, error):
    assert type(PIKA.complaint(ORDER, status, {"error": {"code": code, "message": "No."}})) is error


@pytest.mark.parametrize("code", ["provider_timeout", "internal", "never_heard_of"])
def test_a_server_error_is_no_clear_no(code):
    assert PIKA.complaint(ORDER, 500, {"error": {"code": code, "message": "Oh."}}) is None
