"""Settings, homes and stores that cannot be used, and the process around the command."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.database import VERSION_TABLE
from tasks.wiring import store
from tests.cli.conftest import Command

Refused = Callable[..., str]

STORED = [("projects",), ("show", "last"), ("retake", "last", "1"), ("continue", "last"), ("assemble", "last"), ("make", "bees")]


@pytest.mark.parametrize("words", STORED)
def test_a_home_that_cannot_be_made_is_named(
    refused: Refused, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("REELFLOW_HOME", str(tmp_path / "file" / "home"))
    told = refused(*words)
    assert f"REELFLOW_HOME {tmp_path}/file/home cannot be made" in told
    assert "Choose another folder" in told


def test_a_home_of_nobody_is_named(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REELFLOW_HOME", "~nobody-of-this-name/reelflow")
    assert "~nobody-of-this-name" in refused("projects")


@pytest.mark.parametrize("amount", ["abc", "-1", "nan", "1,50", "$5"])
@pytest.mark.parametrize("words", [("projects",), ("make", "bees"), ("doctor",)])
def test_a_broken_budget_is_named_with_its_variable(
    refused: Refused, words: tuple[str, ...], amount: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REELFLOW_BUDGET_USD", amount)
    assert f"REELFLOW_BUDGET_USD={amount} cannot be used" in refused(*words)


@pytest.mark.parametrize("address", ["nowhere", "mysql://host/base", "sqlite://"])
@pytest.mark.parametrize("words", STORED)
def test_a_store_address_that_is_none_is_refused(
    refused: Refused, words: tuple[str, ...], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REELFLOW_STORE_URL", address)
    assert "REELFLOW_STORE_URL" in refused(*words)


@pytest.mark.parametrize("words", STORED)
def test_a_store_of_a_newer_reelflow_is_left_alone(
    refused: Refused, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "newer.db"
    monkeypatch.setenv("REELFLOW_STORE_URL", f"sqlite:///{tmp_path / 'first.db'}")
    store().dispose()
    with sqlite3.connect(tmp_path / "first.db") as made, sqlite3.connect(path) as copy:
        made.backup(copy)
        copy.execute(f"UPDATE {VERSION_TABLE} SET version_num = 'r9999'")
    for suffix in ("-wal", "-shm", ".lock"):
        path.with_name(path.name + suffix).touch()
    monkeypatch.setenv("REELFLOW_STORE_URL", f"sqlite:///{path}")
    told = refused(*words)
    assert "r9999" in told
    assert "Update reelflow" in told


def test_a_store_that_is_no_database_is_named(refused: Refused, home: Path) -> None:
    home.mkdir()
    (home / "reelflow.db").write_text("shopping list, " * 500)
    assert "reelflow.db" in refused("projects")


@pytest.mark.parametrize("vendor", ["nobody", "outline"])
def test_an_unknown_vendor_in_the_environment_is_refused(refused: Refused, vendor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECH_PROVIDER", vendor)
    assert f"'{vendor}' is not a speech vendor" in refused("make", "bees")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("frobnicate",), "No such command 'frobnicate'. Try: reelflow --help"),
        (("show",), "Missing argument 'project'. Try: reelflow show --help"),
        (("retake", "last", "two"), "Try: reelflow retake --help"),
        (("show", "last", "--colour"), "Try: reelflow show --help"),
    ],
)
def test_a_mistyped_command_is_told_in_one_sentence_too(refused: Refused, words: tuple[str, ...], said: str) -> None:
    assert refused(*words).endswith(said)


def test_no_word_at_all_shows_what_there_is(reelflow: Command) -> None:
    said = reelflow()
    assert (said.code, said.err) == (0, "")
    assert "make" in said.out


def test_a_fault_of_ours_keeps_its_traceback_and_still_answers_programs(
    reelflow: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("store.projects.listing", lambda _store: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reelflow("projects", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "state": "failed", "error": "ZeroDivisionError: division by zero", "exit_code": 1,
    }  # fmt: skip


def test_a_stop_by_the_user_is_told_with_the_way_on(reelflow: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_ask: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("tasks.wiring.stop", lambda: None)
    monkeypatch.setattr("cli.make._made", interrupted)
    said = reelflow("make", "bees", "--json")
    assert (said.code, said.json["state"], said.json["exit_code"]) == (130, "stopped", 130)
    assert "reelflow continue last" in said.err


def outside(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the real command as a process of its own, on a narrow terminal."""
    command = [sys.executable, "-c", "from cli.app import main; main()", *words]
    variables = {**os.environ, "COLUMNS": "40", **environment}
    root = Path(__file__).parents[2]
    return subprocess.run(command, cwd=root, env=variables, capture_output=True, text=True, timeout=60)


def test_the_process_keeps_sentences_whole_and_the_streams_apart(home: Path) -> None:
    done = outside("make", "🎬", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"] in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_process_says_nothing_of_prefect_when_the_home_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = outside("show", "last", REELFLOW_HOME=str(tmp_path / "file"), PREFECT_HOME=str(tmp_path / "file" / "prefect"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"reelflow: REELFLOW_HOME {tmp_path}/file cannot be made: File exists. Choose another folder.\n"


def test_the_process_survives_bytes_that_are_not_utf8(home: Path) -> None:
    done = outside("show", "caf\udce9", "--json")
    assert done.returncode == 2
    assert "There is no project" in json.loads(done.stdout)["error"]
