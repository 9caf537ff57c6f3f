"""Live progress: one bar a stage on a terminal, a line a stage elsewhere; always on standard error."""

import contextlib
import threading
from collections.abc import Iterator

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from cli.console import err
from tasks.pages.progress import Step, heard_by

STAGES = {
    "write": "Write the script",
    "film": "Film the segments",
    "speak": "Speak the narration",
    "score": "Compose the music",
    "cut": "Cut the segments",
    "join": "Join the segments",
    "encode": "  frames encoded",
    "finish": "Put picture and sound together",
}


class Stages:
    """Keeps a bar for each stage that has been heard of."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bars: dict[str, TaskID] = {}
        self._lock = threading.Lock()

    def hear(self, step: Step) -> None:
        """Add a step to its stage's bar; without a terminal, print the stage once it is complete."""
        with self._lock:
            if step.note:
                self._progress.console.print(escape(step.note), soft_wrap=True)
            if step.stage not in self._bars:
                self._bars[step.stage] = self._progress.add_task(STAGES.get(step.stage, step.stage), total=0)
            bar = self._progress.tasks[self._progress.task_ids.index(self._bars[step.stage])]
            self._progress.update(bar.id, total=(bar.total or 0) + step.total, advance=step.done)
            if not err.is_terminal and step.done and bar.completed >= (bar.total or 0):
                err.print(f"{bar.description}: {bar.completed:.0f} of {bar.total:.0f}")


@contextlib.contextmanager
def watching() -> Iterator[None]:
    """Show the progress of every run while the body lasts."""
    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal) as progress, heard_by(Stages(progress).hear):
        yield
