"""The same film on a Dask cluster: tasks in other processes, their live things found there."""

import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import ConfigurationError
from tasks.runners import runner
from tests.flows.commands import ROOT

FILM = """
from flows.make_video import make_video
if __name__ == "__main__":
    report = make_video("Sleep better", duration=5, languages=("en", "fr"), formats=("vertical_720p",), draft=True, output=".")
    print(report.state, len(report.videos), report.encoded)
"""


@pytest.mark.slow
def test_a_film_is_made_by_processes_of_a_dask_cluster(
    prefect: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect)
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "INFO")
    monkeypatch.setenv("REELFLOW_TASK_RUNNER", "dask")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "film.py").write_text(FILM)
    done = subprocess.run([sys.executable, "film.py"], cwd=tmp_path, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.splitlines()[-1] == "done 2 2"
    assert "LocalCluster" in done.stderr
    assert len(list(tmp_path.glob("*.mp4"))) == 2


@pytest.mark.parametrize("said", ["ray", "threads:many", "threads:0", "dask:scheduler", "dask:http://scheduler:8786"])
def test_a_task_runner_that_is_none_is_told_with_what_there_is(said: str, monkeypatch: pytest.MonkeyPatch, prefect: str) -> None:
    monkeypatch.setenv("REELFLOW_TASK_RUNNER", said)
    with pytest.raises(ConfigurationError, match=f"REELFLOW_TASK_RUNNER={said}.*dask:tcp://scheduler:8786"):
        runner()


def test_threads_are_as_many_as_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert runner()._max_workers == 64
    monkeypatch.setenv("REELFLOW_TASK_RUNNER", "threads:200")
    assert runner()._max_workers == 200


def test_a_cluster_is_not_used_without_a_server_that_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    monkeypatch.setenv("REELFLOW_TASK_RUNNER", "dask:tcp://scheduler:8786")
    with temporary_settings({PREFECT_API_URL: None}), pytest.raises(ConfigurationError, match="PREFECT_API_URL"):
        runner()
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:4200/api"}):
        assert runner().address == "tcp://scheduler:8786"
