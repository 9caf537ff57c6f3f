"""Apply what the server has to know: it is furnished first, then given every deployment of prefect.yaml."""

import json
import subprocess
import sys
from collections.abc import Mapping

from deployments.processes import ROOT
from domain.errors import ConfigurationError

PATIENCE = 180
"""Seconds that one of the two steps may take."""


def apply(environment: Mapping[str, str], *, runs: int, notify: str) -> tuple[str, ...]:
    """Furnish the server that the environment names and apply every deployment; return what was done, as sentences.

    Both may be there already. Raises `ConfigurationError` with what the step that failed says.
    """
    told = ["--notify", notify] if notify else []
    done = json.loads(_ran(["-m", "deployments.furnish", "--runs", str(runs), *told], environment))
    _ran(["-m", "prefect", "--no-prompt", "deploy", "--all"], environment)
    return (*done, "Deployments of prefect.yaml applied.")


def _ran(words: list[str], environment: Mapping[str, str]) -> str:
    """Return what a step says on standard output."""
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=ROOT, env=dict(environment), capture_output=True, text=True, timeout=PATIENCE)
    if done.returncode == ConfigurationError.exit_code and words[1] == "deployments.furnish":
        raise ConfigurationError(done.stderr.strip().splitlines()[-1])
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-600:]
        raise ConfigurationError(f"`python {' '.join(words)}` failed: {said}")
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
