"""A vendor's keys: from its saved block, else from the environment, else an error that names both."""

import os
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from httpx import HTTPStatusError, TransportError
from prefect.blocks.core import Block
from prefect.blocks.fields import SecretDict
from prefect.context import FlowRunContext, TaskRunContext
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL
from pydantic import Field, SecretStr

from domain.errors import ConfigurationError, MissingCredentials
from domain.secret import Secret


class VendorKeys(Block):
    """The keys of one vendor, saved under the vendor's slug.

    Example:
        ```python
        VendorKeys(keys={"api_key": "..."}).save("luma")
        ```
    """

    _block_type_name = "Vendor keys"
    _block_type_slug = "vendor-keys"

    keys: SecretDict = Field(
        default_factory=lambda: SecretDict({}), description="The vendor's keys by field name, such as api_key."
    )


_NOTHING = SecretDict({})


class Found(NamedTuple):
    """A vendor's keys by field, closed, and where they were found: the block, the variables, or both."""

    keys: dict[str, SecretStr]
    where: str


def credentials(slug: str, needs: Sequence[Secret]) -> Found:
    """Return a vendor's keys: from its block, and what the block lacks from the environment.

    A block is looked up once a run, or wherever a Prefect server is named; elsewhere asking would start one. Raises
    `MissingCredentials` naming the block and the variables of what is missing.
    """
    saved = _block(slug) if needs else {}
    given = {} if saved and not _missing(needs, saved) else {need.field: _from_environment(need) for need in needs}
    values = {need.field: saved.get(need.field) or given.get(need.field, ("", ""))[1] for need in needs}
    if missing := _missing(needs, values):
        names = " and ".join(" or ".join(need.env) for need in missing)
        raise MissingCredentials(f'{slug}: no key. Set {names}, or save a "Vendor keys" block named "{slug}".')
    places = [f"block {slug}"] if any(saved.get(need.field) for need in needs) else []
    places += [name for field, (name, _) in given.items() if name and not saved.get(field)]
    return Found({field: SecretStr(value) for field, value in values.items() if value}, ", ".join(places))


def _missing(needs: Sequence[Secret], found: Mapping[str, str]) -> Sequence[Secret]:
    """Return the keys that have to be there and are not; of keys that are all optional, one has to."""
    asked = [need for need in needs if not need.spare]
    missing = [need for need in asked if not found.get(need.field) and not need.optional]
    return missing or ([] if any(found.get(need.field) for need in asked) else asked)


_blocks: OrderedDict[tuple[str, str], SecretDict] = OrderedDict()
_looking = threading.Lock()
REMEMBERED = 100
"""Blocks; a process that serves runs for weeks forgets those of the oldest."""


def _block(slug: str) -> dict[str, str]:
    """Return what the vendor's block says, nothing when there is none; read once in each run, so that a run keeps its keys."""
    run = _run()
    if not run and not PREFECT_API_URL.value():
        return {}
    try:
        return _opened(_of_run(run, slug) if run else _saved(slug))
    except TransportError as away:
        if not run:  # a server that is named and not there is none
            return {}
        raise ConfigurationError(
            f'{slug}: Prefect\'s server does not answer; nobody knows whether it has a "Vendor keys" block. Try again later.'
        ) from away


def _of_run(run: str, slug: str) -> SecretDict:
    with _looking:
        if (run, slug) not in _blocks:
            _blocks[run, slug] = _saved(slug)
        while len(_blocks) > REMEMBERED:
            _blocks.popitem(last=False)
        return _blocks[run, slug]


def _run() -> str:
    """Return the run that this thread works for, or nothing."""
    if task := TaskRunContext.get():
        return str(task.task_run.flow_run_id or task.task_run.id)
    flow = FlowRunContext.get()
    return str(flow.flow_run.id) if flow and flow.flow_run else ""


def _saved(slug: str) -> SecretDict:
    try:
        keys: SecretDict = VendorKeys.load(slug).keys  # type: ignore[union-attr]
    except HTTPStatusError as no:
        status = no.response.status_code
        raise ConfigurationError(f'{slug}: Prefect\'s server answers {status} to the question for a "Vendor keys" block.') from no
    except ValueError as no:
        if isinstance(no.__cause__, ObjectNotFound):
            return _NOTHING
        raise ConfigurationError(f'{slug}: the "Vendor keys" block named "{slug}" cannot be read. Save it again.') from None
    return keys


def _opened(keys: SecretDict) -> dict[str, str]:
    return {str(field): str(value).strip() for field, value in keys.get_secret_value().items() if value}


def _from_environment(need: Secret) -> tuple[str, str]:
    """Return the first of a key's variables that is set, and what it says."""
    return next(((name, os.environ[name].strip()) for name in need.env if os.environ.get(name, "").strip()), ("", ""))


def base_url(slug: str) -> str:
    """Return the address that `<VENDOR>_BASE_URL` gives a vendor, or nothing."""
    return os.environ.get(f"{slug.upper().replace('-', '_')}_BASE_URL", "").strip().rstrip("/")
