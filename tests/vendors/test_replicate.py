"""Replicate: models by a mapping; written from the contract sheet, no exchange with the vendor was recorded."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from domain.errors import ConfigurationError, ContentRefused, LostAnswer, RateLimited, Unsupported
from domain.requests import VideoRequest
from providers.dialect import Lost
from providers.gateways import Model, catalogue
from providers.lists import CLOCKS
from providers.vendors.replicate import VENDOR, ReplicateVideo
from tests.vendors.lines import ORDER

REPLICATE = ReplicateVideo()
KLING, HAILUO, VEO = VENDOR.offers
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=5)
NOW = 1_790_000_000.0
LOST = Lost(key="key", request=SHOT, offer=KLING, since=NOW)


def made(seconds_after: float, prompt: str = SHOT.prompt, name: str = "p1"):
    """An entry of the list, made so long after our order was first sent."""
    at = datetime.fromtimestamp(NOW + seconds_after, UTC).isoformat().replace("+00:00", "Z")
    return {"id": name, "created_at": at, "status": "processing", "input": {"prompt": prompt, "duration": 5}}


def found(*items, more: str | None = None) -> str:
    return REPLICATE.found({"previous": None, "next": more, "results": list(items)}, LOST)


def test_orders_an_official_model_by_its_name():
    call = REPLICATE.submit(SHOT, KLING, "key")
    assert (call.method, call.path) == ("POST", "/models/kwaivgi/kling-v2.5-turbo-pro/predictions")
    assert call.body == {"input": {"prompt": "a paper boat", "duration": 5, "aspect_ratio": "9:16"}}


def test_orders_any_other_model_by_its_version():
    other = Model(model="somebody/some-video:abc123")
    call = REPLICATE.submit(SHOT, other, "key")
    assert (call.path, call.body["version"]) == ("/predictions", "abc123")


def test_orders_veo_without_sound_between_two_pictures():
    request = SHOT.model_copy(update={"still": "https://a/1.png", "last": "https://a/2.png"})
    VEO.check(request)
    inputs = REPLICATE.submit(request, VEO, "key").body["input"]
    assert (inputs["duration"], inputs["generate_audio"]) == (6, False)
    assert (inputs["image"], inputs["last_frame"]) == ("https://a/1.png", "https://a/2.png")


def test_hailuo_films_upright_only_from_a_still():
    with pytest.raises(Unsupported, match="9:16"):
        HAILUO.check(SHOT)
    HAILUO.check(SHOT.model_copy(update={"still": "https://a/1.png"}))


def test_a_user_adds_a_model_with_a_line_of_data(tmp_path: Path):
    data = tmp_path / "mine.yaml"
    data.write_text(
        "- {model: me/mine, usd_per_order: '0.10', quoted: 2026-11-01, source: my bill,"
        " inputs: {prompt: text, seconds: '', ratio: shape, always: {fps: 24}}}"
    )
    (mine,) = catalogue(data)
    call = REPLICATE.submit(SHOT, mine, "key")
    assert (call.path, call.body) == (
        "/models/me/mine/predictions",
        {"input": {"text": "a paper boat", "shape": "9:16", "fps": 24}},
    )
    assert mine.estimate(SHOT) == Decimal("0.10")


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("{model: me/mine, inputs: {}}", "price"),
        ("{model: me/mine, usd_per_order: '1', inputs: {}}", "quoted"),
        ("{model: me/mine, ratios: [9:16]}", "cannot be read"),
        ("{model: me/mine, takes: [last], inputs: {still: image}}", "last picture"),
    ],
)
def test_refuses_a_model_that_is_described_by_half(tmp_path: Path, entry, what):
    data = tmp_path / "mine.yaml"
    data.write_text(f"- {entry}")
    with pytest.raises(ConfigurationError, match=what):
        catalogue(data)


def test_polls_and_cancels_the_prediction_it_was_named():
    ticket = REPLICATE.ticket({"id": "p1", "status": "starting", "new": 1})
    assert REPLICATE.poll(ticket).path == "/predictions/p1"
    assert (REPLICATE.cancel(ticket).method, REPLICATE.cancel(ticket).path) == ("POST", "/predictions/p1/cancel")


@pytest.mark.parametrize("output", ["https://replicate.delivery/1.mp4", ["https://replicate.delivery/1.mp4"]])
def test_reads_an_output_that_is_an_address_or_a_list(output):
    progress = REPLICATE.progress({"id": "p1", "status": "succeeded", "output": output, "metrics": {}})
    assert (progress.state, progress.link) == ("done", "https://replicate.delivery/1.mp4")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("starting", "waiting"),
        ("processing", "running"),
        ("canceled", "failed"),
        ("aborted", "failed"),
        ("failed", "failed"),
        ("thinking", "running"),
    ],
)
def test_reads_its_states_and_takes_an_unknown_one_for_running(status, state):
    assert REPLICATE.progress({"status": status, "output": None, "error": None}).state == state


@pytest.mark.parametrize("error", ["The input was flagged as sensitive. (E005)", "NSFW content detected"])
def test_moderation_is_refused(error):
    assert REPLICATE.progress({"status": "failed", "error": error}).state == "refused"


def test_a_clip_that_was_deleted_is_not_waited_for():
    progress = REPLICATE.progress({"status": "succeeded", "output": None, "data_removed": True})
    assert (progress.state, "hour" in progress.error) == ("failed", True)


def test_reads_the_wait_in_a_limit():
    said = REPLICATE.complaint(ORDER, 429, {"detail": "Request was throttled. Your rate limit resets in ~10s.", "status": 429})
    assert isinstance(said, RateLimited)
    assert said.after == 10


def test_a_flagged_prompt_is_refused_and_a_wrong_input_is_not():
    assert isinstance(REPLICATE.complaint(ORDER, 422, {"detail": "The prompt was flagged."}), ContentRefused)
    assert REPLICATE.complaint(ORDER, 422, {"title": "Input validation failed", "detail": "- duration: wrong"}) is None


def test_finds_a_lost_order_by_its_prompt_and_time():
    assert REPLICATE.look_up(LOST).path == "/predictions"
    assert found(made(9, "another"), made(3), made(-9000, "old")) == "p1"


def test_is_sure_that_nothing_arrived_when_the_list_reaches_back_far_enough():
    assert found(made(9, "another"), made(-CLOCKS - 1), more="https://next") == ""
    assert found() == ""


@pytest.mark.parametrize(
    ("items", "more"),
    [
        ([made(-10)], None),
        ([made(9, "another")], "https://next"),
        ([made(9) | {"input": None}], None),
        ([made(9) | {"input": {}}], None),
        ([made(9) | {"created_at": "yesterday"}], None),
        ([made(9) | {"created_at": None}], None),
    ],
    ids=["one just before", "page too short", "no input", "input deleted", "bad time", "no time"],
)
def test_does_not_guess_when_the_list_cannot_tell(items, more):
    with pytest.raises(LostAnswer):
        found(*items, more=more)


def test_a_list_that_is_none_cannot_tell():
    with pytest.raises(LostAnswer):
        REPLICATE.found({"detail": "moved"}, LOST)
