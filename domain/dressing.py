"""Dress one segment: how it gives way to the next, what of its clip stays in sight, where the extra pictures stand."""

from collections.abc import Callable, Mapping
from typing import get_args

from domain.colour import is_table, preset_or_table
from domain.editing import segment_at
from domain.errors import BriefError
from domain.media import MediaRef
from domain.script import Cut, Script, Segment
from domain.timeline import Fit, Placement

AS_PROJECT = "project"
"""Takes a segment's own choice back: the project's holds again."""
_PLACES: dict[str, tuple[float, float] | None] = {
    "centre": None,
    "center": None,
    "left": (0.0, 0.5),
    "right": (1.0, 0.5),
    "top": (0.5, 0.0),
    "bottom": (0.5, 1.0),
}


def dress(script: Script, number: int, said: Mapping[str, str]) -> Script:
    """Return the script with one segment dressed as `said`: `transition`, `focus`, `fit`, `avatar`, `broll`, by name.

    What is empty stays as it is. Raises `BriefError` for a choice that is not possible, `NotFound` for no such segment.
    """
    changes = {field: read(what, said[what]) for what, (field, read) in _READ.items() if said.get(what)}
    return _with(script, segment_at(script, number), changes)


def graded(script: Script, number: int, grade: str, cube: MediaRef | None) -> Script:
    """Return the script with a grade of its own for one segment: a preset, `none`, `project`, or the table `cube`.

    Raises `BriefError` for a grade that is not possible.
    """
    segment = segment_at(script, number)
    if grade == AS_PROJECT:
        return _with(script, segment, {"grade": "", "cube": None})
    try:
        name = preset_or_table(grade)
    except ValueError as wrong:
        raise BriefError(f"Grade {wrong}, or {AS_PROJECT}.") from wrong
    return _with(script, segment, {"grade": "" if is_table(name) else name, "cube": cube})


def _with(script: Script, segment: Segment, changes: Mapping[str, object]) -> Script:
    changed = segment.model_copy(update=changes)
    return script.model_copy(update={"segments": tuple(changed if one.id == changed.id else one for one in script.segments)})


def _one_of(allowed: tuple[str, ...], *, or_project: bool) -> Callable[[str, str], str | None]:
    def read(what: str, value: str) -> str | None:
        if or_project and value == AS_PROJECT:
            return None
        if value not in allowed:
            names = (*allowed, AS_PROJECT) if or_project else allowed
            raise BriefError(f"{what.capitalize()} {value!r} is not known. Choose from: {', '.join(names)}.")
        return value

    return read


def _point(what: str, value: str) -> tuple[float, float] | None:
    if value in _PLACES:
        return _PLACES[value]
    try:
        x, y = (float(part) for part in value.split(","))
    except ValueError:
        x = y = -1.0
    if not (0 <= x <= 1 and 0 <= y <= 1):
        names = ", ".join(_PLACES)
        raise BriefError(f"{what.capitalize()} {value!r} is no point. Choose from: {names}; or shares such as 0.3,0.5.")
    return x, y


_READ: dict[str, tuple[str, Callable[[str, str], object]]] = {
    "transition": ("transition_out", _one_of(get_args(Cut), or_project=True)),
    "focus": ("focus", _point),
    "fit": ("fit", _one_of(get_args(Fit), or_project=True)),
    "avatar": ("avatar", _one_of(get_args(Placement), or_project=False)),
    "broll": ("broll", _one_of(get_args(Placement), or_project=False)),
}
"""What can be said of a segment: the field it sets, and how it is read."""
WAYS = tuple(_READ)
