"""The HTTP clients that text models are asked through: opened for one consultation, closed at its end, nothing kept between.

A connection that lay open may be closed by the vendor in the moment a question is sent, and nobody could tell whether it
arrived.
"""

from contextlib import AsyncExitStack
from typing import Self

import httpx
import httpx2

AGENT = {"User-Agent": "reelflow"}
CONNECT = 5.0
"""Seconds, as in the vendors' own libraries: with these times and no others Claude's streams what may take long."""


class Clients:
    """Clients with one patience in seconds. Use it as a context."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    def client(self) -> httpx2.AsyncClient:
        """Return a client as most vendors' libraries want it."""
        alone = httpx2.Limits(max_connections=None, max_keepalive_connections=0)
        timeout = httpx2.Timeout(self.patience, connect=CONNECT)
        made = httpx2.AsyncClient(timeout=timeout, limits=alone, headers=AGENT)
        self._open.push_async_callback(made.aclose)
        return made

    def older_client(self) -> httpx.AsyncClient:
        """Return a client as libraries want it that have not moved on."""
        alone = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        timeout = httpx.Timeout(self.patience, connect=CONNECT)
        made = httpx.AsyncClient(timeout=timeout, limits=alone, headers=AGENT)
        self._open.push_async_callback(made.aclose)
        return made
