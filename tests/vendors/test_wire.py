"""The line to a vendor: where keys go, what a status means to an order and to a question, and how far a clock is off."""

import time
from email.utils import formatdate

import httpx
import pytest

from domain.errors import BadReply, JobFailed, LostAnswer, OutOfCredit, ProviderError, Unavailable
from providers.dialect import Call, Vanished
from providers.jobs import look
from providers.registry import all_vendors
from tests.vendors.lines import ORDER, QUESTION, line, told

FAL, LUMA = all_vendors()["fal"], all_vendors()["luma"]
QUEUE = "https://queue.fal.run/fal-ai/pika/requests/r1"
FOREIGN = [
    "https://evil.example/r1",
    "http://queue.fal.run/r1",
    "https://queue.fal.run:8443/r1",
    "https://queue.fal.run@evil.example/r1",
    "//evil.example/r1",
    "file:///etc/passwd",
    "https://[nowhere/r1",
    "r1",
    "",
]


@pytest.mark.parametrize("address", FOREIGN)
def test_an_address_of_somebody_else_is_never_asked(address: str) -> None:
    asked: list[httpx.Request] = []
    with pytest.raises(LostAnswer, match="No key is sent"):
        line(FAL, told({}), asked=asked).ask(Call(path=address), FAL.makers["video"])
    assert asked == []


def test_an_order_that_is_to_be_asked_after_elsewhere_is_lost_and_not_sent_again() -> None:
    asked: list[httpx.Request] = []
    taken = told({"request_id": "r1", "status_url": "https://evil.example/r1/status"})
    with pytest.raises(LostAnswer, match=r"evil\.example") as lost:
        line(FAL, taken, asked=asked).placed(ORDER, FAL.makers["video"])
    assert not lost.value.clear_no
    assert [request.url.host for request in asked] == ["queue.fal.run"]


def test_a_result_at_an_address_of_somebody_else_is_not_asked_for_either() -> None:
    asked: list[httpx.Request] = []
    answers = told({"status": "COMPLETED", "response_url": "https://evil.example/r1"}), told({})
    with pytest.raises(LostAnswer):
        look(line(FAL, *answers, asked=asked), FAL.makers["video"], f"{QUEUE}/status")
    assert len(asked) == 1


def test_an_order_at_the_vendors_own_address_is_placed() -> None:
    taken = told({"request_id": "r1", "status_url": f"{QUEUE}/status", "response_url": QUEUE})
    assert line(FAL, taken).placed(ORDER, FAL.makers["video"]) == f"{QUEUE}/status {QUEUE}"


@pytest.mark.parametrize(
    ("status", "ordered", "asked"),
    [
        (302, LostAnswer, BadReply),
        (400, JobFailed, Vanished),
        (401, OutOfCredit, OutOfCredit),
        (404, JobFailed, Vanished),
        (408, LostAnswer, Unavailable),
        (409, LostAnswer, BadReply),
        (418, LostAnswer, BadReply),
        (422, JobFailed, Vanished),
        (500, LostAnswer, Unavailable),
        (503, LostAnswer, Unavailable),
    ],
)
@pytest.mark.parametrize("body", [{"json": {"detail": "no"}}, {"html": "<p>no</p>"}, {"content": b""}], ids=str)
def test_a_status_means_one_thing_to_an_order_and_another_to_a_question(
    status: int, ordered: type[ProviderError], asked: type[ProviderError], body: dict[str, object]
) -> None:
    answer = httpx.Response(status, **body)  # type: ignore[arg-type]
    with pytest.raises(ordered) as no:
        line(LUMA, answer).order(ORDER, LUMA.makers["video"])
    assert type(no.value) is ordered
    with pytest.raises(asked) as no:
        line(LUMA, answer).ask(QUESTION, LUMA.makers["video"])
    assert type(no.value) is asked


@pytest.mark.parametrize("off", [-600, 0, 600])
def test_knows_how_far_our_clock_is_ahead(off: int) -> None:
    wire = line(LUMA, httpx.Response(200, json={}, headers={"Date": formatdate(time.time() - off, usegmt=True)}))
    wire.ask(QUESTION, LUMA.makers["video"])
    assert wire.ahead == pytest.approx(off, abs=2)


@pytest.mark.parametrize("date", [{}, {"Date": "yesterday"}])
def test_takes_the_clocks_for_equal_where_no_date_is_told(date: dict[str, str]) -> None:
    wire = line(LUMA, httpx.Response(200, json={}, headers=date))
    wire.ask(QUESTION, LUMA.makers["video"])
    assert wire.ahead == 0.0
