"""Prefect on this machine: a server with its UI, a worker, the deployments, and the media store behind a link."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from blocks.settings import prepare_home, settings
from deployments.processes import ROOT, Child, alive, end, free_port, spawn
from deployments.schedules import schedule_calendar
from domain.base import Frozen
from domain.errors import Busy, ConfigurationError

POOL = "reelflow"
PATIENCE = 120
"""Seconds until the server must answer; about 10 are usual."""
EXAMPLE = "prefect deployment run 'make-video/default' -p theme='5 Python beginner mistakes' --watch"
MARK = "# Written by `reelflow up`, removed by `reelflow down`: the prefect command in this folder talks to this server.\n"


class Place(Frozen):
    """Where the local server is, and its processes."""

    api: str
    ui: str
    media: str
    children: tuple[Child, ...] = ()


def start(port: int) -> Place:
    """Start everything on loopback and return where it is; raise `Busy` when it runs already."""
    there = standing()
    if there and any(map(alive, there.children)):
        raise Busy(f"It runs already: {there.ui} (stop it with: reelflow down).")
    address = f"http://127.0.0.1:{free_port(port)}"
    place = Place(api=f"{address}/api", ui=address, media=f"http://127.0.0.1:{free_port(port + 1)}")
    environment = _environment(place)
    children: list[Child] = []
    try:
        children.append(
            spawn("server", ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)], environment)
        )
        children.append(spawn("media", _media_server(port + 1), environment))
        _wait_until_it_answers(place, children[0])
        _deploy(environment)
        schedule_calendar(place.api, active=bool(settings().reelflow_calendar))
        children.append(spawn("worker", ["-m", "prefect", "worker", "start", "--pool", POOL, "--type", "process"], environment))
    except BaseException:
        end(children)
        raise
    place = place.model_copy(update={"children": tuple(children)})
    _note().write_text(place.model_dump_json(), encoding="utf-8")
    (ROOT / "prefect.toml").write_text(f'{MARK}[api]\nurl = "{place.api}"\n', encoding="utf-8")
    return place


def stop() -> bool:
    """End what `start` began; return whether there was anything."""
    there = standing()
    if there:
        end(reversed(there.children))
    _note().unlink(missing_ok=True)
    forget()
    return there is not None


def standing() -> Place | None:
    """Return where the local server was started, if it was."""
    try:
        return Place.model_validate_json(_note().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def forget() -> None:
    """Remove the note that points the prefect command at a server of ours."""
    note = ROOT / "prefect.toml"
    if note.is_file() and note.read_text(encoding="utf-8").startswith(MARK):
        note.unlink()


def _note() -> Path:
    return settings().home / "server.json"


def _environment(place: Place) -> dict[str, str]:
    (prepare_home() / "media").mkdir(exist_ok=True)
    ours = {
        "PWD": str(ROOT),  # prefect.yaml tells the worker to work here, wherever `up` was said
        "PREFECT_API_URL": place.api,
        "PREFECT_SERVER_UI_API_URL": place.api,
        "PREFECT_LOGGING_LEVEL": "INFO",
        "REELFLOW_MEDIA_LINK": settings().reelflow_media_link or place.media,
    }
    return {**os.environ, **ours}


def _media_server(port: int) -> list[str]:
    folder = settings().home / "media"
    return ["-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder)]


def _wait_until_it_answers(place: Place, server: Child) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{place.api}/health", timeout=2) as answer:
                if json.load(answer) is True:
                    return
        except (OSError, ValueError):
            time.sleep(0.5)
        if not alive(server):
            break
    raise ConfigurationError(f"Prefect's server did not start. Its log says why: {settings().home / 'logs' / 'server.log'}")


def _deploy(environment: dict[str, str]) -> None:
    """Create the work pool and apply every deployment of prefect.yaml; both may be there already."""
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]
    for words in (["work-pool", "create", POOL, "--type", "process", "--overwrite"], ["deploy", "--all"]):
        done = subprocess.run([*prefect, *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode:
            raise ConfigurationError(f"`prefect {' '.join(words)}` failed: {(done.stderr or done.stdout).strip()[-600:]}")
