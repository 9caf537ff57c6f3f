"""Processes that outlive a command: ended by their own number only while it is still theirs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from deployments.processes import Child, alive, end, spawn

SLEEP = ["-c", "import time; time.sleep(60)"]


@pytest.fixture
def stranger() -> Iterator["subprocess.Popen[bytes]"]:
    """Another program, leader of its own group."""
    process = subprocess.Popen([sys.executable, *SLEEP], start_new_session=True)
    yield process
    process.kill()
    process.wait()


def test_a_process_lives_until_it_is_ended(home: Path) -> None:
    child = spawn("sleeper", SLEEP, {})
    assert alive(child)
    end([child])
    assert not alive(child)
    assert not psutil.pid_exists(child.pid)


def test_a_program_that_was_given_the_number_of_one_of_ours_is_left_alone(stranger: "subprocess.Popen[bytes]") -> None:
    ours = Child(pid=stranger.pid, born="long ago")
    assert not alive(ours)
    end([ours])
    assert stranger.poll() is None
