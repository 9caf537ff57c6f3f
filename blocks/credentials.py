"""A vendor's keys: from a saved block, else from the environment, else an error that names both."""

import os
from collections.abc import Sequence

from prefect.blocks.core import Block
from prefect.blocks.fields import SecretDict
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

    `blocks` False looks in the environment alone, where no Prefect server is at hand.
    """
    saved = _saved(slug) if blocks and needs else {}
    found = {need.field: saved.get(need.field) or _from_environment(need) for need in needs}
    missing = [need for need in needs if not found[need.field] and not need.optional]
    if missing or (needs and not any(found.values())):
        names = " and ".join(" or ".join(need.env) for need in missing or needs)
        raise MissingCredentials(f'{slug}: no key. Set {names}, or save a "Vendor keys" block named "{slug}".')
    return {field: SecretStr(value) for field, value in found.items() if value}


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
