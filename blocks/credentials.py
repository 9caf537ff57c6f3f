"""A vendor's keys: from the environment, else from a saved block, else an error that names both."""

import os
from collections.abc import Mapping, Sequence

from prefect.blocks.core import Block
from prefect.blocks.fields import SecretDict
from prefect.context import FlowRunContext, TaskRunContext
from prefect.settings import PREFECT_API_URL
from pydantic import Field, SecretStr

from domain.errors import MissingCredentials
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


def credentials(slug: str, needs: Sequence[Secret], *, blocks: bool = True) -> dict[str, SecretStr]:
    """Return a vendor's keys by field; raise `MissingCredentials` naming the block and the variables of what is missing.

    `blocks` False looks in the environment alone. So it is, too, outside a run where no Prefect server is named: asking would
    start one.
    """
    found = {need.field: _from_environment(need) for need in needs}
    if blocks and _missing(needs, found) and _server_at_hand():
        saved = _saved(slug)
        found = {field: value or saved.get(field, "") for field, value in found.items()}
    if missing := _missing(needs, found):
        names = " and ".join(" or ".join(need.env) for need in missing)
        raise MissingCredentials(f'{slug}: no key. Set {names}, or save a "Vendor keys" block named "{slug}".')
    return {field: SecretStr(value) for field, value in found.items() if value}


def _missing(needs: Sequence[Secret], found: Mapping[str, str]) -> Sequence[Secret]:
    """Return the keys that have to be there and are not; of keys that are all optional, one has to."""
    missing = [need for need in needs if not found[need.field] and not need.optional]
    return missing or ([] if any(found.values()) else needs)


def _server_at_hand() -> bool:
    return bool(PREFECT_API_URL.value() or FlowRunContext.get() or TaskRunContext.get())


def _saved(slug: str) -> dict[str, str]:
    try:
        block = VendorKeys.load(slug)
    except ValueError:  # Prefect's word for a block that is not there
        return {}
    return {str(field): str(value) for field, value in block.keys.get_secret_value().items()}  # type: ignore[union-attr]


def _from_environment(need: Secret) -> str:
    return next((os.environ[name].strip() for name in need.env if os.environ.get(name, "").strip()), "")


def base_url(slug: str) -> str:
    """Return the address that `<VENDOR>_BASE_URL` gives a vendor, or nothing."""
    return os.environ.get(f"{slug.upper().replace('-', '_')}_BASE_URL", "").strip().rstrip("/")
