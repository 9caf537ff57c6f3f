"""Overlays as they are typed: `lower_third: Dr. Amina Benali | Cardiologist`, with `@2+4` for four seconds from the second on."""

import re
from collections.abc import Sequence
from typing import get_args

from domain.brief import worded
from domain.errors import BriefError
from domain.script import Overlay, Segment
from domain.timeline import TitleKind

TEXT_LIMIT = 200
KINDS: tuple[TitleKind, ...] = get_args(TitleKind)
_TYPED = re.compile(r"\s*([\w -]+?)\s*(?:@\s*(\d+(?:\.\d+)?)\s*(?:\+\s*(\d+(?:\.\d+)?))?)?\s*:(.*)", re.DOTALL)
_FIRST, _STEP = 0.4, 0.9
"""Seconds at which points of a list begin, and between one and the next."""


def overlays(typed: Sequence[str], language: str) -> tuple[Overlay, ...]:
    """Return the overlays that were typed, in one language; points of a list come one after another and leave together.

    Raises `BriefError` for the first that cannot be understood.
    """
    read = [_read(one, language) for one in typed]
    points = [overlay for overlay, timed in read if overlay.kind == "list_point" and not timed]
    staggered = iter(_staggered(points))
    return tuple(next(staggered) if overlay.kind == "list_point" and not timed else overlay for overlay, timed in read)


def with_overlays(segment: Segment, added: Sequence[Overlay]) -> tuple[Overlay, ...]:
    """Return the segment's overlays with these; one that differs only in its language joins the other as its translation."""
    found = list(segment.overlays)
    for overlay in added:
        same = (place for place, one in enumerate(found) if one.kind == overlay.kind and not set(one.text) & set(overlay.text))
        place = next(same, None)
        if place is None:
            found.append(overlay)
        else:
            found[place] = found[place].model_copy(update={"text": {**found[place].text, **overlay.text}})
    return tuple(found)


def without_overlays(segment: Segment, language: str = "") -> tuple[Overlay, ...]:
    """Return the segment's overlays without those in `language`; without all of them when it is empty."""
    if not language:
        return ()
    rest = (one.model_copy(update={"text": {k: v for k, v in one.text.items() if k != language}}) for one in segment.overlays)
    return tuple(one for one in rest if one.text)


def _read(typed: str, language: str) -> tuple[Overlay, bool]:
    """Return an overlay, and whether its time was said."""
    found = _TYPED.fullmatch(typed)
    if not found:
        raise BriefError(f"Overlay {typed!r} is not understood. Write it as KIND: TEXT, such as 'lower_third: Name | Role'.")
    kind, start, seconds, text = found[1].strip().lower().replace("-", "_").replace(" ", "_"), found[2], found[3], found[4]
    timed = {"start": float(start)} if start else {}
    timed |= {"seconds": float(seconds)} if seconds else {}
    if kind not in KINDS:
        raise BriefError(f"Overlay {kind!r} is not known. Choose from: {', '.join(KINDS)}.")
    if seconds and not float(seconds):
        raise BriefError(f"Overlay {typed!r} lasts no time. Write @{start}+3 for three seconds.")
    return Overlay.model_validate({"kind": kind, "text": {language: _worded(text, kind)}, **timed}), bool(timed)


def _worded(text: str, kind: str) -> str:
    line = worded(text, f"overlay's text ({kind})")
    if len(line) > TEXT_LIMIT:
        raise BriefError(f"The overlay's text has {len(line)} characters; at most {TEXT_LIMIT} are possible.")
    if kind == "lower_third" and not line.partition("|")[0].strip():
        raise BriefError(f"The lower third {line!r} has no name. Write it as 'lower_third: Name | Role'.")
    if kind == "number" and not any(letter.isdigit() for letter in line.partition("|")[0]):
        raise BriefError(f"The number {line!r} has no figure. Write it as 'number: 87% | of beginners'.")
    return line


def _staggered(points: Sequence[Overlay]) -> list[Overlay]:
    whole = 3.0 + _STEP * (len(points) - 1)
    times = [(round(_FIRST + _STEP * place, 2), round(whole - _STEP * place, 2)) for place in range(len(points))]
    return [
        one.model_copy(update={"start": start, "seconds": length}) for one, (start, length) in zip(points, times, strict=True)
    ]
