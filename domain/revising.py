"""Revise a whole script at once, as a person leaves it in a form: words, pictures, order, and what is dropped."""

from collections.abc import Sequence

from domain.approval import Row
from domain.editing import rewrite, segment_at
from domain.errors import BriefError
from domain.script import Script


def rows_of(script: Script) -> tuple[Row, ...]:
    """Return the segments of a script as rows of a form, dropped ones too."""
    return tuple(
        Row(segment=place, keep=one.kept, narration=one.narration, prompt=one.prompt)
        for place, one in enumerate(script.segments, start=1)
    )


def revised(script: Script, rows: Sequence[Row]) -> Script:
    """Return the script as the rows have it: in their order, and without the segments that have no row any more.

    Raises `BriefError` for a segment with two rows and for a film without segments, and as `rewrite` does; `NotFound` for a
    segment that is not there.
    """
    numbers = [row.segment for row in rows]
    if twice := next((number for number in numbers if numbers.count(number) > 1), 0):
        raise BriefError(f"Segment {twice} is there twice. Give each segment one row; remove the other.")
    for row in rows:
        script = _reworded(script, row)
    named = {row.segment: segment_at(script, row.segment).model_copy(update={"kept": row.keep}) for row in rows}
    left = [one.model_copy(update={"kept": False}) for place, one in enumerate(script.segments, start=1) if place not in named]
    changed = script.model_copy(update={"segments": (*(named[number] for number in numbers), *left)})
    if not changed.kept:
        raise BriefError("A film needs at least one segment. Keep one.")
    return changed


def _reworded(script: Script, row: Row) -> Script:
    """Return the script with a row's words where they are others than before."""
    before = segment_at(script, row.segment)
    for language, text in row.narration.items():
        if text.strip() != before.narration.get(language, "").strip():
            script = rewrite(script, row.segment, narration=text, language=language)
    if row.prompt.strip() != before.prompt.strip():
        script = rewrite(script, row.segment, prompt=row.prompt)
    return script
