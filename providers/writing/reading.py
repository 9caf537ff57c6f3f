"""Reading a brief by rule."""

from domain.brief import THEME_LIMIT, Reading


def read_brief(text: str) -> Reading:
    """Return what can be understood of a plain-language brief."""
    return Reading(theme=" ".join(text.split())[:THEME_LIMIT])
