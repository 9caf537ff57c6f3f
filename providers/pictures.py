"""Images in orders: what an address tells of them, in the forms vendors want, and how one of our own is made ready to be sent."""

import base64
import io
import mimetypes
import re
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageOps

from domain.errors import BadMedia

PLAIN = "image/png"
"""What an image is taken for when its address does not say."""
_BEHIND = (18, 18, 24)
"""What shows through a transparent picture."""
_TRIES = ((92, 1.0), (85, 1.0), (75, 1.0), (75, 0.7), (70, 0.5), (60, 0.35))
"""Quality and size, the better first, until an image is small enough to be sent."""
_HEAD = "data:image/jpeg;base64,"
_BYTES = re.compile(r"(?:data:[\w.+/-]*;base64,[\w+/=-]*)|[A-Za-z0-9+/]{120,}={0,2}")


def carried(address: str) -> str:
    """Return the base64 text inside a `data:` address, nothing for any other."""
    return address.partition(",")[2] if address.startswith("data:") else ""


def image_type(address: str) -> str:
    """Return an image's media type, by its `data:` address or by the ending of its name."""
    if address.startswith("data:"):
        return address[5:].partition(",")[0].partition(";")[0] or PLAIN
    return mimetypes.guess_type(urlsplit(address).path)[0] or PLAIN


def without_bytes(text: str) -> str:
    """Return a vendor's words without the bytes of files that some of them quote back: such text is kept and logged."""
    return _BYTES.sub("…", text)


def upright(picture: Path) -> Image.Image:
    """Return a picture that was accepted, turned as it is meant to be seen and opaque, in RGB."""
    with Image.open(picture, formats=("PNG", "JPEG", "WEBP")) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGBA" if opened.has_transparency_data else "RGB")
    if image.mode == "RGB":
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, _BEHIND), image).convert("RGB")


def frame(ratio: str, short: int) -> tuple[int, int]:
    """Return the even size of a frame of a ratio such as `9:16` with `short` pixels on its short side."""
    wide, high = (int(part) for part in ratio.split(":"))
    return tuple(2 * round(short * side / min(wide, high) / 2) for side in (wide, high))  # type: ignore[return-value]


def packed(picture: Path, *, ratio: str, side: int, most: int) -> str:
    """Return a picture as the `data:` address of a JPEG, cropped to `ratio` around its middle, `side` pixels on the short side.

    Coarser or smaller where the address would be longer than `most` bytes; nothing else of the file is sent, such as where it
    was taken. Raises `BadMedia` when it cannot be made small enough.
    """
    image = upright(picture)
    for quality, share in _TRIES:
        address = _HEAD + _jpeg(ImageOps.fit(image, frame(ratio, round(side * share)), Image.Resampling.LANCZOS), quality)
        if len(address) <= most:
            return address
    raise BadMedia(f"{picture.name} cannot be made smaller than {most} bytes. Give a plainer picture.")


def _jpeg(image: Image.Image, quality: int) -> str:
    """Return an image in base64."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return base64.b64encode(out.getvalue()).decode()
