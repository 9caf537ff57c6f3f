"""What every test stands on: a quiet Prefect with a home of its own, no settings of the developer's, a closed network."""

import atexit
import os
import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

SCRATCH = Path(tempfile.mkdtemp(prefix="reelflow-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

# Before Prefect is first imported, which reads them once.
for name in [name for name in os.environ if name.startswith("PREFECT_") or name.endswith(("_PROVIDER", "_PROVIDER_FALLBACK"))]:
    del os.environ[name]
for name in ("REELFLOW_STORE_URL", "REELFLOW_MEDIA_URL", "REELFLOW_MEDIA_LINK", "REELFLOW_BUDGET_USD", "REELFLOW_CALENDAR"):
    os.environ.pop(name, None)
os.environ.update(
    DO_NOT_TRACK="1",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_HOME=str(SCRATCH / "prefect"),
    PREFECT_LOGGING_LEVEL="CRITICAL",
    PREFECT_CLI_PROMPT="false",
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="120",
    REELFLOW_HOME=str(SCRATCH / "home"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that may take longest: at the end each would keep the others waiting."""
    weights = Counter[Path]()
    for item in items:
        limit = item.get_closest_marker("timeout")
        weights[item.path] = max(weights[item.path], limit.args[0] if limit else 0, 1 if item.get_closest_marker("slow") else 0)
    items.sort(key=lambda item: -weights[item.path])


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test reach beyond this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(self: socket.socket, address: Any) -> None:
        _stay(self, address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        _stay(self, address)
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty REELFLOW_HOME."""
    folder = tmp_path / "home"
    monkeypatch.setenv("REELFLOW_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def prefect() -> Iterator[str]:
    """A Prefect server for the tests that run flows, one a session; yields its address for other processes."""
    from prefect.settings import PREFECT_API_URL
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield str(PREFECT_API_URL.value())


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server, one a session, started when a test first asks for it; yields its address."""
    from tests.postgres import served

    with served() as url:
        yield url


def _stay(self: socket.socket, address: Any) -> None:
    """Fail for an address that is not of this machine."""
    if self.family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = str(address[0])
    try:
        near = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        near = False
    if not near:
        pytest.fail(f"the network is closed in tests; something connects to {address}")
