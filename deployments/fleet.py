"""Prepare a Prefect server for many workers: `python -m deployments.fleet`, with PREFECT_API_URL set; as often as you like.

It furnishes the server as `deployments.furnish` does, applies every deployment of `prefect.yaml`, and where media are kept
elsewhere, saves the block that keeps Prefect's results beside them.
"""

import os
import subprocess
import sys
import time
import urllib.request
from urllib.error import URLError

from blocks.settings import settings
from blocks.storage import storage
from deployments.asking import signed
from deployments.furnish import furnish
from deployments.processes import ROOT
from domain.errors import ConfigurationError, ReelflowError

RESULTS = "reelflow-results"
PATIENCE = 180.0
"""Seconds until the server must answer: it may be starting on another machine."""


def main() -> int:
    """Prepare the server that PREFECT_API_URL names; return the exit code."""
    try:
        wait_for(os.environ.get("PREFECT_API_URL", ""))
        for told in (*furnish(notify=settings().reelflow_notify), keep_results(storage().url), apply()):
            sys.stdout.write(f"{told}\n")
    except ReelflowError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def wait_for(api: str) -> None:
    """Return once a server answers; raise `ConfigurationError` when none does."""
    if not api:
        raise ConfigurationError("PREFECT_API_URL is not set. Give the address of the server, such as http://server:4200/api.")
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(f"{api}/health", headers=signed()), timeout=5):
                return
        except (URLError, OSError) as silence:
            if time.monotonic() > deadline:
                raise ConfigurationError(f"Prefect's server at {api} does not answer: {silence}. Start it first.") from silence
        time.sleep(1)


def keep_results(media_url: str) -> str:
    """Save the block that keeps Prefect's results beside the media, where workers elsewhere find them; return what was done.

    It holds no key: those are in every worker's environment, as for the media.
    """
    if "://" not in media_url:
        return f"Media are in a folder of each machine ({media_url}): Prefect's results stay there, too."
    from prefect.filesystems import RemoteFileSystem

    RemoteFileSystem(basepath=f"{media_url.rstrip('/')}/results").save(RESULTS, overwrite=True)
    return f"Prefect's results: set PREFECT_DEFAULT_RESULT_STORAGE_BLOCK=remote-file-system/{RESULTS} for every worker."


def apply() -> str:
    """Apply every deployment of prefect.yaml and return what was done; raise `ConfigurationError` with what Prefect said."""
    prefect("deploy", "--all")
    return f"Deployments of {ROOT / 'prefect.yaml'} are applied."


def prefect(*words: str) -> None:
    """Run a command of Prefect in the project's root; raise `ConfigurationError` with what it said when it fails."""
    command = [sys.executable, "-m", "prefect", "--no-prompt", *words]
    environment = {**os.environ, "PWD": str(ROOT)}  # prefect.yaml tells the workers to work here
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise ConfigurationError(f"`prefect {' '.join(words)}` failed: {(done.stderr or done.stdout).strip()[-600:]}")


if __name__ == "__main__":
    sys.exit(main())
