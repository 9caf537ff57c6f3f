"""Set the stage for Prefect before it is first imported: its home, its server, its voice."""

import json
import os
import socket
import warnings
from pathlib import Path
from urllib.parse import urlparse

from blocks.settings import settings


def prepare() -> None:
    """Set Prefect's variables that the user has not set: quiet, private, at home in REELFLOW_HOME, on our server if it runs."""
    home = settings().home
    quiet = {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",  # what the server that `up` furnishes counts on
    }
    if address := running_server():
        quiet["PREFECT_API_URL"] = address
    if password := os.environ.get("PREFECT_SERVER_API_AUTH_STRING"):
        quiet["PREFECT_API_AUTH_STRING"] = password
    for name, value in quiet.items():
        os.environ.setdefault(name, value)
    try:
        Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    except OSError:  # told in our words when the home is really needed
        warnings.filterwarnings("ignore", message="Failed to create the Prefect home")


def server_file() -> Path:
    """Return the note that `reelflow up` leaves: the server's address and its processes."""
    return settings().home / "server.json"


def running_server() -> str:
    """Return the address of the server that `reelflow up` started, or nothing when it does not answer."""
    try:
        address = str(json.loads(server_file().read_text(encoding="utf-8"))["api"])
    except (OSError, ValueError, KeyError):
        return ""
    place = urlparse(address)
    try:
        with socket.create_connection((place.hostname or "", place.port or 0), timeout=1):
            return address
    except OSError:
        return ""
