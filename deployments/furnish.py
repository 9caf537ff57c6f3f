"""Furnish a Prefect server with what reelflow's deployments stand on: block types, the work pool with its limit, automations.

`reelflow up` does this on one machine; for any other server: `python -m deployments.furnish`, with `PREFECT_API_URL` set. It may
be run again and again: what is there and right is left alone, what is missing or older is put right, and each change is told.
"""

import argparse
import json
import sys
from collections.abc import Iterator

from prefect.blocks.core import Block
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
from prefect.exceptions import ObjectNotFound

from blocks.catalogue import TYPES
from blocks.settings import settings
from deployments.automations import kept, told, zombies
from deployments.processes import POOL
from domain.errors import ReelflowError


def furnish(*, runs: int | None = None, notify: str = "") -> tuple[str, ...]:
    """Give the server what is missing, and return what was done, as sentences; nothing when all was there.

    `runs` is how many runs all workers of the pool may have at once, as it was when None; `notify` is a notification block as
    TYPE/NAME, or `none`. Raises `ConfigurationError` for a block that is not there.
    """
    with get_client(sync_client=True) as client:
        done = [*_pool(client, runs), _registered(), kept(client, zombies()), told(client, notify)]
    return tuple(sentence for sentence in done if sentence)


def _pool(client: SyncPrefectClient, runs: int | None) -> Iterator[str]:
    try:
        pool = client.read_work_pool(POOL)
    except ObjectNotFound:
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process", concurrency_limit=runs))
        yield f"Work pool made: {POOL}{_limited(runs)}."
        return
    if runs is not None and pool.concurrency_limit != runs:
        client.update_work_pool(POOL, WorkPoolUpdate(concurrency_limit=runs))
        yield f"Work pool {POOL} put right{_limited(runs)}."


def _limited(runs: int | None) -> str:
    return f", at most {runs} runs at once" if runs else ""


def _registered() -> str:
    """Register the block types that the server does not know as they are here; return what was done."""
    new = [kind for kind in TYPES if not known(kind)]
    for kind in new:
        kind.register_type_and_schema()
    return f"Block types registered: {', '.join(kind.get_block_type_name() for kind in new)}." if new else ""


def known(kind: type[Block]) -> bool:
    """Return whether the server knows a block type, in its shape here."""
    with get_client(sync_client=True) as client:
        try:
            of = client.read_block_type_by_slug(kind.get_block_type_slug())
            schema = client.read_block_schema_by_checksum(kind._calculate_schema_checksum())
        except ObjectNotFound:
            return False
    return bool(schema.block_type_id == of.id)


def main() -> int:
    """Furnish the server that is named, and print what was done as a JSON list; return the exit code."""
    words = argparse.ArgumentParser(prog="python -m deployments.furnish", description=furnish.__doc__)
    words.add_argument("--runs", type=int, help="runs that all workers of the pool may have at once")
    words.add_argument("--notify", default=settings().reelflow_notify, help="notification block as TYPE/NAME, or none")
    said = words.parse_args()
    try:
        done = furnish(runs=said.runs, notify=said.notify)
    except ReelflowError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return wrong.exit_code
    sys.stdout.write(json.dumps(done) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
