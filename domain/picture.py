"""A picture that a clip begins or ends with. Requests name it; its bytes stay in the media store."""

from pathlib import PurePath

from domain.base import Frozen
from domain.media import MediaRef

_KEPT = "vault:"


class Picture(Frozen):
    """A picture given by the user: a file, kept in the media store, or a web address that the vendor fetches from."""

    media: MediaRef | None = None
    link: str = ""
    name: str = ""
    """What the user called it, for a reader."""

    @property
    def address(self) -> str:
        """Return what names it in requests, the same for the same bytes: `vault:<sha256>.png`, or its web address."""
        return f"{_KEPT}{self.media.name}" if self.media else self.link

    @property
    def told(self) -> str:
        """Return it for a reader."""
        size = f" ({self.media.width}x{self.media.height})" if self.media and self.media.width else ""
        return f"{self.name or self.address}{size}"


def kept(address: str) -> MediaRef | None:
    """Return the picture in the media store that an address names; None for an address of another kind."""
    if not address.startswith(_KEPT):
        return None
    name = PurePath(address.removeprefix(_KEPT))
    return MediaRef(sha256=name.stem, suffix=name.suffix, kind="image")


def on_the_web(address: str) -> bool:
    """Return whether an address is one of the web."""
    return address.startswith(("https://", "http://"))
