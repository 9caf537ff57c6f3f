"""Block types for vendors' keys: one for each way in which a vendor is opened. A block is saved under the vendor's slug."""

from collections.abc import Collection

from prefect.blocks.core import Block
from prefect.blocks.fields import SecretDict
from pydantic import Field, SecretStr

_NONE = SecretStr("")


class VendorApiKey(Block):
    """The one key of a vendor: Luma, Runway, Pika, ElevenLabs, Claude and most others.

    Example:
        ```python
        VendorApiKey(api_key="...").save("luma")
        ```
    """

    _block_type_name = "Vendor API key"
    _block_type_slug = "vendor-api-key"

    api_key: SecretStr = Field(default=_NONE, description="The key, as the vendor's console shows it once.")


class KlingKeys(Block):
    """Kling's keys: an API key, or a pair of access key and secret key. Saved as `kling`."""

    _block_type_name = "Kling keys"
    _block_type_slug = "kling-keys"

    api_key: SecretStr = Field(default=_NONE, description="API key; with it the pair is not needed.")
    access_key: SecretStr = Field(default=_NONE, description="Access key of the pair.")
    secret_key: SecretStr = Field(default=_NONE, description="Secret key of the pair.")


class AzureSpeechKeys(Block):
    """Azure Speech's key and region. Saved as `azure`."""

    _block_type_name = "Azure Speech keys"
    _block_type_slug = "azure-speech-keys"

    api_key: SecretStr = Field(default=_NONE, description="One of the two keys of the Speech resource.")
    region: str = Field(default="", description="Its region, such as westeurope.")


class GoogleVertexKeys(Block):
    """Google Vertex AI's access token, project and location. Saved as `veo`."""

    _block_type_name = "Google Vertex keys"
    _block_type_slug = "google-vertex-keys"

    access_token: SecretStr = Field(default=_NONE, description="Access token of an account that may use Vertex AI.")
    project: str = Field(default="", description="Google Cloud project.")
    location: str = Field(default="", description="Its location, such as us-central1.")


class VendorKeys(Block):
    """The keys of any vendor, by field name, also of one that another package brings.

    Example:
        ```python
        VendorKeys(keys={"api_key": "..."}).save("sunrise")
        ```
    """

    _block_type_name = "Vendor keys"
    _block_type_slug = "vendor-keys"

    keys: SecretDict = Field(
        default_factory=lambda: SecretDict({}), description="The vendor's keys by field name, such as api_key."
    )


FAMILIES: tuple[type[Block], ...] = (VendorApiKey, KlingKeys, AzureSpeechKeys, GoogleVertexKeys)


def family(fields: Collection[str]) -> type[Block]:
    """Return the block type with exactly these fields, `VendorKeys` where there is none."""
    return next((kind for kind in FAMILIES if _fields(kind) == set(fields)), VendorKeys)


def opened(block: Block) -> dict[str, str]:
    """Return what a block of keys says, by field, without what it leaves empty."""
    if isinstance(block, VendorKeys):
        said = {str(field): value for field, value in block.keys.get_secret_value().items()}
    else:
        said = {name: getattr(block, name) for name in _fields(type(block))}
    plain = {name: value.get_secret_value() if isinstance(value, SecretStr) else value for name, value in said.items()}
    return {name: str(value).strip() for name, value in plain.items() if value and str(value).strip()}


def _fields(kind: type[Block]) -> set[str]:
    return {name for name in kind.model_fields if not name.startswith("_")}
