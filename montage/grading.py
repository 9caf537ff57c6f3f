"""Colour: the filters of a grade, between cropping a clip and scaling it."""

from domain.timeline import Clip, Look

TABLE = "grade.cube"
"""The name of the look's own colour table inside the folder in which a piece is cut."""


def filters(_look: Look, _clip: Clip) -> tuple[str, ...]:
    """Return the filters that grade a clip; none when neither it nor the look names a grade."""
    return ()
