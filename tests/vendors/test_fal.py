"""fal.ai: many models through one queue; written from the contract sheet, no exchange with the vendor was recorded."""

from decimal import Decimal

import httpx
import pytest

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, Unavailable, Unsupported
from domain.requests import VideoRequest
from providers.dialect import Progress, Vanished
from providers.jobs import DOUBTS, collect, look
from providers.registry import offer
from providers.vendors.fal import VENDOR, FalVideo
from providers.wire import Wire

QUEUE = "https://queue.fal.run/fal-ai/pika/requests/r1"
TAKEN = {"request_id": "r1", "status_url": f"{QUEUE}/status", "response_url": QUEUE, "cancel_url": f"{QUEUE}/cancel"}
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=5)
FAL = FalVideo()


def ordered(model: str, **more):
    """The order of a model by its end, as path and body."""
    one = next(offer for offer in VENDOR.offers if offer.model.endswith(model))
    request = SHOT.model_copy(update=more)
    one.check(request)
    call = FAL.submit(request, one, "key")
    assert call.method == "POST"
    return call.path, call.body


def line(answers, asked=None):
    """An open line whose answers are made by `answers` from the request."""

    def play(request: httpx.Request) -> httpx.Response:
        if asked is not None:
            asked.append(request)
        return answers(request)

    return Wire(
        vendor=VENDOR,
        base_url=VENDOR.base_url,
        sign=lambda: VENDOR.sign({"api_key": "id:secret"}, 0.0),
        http=httpx.Client(transport=httpx.MockTransport(play)),
    )


def test_orders_pika_upright_unless_another_model_is_named():
    assert ordered(VENDOR.offers[0].model) == (
        "/fal-ai/pika/v2.2/text-to-video",
        {"prompt": "a paper boat", "aspect_ratio": "9:16", "resolution": "720p", "duration": "5"},
    )


def test_orders_kling_without_sound():
    path, body = ordered("v3/standard/text-to-video")
    assert path == "/fal-ai/kling-video/v3/standard/text-to-video"
    assert body == {"prompt": "a paper boat", "aspect_ratio": "9:16", "duration": "5", "generate_audio": False}


def test_orders_six_seconds_of_veo_for_five():
    assert ordered("veo3.1/fast")[1]["duration"] == "6s"


def test_sells_the_finer_picture_under_a_name_of_its_own():
    path, body = ordered("@1080p")
    assert (path, body["resolution"]) == ("/fal-ai/pika/v2.2/text-to-video", "1080p")


def test_asks_the_model_for_stills_once_there_is_one():
    path, body = ordered("v3/pro/text-to-video", still="https://a/1.png", last="https://a/2.png")
    assert path == "/fal-ai/kling-video/v3/pro/image-to-video"
    assert (body["start_image_url"], body["end_image_url"]) == ("https://a/1.png", "https://a/2.png")
    assert "aspect_ratio" not in body


def test_films_between_two_pictures_with_veo():
    path, body = ordered("veo3.1/fast", still="https://a/1.png", last="https://a/2.png")
    assert path == "/fal-ai/veo3.1/fast/first-last-frame-to-video"
    assert (body["first_frame_url"], body["last_frame_url"]) == ("https://a/1.png", "https://a/2.png")


def test_hailuo_films_upright_only_from_a_still():
    with pytest.raises(Unsupported, match="9:16"):
        ordered("hailuo-2.3/standard/text-to-video")
    assert ordered("hailuo-2.3/standard/text-to-video", still="https://a/1.png")[0].endswith("/standard/image-to-video")


def test_refuses_a_picture_it_could_not_use():
    with pytest.raises(Unsupported, match="end on"):
        ordered("pika/v2.2/text-to-video", still="https://a/1.png", last="https://a/2.png")


@pytest.mark.parametrize(
    ("model", "usd"),
    [("pika/v2.2/text-to-video", "0.20"), ("v3/pro/text-to-video", "0.56"), ("veo3.1/fast", "0.60"), ("ray-2", "1.00")],
)
def test_prices_five_seconds_as_its_pages_do(model, usd):
    one = next(offer for offer in VENDOR.offers if offer.model.endswith(model))
    assert one.estimate(SHOT) == Decimal(usd)


def test_is_chosen_by_slug_and_model():
    assert offer("fal:fal-ai/pika/v2.2/text-to-video", "video").model == "fal-ai/pika/v2.2/text-to-video"


def test_keeps_the_addresses_it_was_given():
    ticket = FAL.ticket(TAKEN)
    assert FAL.poll(ticket).path == TAKEN["status_url"]
    assert FAL.result(ticket).path == TAKEN["response_url"]
    assert (FAL.cancel(ticket).method, FAL.cancel(ticket).path) == ("PUT", TAKEN["cancel_url"])


def test_a_status_address_alone_is_enough_for_a_person_to_adopt_a_job():
    ticket = TAKEN["status_url"]
    assert (FAL.result(ticket).path, FAL.cancel(ticket).path) == (QUEUE, f"{QUEUE}/cancel")


@pytest.mark.parametrize("foreign", ["https://evil.example/r1", "file:///etc/passwd", "https://queue.fal.run@evil.example/r1"])
def test_does_not_follow_an_address_of_somebody_else(foreign):
    with pytest.raises(LostAnswer, match="somebody else"):
        FAL.ticket(TAKEN | {"response_url": foreign})


def test_an_order_without_a_status_address_is_lost_and_not_repeated():
    with pytest.raises(LostAnswer):
        FAL.ticket({"request_id": "r1"})


def test_says_key_and_not_bearer_and_only_to_the_queue():
    asked: list[httpx.Request] = []
    wire = line(lambda request: httpx.Response(202, json={"status": "IN_QUEUE"}), asked)
    look(wire, FAL, FAL.ticket(TAKEN))
    assert asked[0].headers["authorization"] == "Key id:secret"
    assert wire.headers_for("https://v3.fal.media/files/boat.mp4") == {}


def test_follows_a_finished_run_to_its_result():
    def answers(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/status"):
            return httpx.Response(200, json={"status": "COMPLETED", "logs": None, "response_url": QUEUE, "metrics": {}, "new": 1})
        return httpx.Response(200, json={"video": {"url": "https://v3.fal.media/files/boat.mp4", "file_size": 7}, "seed": 3})

    progress = look(line(answers), FAL, FAL.ticket(TAKEN))
    assert (progress.state, progress.link) == ("done", "https://v3.fal.media/files/boat.mp4")


@pytest.mark.parametrize(
    ("status", "state"), [("IN_QUEUE", "waiting"), ("IN_PROGRESS", "running"), ("COMPLETED", "done"), ("DREAMING", "running")]
)
def test_reads_its_states_and_takes_an_unknown_one_for_running(status, state):
    progress = FAL.progress({"status": status, "queue_position": 2})
    assert (progress.state, progress.link) == (state, "")


def test_a_run_completed_with_an_error_has_failed():
    progress = FAL.progress({"status": "COMPLETED", "error": "Runner died", "error_type": "internal", "response_url": QUEUE})
    assert (progress.state, progress.error, progress.follow) == ("failed", "Runner died", None)


def test_moderation_is_refused():
    said = {"status": "COMPLETED", "error": "Flagged", "error_type": "content_policy_violation"}
    assert FAL.progress(said).state == "refused"


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (422, {"detail": [{"loc": ["body"], "msg": "Flagged", "type": "content_policy_violation"}]}, ContentRefused),
        (422, {"detail": [{"loc": ["body", "duration"], "msg": "unexpected value", "type": "literal_error"}]}, JobFailed),
        (403, {"detail": "User is locked. Reason: Exhausted balance."}, OutOfCredit),
        (401, {"detail": "Invalid key"}, OutOfCredit),
        (500, {"detail": "boom"}, LostAnswer),
    ],
)
def test_says_what_a_refused_order_means(status, body, error):
    wire = line(lambda request: httpx.Response(status, json=body))
    with pytest.raises(error):
        wire.order(FAL.submit(SHOT, VENDOR.offers[0], "key"), FAL)


ENDED = "The run broke off."


def asked_for_its_result(*answers: httpx.Response) -> Progress:
    """What comes of a finished run whose result is asked for."""
    left = iter(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/status"):
            return httpx.Response(200, json={"status": "COMPLETED"})
        return next(left)

    return collect(line(answer), FAL, FAL.ticket(TAKEN), pace=0, sleep=lambda seconds: None)


@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_run_whose_result_stays_an_error_has_failed(status):
    with pytest.raises(JobFailed, match=ENDED) as failed:
        asked_for_its_result(*[httpx.Response(status, json={"detail": ENDED})] * (DOUBTS + 1))
    assert not isinstance(failed.value, Vanished)


@pytest.mark.parametrize(
    "stumble",
    [
        httpx.Response(500, json={"detail": ENDED}),
        httpx.Response(502, html="<p>Bad gateway</p>"),
        httpx.Response(400, json={"detail": "Request is still in progress"}),
    ],
)
def test_a_result_that_comes_after_a_stumble_is_taken(stumble):
    done = httpx.Response(200, json={"video": {"url": "https://v3.fal.media/1.mp4"}})
    assert asked_for_its_result(stumble, stumble, done).link == "https://v3.fal.media/1.mp4"


def test_trouble_with_the_question_after_its_state_decides_nothing():
    with pytest.raises(Unavailable):
        look(line(lambda request: httpx.Response(500, json={"detail": ENDED})), FAL, FAL.ticket(TAKEN))
