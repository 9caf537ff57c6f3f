"""Lines: what may be said in a segment, in longer and shorter versions, and the choice that fits the time."""

from collections.abc import Mapping, Sequence
from itertools import product

from domain.base import Frozen
from domain.script import Role
from providers.writing.words import spoken

_WEIGHT = {"point": 3}
"""Shortening a point weighs more than shortening anything else."""


class Line(Frozen):
    """One thing said: by language its versions, the preferred first, and its key words for the screen."""

    role: Role
    says: dict[str, tuple[str, ...]]
    keys: dict[str, str]
    see: str = ""


def filled(text: str, slots: Mapping[str, str]) -> tuple[str, ...]:
    """Return the versions of `text` (parted by `|`) whose `{slots}` are all known, filled in, without repeats."""
    found = []
    for version in text.split("|"):
        try:
            found.append(version.strip().format_map(slots))
        except KeyError:  # this version speaks of something that the theme does not say
            continue
    return tuple(dict.fromkeys(text for text in found if text))


def fit(group: Sequence[Line], code: str, words: int) -> str:
    """Return the lines of `group` as one narration of at most `words` words; the shortest there is when none fits."""
    choices = [list(enumerate(line.says[code])) for line in group]
    ranked = sorted(product(*choices), key=lambda choice: _rank(group, choice))
    texts = [" ".join(text for _, text in choice) for choice in ranked]
    return next((text for text in texts if len(spoken(text)) <= words), min(texts, key=lambda text: len(spoken(text))))


def fits(group: Sequence[Line], code: str, words: int) -> bool:
    """Return whether some version of the lines takes at most `words` words."""
    return len(spoken(fit(group, code, words))) <= words


def screen_words(group: Sequence[Line], code: str) -> str:
    """Return the key words to show for a group of lines: those of its points, else of its first line."""
    points = [line.keys[code] for line in group if line.role == "point" and line.keys[code]]
    return " / ".join(points) or group[0].keys[code]


def role_of(group: Sequence[Line]) -> Role:
    """Return the role of a segment that holds these lines: an opening or a closing gives it its name."""
    roles = [line.role for line in group]
    if "hook" in roles:
        return "hook"
    return "call_to_action" if "call_to_action" in roles else roles[0]


def _rank(group: Sequence[Line], choice: Sequence[tuple[int, str]]) -> int:
    return sum(_WEIGHT.get(line.role, 1) * index for line, (index, _) in zip(group, choice, strict=True))
