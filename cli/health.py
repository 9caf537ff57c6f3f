"""What `reelflow doctor` looks at: each check says what it found and, where something is missing, what to do."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial

from domain.base import Frozen
from domain.errors import ConfigurationError, ReelflowError
from domain.lineup import Lineup
from domain.requests import Kind

ROOM = 2_000_000_000
"""Bytes that should be free: a few videos with their pieces."""


class Check(Frozen):
    """One thing looked at."""

    name: str
    well: bool
    found: str
    advice: str = ""
    optional: bool = False


def checks() -> Iterator[Check]:
    """Yield every check, one after another."""
    yield Check(name="Python", well=sys.version_info >= (3, 11), found=sys.version.split()[0])
    looks = {"settings": _settings, "database": _database, "media store": _vault, "ffmpeg": _ffmpeg, "fonts": _fonts}
    for name, look in {**looks, "disk": _disk}.items():
        yield _tried(name, look)
    for kind in Lineup.model_fields:
        yield _tried(kind, partial(_vendors, kind))  # type: ignore[arg-type]
    yield from _on_server()


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name=name, well=True, found=look())
    except ReelflowError as wrong:
        return Check(name=name, well=False, found="not usable", advice=str(wrong))


def _settings() -> str:
    from blocks.settings import prepare_home

    return f"home is {prepare_home()}"


def _database() -> str:
    from tasks.wiring import store

    return str(store().url.render_as_string(hide_password=True))


def _vault() -> str:
    from blocks.settings import settings
    from tasks.wiring import vault

    return f"{settings().media_url} ({vault().identity[:8]})"


def _ffmpeg() -> str:
    from media.ffmpeg import run

    run(["-f", "lavfi", "-i", "color=s=64x64:d=0.1", "-f", "null", "-"], timeout=30)
    return "encodes"


def _fonts() -> str:
    from media.fonts import folder

    return f"{len(list(folder().glob('*.[ot]tf')))} faces"


def _disk() -> str:
    from blocks.settings import prepare_home

    free = shutil.disk_usage(prepare_home()).free
    if free < ROOM:
        raise ConfigurationError(f"{free / 1e9:.1f} GB are free. Make room, or set REELFLOW_HOME to a folder on a larger disk.")
    return f"{free / 1e9:.1f} GB free"


def _vendors(kind: Kind) -> str:
    from blocks.settings import lineup
    from providers.registry import vendor
    from tasks.wiring import where_keys_are

    chosen = [vendor(slug, kind) for slug in lineup().of(kind).slugs]
    places = [(one.slug, where_keys_are(one)) for one in chosen]
    return ", ".join(f"{slug} (key in {where})" if where else slug for slug, where in places)


def _on_server() -> Iterator[Check]:
    """Yield what is to be seen of Prefect's server: the one that is named, else that of `reelflow up`; none is no fault."""
    from deployments.local import standing
    from deployments.looks import looks

    named = os.environ.get("PREFECT_API_URL", "").rstrip("/")
    if not named and standing():
        advice = "Bring it up again with reelflow up, or forget it with reelflow down."
        yield Check(name="server", well=False, found="was started and has ended", advice=advice)
        return
    if not named:
        advice = "Only needed for the UI, calendars and `prefect deployment run`: reelflow up"
        yield Check(name="server", well=False, found="not running", advice=advice, optional=True)
        return
    server = _tried("server", partial(_answers, named))
    yield server
    if server.well:
        for name, look in looks(named).items():
            yield _tried(name, look)


def _answers(api: str) -> str:
    from deployments.asking import server_at

    return server_at(api).api
