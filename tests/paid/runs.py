"""Runs of Prefect in processes of their own, watched from outside."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.paid.studio import Studio

ROOT = Path(__file__).parents[2]


class Late:
    """The run, in a process of its own."""

    def __init__(self, film: Studio, server: str, count: int = 6, **environment: str) -> None:
        surroundings = {**os.environ, **film.environment, **environment, "PREFECT_API_URL": server}
        command = [sys.executable, "-m", "tests.paid.late", film.project, film.slugs[0], str(count)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True)

    def told(self) -> list[str]:
        """What it says at its end of each segment."""
        said, _ = self.process.communicate(timeout=120)
        return list(json.loads(said.splitlines()[-1]))

    def end(self) -> None:
        """Leave nothing behind."""
        self.process.kill()
        self.process.communicate()
