"""MiniMax Hailuo, V2 and V1; written from the contract sheet, no exchange with the vendor was recorded."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, RateLimited, Unavailable, Unsupported
from domain.requests import VideoRequest
from providers.dialect import Lost
from providers.jobs import collect
from providers.vendors.hailuo import VENDOR, HailuoVideo
from tests.vendors.lines import ORDER, line, told

HAILUO = HailuoVideo()
H3, H3_MAX, OLD, OLD_02, OLD_FAST = VENDOR.offers
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=4.2)
FROM_STILL = SHOT.model_copy(update={"still": "https://a/1.png"})
BETWEEN = FROM_STILL.model_copy(update={"last": "https://a/2.png"})
NOW = 1_790_000_000.0


def v1(code=0, text="success", **more):
    return {**more, "base_resp": {"status_code": code, "status_msg": text}}


def v2(kind, text="no"):
    return {"type": "error", "error": {"type": kind, "message": text}, "request_id": "r1"}


def item(after, prompt=SHOT.prompt, name="t1", **more):
    return {"id": name, "created_at": int(NOW + after), "status": "running", "prompt": prompt, **more}


def lost(offer=H3, request=SHOT, taken=()):
    return Lost(key="key", request=request, offer=offer, since=NOW, taken=frozenset(taken))


def found(*items, total=1000, **known):
    return HAILUO.found({"items": list(items), "total": total}, lost(**known))


def test_orders_five_seconds_upright_from_v2():
    call = HAILUO.submit(SHOT, H3, "key")
    assert (call.method, call.path) == ("POST", "/v2/video_generation")
    assert call.body == {
        "model": "MiniMax-H3",
        "content": [{"type": "text", "text": "a paper boat"}],
        "resolution": "768P",
        "duration": 5,
        "ratio": "9:16",
    }


def test_films_between_two_images():
    content = HAILUO.submit(BETWEEN, H3, "key").body["content"]
    assert [part.get("role") for part in content] == [None, "first_frame", "last_frame"]
    assert content[1] == {"type": "image_url", "image_url": {"url": "https://a/1.png"}, "role": "first_frame"}


def test_orders_six_seconds_of_the_old_models_for_five_and_leaves_the_prompt_alone():
    call = HAILUO.submit(FROM_STILL, OLD, "key")
    assert call.path == "/v1/video_generation"
    assert call.body == {
        "model": "MiniMax-Hailuo-2.3",
        "prompt": "a paper boat",
        "first_frame_image": "https://a/1.png",
        "duration": 6,
        "resolution": "768P",
        "prompt_optimizer": False,
    }


def test_ends_on_an_image_with_02_alone():
    OLD_02.check(BETWEEN)
    assert HAILUO.submit(BETWEEN, OLD_02, "key").body["last_frame_image"] == "https://a/2.png"
    with pytest.raises(Unsupported, match="end on an image"):
        OLD.check(BETWEEN)


def test_the_old_models_film_upright_only_from_a_still():
    with pytest.raises(Unsupported, match="9:16"):
        OLD.check(SHOT)
    OLD.check(FROM_STILL)
    with pytest.raises(Unsupported, match="first image"):
        OLD_FAST.check(SHOT)


@pytest.mark.parametrize("change", [{"seconds": 16}, {"ratio": "1:4"}, {"prompt": "x" * 7001}])
def test_refuses_before_paying(change):
    with pytest.raises(Unsupported):
        H3.check(SHOT.model_copy(update=change))


def test_prices_five_seconds():
    assert [one.estimate(SHOT) for one in VENDOR.offers] == [Decimal(usd) for usd in ("0.40", "0.40", "0.28", "0.28", "0.19")]


def test_v2_comes_to_a_link():
    assert HAILUO.ticket({"task_id": "t1", "new": 1}) == "t1"
    asked = []
    done = {"task": {"id": "t1", "status": "succeeded", "content": {"url": "https://m/1.mp4"}, "usage": {"x": 1}}}
    progress = collect(line(VENDOR, told({"task": {"status": "queued"}}), told(done), asked=asked), HAILUO, "t1", pace=0)
    assert (progress.state, progress.link) == ("done", "https://m/1.mp4")
    assert asked[0].url.path == "/v2/query/video_generation/t1"


def test_v1_asks_for_its_file_and_comes_to_a_link():
    ticket = HAILUO.ticket(v1(task_id="176843"))
    asked = []
    answers = (
        v1(status="Processing", file_id=""),
        v1(status="Success", file_id="f1"),
        v1(file={"download_url": "https://m/1.mp4"}),
    )
    progress = collect(line(VENDOR, *map(told, answers), asked=asked), HAILUO, ticket, pace=0)
    assert (progress.state, progress.link) == ("done", "https://m/1.mp4")
    assert [request.url.raw_path.decode() for request in asked[1:]] == [
        "/v1/query/video_generation?task_id=176843",
        "/v1/files/retrieve?file_id=f1",
    ]


@pytest.mark.parametrize(
    "reply",
    [
        {"task": {"status": "failed", "error": {"code": "unprocessable_entity_error", "message": "no"}}},
        {"task": {"status": "failed", "error": {"code": "x", "message": "It was stopped. (1027)"}}},
        v1(1027, "output new_sensitive", status="Fail"),
        v1(1026, "", status="Failed"),
    ],
)
def test_moderation_of_a_job_is_its_end(reply):
    assert HAILUO.complaint(ORDER, 200, reply) is None
    assert HAILUO.progress(reply).state == "refused"


def test_a_failure_says_why():
    broken = HAILUO.progress({"task": {"status": "failed", "error": {"code": "server_error", "message": "Broke off. (1000)"}}})
    assert (broken.state, broken.error) == ("failed", "Broke off. (1000)")
    assert HAILUO.progress({"task": {"status": "expired", "error": None}}).error == "expired"


@pytest.mark.parametrize(
    ("codes", "error"),
    [
        ((1002, 1041), RateLimited),
        ((1004, 1008, 2049, 2056), OutOfCredit),
        ((1026, 1027), ContentRefused),
        ((1039, 2013), JobFailed),
        ((1000, 1001, 1024, 1033, 4711), LostAnswer),
    ],
)
def test_v1_says_no_with_http_200(codes, error):
    for code in codes:
        with pytest.raises(error):
            HAILUO.ticket(line(VENDOR, told(v1(code, "no", task_id=""))).order(HAILUO.submit(FROM_STILL, OLD, "k"), HAILUO))


@pytest.mark.parametrize(
    ("status", "reply", "error"),
    [
        (400, v2("bad_request_error"), JobFailed),
        (401, v2("authorized_error"), OutOfCredit),
        (402, v2("insufficient_balance_error"), OutOfCredit),
        (422, v2("unprocessable_entity_error"), ContentRefused),
        (429, v2("rate_limit_error"), RateLimited),
        (500, v2("server_error"), LostAnswer),
        (500, v2("server_error", "insufficient balance (1008)"), OutOfCredit),
        (200, v2("server_error"), LostAnswer),
    ],
)
def test_v2_says_no_in_words(status, reply, error):
    with pytest.raises(error):
        HAILUO.ticket(line(VENDOR, told(reply, status)).order(HAILUO.submit(SHOT, H3, "k"), HAILUO))


def test_a_job_it_has_forgotten_is_a_failure_though_it_answers_500():
    with pytest.raises(JobFailed, match="does not know"):
        line(VENDOR, told(v2("server_error", "record not found"), 500)).ask(HAILUO.poll("t1"), HAILUO)
    with pytest.raises(Unavailable):
        line(VENDOR, told(v2("server_error"), 500)).ask(HAILUO.poll("t1"), HAILUO)


def test_stops_a_job_of_v2_alone():
    assert (HAILUO.cancel("t1").method, HAILUO.cancel("t1").path) == ("DELETE", "/v2/video_generation/t1")
    assert HAILUO.cancel("v1/t1") is None


def test_finds_a_lost_order_by_prompt_and_time():
    assert HAILUO.look_up(lost()).path == "/v2/query/video_generation"
    assert found(item(9, "something else", "t9"), item(2), item(-4000, name="t0")) == "t1"


@pytest.mark.parametrize(
    "created",
    [int(NOW * 1000) + 2000, str(int(NOW) + 2), datetime.fromtimestamp(NOW + 2, UTC).isoformat().replace("+00:00", "Z")],
)
def test_reads_the_time_in_every_form(created):
    assert found(item(0) | {"created_at": created}) == "t1"


def test_finds_the_prompt_inside_a_jobs_content():
    shown = {"id": "t1", "created_at": NOW + 2, "content": [{"type": "text", "text": SHOT.prompt}]}
    assert found(shown) == "t1"


def test_an_order_is_surely_not_there_when_the_list_goes_back_far_enough():
    assert found(item(9, "something else"), item(-4000)) == ""
    assert found(item(9, "something else"), total=1) == ""
    assert found(total=0) == ""


@pytest.mark.parametrize(
    "items",
    [
        (item(-60),),  # ours, or one a minute before
        (item(2, "something else"),),  # the list goes on
        (item(2, ""), item(-4000)),  # a job that does not show its prompt
        (item(2) | {"created_at": "yesterday"}, item(-4000)),
    ],
)
def test_cannot_tell_from_an_ambiguous_list(items):
    with pytest.raises(LostAnswer):
        found(*items)


def test_looks_for_no_job_of_v1_which_is_in_no_list():
    with pytest.raises(LostAnswer, match="first API"):
        HAILUO.look_up(lost(OLD))


def test_an_order_from_a_still_is_looked_for_like_any_other():
    assert found(item(2), request=FROM_STILL.model_copy(update={"prompt": SHOT.prompt})) == "t1"
    assert found(item(-4000), request=FROM_STILL) == ""


@pytest.mark.parametrize("reply", [{}, {"items": None}, {"items": [1, "x"]}, {"items": {}, "total": 0}])
def test_cannot_tell_from_what_is_no_list_of_jobs(reply):
    with pytest.raises(LostAnswer):
        HAILUO.found(reply, lost())
