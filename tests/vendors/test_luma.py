"""Luma, both APIs; written from the contract sheet, no exchange with the vendor was recorded."""

from decimal import Decimal

import httpx
import pytest

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, RateLimited, Unsupported
from domain.requests import VideoRequest
from providers.jobs import collect
from providers.vendors.luma import RAY_2, RAY_3, VENDOR, LumaVideo
from providers.wire import Wire
from tests.vendors.lines import ORDER

LUMA = LumaVideo()
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=4.2)


def line(*answers: httpx.Response, asked: list[httpx.Request] | None = None) -> Wire:
    """An open line that gives these answers in order."""
    left = iter(answers)

    def play(request: httpx.Request) -> httpx.Response:
        if asked is not None:
            asked.append(request)
        return next(left)

    http = httpx.Client(transport=httpx.MockTransport(play))
    return Wire(vendor=VENDOR, base_url=VENDOR.base_url, sign=lambda: VENDOR.sign({"api_key": "k"}, 0.0), http=http)


def test_orders_five_seconds_upright_from_agents():
    call = LUMA.submit(SHOT, RAY_3, "key")
    assert (call.method, call.path) == ("POST", "/generations")
    assert call.body == {
        "model": "ray-3.2",
        "type": "video",
        "prompt": "a paper boat",
        "aspect_ratio": "9:16",
        "video": {"duration": "5s", "resolution": "720p"},
    }


def test_orders_ray_2_in_the_older_words():
    call = LUMA.submit(SHOT.model_copy(update={"seconds": 7}), RAY_2, "key")
    assert call.path == "/generations/video"
    assert call.body == {
        "model": "ray-2",
        "generation_type": "video",
        "prompt": "a paper boat",
        "aspect_ratio": "9:16",
        "duration": "9s",
        "resolution": "720p",
    }


def test_begins_and_ends_on_pictures_by_link_or_by_their_bytes():
    between = SHOT.model_copy(update={"still": "https://a/1.png", "last": "data:image/jpeg;base64,QUJD"})
    RAY_3.check(between)
    video = LUMA.submit(between, RAY_3, "key").body["video"]
    assert video["start_frame"] == {"url": "https://a/1.png"}
    assert video["end_frame"] == {"data": "QUJD", "media_type": "image/jpeg"}


def test_ray_2_fetches_its_pictures_from_the_web():
    between = SHOT.model_copy(update={"still": "https://a/1.png", "last": "https://a/2.png"})
    frames = LUMA.submit(between, RAY_2, "key").body["keyframes"]
    assert frames == {
        "frame0": {"type": "image", "url": "https://a/1.png"},
        "frame1": {"type": "image", "url": "https://a/2.png"},
    }
    with pytest.raises(Unsupported, match="web address"):
        RAY_2.check(SHOT.model_copy(update={"still": "vault:ab.png"}))


def test_ten_seconds_take_no_pictures():
    with pytest.raises(Unsupported, match="at most 5 s from an image"):
        RAY_3.check(SHOT.model_copy(update={"seconds": 8, "still": "https://a/1.png"}))


def test_costs_thirty_cents_for_five_seconds():
    assert RAY_3.estimate(SHOT) == Decimal("0.30")


@pytest.mark.parametrize("change", [{"seconds": 11}, {"ratio": "1:4"}, {"prompt": "x" * 6001}])
def test_refuses_before_paying(change):
    with pytest.raises(Unsupported):
        RAY_3.check(SHOT.model_copy(update=change))


def test_an_order_without_a_name_is_lost():
    assert LUMA.poll(LUMA.ticket({"id": "g1", "new": 1})).path == "/generations/g1"
    with pytest.raises(LostAnswer):
        LUMA.ticket({"state": "queued"})


def test_collects_what_it_ordered():
    asked: list[httpx.Request] = []
    wire = line(
        httpx.Response(200, json={"id": "g1", "state": "queued", "output": []}),
        httpx.Response(503, text="<html>"),
        httpx.Response(200, json={"id": "g1", "state": "reticulating", "new": 1}),
        httpx.Response(200, json={"id": "g1", "state": "completed", "output": [{"type": "video", "url": "https://m/1.mp4"}]}),
        asked=asked,
    )
    progress = collect(wire, LUMA, "g1", pace=0.001, sleep=lambda seconds: None)
    assert (progress.state, progress.link) == ("done", "https://m/1.mp4")
    assert [request.headers["authorization"] for request in asked] == ["Bearer k"] * 4


def test_reads_a_generation_of_dream_machine():
    assert LUMA.progress({"state": "dreaming", "assets": None}).state == "running"
    assert LUMA.progress({"state": "completed", "assets": {"video": "https://m/2.mp4"}}).link == "https://m/2.mp4"


@pytest.mark.parametrize(("code", "state"), [("content_moderated", "refused"), ("generation_failed", "failed")])
def test_tells_a_refusal_from_a_failure(code, state):
    progress = LUMA.progress({"state": "failed", "failure_code": code, "failure_reason": "No."})
    assert (progress.state, progress.error) == (state, "No.")


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, {"failure_code": "content_moderated", "failure_reason": "No."}, ContentRefused),
        (402, {"failure_code": "budget_exhausted", "detail": "Empty."}, OutOfCredit),
        (401, {"detail": "Wrong key."}, OutOfCredit),
        (422, {"detail": "Bad ratio."}, JobFailed),
        (429, {"detail": "Slow down."}, RateLimited),
        (500, {"detail": "Oh."}, LostAnswer),
    ],
)
def test_says_what_a_refused_order_means(status, body, error):
    wire = line(httpx.Response(status, json=body))
    with pytest.raises(error):
        wire.order(LUMA.submit(SHOT, RAY_3, "key"), LUMA)


def test_a_finished_answer_of_a_failed_job_is_no_error_of_the_question():
    assert LUMA.complaint(ORDER, 200, {"state": "failed", "failure_code": "content_moderated"}) is None


def test_the_older_model_tells_moderation_by_its_reason_alone():
    assert LUMA.progress({"state": "failed", "failure_reason": "The clip was moderated."}).state == "refused"
    assert LUMA.progress({"state": "failed", "failure_reason": "Rendering broke off."}).state == "failed"
