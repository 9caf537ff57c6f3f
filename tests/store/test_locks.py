"""One run at a time on a project, and none is kept out by the dead."""

import os
import subprocess
import sys
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.errors import Busy
from store.locks import exclusive
from store.orders import Order, reserve

HOLDS = """
import subprocess, sys, time
from store.database import open_store
from store.locks import exclusive
with exclusive(open_store(sys.argv[1]), "bees"):
    print("has it", flush=True)
    sys.stdin.readline()
"""
FORKS = """
import os, sys, time
from store.database import open_store
from store.locks import exclusive
with exclusive(open_store(sys.argv[1]), "bees"):
    if not os.fork():
        print(os.getpid(), flush=True)
        time.sleep(30)
        os._exit(0)
    sys.stdin.readline()
    time.sleep(30)
"""


def test_a_second_run_is_told_who_has_the_project_and_since_when(engine: Engine, store_url: str, start: Any) -> None:
    holder = start(HOLDS, store_url)
    assert holder.stdout.readline() == "has it\n"
    with pytest.raises(Busy, match=rf"bees.*process {holder.pid} on .+, since 20\d\d-"), exclusive(engine, "bees"):
        pass


def test_the_same_process_cannot_have_a_project_twice(engine: Engine) -> None:
    with exclusive(engine, "bees"), pytest.raises(Busy, match=f"process {os.getpid()} "), exclusive(engine, "bees"):
        pass


def test_other_projects_are_free(engine: Engine) -> None:
    with exclusive(engine, "bees"), exclusive(engine, "../wasps/é"):
        pass


def test_the_project_is_free_after_the_run_however_it_ended(engine: Engine) -> None:
    with pytest.raises(BlockingIOError, match="mine"), exclusive(engine, "bees"):
        raise BlockingIOError("mine")
    with exclusive(engine, "bees"):
        pass


def test_a_holder_that_is_killed_frees_the_project_at_once(engine: Engine, store_url: str, start: Any) -> None:
    holder = start(HOLDS, store_url)
    assert holder.stdout.readline() == "has it\n"
    holder.kill()
    holder.wait()
    with exclusive(engine, "bees"):
        pass


def test_a_child_of_a_killed_holder_does_not_keep_the_project(engine: Engine, store_url: str, start: Any) -> None:
    holder = start(FORKS, store_url)
    child = int(holder.stdout.readline())
    try:
        holder.kill()
        holder.wait()
        with exclusive(engine, "bees"):
            pass
    finally:
        os.kill(child, 9)


def test_a_program_started_inside_does_not_keep_the_project(engine: Engine) -> None:
    with exclusive(engine, "bees"):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"], close_fds=False)
    try:
        with exclusive(engine, "bees"):
            pass
    finally:
        child.kill()
        child.wait()


def test_work_goes_on_in_the_database_while_a_project_is_held(engine: Engine) -> None:
    with exclusive(engine, "bees"):
        assert reserve(engine, Order(project="bees", kind="video", digest="d", vendor="luma")).created
