"""Which lines go into which segment: opening, points, deeper lines, closing."""

from collections.abc import Callable, Sequence

from domain.base import Frozen
from providers.writing.lines import Line

Group = tuple[Line, ...]


class Stock(Frozen):
    """Everything there is to say about a theme, in order of need."""

    hook: Line
    points: tuple[Line, ...]
    deeper: tuple[Line | None, ...]
    """For each point, a second line about it."""
    extras: tuple[Line, ...]
    close: Line
    promised: int = 0
    """How many points the theme announces; 0 when it leaves that open."""


def arrange(stock: Stock, segments: int, fits: Callable[[Group], bool]) -> list[Group]:
    """Return at most `segments` groups of lines, one per segment; fewer only when everything has been said.

    Every promised point is made, two to a segment where time is short, as long as `fits` agrees; else fewer points.
    """
    if segments == 1:
        return [(stock.hook,)]
    wanted = stock.promised or max(1, min(len(stock.points), segments - 2))
    for count in range(min(wanted, len(stock.points)), 0, -1):
        groups = _with(stock, count, segments)
        crowded = [group for group in groups if len(group) > 1]
        if len(groups) <= segments and all(fits(group) for group in crowded):
            return groups
    return [(stock.hook,), (stock.close,)]


def _with(stock: Stock, count: int, segments: int) -> list[Group]:
    room = segments - 2
    if count <= room:
        return _roomy(stock, count, room)
    return _crowded([stock.hook, *stock.points[:count], stock.close], segments)


def _roomy(stock: Stock, count: int, room: int) -> list[Group]:
    spare = room - count
    able = [index for index in range(count) if stock.deeper[index]]
    taken = min(spare, len(able))
    chosen = {able[place * len(able) // taken] for place in range(taken)}
    middle: list[Line] = []
    for index in range(count):
        deeper = stock.deeper[index] if index in chosen else None
        middle += [stock.points[index], *([deeper] if deeper else [])]
    return [(line,) for line in (stock.hook, *middle, *stock.extras[: spare - taken], stock.close)]


def _crowded(lines: Sequence[Line], segments: int) -> list[Group]:
    pairs = len(lines) - segments
    doubled = [tuple(lines[place : place + 2]) for place in range(0, 2 * pairs, 2)]
    return [*doubled, *((line,) for line in lines[2 * pairs :])]
