"""Media by reference: values name bytes by their SHA-256, they never carry them."""

from typing import Literal

from domain.base import Frozen

MediaKind = Literal["video", "image", "audio", "other"]
"""`other` is a typeface or a colour table."""


class MediaRef(Frozen):
    """A finished file in the media store, named by the SHA-256 of its bytes."""

    sha256: str
    suffix: str
    """With the dot: `.mp4`, `.wav`, `.png`."""
    kind: MediaKind
    bytes: int = 0
    seconds: float | None = None
    """Length; None for a still."""
    width: int | None = None
    height: int | None = None

    @property
    def name(self) -> str:
        """Return the file name under which the media store keeps it."""
        return f"{self.sha256}{self.suffix}"
