"""Covers: the still that stands for a film before it is played."""

from pydantic import Field

from domain.base import Frozen
from domain.formats import Format

THUMBNAIL = (1280, 720)
"""What YouTube takes, whatever the size of the film."""


class CoverWish(Frozen):
    """What the user wants on a project's covers; what is left open is the film's title on its best picture."""

    text: dict[str, str] = Field(default_factory=dict)
    """By language code."""
    at: float | None = None
    """Seconds into the film."""
    segment: int = 0
    """Id of the segment whose best picture it is; 0 for the whole film."""


def cover_size(shape: Format) -> tuple[int, int]:
    """Return the pixels of a format's cover."""
    return THUMBNAIL if shape.name == "youtube" else (shape.width, shape.height)
