"""Ask a Prefect server plainly, without its client: whether it is there, which version it is, whether it wants a password."""

import base64
import json
import os
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from importlib.metadata import version
from typing import Any

from domain.base import Frozen
from domain.errors import ConfigurationError

PATIENCE = 5
"""Seconds for one answer."""
BUSY, TRIES = 503, 20
AUTH, SERVER_AUTH = "PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING"


class Server(Frozen):
    """What a server says of itself."""

    api: str
    version: str
    locked: bool
    """Whether it wants a password."""


def here() -> str:
    """Return the version of Prefect that is installed here."""
    return version("prefect")


def server_at(api: str) -> Server:
    """Return what the server at an address says of itself.

    Raises `ConfigurationError` when none answers there, when what answers is no Prefect server, or wants another password.
    """
    locked = _status(api) in (401, 403)
    return Server(api=api, version=str(asked(api, "/admin/version")), locked=locked)


def check(api: str) -> Server:
    """Return the server at an address if this Prefect can work with it; raise `ConfigurationError` else."""
    found = server_at(api)
    if found.version.split(".")[:2] != here().split(".")[:2]:
        raise ConfigurationError(other_version(found))
    return found


def other_version(found: Server) -> str:
    """Return the sentence for a server of another version."""
    return (
        f"Prefect's server at {found.api} is version {found.version}, and {here()} is here. If `reelflow up` started it, "
        f"say reelflow up again; else bring both to one version: pip install prefect=={found.version} here, or update it there."
    )


def asked(api: str, path: str, body: object = None, method: str | None = None) -> Any:
    """Return the JSON that a server answers; a `body` is posted unless another method is named. Raises as `server_at`."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **signed()}
    question = urllib.request.Request(api + path, data=data, headers=headers, method=method)
    try:
        return _answered(question)
    except urllib.error.HTTPError as no:
        if no.code in (401, 403):
            raise ConfigurationError(
                f"Prefect's server at {api} wants a password. Set {AUTH} to the user:password that it was started with."
            ) from None
        raise ConfigurationError(_no_prefect(api, f" ({no.code} to {path})")) from None
    except (ValueError, HTTPException):
        raise ConfigurationError(_no_prefect(api)) from None
    except OSError as away:
        why = getattr(away, "reason", None) or away
        raise ConfigurationError(
            f"No Prefect server answers at {api} ({why}). Start it (reelflow up), or unset PREFECT_API_URL to work without one."
        ) from None


def _answered(question: urllib.request.Request, tries: int = TRIES) -> Any:
    """Return what a server answers; one that is busy, as with SQLite under load, is asked again."""
    try:
        with urllib.request.urlopen(question, timeout=PATIENCE) as answer:
            return json.loads(answer.read() or "null")
    except urllib.error.HTTPError as no:
        if no.code != BUSY or tries == 1:
            raise
    time.sleep(1)
    return _answered(question, tries - 1)


def password() -> str:
    """Return the `user:password` that a server is asked with, empty for none; raise `ConfigurationError` for what is none."""
    said = os.environ.get(AUTH, "") or os.environ.get(SERVER_AUTH, "")
    if said and ":" not in said.strip(":"):
        raise ConfigurationError(f"{AUTH} and {SERVER_AUTH} hold user:password, with a colon between. Mend or unset them.")
    return said


def signed() -> dict[str, str]:
    """Return the header that goes with every question; none without a password."""
    said = password()
    return {"Authorization": f"Basic {base64.b64encode(said.encode()).decode()}"} if said else {}


def _no_prefect(api: str, answer: str = "") -> str:
    return f"What answers at {api} is no Prefect server{answer}. Choose another port, or mend PREFECT_API_URL."


def _status(api: str) -> int:
    """Return how a server answers somebody without a password; 0 when nothing answers."""
    try:
        with urllib.request.urlopen(f"{api}/admin/version", timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as no:
        return no.code
    except (OSError, HTTPException):
        return 0
