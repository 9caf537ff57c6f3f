"""Colour grades by name. Which filters make each is the cutting room's business."""

from typing import Literal, get_args

Preset = Literal["warm", "golden", "cool", "cinematic", "vivid", "soft", "faded", "vintage", "mono", "noir"]
"""Towards amber; a low sun; towards blue; teal shadows under warm lights; more colour; gentle; lifted blacks; an old print;
black and white; the same with deep shadows."""
PRESETS: tuple[str, ...] = get_args(Preset)
UNGRADED = "none"
"""No grade, whatever holds for the whole film or the brand."""
TABLE_SUFFIX = ".cube"


def preset_or_table(value: str) -> str:
    """Return a grade as it was meant: a preset's name, `none`, or the path of a colour table; raise `ValueError` naming them."""
    name = value.strip()
    if not name or name.lower() in (*PRESETS, UNGRADED):
        return name.lower()
    if name.lower().endswith(TABLE_SUFFIX):
        return name
    raise ValueError(f"{value!r} is not known. Choose from: {', '.join((*PRESETS, UNGRADED))}; or give the path of a .cube file")


def is_table(grade: str) -> bool:
    """Return whether a grade is the path of a colour table."""
    return grade.lower().endswith(TABLE_SUFFIX)
