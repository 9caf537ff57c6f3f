"""What every stand-in does alike, whatever its vendor's words for it."""

import base64
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from media.probe import accept
from rehearsal.cast import cast
from rehearsal.faults import FaultName
from rehearsal.player import KEY, Player
from tests.rehearsal.conftest import BEARER, Stage

Reply = Any
STILL = "https://media.example.com/boat.png"


class Vendor(NamedTuple):
    """How to talk to one API."""

    slug: str
    path: str
    order: dict[str, Any]
    ticket: Callable[[Reply], str]
    look: str
    """The path of the status; a ticket that is an address is asked as it is."""
    link: Callable[[Reply], str]
    words: tuple[object, object, object]
    """How it is after one, two and three questions."""
    state: Callable[[Reply], object]
    cents: str
    headers: dict[str, str] = BEARER
    shape: tuple[int, int] = (360, 640)
    seconds: float = 5


def at(*path: str | int) -> Callable[[Reply], Any]:
    def found(reply: Reply) -> Any:
        for step in path:
            reply = reply[step] if reply and (not isinstance(step, int) or len(reply) > step) else None
        return reply

    return found


VERTEX = "/v1/projects/p/locations/us/publishers/google/models/veo-3.1-fast-generate-001"
OMNI = {
    "model": "gemini-omni-1.2-flash",
    "input": [{"type": "text", "text": "A boat"}],
    "background": True,
    "response_format": {"type": "video", "aspect_ratio": "9:16", "duration": "5s", "delivery": "uri"},
}
KLING = {"prompt": "A boat", "settings": {"aspect_ratio": "9:16", "duration": 5}, "options": {"external_task_id": "ours"}}
KLING_OLD = {"model_name": "kling-v3", "prompt": "A boat", "aspect_ratio": "9:16", "duration": "5"}
H3 = {
    "model": "MiniMax-H3",
    "content": [{"type": "text", "text": "A boat"}],
    "resolution": "768P",
    "duration": 5,
    "ratio": "9:16",
}
HAILUO = {"model": "MiniMax-Hailuo-2.3", "prompt": "A boat", "first_frame_image": STILL, "duration": 6, "resolution": "768P"}
VEO = {"instances": [{"prompt": "A boat"}], "parameters": {"durationSeconds": 6, "aspectRatio": "9:16"}}
RAY_3 = {"model": "ray-3.2", "type": "video", "prompt": "A boat", "aspect_ratio": "9:16", "video": {"duration": "5s"}}
RAY_2 = {"model": "ray-2", "prompt": "A boat", "aspect_ratio": "9:16", "duration": "5s"}
GEN = {"model": "gen4.5", "promptText": "A boat", "ratio": "720:1280", "duration": 5}
STATUS = at("status")

VENDORS = {
    "luma": Vendor(
        "luma", "/generations", RAY_3, at("id"), "/generations/{}", at("output", 0, "url"),
        ("queued", "processing", "completed"), at("state"), "30"),
    "luma-old": Vendor(
        "luma", "/generations/video", RAY_2, at("id"), "/generations/{}", at("assets", "video"),
        ("queued", "dreaming", "completed"), at("state"), "71"),
    "runway": Vendor(
        "runway", "/v1/text_to_video", GEN, at("id"), "/v1/tasks/{}", at("output", 0),
        ("PENDING", "RUNNING", "SUCCEEDED"), STATUS, "60", {**BEARER, "X-Runway-Version": "2024-11-06"}),
    "pika": Vendor(
        "pika", "/v1/media/pika/pika-2.5/image-to-video", {"image": STILL, "prompt": "A boat", "resolution": "720p"}, at("id"),
        "/v1/media/jobs/{}", at("output", "video", "url"), ("queued", "running", "completed"), STATUS, "20", {"X-API-Key": KEY}),
    "kling": Vendor(
        "kling", "/text-to-video/kling-3.0", KLING, at("data", "id"), "/tasks?task_ids={}", at("data", 0, "outputs", 0, "url"),
        ("submitted", "processing", "succeeded"), at("data", 0, "status"), "42"),
    "kling-old": Vendor(
        "kling", "/v1/videos/text2video", KLING_OLD, at("data", "task_id"), "/v1/videos/text2video/{}",
        at("data", "task_result", "videos", 0, "url"), ("submitted", "processing", "succeed"), at("data", "task_status"), "42"),
    "hailuo": Vendor(
        "hailuo", "/v2/video_generation", H3, at("task_id"), "/v2/query/video_generation/{}", at("task", "content", "url"),
        ("queued", "running", "succeeded"), at("task", "status"), "40"),
    "omni": Vendor(
        "omni", "/v1beta/interactions", OMNI, at("id"), "/v1beta/interactions/{}", at("steps", -1, "content", 0, "uri"),
        ("queued", "in_progress", "completed"), STATUS, "50.68", {"x-goog-api-key": KEY}),
    "fal": Vendor(
        "fal", "/fal-ai/kling-video/v3/pro/text-to-video", {"prompt": "A boat", "duration": "5", "aspect_ratio": "9:16"},
        at("status_url"), "{}", at("response_url"), ("IN_QUEUE", "IN_PROGRESS", "COMPLETED"), STATUS, "56",
        {"Authorization": f"Key {KEY}"}),
    "replicate": Vendor(
        "replicate", "/models/luma/ray-2-720p/predictions", {"input": {"prompt": "A boat", "aspect_ratio": "9:16"}}, at("id"),
        "/predictions/{}", at("output"), ("starting", "processing", "succeeded"), STATUS, "50"),
    "sora": Vendor(
        "sora", "/videos", {"prompt": "A boat", "seconds": "4"}, at("id"), "/videos/{}", at("id"),
        ("queued", "in_progress", "completed"), STATUS, "40", seconds=4),
}  # fmt: skip
PLAYED = pytest.mark.parametrize("vendor", VENDORS.values(), ids=VENDORS.keys())


def address(player: Player, vendor: Vendor, path: str) -> str:
    return path if "://" in path else player.base_urls[vendor.slug] + path


def order(http: httpx.Client, player: Player, vendor: Vendor, **changes: Any) -> httpx.Response:
    body = {**vendor.order, **changes}
    return http.post(address(player, vendor, vendor.path), json=body, headers=vendor.headers)


def look(http: httpx.Client, player: Player, vendor: Vendor, ticket: str) -> Reply:
    return http.get(address(player, vendor, vendor.look.format(ticket)), headers=vendor.headers).json()


def end(http: httpx.Client, player: Player, vendor: Vendor) -> Reply:
    """Order, ask three times, and return the last answer."""
    ticket = vendor.ticket(order(http, player, vendor).json())
    return [look(http, player, vendor, ticket) for _ in range(3)][-1]


def clip(http: httpx.Client, player: Player, vendor: Vendor, reply: Reply) -> httpx.Response:
    """Return the answer to the last link, the way each vendor leads to it."""
    link = vendor.link(reply)
    if vendor.slug == "fal":
        return http.get(http.get(link, headers=vendor.headers).json()["video"]["url"])
    if vendor.slug == "sora":
        return http.get(address(player, vendor, f"/videos/{link}/content"), headers=vendor.headers)
    return http.get(link, headers=vendor.headers if vendor.slug == "omni" else {})


def test_all_vendors_are_on_the_cast() -> None:
    filming = {slug for slug, part in cast().items() if not (part.talks or part.speaks)}
    assert filming == {vendor.slug for vendor in VENDORS.values()} | {"veo", "stability"}


@PLAYED
def test_a_job_goes_through_the_vendors_own_states_and_ends_in_a_real_clip(
    stage: Stage, http: httpx.Client, tmp_path: Path, vendor: Vendor
) -> None:
    player, file = stage(vendor.slug), tmp_path / "clip.mp4"
    ticket = vendor.ticket(order(http, player, vendor).json())
    replies = [look(http, player, vendor, ticket) for _ in range(3)]
    file.write_bytes(clip(http, player, vendor, replies[-1]).content)
    facts = accept(file, kind="video", seconds=vendor.seconds)
    assert tuple(map(vendor.state, replies)) == vendor.words
    assert (facts.width, facts.height, round(facts.seconds, 2)) == (*vendor.shape, vendor.seconds)


@PLAYED
def test_charges_what_the_sheet_says(stage: Stage, http: httpx.Client, vendor: Vendor) -> None:
    player = stage(vendor.slug)
    end(http, player, vendor)
    assert player.journal()["charged_cents"][vendor.slug] == pytest.approx(float(Decimal(vendor.cents)))


@PLAYED
def test_an_order_without_the_right_key_is_not_taken(stage: Stage, http: httpx.Client, vendor: Vendor) -> None:
    player = stage(vendor.slug)
    wrong = {name: value.replace(KEY, "another") for name, value in vendor.headers.items()}
    answers = [order(http, player, vendor._replace(headers=headers)).status_code for headers in (wrong, {})]
    assert (answers, player.accepted(vendor.slug)) == ([401, 401], 0)


@PLAYED
def test_an_order_that_is_wrong_is_not_taken(stage: Stage, http: httpx.Client, vendor: Vendor) -> None:
    player = stage(vendor.slug)
    answer = http.post(address(player, vendor, vendor.path), json={"nonsense": 1}, headers=vendor.headers)
    assert (answer.status_code in (400, 422), player.accepted(vendor.slug)) == (True, 0)


@PLAYED
def test_a_body_that_is_no_json_is_not_taken(stage: Stage, http: httpx.Client, vendor: Vendor) -> None:
    player = stage(vendor.slug)
    answer = http.post(address(player, vendor, vendor.path), content=b"{", headers=vendor.headers)
    assert (answer.status_code in (400, 422), player.accepted(vendor.slug)) == (True, 0)


@PLAYED
def test_a_lost_answer_is_an_order_all_the_same(stage: Stage, http: httpx.Client, vendor: Vendor) -> None:
    player = stage(vendor.slug, "lost-answer:1")
    with pytest.raises(httpx.RemoteProtocolError):
        order(http, player, vendor)
    assert player.accepted(vendor.slug) == 1


@pytest.mark.parametrize(
    ("vendor", "name"),
    [
        pytest.param(vendor, name, id=f"{name}-{slug}")
        for name in ("rate-limit", "server-error", "refused")
        for slug, vendor in VENDORS.items()
        if name not in cast()[vendor.slug].cannot
    ],
)
def test_a_no_at_the_door_takes_nothing(stage: Stage, http: httpx.Client, vendor: Vendor, name: FaultName) -> None:
    player = stage(vendor.slug, name)
    answer = order(http, player, vendor)
    expected = {"rate-limit": {429}, "server-error": {500}, "refused": {400, 422}}[name]
    assert (answer.status_code in expected, player.accepted(vendor.slug)) == (True, 0)
    assert ("retry-after" in answer.headers) == (name == "rate-limit")


@PLAYED
@pytest.mark.parametrize("name", ["failed", "refused-late"])
def test_a_job_that_ends_badly_has_no_link(stage: Stage, http: httpx.Client, vendor: Vendor, name: str) -> None:
    player = stage(vendor.slug, name)
    reply = end(http, player, vendor)
    if vendor.slug == "fal":
        status = http.get(reply["response_url"], headers=vendor.headers).status_code
        assert (vendor.state(reply), bool(reply["error"]), status) == ("COMPLETED", True, {"failed": 500}.get(name, 422))
    else:
        assert vendor.state(reply) in ("failed", "FAILED")
    paid = float(Decimal(vendor.cents)) if vendor.slug == "runway" and name == "refused-late" else 0.0
    assert player.journal()["charged_cents"][vendor.slug] == paid


@PLAYED
def test_an_expired_link_has_a_fresh_one(stage: Stage, http: httpx.Client, vendor: Vendor) -> None:
    player = stage(vendor.slug, "expired-link")
    ticket = vendor.ticket(order(http, player, vendor).json())
    answers = []
    for _ in range(2):
        replies = [look(http, player, vendor, ticket) for _ in range(3)]
        answers.append(clip(http, player, vendor, replies[-1]).status_code)
    assert answers == [403, 200]


@PLAYED
def test_an_unknown_status_is_one_word_more(stage: Stage, http: httpx.Client, vendor: Vendor) -> None:
    player = stage(vendor.slug, "unknown-status")
    ticket = vendor.ticket(order(http, player, vendor).json())
    assert [vendor.state(look(http, player, vendor, ticket)) for _ in range(2)] == ["reticulating", vendor.words[0]]


def test_veo_puts_the_clip_into_its_answer(stage: Stage, http: httpx.Client, tmp_path: Path) -> None:
    player, file = stage("veo"), tmp_path / "clip.mp4"
    base = player.base_urls["veo"] + VERTEX
    name = http.post(f"{base}:predictLongRunning", json=VEO, headers=BEARER).json()["name"]
    ask = {"json": {"operationName": name}, "headers": BEARER}
    replies = [http.post(f"{base}:fetchPredictOperation", **ask).json() for _ in range(3)]  # type: ignore[arg-type]
    file.write_bytes(base64.b64decode(replies[-1]["response"]["videos"][0]["bytesBase64Encoded"]))
    assert [reply.get("done", False) for reply in replies] == [False, False, True]
    assert round(accept(file, kind="video").seconds, 2) == 6
    assert player.journal()["charged_cents"]["veo"] == 60


def test_veo_tells_what_it_filtered(stage: Stage, http: httpx.Client) -> None:
    player = stage("veo", "refused-late")
    base = player.base_urls["veo"] + VERTEX
    name = http.post(f"{base}:predictLongRunning", json=VEO, headers=BEARER).json()["name"]
    replies = [http.post(f"{base}:fetchPredictOperation", json={"operationName": name}, headers=BEARER).json() for _ in range(3)]
    assert replies[-1]["response"]["raiMediaFilteredCount"] == 1


def test_stability_takes_a_form_with_a_picture_and_gives_bytes(stage: Stage, http: httpx.Client, tmp_path: Path) -> None:
    player, file = stage("stability"), tmp_path / "clip.mp4"
    base = player.base_urls["stability"] + "/v2beta/image-to-video"
    job = http.post(base, files={"image": ("boat.png", b"\x89PNG")}, data={"seed": "7"}, headers=BEARER).json()["id"]
    answers = [http.get(f"{base}/result/{job}", headers={**BEARER, "Accept": "video/*"}) for _ in range(3)]
    file.write_bytes(answers[-1].content)
    assert [answer.status_code for answer in answers] == [202, 202, 200]
    assert round(accept(file, kind="video").seconds, 2) == 4
    assert http.post(base, data={"seed": "7"}, headers=BEARER).status_code == 400
