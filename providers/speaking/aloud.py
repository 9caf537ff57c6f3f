"""What of a written text is said aloud."""

import unicodedata

_UNSAID = frozenset("*#_`~|^\\<>{}[]•·") | {chr(code) for code in range(0xFE00, 0xFE10)}
"""Marks of layout, and the selectors that follow an emoji."""


def aloud(text: str) -> str:
    """Return `text` with a blank for each character that nobody reads out; its length and its positions stay.

    An engine would name them: `🔥` is "fire", `*` is "asterisk".
    """
    return "".join(character if _said(character) else " " for character in text)


def speakable(text: str) -> bool:
    """Return whether there is anything to say."""
    return any(character.isalnum() for character in aloud(text))


def _said(character: str) -> bool:
    category = unicodedata.category(character)
    return character not in _UNSAID and (category[0] in "LMNP" or category in ("Sm", "Sc", "Zs") or character in "\u200c\u200d°")
