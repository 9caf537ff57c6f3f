"""Prefect on this machine: a server with its UI, a worker, the deployments, and the media store behind a link."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from blocks.settings import prepare_home, settings
from deployments.applying import apply
from deployments.asking import AUTH, SERVER_AUTH, here, password, server_at
from deployments.automations import BEAT
from deployments.processes import POOL, ROOT, Child, alive, end, free_port, spawn
from deployments.schedules import schedule_calendar
from deployments.waiting import until_it_answers, until_it_works
from domain.base import Frozen
from domain.errors import Busy, ConfigurationError
from store.flock import locked

EXAMPLE = "prefect deployment run 'make-video/default' -p theme='5 Python beginner mistakes' --watch"
MARK = "# Written by `reelflow up`, removed by `reelflow down`: the prefect command in this folder talks to this server.\n"
PORT = 4200


class Place(Frozen):
    """Where the local server is, and its processes."""

    api: str
    ui: str
    media: str
    children: tuple[Child, ...] = ()

    @property
    def port(self) -> int:
        """Return the server's port."""
        return int(self.ui.rpartition(":")[2])


class Started(Frozen):
    """Where everything is now, and what had to be done for it, as sentences."""

    place: Place
    done: tuple[str, ...]


def start(port: int = 0, *, runs: int, notify: str = "") -> Started:
    """Bring up what is not there of server, media server, worker, deployments and the rest, on loopback.

    Everything that is there and right goes on; `port` is 0 for where it runs already, else the usual one. Raises `Busy` while
    another `up` is at work, and `ConfigurationError` for what a person has to mend.
    """
    password()
    with _alone():
        there = standing()
        place, done = _kept(there, port) if there else (_new(port or PORT), [])
        environment = _environment(place)
        children = {child.name: child for child in place.children}
        try:
            done += _begun(("server", "media"), place, children, environment)
            until_it_answers(place.api, children["server"])
            done += apply(environment, runs=runs, notify=notify)
            schedule_calendar(place.api, active=bool(settings().reelflow_calendar))
            done += _at_work(place, children, environment)
        except BaseException:
            end(child for child in children.values() if child not in place.children)
            raise
        place = place.model_copy(update={"children": tuple(children.values())})
        _note().write_text(place.model_dump_json(), encoding="utf-8")
        (ROOT / "prefect.toml").write_text(_client(place), encoding="utf-8")
    return Started(place=place, done=tuple(done))


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


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    with contextlib.ExitStack() as kept:
        try:
            kept.enter_context(locked(prepare_home() / "server.lock", wait=False))
        except BlockingIOError:
            raise Busy("Another `reelflow up` is at work here. Wait for it.") from None
        yield


def _note() -> Path:
    return settings().home / "server.json"


def _new(port: int) -> Place:
    address = f"http://127.0.0.1:{free_port(port)}"
    return Place(api=f"{address}/api", ui=address, media=f"http://127.0.0.1:{free_port(port + 1)}")


def _kept(there: Place, port: int) -> tuple[Place, list[str]]:
    """Return what can go on of what was started before, and what was ended because it cannot."""
    living = tuple(child for child in there.children if alive(child))
    if not living:
        return _new(port or there.port), []
    if port not in (0, there.port):
        raise ConfigurationError(f"It runs already at {there.ui}. To move it: reelflow down, then reelflow up --port {port}")
    if why := _outdated(there, living):
        end(reversed(living))
        return _new(there.port), [f"Everything was started anew: {why}."]
    return there.model_copy(update={"children": living}), []


def _outdated(there: Place, living: tuple[Child, ...]) -> str:
    """Return why a server cannot go on, nothing when it can."""
    if not any(child.name == "server" for child in living):
        return "the server had ended"
    found = server_at(there.api)
    if found.version != here():
        return f"the server was Prefect {found.version}, this is {here()}"
    if os.environ.get(SERVER_AUTH) and not found.locked:
        return f"the server had no password, and {SERVER_AUTH} is set now"
    return ""


def _begun(names: Iterable[str], place: Place, children: dict[str, Child], environment: dict[str, str]) -> Iterator[str]:
    """Start those of these that do not run, enter them in `children`, and yield what was started."""
    commands = {
        "server": ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(place.port)],
        "media": _media_server(place),
        "worker": ["-m", "prefect", "worker", "start", "--pool", POOL, "--type", "process"],
    }
    for name in names:
        if name not in children:
            children[name] = spawn(name, commands[name], environment)
            yield f"Started: {name}."


def _at_work(place: Place, children: dict[str, Child], environment: dict[str, str]) -> list[str]:
    """Start the worker if it does not run, and return once it takes runs."""
    since = datetime.now(UTC)
    if done := list(_begun(("worker",), place, children, environment)):
        until_it_works(place.api, children["worker"], since)
    return done


def _client(place: Place) -> str:
    """Return what tells Prefect's processes in this folder where the server is, and that each run is to give signs of life."""
    return f'{MARK}[api]\nurl = "{place.api}"\n\n[flows]\nheartbeat_frequency = {BEAT}\n'


def _environment(place: Place) -> dict[str, str]:
    (prepare_home() / "media").mkdir(exist_ok=True)
    ours = {
        "PWD": str(ROOT),  # prefect.yaml tells the worker to work here, wherever `up` was said
        "PREFECT_API_URL": place.api,
        "PREFECT_SERVER_UI_API_URL": place.api,
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(BEAT),
        "REELFLOW_MEDIA_LINK": settings().reelflow_media_link or place.media,
    }
    said = password()
    return {**os.environ, **ours, **({AUTH: said} if said else {})}


def _media_server(place: Place) -> list[str]:
    folder, port = settings().home / "media", place.media.rpartition(":")[2]
    return ["-m", "http.server", port, "--bind", "127.0.0.1", "--directory", str(folder)]
