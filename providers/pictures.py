"""Images in orders: what an address tells of them, in the forms vendors want."""

import mimetypes
from urllib.parse import urlsplit

PLAIN = "image/png"
"""What an image is taken for when its address does not say."""


def carried(address: str) -> str:
    """Return the base64 text inside a `data:` address, nothing for any other."""
    return address.partition(",")[2] if address.startswith("data:") else ""


def image_type(address: str) -> str:
    """Return an image's media type, by its `data:` address or by the ending of its name."""
    if address.startswith("data:"):
        return address[5:].partition(",")[0].partition(";")[0] or PLAIN
    return mimetypes.guess_type(urlsplit(address).path)[0] or PLAIN
