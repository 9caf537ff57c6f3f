"""A vendor's keys: from its saved block, else from the environment, else an error that names both."""

import os
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from httpx import TransportError
from prefect.blocks.core import Block
from pydantic import SecretStr

from blocks.keys import VendorKeys, family, opened
from blocks.loading import can_be_asked, found, run_at_work
from domain.errors import ConfigurationError, MissingCredentials
from domain.secret import Secret


class Found(NamedTuple):
    """A vendor's keys by field, closed, and where they were found: the block, the variables, or both."""

    keys: dict[str, SecretStr]
    where: str


def credentials(slug: str, needs: Sequence[Secret]) -> Found:
    """Return a vendor's keys: from its block, and what the block lacks from the environment.

    A block is looked up once a run, or wherever a Prefect server is named; elsewhere asking would start one. Raises
    `MissingCredentials` naming the block and the variables of what is missing.
    """
    saved = _block(slug, needs) if needs else {}
    given = {} if saved and not _missing(needs, saved) else {need.field: _from_environment(need) for need in needs}
    values = {need.field: saved.get(need.field) or given.get(need.field, ("", ""))[1] for need in needs}
    if missing := _missing(needs, values):
        names = " and ".join(" or ".join(need.env) for need in missing)
        raise MissingCredentials(f'{slug}: no key. Set {names}, or save a "{_kind(needs)}" block named "{slug}".')
    places = [f"block {slug}"] if any(saved.get(need.field) for need in needs) else []
    places += [name for field, (name, _) in given.items() if name and not saved.get(field)]
    return Found({field: SecretStr(value) for field, value in values.items() if value}, ", ".join(places))


def _missing(needs: Sequence[Secret], found: Mapping[str, str]) -> Sequence[Secret]:
    """Return the keys that have to be there and are not; of keys that are all optional, one has to."""
    asked = [need for need in needs if not need.spare]
    missing = [need for need in asked if not found.get(need.field) and not need.optional]
    return missing or ([] if any(found.get(need.field) for need in asked) else asked)


_blocks: OrderedDict[tuple[str, str], dict[str, SecretStr]] = OrderedDict()
_looking = threading.Lock()
REMEMBERED = 100
"""Blocks; a process that serves runs for weeks forgets those of the oldest."""


def _block(slug: str, needs: Sequence[Secret]) -> dict[str, str]:
    """Return what the vendor's block says, nothing when there is none; read once in each run, so that a run keeps its keys."""
    if not can_be_asked():
        return {}
    run = run_at_work()
    try:
        closed = _of_run(run, slug, needs) if run else _saved(slug, needs)
    except TransportError as away:
        if not run:  # a server that is named and not there is none
            return {}
        raise ConfigurationError(
            f'{slug}: Prefect\'s server does not answer; nobody knows whether it has a "{_kind(needs)}" block. Try again later.'
        ) from away
    return {field: value.get_secret_value() for field, value in closed.items()}


def _of_run(run: str, slug: str, needs: Sequence[Secret]) -> dict[str, SecretStr]:
    with _looking:
        if (run, slug) not in _blocks:
            _blocks[run, slug] = _saved(slug, needs)
        while len(_blocks) > REMEMBERED:
            _blocks.popitem(last=False)
        return _blocks[run, slug]


def _saved(slug: str, needs: Sequence[Secret]) -> dict[str, SecretStr]:
    """Return what the block of the vendor's own type says, and what that lacks from one of the type for any vendor."""
    said: dict[str, str] = {}
    kinds: tuple[type[Block], ...] = tuple({family([need.field for need in needs]): None, VendorKeys: None})
    for kind in kinds:
        if (not said or _missing(needs, said)) and (block := found(kind, slug)):
            said = opened(block) | said
    return {field: SecretStr(value) for field, value in said.items()}


def _kind(needs: Sequence[Secret]) -> str:
    return family([need.field for need in needs]).get_block_type_name()


def _from_environment(need: Secret) -> tuple[str, str]:
    """Return the first of a key's variables that is set, and what it says."""
    return next(((name, os.environ[name].strip()) for name in need.env if os.environ.get(name, "").strip()), ("", ""))


def base_url(slug: str) -> str:
    """Return the address that `<VENDOR>_BASE_URL` gives a vendor, or nothing."""
    return os.environ.get(f"{slug.upper().replace('-', '_')}_BASE_URL", "").strip().rstrip("/")
