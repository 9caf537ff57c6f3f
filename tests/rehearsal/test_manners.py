"""What each vendor has of its own: how a lost order is found, what an error looks like, what is cancelled."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import httpx
import pytest

from rehearsal.player import KEY, Player
from tests.rehearsal.conftest import BEARER, Stage
from tests.rehearsal.test_parts import HAILUO, KLING, KLING_OLD, VENDORS, order


def token(starts: float = 0, ends: float = 7200, secret: str = KEY) -> dict[str, str]:
    """Return the header of a signed token whose times are counted from now."""
    now = int(time.time())
    parts = ({"alg": "HS256", "typ": "JWT"}, {"iss": "access", "nbf": now + starts, "exp": now + ends})
    signed = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    signature = base64.urlsafe_b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).rstrip(b"=")
    return {"Authorization": f"Bearer {(signed + b'.' + signature).decode()}"}


def get(http: httpx.Client, player: Player, slug: str, path: str) -> Any:
    return http.get(player.base_urls[slug] + path, headers=VENDORS[slug].headers).json()


def test_pika_gives_the_same_job_for_the_same_key(stage: Stage, http: httpx.Client) -> None:
    player, vendor = stage("pika", "lost-answer:1"), VENDORS["pika"]
    keyed = vendor._replace(headers={**vendor.headers, "Idempotency-Key": "one"})
    with pytest.raises(httpx.RemoteProtocolError):
        order(http, player, keyed)
    jobs = [order(http, player, keyed).json()["id"] for _ in range(2)]
    other = order(http, player, vendor._replace(headers={**vendor.headers, "Idempotency-Key": "two"})).json()["id"]
    assert (len(set(jobs)), other in jobs, player.accepted("pika")) == (1, False, 2)


def test_pika_finishes_before_its_bill_and_its_clip(stage: Stage, http: httpx.Client) -> None:
    player = stage("pika", "no-link")
    job = order(http, player, VENDORS["pika"]).json()["id"]
    replies = [get(http, player, "pika", f"/v1/media/jobs/{job}") for _ in range(4)]
    assert [reply["status"] for reply in replies[2:]] == ["completed", "completed"]
    assert [reply["billing"]["state"] for reply in replies[2:]] == ["pending", "settled"]


def test_kling_finds_a_lost_order_by_our_own_name_for_it(stage: Stage, http: httpx.Client) -> None:
    player = stage("kling", "lost-answer:1")
    assert get(http, player, "kling", "/tasks?external_task_ids=ours")["data"] == []
    with pytest.raises(httpx.RemoteProtocolError):
        order(http, player, VENDORS["kling"])
    found = get(http, player, "kling", "/tasks?external_task_ids=ours,others")["data"]
    assert [task["external_id"] for task in found] == ["ours"]


def test_kling_leaves_unknown_jobs_out_and_minds_its_parameters(stage: Stage, http: httpx.Client) -> None:
    player = stage("kling")
    assert get(http, player, "kling", "/tasks?task_ids=nobody")["data"] == []
    assert get(http, player, "kling", "/tasks?ids=nobody")["code"] == 1201


def test_kling_says_no_in_an_envelope_with_http_200(stage: Stage, http: httpx.Client) -> None:
    player = stage("kling", "envelope:1x2")
    answers = [order(http, player, VENDORS["kling"]) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [answer.json()["code"] for answer in answers] == [1303, 1303, 0]
    assert player.accepted("kling") == 1


FORGED = token(secret="another")
NO_TOKEN = {"Authorization": "Bearer a.b.c"}


@pytest.mark.parametrize(
    ("headers", "code"),
    [(token(), 0), (token(starts=3600), 1003), (token(ends=-1), 1004), (FORGED, 1002), (NO_TOKEN, 1002)],
)
def test_kling_checks_a_token_and_its_clock(stage: Stage, http: httpx.Client, headers: dict[str, str], code: int) -> None:
    player = stage("kling")
    old = http.post(f"{player.base_urls['kling']}/v1/videos/text2video", json=KLING_OLD, headers=headers)
    new = http.post(f"{player.base_urls['kling']}/text-to-video/kling-3.0", json=KLING, headers=headers)
    assert (old.json()["code"], new.json()["code"]) == (code, code or 1002)


@pytest.mark.parametrize(
    ("slug", "path", "within"),
    [
        ("hailuo", "/v2/query/video_generation?page_num=1&page_size=10", "items"),
        ("replicate", "/v1/predictions", "results"),
        ("sora", "/v1/videos", "data"),
        ("luma-old", "/generations?limit=10", "generations"),
    ],
)
def test_a_lost_order_is_in_the_list_newest_first(stage: Stage, http: httpx.Client, slug: str, path: str, within: str) -> None:
    vendor = VENDORS[slug]
    player = stage(vendor.slug, "lost-answer:2")
    first = vendor.ticket(order(http, player, vendor).json())
    with pytest.raises(httpx.RemoteProtocolError):
        order(http, player, vendor)
    listed = [job["id"] for job in http.get(player.base_urls[vendor.slug] + path, headers=vendor.headers).json()[within]]
    assert (len(listed), listed[1]) == (2, first)


def test_replicate_lists_by_time_and_in_pages(stage: Stage, http: httpx.Client) -> None:
    player = stage("replicate")
    for number in range(101):
        order(http, player, VENDORS["replicate"], input={"prompt": str(number)})
    first = get(http, player, "replicate", "/predictions?created_after=2026-01-01T00:00:00Z")
    second = http.get(first["next"], headers=BEARER).json()
    assert [len(first["results"]), len(second["results"]), second["next"]] == [100, 1, None]
    assert get(http, player, "replicate", "/predictions?created_after=2999-01-01T00:00:00Z")["results"] == []


@pytest.mark.parametrize("slug", ["luma", "runway", "omni"])
def test_nothing_is_listed_where_the_vendor_has_no_list(stage: Stage, http: httpx.Client, slug: str) -> None:
    vendor = VENDORS[slug]
    player = stage(slug)
    order(http, player, vendor)
    answer = http.get(player.base_urls[slug] + vendor.look.format("").rstrip("/"), headers=vendor.headers)
    assert answer.status_code == 404 or answer.json()["generations"] == []


def test_hailuo_answers_500_for_a_job_it_does_not_know(stage: Stage, http: httpx.Client) -> None:
    answer = http.get(f"{stage('hailuo').base_urls['hailuo']}/v2/query/video_generation/nobody", headers=BEARER)
    assert (answer.status_code, answer.json()["error"]["message"]) == (500, "record not found")


def test_hailuos_first_api_leads_to_the_clip_by_way_of_a_file(stage: Stage, http: httpx.Client) -> None:
    player = stage("hailuo")
    job = http.post(f"{player.base_urls['hailuo']}/v1/video_generation", json=HAILUO, headers=BEARER).json()["task_id"]
    replies = [get(http, player, "hailuo", f"/v1/query/video_generation?task_id={job}") for _ in range(3)]
    file = get(http, player, "hailuo", f"/v1/files/retrieve?file_id={replies[-1]['file_id']}")["file"]
    assert [reply["status"] for reply in replies] == ["Queueing", "Processing", "Success"]
    assert http.get(file["download_url"]).headers["content-type"] == "video/mp4"


@pytest.mark.parametrize(("fault", "code"), [("rate-limit", 1002), ("refused", 1026), ("envelope", 1041)])
def test_hailuos_first_api_says_no_with_http_200(stage: Stage, http: httpx.Client, fault: str, code: int) -> None:
    player = stage("hailuo", fault)
    answer = http.post(f"{player.base_urls['hailuo']}/v1/video_generation", json=HAILUO, headers=BEARER)
    assert (answer.status_code, answer.json()["base_resp"]["status_code"], player.accepted("hailuo")) == (200, code, 0)


def test_runway_wants_its_version_named(stage: Stage, http: httpx.Client) -> None:
    player = stage("runway")
    assert order(http, player, VENDORS["runway"]._replace(headers=BEARER)).status_code == 400
    assert player.accepted("runway") == 0


def test_runways_hailuo_goes_by_resolution_and_plain_ratios(stage: Stage, http: httpx.Client) -> None:
    player, form = stage("runway"), {"model": "hailuo3", "duration": 5, "ratio": "9:16"}
    answers = [order(http, player, VENDORS["runway"], **form, **more) for more in ({}, {"resolution": "2k"})]
    assert [answer.status_code for answer in answers] == [400, 200]
    assert player.journal()["charged_cents"]["runway"] == 75


def test_runway_knows_a_cancelled_task_no_more_and_does_not_refund_a_running_one(stage: Stage, http: httpx.Client) -> None:
    player, vendor = stage("runway"), VENDORS["runway"]
    jobs = [order(http, player, vendor).json()["id"] for _ in range(2)]
    for _ in range(2):
        get(http, player, "runway", f"/v1/tasks/{jobs[0]}")
    tasks = [f"{player.base_urls['runway']}/v1/tasks/{job}" for job in jobs]
    assert [http.delete(task, headers=vendor.headers).status_code for task in tasks] == [204, 204]
    assert http.get(tasks[0], headers=vendor.headers).status_code == 404
    assert player.journal()["charged_cents"]["runway"] == 60


def test_fals_addresses_leave_out_the_models_sub_path(stage: Stage, http: httpx.Client) -> None:
    player = stage("fal")
    reply = order(http, player, VENDORS["fal"]).json()
    assert reply["status_url"] == f"{player.base_urls['fal']}/fal-ai/kling-video/requests/{reply['request_id']}/status"
    assert http.get(reply["status_url"], headers=VENDORS["fal"].headers).status_code == 202


def test_fal_stops_a_run_and_ends_it_with_an_error(stage: Stage, http: httpx.Client) -> None:
    player, headers = stage("fal"), VENDORS["fal"].headers
    reply = order(http, player, VENDORS["fal"]).json()
    assert [http.put(reply["cancel_url"], headers=headers).status_code for _ in range(2)] == [202, 400]
    after = http.get(reply["status_url"], headers=headers).json()
    assert (after["status"], after["error_type"]) == ("COMPLETED", "request_cancelled")


def test_omni_gives_bytes_to_who_has_the_key_only(stage: Stage, http: httpx.Client) -> None:
    player, vendor = stage("omni"), VENDORS["omni"]
    job = order(http, player, vendor).json()["id"]
    link = [get(http, player, "omni", f"/v1beta/interactions/{job}") for _ in range(3)][-1]["steps"][-1]["content"][0]["uri"]
    assert [http.get(link).status_code, http.get(link, headers=vendor.headers).status_code] == [401, 200]


@pytest.mark.parametrize("slug", ["omni", "replicate"])
def test_a_cancelled_job_stays_cancelled(stage: Stage, http: httpx.Client, slug: str) -> None:
    player, vendor = stage(slug), VENDORS[slug]
    job = order(http, player, vendor).json()["id"]
    http.post(player.base_urls[slug] + vendor.look.format(job) + "/cancel", headers=vendor.headers)
    assert {get(http, player, slug, vendor.look.format(job))["status"] for _ in range(4)} <= {"cancelled", "canceled"}


def test_hailuo_stops_a_job_deletes_a_finished_one_and_leaves_those_of_its_first_api(stage: Stage, http: httpx.Client) -> None:
    player, vendor = stage("hailuo"), VENDORS["hailuo"]
    running, finished = (order(http, player, vendor).json()["task_id"] for _ in range(2))
    old = http.post(f"{player.base_urls['hailuo']}/v1/video_generation", json=HAILUO, headers=BEARER).json()["task_id"]
    for _ in range(3):
        get(http, player, "hailuo", f"/v2/query/video_generation/{finished}")
    tasks = [f"{player.base_urls['hailuo']}/v2/video_generation/{job}" for job in (running, finished, old)]
    assert [http.delete(task, headers=BEARER).status_code for task in tasks] == [200, 200, 500]
    assert get(http, player, "hailuo", f"/v2/query/video_generation/{running}")["task"]["status"] == "cancelled"
    assert "error" in get(http, player, "hailuo", f"/v2/query/video_generation/{finished}")
    assert get(http, player, "hailuo", f"/v1/query/video_generation?task_id={old}")["status"] == "Queueing"
