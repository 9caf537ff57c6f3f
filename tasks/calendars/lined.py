"""YAML with its lines: every value as it is written, and where it stands, so that a mistake can be pointed at."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from blocks.settings import located
from domain.errors import BriefError

HEAVIEST = 1_000_000
"""Bytes of a file that is written by hand."""
Place = tuple[str | int, ...]
"""Where a value stands, such as ("slots", 0, "cron")."""


class Lined:
    """A YAML document: `value` holds texts, lists and mappings alone; `line` tells where each stands."""

    def __init__(self, text: str) -> None:
        """Read a text; raise `ValueError` saying what is wrong and in which line."""
        self._lines: dict[Place, int] = {}
        self.twice: list[tuple[int, str]] = []
        """Keys that are said twice, with the line of the second."""
        try:
            root = yaml.compose(text, Loader=yaml.BaseLoader)
        except yaml.YAMLError as wrong:
            mark = getattr(wrong, "problem_mark", None)
            where = f"line {mark.line + 1}: " if mark else ""
            raise ValueError(f"{where}{getattr(wrong, 'problem', None) or wrong}") from wrong
        self.value: Any = self._plain(root, ()) if root else {}

    def line(self, *place: str | int) -> int:
        """Return the 1-based line of a value, else that of the nearest one around it; 0 when there is none."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 0)

    def _plain(self, node: yaml.Node, place: Place) -> Any:
        self._lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, place))
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(child, (*place, number)) for number, child in enumerate(node.value)]
        return str(node.value)

    def _pairs(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key, child in node.value:
            name = str(key.value)
            if name in seen:
                self.twice.append((key.start_mark.line + 1, name))
            seen.add(name)
            self._lines[(*place, name)] = key.start_mark.line + 1
            yield name, self._plain(child, (*place, name))


def text_of(place: str | Path, what: str) -> str:
    """Return the text of a file written by hand, called `what` in messages; raise `BriefError` when it is none."""
    path = located(place)
    try:
        with path.open("rb") as file:
            raw = file.read(HEAVIEST + 1)
    except OSError as wrong:
        raise BriefError(f"{what} {path} cannot be read: {wrong.strerror}. Give the path of a file.") from wrong
    if len(raw) > HEAVIEST:
        raise BriefError(f"{what} {path} is larger than {HEAVIEST // 1000} KB. Cut it into parts.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BriefError(f"{what} {path} is not text in UTF-8. Save it in UTF-8.") from None
