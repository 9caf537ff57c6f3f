"""Where media are kept, as a saved block: an address, a link for people, and the keys of an S3 store."""

from functools import lru_cache
from typing import Any

from prefect.blocks.core import Block
from pydantic import Field, SecretStr

from blocks.loading import PREFIX, named
from blocks.settings import settings
from domain.base import Frozen
from domain.errors import ConfigurationError

_NONE = SecretStr("")


class MediaStorage(Block):
    """A media store. Named by `REELFLOW_MEDIA_URL=block:NAME`; what is empty comes from the environment.

    Example:
        ```python
        MediaStorage(url="s3://films/media", endpoint="http://minio:9000", key="...", secret="...").save("films")
        ```
    """

    _block_type_name = "Media storage"
    _block_type_slug = "media-storage"

    url: str = Field(default="", description="A folder, or any fsspec URL such as s3://bucket/folder.")
    link: str = Field(default="", description="Address under which people can open the store. REELFLOW_MEDIA_LINK when empty.")
    key: SecretStr = Field(default=_NONE, description="S3 access key. AWS_ACCESS_KEY_ID when empty.")
    secret: SecretStr = Field(default=_NONE, description="S3 secret key. AWS_SECRET_ACCESS_KEY when empty.")
    endpoint: str = Field(default="", description="Address of an S3 server that is not Amazon's. AWS_ENDPOINT_URL when empty.")
    region: str = Field(default="", description="S3 region. AWS_DEFAULT_REGION when empty.")


class Storage(Frozen):
    """Where media are kept, and how to get in."""

    url: str
    link: str = ""
    key: SecretStr = _NONE
    secret: SecretStr = _NONE
    endpoint: str = ""
    region: str = ""

    @property
    def options(self) -> dict[str, Any]:
        """Return what fsspec is told besides the address."""
        said = {"key": self.key.get_secret_value(), "secret": self.secret.get_secret_value(), "endpoint_url": self.endpoint}
        region = {"client_kwargs": {"region_name": self.region}} if self.region else {}
        return {name: value for name, value in said.items() if value} | region


def storage() -> Storage:
    """Return where media are kept: what the environment says, or the block that it names.

    Raises `ConfigurationError` when that block is missing, of an old shape, or cannot be asked for.
    """
    chosen = settings()
    if not chosen.media_url.startswith(PREFIX):
        return Storage(url=chosen.media_url, link=chosen.reelflow_media_link)
    kept = _saved(chosen.media_url.removeprefix(PREFIX))
    return kept.model_copy(update={"link": kept.link or chosen.reelflow_media_link})


@lru_cache(maxsize=4)
def _saved(name: str) -> Storage:
    """Return what a block says, read once a process: a run keeps its store."""
    block = named(MediaStorage, name, f"REELFLOW_MEDIA_URL=block:{name}")
    if not block.url:
        raise ConfigurationError(f'The "Media storage" block named {name!r} has no url. Give it one in the UI.')
    return Storage(**{field: getattr(block, field) for field in Storage.model_fields})
