"""Run a flow from the terminal: progress while it lasts, a report at its end, an exit code for scripts."""

import signal
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

import typer

from cli.answering import ask_back, can_ask
from cli.console import next_steps, print_json, show_report
from domain.errors import RunFailed
from domain.project import Report

ReportT = TypeVar("ReportT")
EXIT = {"done": 0, "draft": 0, "stopped": 3, "waiting": 4, "failed": 1}


Again = Callable[[dict[str, str]], Report]
"""Runs the same request with answers to its questions, by field."""


def finish(run: Callable[[], Report], *, as_json: bool, again: Again | None = None) -> None:
    """Run, report and leave with the exit code that fits; raise `Stopped` when the user stops it.

    On a terminal, what a request leaves open is asked at once and the run goes on, by `again`, with the answers.

    Of a film that did not become whole, people are shown how far it is before its `RunFailed` goes on.
    """
    from tasks.wiring import Stopped

    try:
        report = running(run)
    except RunFailed as failed:
        if not as_json and failed.exit_code != Stopped.exit_code:
            _tell(_standing(failed.project), as_json=False)
        raise
    if again and report.questions and not as_json and can_ask() and (said := ask_back(report.questions)):
        finish(lambda: again(said), as_json=as_json)
    _tell(report, as_json=as_json)
    raise typer.Exit(EXIT[report.state])


def running(run: Callable[[], ReportT]) -> ReportT:
    """Return what a run brings, its progress shown meanwhile; raise `Stopped` when the user stops it."""
    from cli.live import watching
    from tasks.wiring import Stopped

    signal.signal(signal.SIGINT, _interrupted)
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        with watching():
            return run()
    except KeyboardInterrupt:
        raise Stopped.by_user() from None


def _standing(project: str) -> Report:
    from store import projects
    from tasks.pages.standing import report_of
    from tasks.wiring import store

    return report_of(projects.load(store(), project))


def _tell(report: Report, *, as_json: bool) -> None:
    if as_json:
        print_json(report.model_dump_json())
        return
    show_report(report)
    name = report.project
    if report.questions:
        return
    if report.state == "waiting":
        next_steps(f"reelflow approve {name}", f'reelflow edit {name} 2 --narration "..."', f"reelflow approve {name} --yes")
    elif report.state == "stopped":
        next_steps(f"reelflow show {name}", f"reelflow continue {name}")
    elif report.state == "failed":
        next_steps(f"reelflow show {name}", f'reelflow retake {name} 1 --prompt "..."', f"reelflow continue {name}")
    else:
        next_steps(f"reelflow show {name}", f'reelflow retake {name} 2 --prompt "a city at night, rain"', "reelflow up")


def _interrupted(_number: int, _frame: FrameType | None) -> Any:
    """End what ffmpeg is doing, then stop: a second signal stops at once."""
    from tasks.wiring import stop

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    stop()
    raise KeyboardInterrupt
