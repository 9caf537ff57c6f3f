"""Kling's new-style API; written from the contract sheet, no exchange with the vendor was recorded."""

import base64
import hashlib
import hmac
import json
from decimal import Decimal

import pytest

from domain.errors import ContentRefused, JobFailed, LostAnswer, MissingCredentials, OutOfCredit, RateLimited, Unsupported
from domain.requests import VideoRequest
from providers.dialect import Lost, Vanished
from providers.jobs import collect
from providers.vendors.kling import VENDOR, KlingVideo
from tests.vendors.lines import ORDER, line, told

KLING = KlingVideo()
TURBO_25, K26, K30, TURBO_30 = VENDOR.offers
SHOT = VideoRequest(project="p", prompt="a paper boat", seconds=4.2)
BETWEEN = SHOT.model_copy(update={"still": "https://a/1.png", "last": "data:image/png;base64,QUJD"})
LOST = Lost(key="order-1", request=SHOT, offer=K30, since=0.0)


def said(data, code=0, message="SUCCEED"):
    return {"code": code, "message": message, "request_id": "r1", "data": data}


def task(status, **more):
    return said([{"id": "t1", "status": status, "external_id": "order-1", **more}])


def test_orders_five_seconds_upright_and_silent_under_our_key():
    call = KLING.submit(SHOT, K30, "order-1")
    assert (call.method, call.path) == ("POST", "/text-to-video/kling-3.0")
    assert call.body == {
        "prompt": "a paper boat",
        "settings": {"multi_shot": False, "audio": "off", "resolution": "720p", "duration": 5, "aspect_ratio": "9:16"},
        "options": {"external_task_id": "order-1", "watermark_info": {"enabled": False}},
    }


@pytest.mark.parametrize("offer", [TURBO_25, TURBO_30])
def test_sends_turbo_no_switch_it_does_not_have(offer):
    assert KLING.submit(SHOT, offer, "k").body["settings"] == {"resolution": "720p", "duration": 5, "aspect_ratio": "9:16"}


def test_films_between_two_images_in_their_shape():
    K30.check(BETWEEN.model_copy(update={"ratio": "4:5"}))
    call = KLING.submit(BETWEEN, K30, "order-1")
    assert call.path == "/image-to-video/kling-3.0"
    assert call.body["contents"] == [
        {"type": "prompt", "text": "a paper boat"},
        {"type": "first_frame", "url": "https://a/1.png"},
        {"type": "last_frame", "url": "QUJD"},
    ]
    assert "prompt" not in call.body
    assert "aspect_ratio" not in call.body["settings"]


def test_takes_a_model_it_has_never_heard_of_and_keeps_it_inside_the_path():
    assert KLING.submit(SHOT, K30.model_copy(update={"model": "../kling-4.0"}), "k").path == "/text-to-video/..%2Fkling-4.0"


@pytest.mark.parametrize("change", [{"seconds": 11}, {"ratio": "1:4"}, {"prompt": "x" * 2501}, {"still": "a", "last": "b"}])
def test_refuses_before_paying(change):
    with pytest.raises(Unsupported):
        TURBO_25.check(SHOT.model_copy(update=change))


def test_prices_five_seconds():
    assert [one.estimate(SHOT) for one in VENDOR.offers] == [Decimal(usd) for usd in ("0.210", "0.210", "0.420", "0.560")]


def test_signs_with_the_api_key_when_there_is_one():
    keys = {"api_key": "k", "access_key": "a", "secret_key": "s"}
    assert VENDOR.sign(keys, 0.0) == {"Authorization": "Bearer k"}


def test_signs_a_token_with_access_key_and_secret_key():
    token = VENDOR.sign({"access_key": "ak", "secret_key": "sk"}, 1_000_000.9)["Authorization"].removeprefix("Bearer ")
    head, claims, signature = (base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in token.split("."))
    assert json.loads(head) == {"alg": "HS256", "typ": "JWT"}
    assert json.loads(claims) == {"iss": "ak", "exp": 1_001_800, "nbf": 999_995}
    assert signature == hmac.new(b"sk", token.rpartition(".")[0].encode(), hashlib.sha256).digest()
    assert "=" not in token


def test_half_a_pair_of_keys_is_told():
    with pytest.raises(MissingCredentials, match="secret key"):
        VENDOR.sign({"access_key": "ak"}, 0.0)


def test_comes_to_a_link_and_a_charge():
    done = task(
        "succeeded",
        outputs=[{"type": "cover", "url": "https://m/1.jpg"}, {"type": "video", "url": "https://m/1.mp4", "new": 1}],
        billing=[{"charge_type": "unit", "amount": "3"}],
        unheard_of={"x": 1},
    )
    asked = []
    progress = collect(line(VENDOR, told(task("processing")), told(done), asked=asked), KLING, "t1", pace=0)
    assert (progress.state, progress.link, progress.charged_usd) == ("done", "https://m/1.mp4", Decimal("0.42"))
    assert str(asked[0].url).endswith("/tasks?task_ids=t1")


@pytest.mark.parametrize(
    ("billing", "usd"),
    [
        ([{"charge_type": "cash", "amount": "0.25", "currency": "USD"}], Decimal("0.25")),
        ([{"charge_type": "cash", "amount": "2", "currency": "CNY"}], None),
        ([{"charge_type": "unit", "amount": "some"}], None),
        ([], None),
        ("free", None),
    ],
)
def test_reads_a_bill_only_where_it_is_sure(billing, usd):
    assert KLING.progress(task("succeeded", billing=billing)).charged_usd == usd


def test_gives_no_link_before_the_end():
    early = task("processing", outputs=[{"type": "video", "url": "https://m/preview.mp4"}])
    assert (KLING.progress(early).state, KLING.progress(early).link) == ("running", "")


def test_a_task_that_is_not_in_the_answer_is_still_running():
    assert KLING.progress(said([])).state == "running"


def test_the_risk_control_is_moderation():
    message = "Failure to pass the risk control system"
    assert KLING.progress(task("failed", message=message)).state == "refused"
    assert KLING.progress(task("failed", message="Rendering broke off.")).state == "failed"


@pytest.mark.parametrize("status", [200, 400, 429, 503])
@pytest.mark.parametrize(
    ("codes", "error"),
    [
        ((1000, 1001, 1002, 1003, 1004), OutOfCredit),
        ((1100, 1101, 1102, 1103, 1304), OutOfCredit),
        ((1200, 1201, 1202, 1203), JobFailed),
        ((1300, 1301), ContentRefused),
        ((1302, 1303), RateLimited),
    ],
)
def test_a_code_decides_whatever_the_http_status(codes, error, status):
    for code in codes:
        with pytest.raises(error, match=str(code)):
            line(VENDOR, told(said(None, code, "no"), status)).order(KLING.submit(SHOT, K30, "k"), KLING)


@pytest.mark.parametrize(("code", "status"), [(5000, 500), (5001, 503), (5002, 504), (5000, 429), (5000, 200), (777, 200)])
def test_server_trouble_and_unknown_codes_leave_an_order_in_doubt(code, status):
    with pytest.raises(LostAnswer):
        KLING.ticket(line(VENDOR, told(said(None, code), status)).order(KLING.submit(SHOT, K30, "k"), KLING))


def test_a_wrong_clock_is_named():
    assert "clock" in str(KLING.complaint(ORDER, 401, said(None, 1003, "not valid yet")))


def test_finds_a_lost_order_by_our_key():
    assert KLING.look_up(LOST).params == {"external_task_ids": "order-1"}
    assert KLING.found(task("submitted"), LOST) == "t1"


def test_an_order_nobody_knows_is_surely_not_there():
    assert KLING.found(said([]), LOST) == ""


@pytest.mark.parametrize(
    "reply",
    [{}, said(None), said({}), said([], 5000), said([{"id": "t9", "external_id": "other"}]), said([{"external_id": "order-1"}])],
)
def test_cannot_tell_from_anything_else(reply):
    with pytest.raises(LostAnswer):
        KLING.found(reply, LOST)


def test_a_task_that_is_left_out_is_gone_and_an_order_that_is_left_out_was_never_there():
    assert isinstance(KLING.complaint(KLING.poll("t1"), 200, said([])), Vanished)
    assert KLING.complaint(KLING.look_up(LOST), 200, said([])) is None
    assert KLING.complaint(KLING.poll("t1"), 200, said(None, 5000)) is None


def test_a_question_that_was_asked_wrongly_does_not_fail_a_job():
    assert type(KLING.complaint(KLING.poll("t1"), 400, said(None, 1201))) is Vanished
    assert type(KLING.complaint(ORDER, 400, said(None, 1201))) is JobFailed
