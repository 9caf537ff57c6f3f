"""What can go wrong with files that lie elsewhere, and what of it passes by itself."""

from importlib import import_module

import fsspec

_LASTING = (PermissionError, FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError)
_CUT_OFF = {
    "HTTPClientError",
    "ConnectionError",
    "EndpointConnectionError",
    "ConnectionClosedError",
    "ReadTimeoutError",
    "ClientError",
}
"""botocore's and aiohttp's names for a line that does not come about or breaks."""


def protocols(files: fsspec.AbstractFileSystem) -> tuple[str, ...]:
    """Return the names that a file system goes by in addresses."""
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def gone_wrong(files: fsspec.AbstractFileSystem) -> tuple[type[Exception], ...]:
    """Return what a file system raises when it cannot do its work."""
    if "s3" not in protocols(files):
        return (OSError,)
    # botocore tells missing keys and unreachable hosts by errors of its own, aiohttp an answer that breaks off.
    return (OSError, import_module("botocore.exceptions").BotoCoreError, import_module("aiohttp").ClientError)


def is_passing(wrong: Exception) -> bool:
    """Return whether a failure may pass by itself: the server is away or overloaded, not against what was asked."""
    if isinstance(wrong, OSError):
        return not isinstance(wrong, _LASTING)
    return any(kind.__name__ in _CUT_OFF for kind in type(wrong).__mro__)
