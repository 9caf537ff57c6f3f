"""How a film is dressed, as the user says it: everything that changes its look and sound but not its words."""

import re
from typing import Literal

from pydantic import Field, field_validator

from domain.base import Frozen
from domain.colour import preset_or_table
from domain.timeline import Fit

CaptionStyle = Literal["highlight", "karaoke", "block", "pop", "minimal"]
"""The spoken word lit; colour that runs through each word; rows on plates; a few large words; nothing but words."""
_COLOUR = re.compile(r"#?[0-9a-fA-F]{6}")


def coloured(value: object) -> str:
    """Return a colour as #RRGGBB, or nothing for nothing; raise `ValueError` for what is none."""
    if value and not (isinstance(value, str) and _COLOUR.fullmatch(value)):
        raise ValueError(f"{value!r} is not a colour. Write it as #RRGGBB, such as #FFD400")
    # In a shell an unquoted # begins a comment, so it may be left out.
    return f"#{str(value).lstrip('#').upper()}" if value else ""


class Style(Frozen):
    """The choices of dress. The brand kit says what is left empty here, the house says the rest."""

    caption_size: Literal["small", "medium", "large"] = Field(default="medium", description="Size of the captions.")
    caption_position: Literal["bottom", "middle", "top"] = Field(default="bottom", description="Where the captions stand.")
    caption_color: str = Field(default="", description="Colour of the captions as #RRGGBB; white when empty.")
    accent: str = Field(default="", description="Colour of the spoken word, rules and buttons as #RRGGBB.")
    grade: str = Field(default="", description="Colour: a preset, none, or the path of a .cube file; the brand's when empty.")
    fit: Fit = Field(default="cover", description="How clips of another shape fill the frame: cropped, whole, or over a blur.")
    transition_seconds: float = Field(default=0.5, gt=0, le=2, description="Length of each transition.")
    loudness: float | None = Field(default=None, ge=-30, le=-8, description="Loudness in LUFS; the platform's when empty.")
    brand: str = Field(default="", description="Brand kit: its folder, its file, or block:NAME.")

    @field_validator("caption_color", "accent")
    @classmethod
    def _coloured(cls, value: str) -> str:
        return coloured(value)

    @field_validator("grade")
    @classmethod
    def _graded(cls, value: str) -> str:
        return preset_or_table(value)


UNSAID = Style()
"""Nothing said: all as the house does it."""
