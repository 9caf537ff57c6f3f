"""The player itself, with Luma as its part."""

import json
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from domain.errors import BadMedia, ConfigurationError
from media.probe import accept, probe
from rehearsal.faults import Fault, fault_from
from rehearsal.player import KEY, Player
from tests.rehearsal.conftest import BEARER, Stage

BOAT = {"model": "ray-3.2", "type": "video", "prompt": "A paper boat", "aspect_ratio": "9:16", "video": {"duration": "5s"}}


def order(http: httpx.Client, player: Player, prompt: str = "A paper boat") -> httpx.Response:
    return http.post(f"{player.base_urls['luma']}/generations", json={**BOAT, "prompt": prompt}, headers=BEARER)


def look(http: httpx.Client, player: Player, job: str) -> httpx.Response:
    return http.get(f"{player.base_urls['luma']}/generations/{job}", headers=BEARER)


def wait(http: httpx.Client, player: Player, job: str) -> tuple[dict[str, Any], list[str]]:
    """Return the last answer and all states on the way."""
    states: list[str] = []
    for _ in range(12):
        reply = look(http, player, job).json()
        states.append(reply["state"])
        if reply["state"] in ("completed", "failed") and (reply["output"] or reply["failure_code"]):
            return reply, states
    raise AssertionError(states)


def made(http: httpx.Client, player: Player) -> str:
    """Return the link of a finished clip."""
    link: str = wait(http, player, order(http, player).json()["id"])[0]["output"][0]["url"]
    return link


def test_takes_an_order_counts_it_and_charges_it(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma")
    assert order(http, player).status_code == 201
    told = player.journal()
    assert (told["accepted"], told["charged_cents"]) == ({"luma": 1}, {"luma": 30.0})


def test_a_job_is_queued_then_running_then_done(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma")
    _, states = wait(http, player, order(http, player).json()["id"])
    assert states == ["queued", "processing", "completed"]


def test_hands_out_a_real_video_of_the_length_and_shape_ordered(stage: Stage, http: httpx.Client, tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(http.get(made(http, stage("luma"))).content)
    facts = accept(clip, seconds=5, kind="video")
    assert (facts.width, facts.height, round(facts.seconds, 2)) == (360, 640, 5.0)


def test_two_jobs_never_have_the_same_bytes(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma")
    assert http.get(made(http, player)).content != http.get(made(http, player)).content


def test_a_wrong_key_is_turned_away_and_its_value_not_kept(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma")
    wrong = {"Authorization": "Bearer stolen-key"}
    assert http.post(f"{player.base_urls['luma']}/generations", json=BOAT, headers=wrong).status_code == 401
    assert http.post(f"{player.base_urls['luma']}/generations", json=BOAT).status_code == 401
    told = player.journal()
    assert (told["accepted"]["luma"], [request["key"] for request in told["requests"]]) == (0, ["wrong", "none"])
    assert "stolen-key" not in json.dumps(told)


def test_a_key_sent_to_the_media_host_is_told(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma")
    link = made(http, player)
    http.get(link)
    assert player.journal()["leaked_keys"] == 0
    http.get(link, headers=BEARER)
    assert player.journal()["leaked_keys"] == 1


@pytest.mark.parametrize("name", ["lost-answer", "server-error-after"])
def test_these_faults_take_the_order(stage: Stage, http: httpx.Client, name: str) -> None:
    player = stage("luma", f"{name}:2")
    assert order(http, player, "one").status_code == 201
    assert struck(http, player) == {"lost-answer": "dropped", "server-error-after": 500}[name]
    assert player.accepted("luma") == 2


@pytest.mark.parametrize(("name", "seen"), [("lost-before", "dropped"), ("server-error", 500), ("rate-limit", 429)])
def test_these_faults_leave_the_order_and_let_it_through_when_it_comes_again(
    stage: Stage, http: httpx.Client, name: str, seen: object
) -> None:
    player = stage("luma", f"{name}:1x2")
    assert [struck(http, player), struck(http, player), struck(http, player)] == [seen, seen, 201]
    assert player.accepted("luma") == 1


def struck(http: httpx.Client, player: Player) -> object:
    try:
        return order(http, player).status_code
    except httpx.RemoteProtocolError:
        return "dropped"


def test_a_rate_limit_says_when_to_come_back(stage: Stage, http: httpx.Client) -> None:
    assert order(http, stage("luma", "rate-limit")).headers["retry-after"] == "1"


def test_a_refused_prompt_stays_refused_and_another_one_passes(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma", "refused:1")
    answers = [order(http, player, prompt).status_code for prompt in ("bad", "bad", "good")]
    assert (answers, player.accepted("luma"), player.journal()["charged_cents"]["luma"]) == ([400, 400, 201], 1, 30.0)


def test_a_slow_job_needs_more_questions(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma", "slow:1x3")
    _, states = wait(http, player, order(http, player).json()["id"])
    assert states == ["queued", "processing", "processing", "processing", "processing", "completed"]


def test_a_job_takes_its_seconds(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma", seconds=60)
    job = order(http, player).json()["id"]
    assert [look(http, player, job).json()["state"] for _ in range(5)][-1] == "processing"


@pytest.mark.parametrize(("name", "code"), [("failed", "generation_failed"), ("refused-late", "content_moderated")])
def test_a_job_can_end_without_a_clip_and_costs_nothing(stage: Stage, http: httpx.Client, name: str, code: str) -> None:
    player = stage("luma", name)
    reply, _ = wait(http, player, order(http, player).json()["id"])
    assert (reply["state"], reply["failure_code"], player.journal()["charged_cents"]["luma"]) == ("failed", code, 0.0)


def test_a_link_can_come_late(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma", "no-link:1x2")
    reply, states = wait(http, player, order(http, player).json()["id"])
    assert states[-3:] == ["completed"] * 3
    assert reply["output"]


def test_an_expired_link_stays_expired_and_a_fresh_one_works(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma", "expired-link")
    job = order(http, player).json()["id"]
    first, _ = wait(http, player, job)
    old = first["output"][0]["url"]
    assert [http.get(old).status_code, http.get(old).status_code] == [403, 403]
    fresh = look(http, player, job).json()["output"][0]["url"]
    assert (fresh != old, http.get(fresh).status_code) == (True, 200)


def test_a_clip_can_be_too_short(stage: Stage, http: httpx.Client, tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(http.get(made(http, stage("luma", "wrong-duration"))).content)
    assert round(probe(clip).seconds, 2) == 2.5


def test_a_clip_can_be_broken_off_once(stage: Stage, http: httpx.Client, tmp_path: Path) -> None:
    link, clip = made(http, stage("luma", "truncated")), tmp_path / "clip.mp4"
    clip.write_bytes(http.get(link).content)
    with pytest.raises(BadMedia, match="broken off"):
        accept(clip)
    clip.write_bytes(http.get(link).content)
    accept(clip, seconds=5)


def test_a_page_can_come_instead_of_the_clip_and_of_the_status(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma", "html", "html-status")
    job = order(http, player).json()["id"]
    assert look(http, player, job).headers["content-type"] == "text/html"
    link = wait(http, player, job)[0]["output"][0]["url"]
    assert [http.get(link).headers["content-type"] for _ in range(2)] == ["text/html", "video/mp4"]


def test_a_status_can_be_one_that_nobody_knows(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma", "unknown-status:1x2")
    _, states = wait(http, player, order(http, player).json()["id"])
    assert states == ["reticulating", "reticulating", "queued", "processing", "completed"]


def test_a_job_can_vanish(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma", "vanished")
    job = order(http, player).json()["id"]
    assert [look(http, player, job).status_code for _ in range(2)] == [404, 404]


def test_a_fault_keeps_to_its_vendor() -> None:
    fault = fault_from("luma/slow:2,3x4")
    assert (fault, fault.strikes("luma", 3), fault.strikes("luma", 1), fault.strikes("runway", 3)) == (
        Fault(name="slow", orders=frozenset({2, 3}), times=4, vendor="luma"), True, False, False,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["explode", "slow:", "slow:x", ""])
def test_a_fault_that_nobody_knows_is_told_at_once(text: str) -> None:
    with pytest.raises(ConfigurationError):
        fault_from(text)


def test_a_fault_that_the_vendor_has_no_room_for_is_told_at_once(stage: Stage) -> None:
    with pytest.raises(ConfigurationError, match="luma"):
        stage("luma", "envelope")


def test_faults_can_be_changed_from_outside(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma", "refused")
    answer = http.put(f"{player.url}/_rehearsal/faults", json={"faults": [{"name": "rate-limit", "after": 7}]})
    assert [fault["name"] for fault in answer.json()["faults"]] == ["rate-limit"]
    assert order(http, player).headers["retry-after"] == "7"
    assert http.put(f"{player.url}/_rehearsal/faults", json={"faults": [{"name": "nonsense"}]}).status_code == 400


def test_plays_as_a_process_of_its_own(http: httpx.Client) -> None:
    command = [sys.executable, "-m", "rehearsal", "--vendor", "luma", "--fault", "lost-answer:1", "--key", KEY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        with pytest.raises(httpx.RemoteProtocolError):
            http.post(f"{told['base_urls']['luma']}/generations", json=BOAT, headers=BEARER)
        journal = http.get(f"{told['url']}/_rehearsal/journal").json()
        process.send_signal(signal.SIGTERM)
    assert (journal["accepted"], process.returncode) == ({"luma": 1}, 0)


def test_an_order_of_another_shape_is_invalid_and_not_lost(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma")
    answer = http.post(f"{player.base_urls['luma']}/generations", json={**BOAT, "video": "five seconds"}, headers=BEARER)
    assert (answer.status_code, player.accepted("luma")) == (422, 0)


def test_what_it_knows_outlives_its_client(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma")
    with httpx.Client() as another:
        job = order(another, player).json()["id"]
    assert wait(http, player, job)[0]["state"] == "completed"


def test_many_orders_at_once_are_each_counted_once(stage: Stage, http: httpx.Client) -> None:
    player = stage("luma", "rate-limit:all")
    with ThreadPoolExecutor(16) as pool:
        answers = [answer.status_code for answer in pool.map(lambda at: order(http, player, f"clip {at // 2}"), range(100))]
    assert (sorted(set(answers)), answers.count(201), player.accepted("luma")) == ([201, 429], 50, 50)
