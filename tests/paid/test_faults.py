"""Whatever goes wrong at a vendor: the order's state, the error and the money are right, and nothing is ordered twice."""

from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from domain.errors import JobTimedOut
from providers.jobs import fetch
from providers.registry import all_vendors
from providers.wire import Wire
from tests.paid.conftest import Open

FINE = [
    ("luma", "no-link"),
    ("luma", "expired-link"),
    ("luma", "truncated"),
    ("luma", "html"),
    ("luma", "wrong-duration"),
    ("luma", "slow:allx5"),
    ("luma", "unknown-status:allx3"),
    ("luma", "html-status"),
    ("luma", "rate-limit"),
    ("kling", "envelope"),
    ("kling", "lost-before"),
    ("pika", "lost-before"),
    ("replicate", "lost-before"),
    ("kling", "lost-answer"),
    ("pika", "lost-answer"),
    ("replicate", "lost-answer"),
    ("kling", "server-error-after"),
    ("pika", "server-error-after"),
    ("replicate", "server-error-after"),
]
"""What a run gets over by itself."""
NOT_FINE = [
    # vendor, fault, state, error, reserved, spent, wasted, accepted
    ("luma", "lost-before", "unknown", "OrderUnknown", "0.30", "0", "0", 0),
    ("luma", "server-error", "unknown", "OrderUnknown", "0.30", "0", "0", 0),
    ("luma", "server-error-after", "unknown", "OrderUnknown", "0.30", "0", "0", 1),
    ("luma", "vanished", "unknown", "OrderUnknown", "0.30", "0", "0", 1),
    ("pika", "vanished", "unknown", "OrderUnknown", "0.20", "0", "0", 1),
    ("kling", "vanished", "unknown", "OrderUnknown", "0.21", "0", "0", 1),
    ("luma", "refused", "refused", "ContentRefused", "0", "0", "0", 0),
    ("luma", "refused-late", "refused", "ContentRefused", "0", "0", "0", 1),
    ("kling", "refused-late", "refused", "ContentRefused", "0", "0", "0", 1),
    ("replicate", "refused-late", "refused", "ContentRefused", "0", "0", "0", 1),
    ("runway", "refused-late", "refused", "ContentRefused", "0", "0.60", "0.60", 1),
    ("runway", "failed", "failed", "JobFailed", "0", "0", "0", 1),
    ("luma", "failed", "failed", "JobFailed", "0", "0", "0", 1),
    ("pika", "failed", "failed", "JobFailed", "0", "0", "0", 1),
    ("luma", "truncated:allx9", "failed", "JobFailed", "0", "0.30", "0.30", 1),
    ("luma", "html:allx9", "failed", "JobFailed", "0", "0.30", "0.30", 1),
    ("luma", "expired-link:allx9", "failed", "JobFailed", "0", "0.30", "0.30", 1),
]


@pytest.mark.parametrize(("slug", "fault"), FINE)
def test_a_fault_that_passes_costs_nothing_but_time(studio: Open, slug: str, fault: str) -> None:
    film = studio(slug, faults=(fault,))
    (told,) = film.film(count=1).told
    assert told.made, told
    assert [note for note in told.made.notes if "instead of 5 s" in note] or fault != "wrong-duration"
    assert len(film.accepted()) == 1
    assert (film.cost().reserved_usd, film.cost().spent_usd) == (0, film.charged())


@pytest.mark.parametrize(("slug", "fault", "state", "error", "reserved", "spent", "wasted", "taken"), NOT_FINE)
def test_a_fault_that_stays_is_told_and_accounted_for(
    studio: Open, slug: str, fault: str, state: str, error: str, reserved: str, spent: str, wasted: str, taken: int
) -> None:
    film = studio(slug, faults=(fault,))
    (told,) = film.film(count=1).told
    assert (told.error, film.states()) == (error, [state]), told
    assert told.message.startswith(f"{slug}: ")
    assert len(film.accepted()) == taken
    cost, charged = film.cost(), film.charged()
    assert (cost.reserved_usd, cost.spent_usd, cost.wasted_usd) == (Decimal(reserved), Decimal(spent), Decimal(wasted))
    assert charged == cost.spent_usd or state == "unknown"


def test_one_refused_segment_leaves_the_others_finished(studio: Open) -> None:
    film = studio("luma", faults=("failed",))
    film.film(count=1)
    film.stage.play(())
    report = film.film(skip=1)
    assert [told.segment for told in report.told if told.made] == [2, 3, 4, 5, 6]
    assert film.states() == ["done"] * 5 + ["failed"]


def test_a_job_that_outlasts_a_line_that_is_down_is_fetched_when_it_is_up(studio: Open) -> None:
    film = studio("luma")
    assert film.film(count=1, doom="while polling").killed
    (told,) = film.film(count=1, environment={"LUMA_API_KEY": "taken away"}).told
    assert (told.error, film.states()) == ("JobTimedOut", ["submitted"])
    (told,) = film.film(count=1).told
    assert told.made
    assert len(film.accepted()) == 1


def test_a_clip_that_cannot_be_reached_is_kept_for_the_next_run(tmp_path: Path) -> None:
    def play(request: httpx.Request) -> httpx.Response:
        if request.url.host == "media.example.com":
            raise httpx.ConnectError("unplugged")
        return httpx.Response(200, json={"state": "completed", "output": [{"url": "https://media.example.com/1.mp4"}]})

    luma = all_vendors()["luma"]
    with httpx.Client(transport=httpx.MockTransport(play)) as http:
        wire = Wire(vendor=luma, base_url="https://api.example.com", sign=dict, http=http)
        with pytest.raises(JobTimedOut, match="cannot be reached"):
            fetch(
                wire,
                luma.makers["video"],
                "j1",
                "https://media.example.com/1.mp4",
                tmp_path / "1.mp4",
                sleep=lambda seconds: None,
            )
