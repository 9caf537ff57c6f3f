"""Stability AI: retired, and a server of one's own in its words."""

import base64

import pytest

from domain.errors import ContentRefused, JobFailed, Unsupported
from domain.requests import VideoRequest
from providers.registry import offer
from providers.vendors.stability import VENDOR, StableVideo
from tests.vendors.lines import ORDER

STABLE = StableVideo()
(OFFER,) = VENDOR.offers
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=5, still="https://a/1.png", seed=3)


def test_is_retired_and_names_ways_out_that_exist():
    assert "24 July 2025" in VENDOR.retired
    assert "STABILITY_BASE_URL" in VENDOR.retired
    assert "fal:fal-ai/stable-video" in VENDOR.retired
    assert offer("fal:fal-ai/stable-video", "video").needs_still


def test_orders_a_still_to_be_set_in_motion():
    call = STABLE.submit(SHOT, OFFER, "key")
    assert (call.method, call.path) == ("POST", "/v2beta/image-to-video")
    assert call.body == {"image": "https://a/1.png", "seed": 3, "cfg_scale": 1.8, "motion_bucket_id": 127}


@pytest.mark.parametrize("change", [{"still": ""}, {"last": "https://a/2.png"}, {"seconds": 8}, {"ratio": "1:4"}])
def test_refuses_what_it_cannot_make(change):
    with pytest.raises(Unsupported):
        OFFER.check(SHOT.model_copy(update=change))


def test_asks_for_json():
    call = STABLE.poll(STABLE.ticket({"id": "g1"}))
    assert (call.path, call.headers["Accept"]) == ("/v2beta/image-to-video/result/g1", "application/json")


def test_takes_the_clip_from_inside_the_answer_or_from_its_address():
    inside = base64.b64encode(b"film").decode()
    done = STABLE.progress({"video": inside, "finish_reason": "SUCCESS", "seed": 3})
    assert (done.state, done.link) == ("done", f"data:video/mp4;base64,{inside}")
    assert STABLE.progress({"video": "http://me:9/1.mp4"}).link == "http://me:9/1.mp4"


@pytest.mark.parametrize("reply", [{"id": "g1", "status": "in-progress"}, {"id": "g1", "status": "warming up", "new": 1}, {}])
def test_is_running_until_there_is_a_clip(reply):
    assert STABLE.progress(reply).state == "running"


def test_moderation_is_refused():
    assert STABLE.progress({"finish_reason": "CONTENT_FILTERED"}).state == "refused"
    said = {"id": "e1", "name": "content_moderation", "errors": ["Flagged."]}
    assert isinstance(STABLE.complaint(ORDER, 403, said), ContentRefused)
    assert STABLE.complaint(ORDER, 403, {"id": "e1", "name": "forbidden", "errors": ["No."]}) is None


def test_another_end_is_a_failure():
    assert STABLE.progress({"finish_reason": "ERROR"}).state == "failed"


def test_a_generation_that_failed_tells_so_where_its_result_would_be():
    said = {"id": "e1", "name": "internal_error", "errors": ["Rendering broke off."]}
    assert type(STABLE.complaint(STABLE.poll("g1"), 500, said)) is JobFailed
    assert STABLE.complaint(ORDER, 500, said) is None
    assert STABLE.complaint(STABLE.poll("g1"), 500, {}) is None
    assert STABLE.complaint(STABLE.poll("g1"), 404, {**said, "name": "not_found"}) is None
