"""`up` waits for what it started no longer than that lives, and says where the reason is."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deployments import waiting
from deployments.processes import Child
from domain.errors import ConfigurationError

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
GONE = Child(pid=os.getpid(), born="before this machine was on", name="worker")


def beats(monkeypatch: pytest.MonkeyPatch, status: str, at: datetime) -> None:
    monkeypatch.setattr(waiting, "asked", lambda *_: [{"status": status, "last_heartbeat_time": at.isoformat()}])


@pytest.mark.parametrize(("status", "late"), [("ONLINE", -1), ("OFFLINE", 1)])
def test_a_worker_of_before_or_one_that_is_off_is_not_the_one(
    monkeypatch: pytest.MonkeyPatch, home: Path, status: str, late: int
) -> None:
    beats(monkeypatch, status, NOW + timedelta(seconds=late))
    with pytest.raises(ConfigurationError, match=r"The worker did not start\. .*worker\.log"):
        waiting.until_it_works("http://127.0.0.1:1/api", GONE, NOW)


def test_a_worker_that_has_given_a_sign_of_life_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    beats(monkeypatch, "ONLINE", NOW + timedelta(seconds=1))
    waiting.until_it_works("http://127.0.0.1:1/api", GONE, NOW)


def test_a_server_that_has_ended_is_told_with_its_log(home: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"server did not start\. .*server\.log"):
        waiting.until_it_answers("http://127.0.0.1:1/api", GONE)
