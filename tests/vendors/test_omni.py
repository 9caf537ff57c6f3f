"""Gemini Omni; written from the contract sheet, no exchange with the vendor was recorded."""

from decimal import Decimal

import pytest

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, RateLimited, Unsupported
from domain.requests import VideoRequest
from providers.jobs import collect
from providers.vendors.omni import VENDOR, OmniVideo
from tests.vendors.lines import line, told

OMNI = OmniVideo()
OMNI_12, OMNI_11 = VENDOR.offers
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=4.2)
BYTES = "https://generativelanguage.googleapis.com/v1/files/f1:download?alt=media"


def done(**part):
    """A finished interaction whose video is `part`."""
    steps = [
        {"type": "user_input", "content": [{"type": "video", "uri": "https://a/input.mp4"}]},
        {"type": "model_output", "content": [{"type": "video", "uri": "https://a/draft.mp4"}] if part else []},
        {
            "type": "model_output",
            "content": [{"type": "text", "text": "Here."}, {"type": "video", "mime_type": "video/mp4", **part}],
        },
        {"type": "unheard_of"},
    ]
    return {"id": "i1", "status": "completed", "steps": steps, "usage": {"total": 1}}


def google(status, text):
    return {"error": {"code": 400, "message": text, "status": status}}


def test_orders_five_seconds_upright_in_the_background():
    call = OMNI.submit(SHOT, OMNI_12, "key")
    assert (call.method, call.path) == ("POST", "/interactions")
    assert call.body == {
        "model": "gemini-omni-1.2-flash",
        "input": [{"type": "text", "text": "a paper boat"}],
        "background": True,
        "store": True,
        "generation_config": {"video_config": {"task": "text_to_video"}},
        "response_format": {
            "type": "video",
            "aspect_ratio": "9:16",
            "resolution": "720p",
            "duration": "5s",
            "delivery": "uri",
        },
    }


@pytest.mark.parametrize(
    ("still", "part"),
    [
        ("https://a/1.jpg?x=1", {"type": "image", "uri": "https://a/1.jpg?x=1", "mime_type": "image/jpeg"}),
        ("data:image/webp;base64,QUJD", {"type": "image", "data": "QUJD", "mime_type": "image/webp"}),
    ],
)
def test_sets_a_still_in_motion(still, part):
    body = OMNI.submit(SHOT.model_copy(update={"still": still}), OMNI_12, "key").body
    assert body["input"][1] == part
    assert body["generation_config"]["video_config"]["task"] == "image_to_video"


@pytest.mark.parametrize(
    ("offer", "change"),
    [(OMNI_12, {"seconds": 16}), (OMNI_11, {"seconds": 11}), (OMNI_12, {"ratio": "1:4"}), (OMNI_12, {"last": "a"})],
)
def test_refuses_before_paying(offer, change):
    with pytest.raises(Unsupported):
        offer.check(SHOT.model_copy(update=change))


def test_costs_half_a_dollar_for_five_seconds():
    assert OMNI_12.estimate(SHOT) == Decimal("0.5068")


def test_carries_the_key_in_googles_header():
    assert VENDOR.sign({"api_key": "k"}, 0.0) == {"x-goog-api-key": "k"}


def test_comes_to_the_last_video_of_its_own_steps():
    asked = []
    answers = ({"id": "i1", "status": "in_progress"}, done(uri=BYTES))
    progress = collect(line(VENDOR, *map(told, answers), asked=asked), OMNI, "i1", pace=0)
    assert (progress.state, progress.link) == ("done", BYTES)
    assert str(asked[0].url) == "https://generativelanguage.googleapis.com/v1/interactions/i1"


@pytest.mark.parametrize(
    ("part", "link"),
    [
        ({"uri": BYTES}, BYTES),
        ({"uri": "https://generativelanguage.googleapis.com/v1/files/f1"}, BYTES),
        ({"uri": "files/f1"}, "/files/f1:download?alt=media"),
        ({"uri": "https://m/files/f1.mp4?sig=1"}, "https://m/files/f1.mp4?sig=1"),
        ({"data": "QUJD"}, "data:video/mp4;base64,QUJD"),
        ({}, ""),
    ],
)
def test_says_where_the_bytes_are_in_every_form(part, link):
    assert OMNI.progress(done(**part)).link == link


@pytest.mark.parametrize("steps", [None, [], "x", [1], [{"type": "model_output", "content": "x"}]])
def test_completed_without_a_video_is_not_the_end(steps):
    progress = OMNI.progress({"status": "completed", "steps": steps})
    assert (progress.state, progress.link) == ("done", "")


def test_safety_is_moderation():
    blocked = {"status": "failed", "errors": [{"code": "SAFETY", "message": "Blocked."}]}
    assert (OMNI.progress(blocked).state, OMNI.progress(blocked).error) == ("refused", "Blocked.")
    assert OMNI.progress({"status": "failed", "errors": [{"code": "INTERNAL", "message": "Broke off."}]}).state == "failed"
    assert OMNI.progress({"status": "budget_exceeded"}).error == "budget_exceeded"


def test_stops_an_interaction():
    assert (OMNI.cancel("i1").method, OMNI.cancel("i1").path) == ("POST", "/interactions/i1/cancel")


@pytest.mark.parametrize(
    ("status", "reply", "error"),
    [
        (400, google("INVALID_ARGUMENT", "duration must be 3 to 15 seconds."), JobFailed),
        (400, google("INVALID_ARGUMENT", "Blocked by the safety policy."), ContentRefused),
        (400, google("INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."), OutOfCredit),
        (400, google("FAILED_PRECONDITION", "Enable billing."), OutOfCredit),
        (401, google("UNAUTHENTICATED", "no"), OutOfCredit),
        (403, google("PERMISSION_DENIED", "no"), OutOfCredit),
        (404, google("NOT_FOUND", "no"), JobFailed),
        (429, google("RESOURCE_EXHAUSTED", "no"), RateLimited),
        (500, google("INTERNAL", "no"), LostAnswer),
        (503, google("UNAVAILABLE", "overloaded"), LostAnswer),
        (500, google("INTERNAL", "The API key could not be checked."), LostAnswer),
    ],
)
def test_an_error_answer_says_whose_move_is_next(status, reply, error):
    with pytest.raises(error):
        line(VENDOR, told(reply, status)).order(OMNI.submit(SHOT, OMNI_12, "k"), OMNI)
