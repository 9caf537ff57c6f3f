"""Runway; written from the contract sheet, no exchange with the vendor was recorded."""

from decimal import Decimal

import httpx
import pytest

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, RateLimited, Unsupported
from domain.requests import VideoRequest
from providers.jobs import collect
from providers.vendors.runway import VENDOR, RunwayVideo
from tests.vendors.lines import line, told

RUNWAY = RunwayVideo()
GEN, FAST, VEO, TURBO, OMNI, HAILUO = VENDOR.offers
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=4.2, seed=421)
FROM_STILL = SHOT.model_copy(update={"still": "https://a/1.png"})
BETWEEN = FROM_STILL.model_copy(update={"last": "https://a/2.png"})


def task(status, **more):
    return {"id": "t1", "status": status, "createdAt": "2026-11-20T10:00:00Z", "unheard_of": 1, **more}


def test_orders_five_seconds_upright_as_a_pair_of_sizes():
    call = RUNWAY.submit(SHOT, GEN, "key")
    assert (call.method, call.path) == ("POST", "/v1/text_to_video")
    assert call.headers == {"X-Runway-Version": "2024-11-06"}
    assert call.body == {"model": "gen4.5", "promptText": "a paper boat", "ratio": "720:1280", "duration": 5, "seed": 421}


def test_says_its_version_with_every_call():
    calls = (RUNWAY.submit(SHOT, GEN, "k"), RUNWAY.poll("t1"), RUNWAY.cancel("t1"))
    assert all(call.headers["X-Runway-Version"] == "2024-11-06" for call in calls)


def test_orders_six_silent_seconds_of_veo_for_five():
    body = RUNWAY.submit(SHOT.model_copy(update={"seconds": 5}), FAST, "key").body
    assert (body["duration"], body["audio"]) == (6, False)
    assert "seed" not in body


def test_sets_a_still_in_motion():
    TURBO.check(FROM_STILL.model_copy(update={"ratio": "1:1"}))
    call = RUNWAY.submit(FROM_STILL.model_copy(update={"ratio": "1:1"}), TURBO, "key")
    assert call.path == "/v1/image_to_video"
    assert (call.body["promptImage"], call.body["ratio"]) == ([{"uri": "https://a/1.png", "position": "first"}], "960:960")


def test_films_between_two_images_with_veo_alone():
    FAST.check(BETWEEN)
    images = RUNWAY.submit(BETWEEN, FAST, "key").body["promptImage"]
    assert [image["position"] for image in images] == ["first", "last"]
    with pytest.raises(Unsupported, match="end on an image"):
        GEN.check(BETWEEN)


def test_orders_hailuo_by_a_plain_ratio():
    body = RUNWAY.submit(SHOT, HAILUO, "key").body
    assert (body["ratio"], body["resolution"]) == ("9:16", "768p")


def test_keeps_any_seed_in_bounds():
    assert RUNWAY.submit(SHOT.model_copy(update={"seed": 2**32 + 7}), GEN, "k").body["seed"] == 7


def test_counts_an_emoji_twice():
    GEN.check(SHOT.model_copy(update={"prompt": "😀" * 500}))
    with pytest.raises(Unsupported, match="1002"):
        GEN.check(SHOT.model_copy(update={"prompt": "😀" * 501}))


@pytest.mark.parametrize(
    ("offer", "change"), [(GEN, {"seconds": 11}), (GEN, {"ratio": "1:4"}), (TURBO, {}), (VEO, {"seconds": 9})]
)
def test_refuses_before_paying(offer, change):
    with pytest.raises(Unsupported):
        offer.check(SHOT.model_copy(update=change))


def test_prices_five_seconds():
    prices = [one.estimate(SHOT.model_copy(update={"seconds": 5})) for one in (GEN, FAST, VEO, TURBO)]
    assert prices == [Decimal(usd) for usd in ("0.60", "0.60", "1.20", "0.25")]


def test_comes_to_a_link_and_a_charge():
    running = task("RUNNING", progress=0.5)
    done = task("SUCCEEDED", output=["https://m/1.mp4"], cost={"credits": 60})
    assert RUNWAY.progress(running).share == 0.5
    asked = []
    progress = collect(line(VENDOR, told(task("THROTTLED")), told(running), told(done), asked=asked), RUNWAY, "t1", pace=0)
    assert (progress.state, progress.link, progress.charged_usd) == ("done", "https://m/1.mp4", Decimal("0.60"))
    assert asked[0].url.path == "/v1/tasks/t1"


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("SAFETY.INPUT.TEXT", "refused"),
        ("SAFETY.OUTPUT.VIDEO", "refused"),
        ("INPUT_PREPROCESSING.SAFETY.TEXT", "refused"),
        ("ASSET.INVALID", "failed"),
        ("INTERNAL.BAD_OUTPUT.CODE01", "failed"),
        ("INPUT_PREPROCESSING.INTERNAL", "failed"),
        ("INTERNAL", "failed"),
        ("THIRD_PARTY.UNAVAILABLE", "failed"),
        ("", "failed"),
    ],
)
def test_a_failure_code_tells_moderation_from_breakage(code, state):
    progress = RUNWAY.progress(task("FAILED", failure="It did not work.", failureCode=code))
    assert progress.state == state
    assert code in progress.error
    assert "It did not work." in progress.error


def test_a_refused_task_is_paid_for():
    task_refused = task("FAILED", failureCode="SAFETY.OUTPUT.VIDEO", estimatedCost={"credits": 60})
    assert RUNWAY.progress(task_refused).charged_usd == Decimal("0.60")
    assert RUNWAY.progress({**task_refused, "failureCode": "INTERNAL"}).charged_usd is None


def test_a_cancelled_task_says_so():
    progress = RUNWAY.progress(task("CANCELLED"))
    assert (progress.state, progress.error) == ("failed", "cancelled")


def test_stops_a_task_and_reads_the_empty_answer():
    assert RUNWAY.cancel("t1").method == "DELETE"
    assert line(VENDOR, httpx.Response(204)).ask(RUNWAY.cancel("t1"), RUNWAY) == {}


@pytest.mark.parametrize(
    ("status", "text", "error"),
    [
        (400, "duration must be one of 4, 6, 8", JobFailed),
        (400, "Your prompt did not pass our content moderation.", ContentRefused),
        (401, "Unauthorized", OutOfCredit),
        (404, "Not found", JobFailed),
        (405, "Method not allowed", JobFailed),
        (429, "You have reached the daily limit.", RateLimited),
        (502, "Bad gateway", LostAnswer),
        (503, "Unavailable", LostAnswer),
        (504, "Timeout", LostAnswer),
    ],
)
def test_an_error_answer_says_whose_move_is_next(status, text, error):
    with pytest.raises(error):
        line(VENDOR, told({"error": text}, status)).order(RUNWAY.submit(SHOT, GEN, "k"), RUNWAY)
