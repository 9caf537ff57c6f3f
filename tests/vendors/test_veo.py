"""Google Veo on Vertex AI; written from the contract sheet, no exchange with the vendor was recorded."""

from decimal import Decimal

import pytest

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, RateLimited, Unsupported
from domain.requests import VideoRequest
from providers.jobs import collect
from providers.vendors.veo import VENDOR, VeoVideo
from tests.vendors.lines import ORDER, line, told

VEO = VeoVideo()
FAST, LITE, FULL = VENDOR.offers
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=5, seed=421)
MODELS = "/v1/projects/film/locations/us-central1/publishers/google/models"
NAME = f"{MODELS[4:]}/veo-3.1-fast-generate-001/operations/o1"
INSIDE = "data:image/jpeg;base64,QUJD"


def ended(**response):
    return {"name": NAME, "done": True, "response": response, "metadata": {"unheard_of": 1}}


def google(status, text="no"):
    return {"error": {"code": 400, "message": text, "status": status}}


def test_orders_six_silent_seconds_upright_for_five():
    call = VEO.submit(SHOT, FAST, "key")
    assert (call.method, call.path) == ("POST", "/publishers/google/models/veo-3.1-fast-generate-001:predictLongRunning")
    assert call.body == {
        "instances": [{"prompt": "a paper boat"}],
        "parameters": {
            "sampleCount": 1,
            "durationSeconds": 6,
            "aspectRatio": "9:16",
            "resolution": "720p",
            "seed": 421,
            "generateAudio": False,
        },
    }


def test_films_between_two_images():
    request = SHOT.model_copy(update={"still": INSIDE, "last": "gs://film/2.png"})
    FAST.check(request)
    instance = VEO.submit(request, FAST, "key").body["instances"][0]
    assert instance["image"] == {"bytesBase64Encoded": "QUJD", "mimeType": "image/jpeg"}
    assert instance["lastFrame"] == {"gcsUri": "gs://film/2.png", "mimeType": "image/png"}


@pytest.mark.parametrize(
    ("offer", "change"),
    [
        (FAST, {"seconds": 9}),
        (FAST, {"ratio": "1:4"}),
        (LITE, {"still": INSIDE, "last": INSIDE}),
        (FAST, {"last": INSIDE}),
    ],
)
def test_refuses_before_paying(offer, change):
    with pytest.raises(Unsupported):
        offer.check(SHOT.model_copy(update=change))


def test_prices_six_seconds_for_five():
    assert [one.estimate(SHOT) for one in (FAST, LITE, FULL)] == [Decimal(usd) for usd in ("0.60", "0.30", "2.40")]


def test_orders_at_the_projects_own_address():
    asked = []
    line(VENDOR, told({"name": NAME}), asked=asked).order(VEO.submit(SHOT, FAST, "k"), VEO)
    assert asked[0].url.host == "us-central1-aiplatform.googleapis.com"
    assert asked[0].url.path == f"{MODELS}/veo-3.1-fast-generate-001:predictLongRunning"
    assert asked[0].headers["authorization"] == "Bearer k-secret"


def test_names_the_project_also_at_another_address():
    asked = []
    line(VENDOR, told({"name": NAME}), asked=asked, given="http://127.0.0.1:9/v1").order(VEO.submit(SHOT, FAST, "k"), VEO)
    assert str(asked[0].url).startswith(f"http://127.0.0.1:9{MODELS}/")


def test_asks_by_the_operations_name_and_takes_the_clip_from_the_answer():
    assert VEO.ticket({"name": NAME}) == NAME
    asked = []
    clip = {"bytesBase64Encoded": "QUJD", "mimeType": "video/mp4"}
    answers = ({"name": NAME}, ended(videos=[clip], raiMediaFilteredCount=0))
    progress = collect(line(VENDOR, *map(told, answers), asked=asked), VEO, NAME, pace=0)
    assert (progress.state, progress.link) == ("done", "data:video/mp4;base64,QUJD")
    assert asked[0].url.path == f"{MODELS}/veo-3.1-fast-generate-001:fetchPredictOperation"
    assert NAME in asked[0].content.decode()


def test_a_clip_in_a_bucket_has_a_web_address():
    link = VEO.progress(ended(videos=[{"gcsUri": "gs://film/out 1/0.mp4"}])).link
    assert link == "https://storage.googleapis.com/film/out%201/0.mp4"


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (ended(raiMediaFilteredCount=1, raiMediaFilteredReasons=["Filtered."]), "refused"),
        (ended(videos=[], raiMediaFilteredCount=1), "refused"),
        ({"done": True, "error": {"code": 3, "message": "The prompt violates our usage guidelines."}}, "refused"),
        ({"done": True, "error": {"code": 13, "message": "Broke off."}}, "failed"),
        ({"done": True, "error": {}, "response": {}}, "done"),
        (ended(), "done"),
        ({"done": "yes"}, "running"),
        ({"done": False}, "running"),
    ],
)
def test_tells_a_filtered_clip_from_a_failure(reply, state):
    progress = VEO.progress(reply)
    assert (progress.state, progress.link) == (state, "")


@pytest.mark.parametrize(
    ("status", "reply", "error"),
    [
        (400, google("INVALID_ARGUMENT"), JobFailed),
        (400, google("INVALID_ARGUMENT", "The prompt violates the usage guidelines."), ContentRefused),
        (401, google("UNAUTHENTICATED"), OutOfCredit),
        (403, google("PERMISSION_DENIED"), OutOfCredit),
        (404, google("NOT_FOUND"), JobFailed),
        (429, google("RESOURCE_EXHAUSTED"), RateLimited),
        (500, google("INTERNAL"), LostAnswer),
        (503, google("UNAVAILABLE"), LostAnswer),
    ],
)
def test_an_error_answer_says_whose_move_is_next(status, reply, error):
    with pytest.raises(error):
        line(VENDOR, told(reply, status)).order(VEO.submit(SHOT, FAST, "k"), VEO)


def test_an_old_token_is_named():
    assert "VEO_ACCESS_TOKEN" in str(VEO.complaint(ORDER, 401, google("UNAUTHENTICATED")))
