"""Which lines go into which segment: opening, points, deeper lines, closing."""

from collections.abc import Callable, Sequence

from domain.base import Frozen
from providers.writing.lines import Line

Group = tuple[Line, ...]


class Stock(Frozen):
    """Everything there is to say about a theme, in order of need."""

    hook: Line
    points: tuple[Line, ...]
    fuller: tuple[Line, ...]
    """The same points, each with its deeper line in its longest version."""
    deeper: tuple[Line, ...]
    """The deeper lines by themselves."""
    extras: tuple[Line, ...]
    """What follows when the points are made and time is left."""
    close: Line
    arc: bool = False
    """True when the points tell one story, whose end may not be cut off."""
    promised: int = 0
    """How many points the theme announces; 0 when it leaves that open."""


class Plan(Frozen):
    """Lines in segments, and how many points they make."""

    groups: tuple[Group, ...]
    made: int


def arrange(stock: Stock, segments: int, fits: Callable[[Group], bool]) -> Plan:
    """Return lines for at most `segments` segments; fewer only when everything has been said.

    Every promised point is made, two to a segment where time is short, as long as `fits` agrees; else fewer points.
    """
    if segments == 1:
        return Plan(groups=((stock.hook,),), made=0)
    wanted = stock.promised or max(1, min(len(stock.points), segments - 2))
    for count in range(min(wanted, len(stock.points), 2 * segments - 2), 0, -1):
        groups = _roomy(stock, count, segments - 2) if count <= segments - 2 else _crowded(stock, count, segments)
        if all(fits(group) for group in groups if len(group) > 1):
            return Plan(groups=groups, made=count)
    return Plan(groups=((stock.hook,), (stock.close,)), made=0)


def _roomy(stock: Stock, count: int, room: int) -> tuple[Group, ...]:
    apart = min(room - count, count)
    chosen = {place * count // apart for place in range(apart)}
    middle: list[Line] = []
    for place, index in enumerate(_spread(stock, count)):
        middle += [stock.points[index], stock.deeper[index]] if place in chosen else [stock.fuller[index]]
    return tuple((line,) for line in (stock.hook, *middle, *stock.extras[: room - count - apart], stock.close))


def _crowded(stock: Stock, count: int, segments: int) -> tuple[Group, ...]:
    lines: Sequence[Line] = [stock.hook, *(stock.points[index] for index in _spread(stock, count)), stock.close]
    doubled = 2 * (len(lines) - segments)
    pairs = [(lines[place], lines[place + 1]) for place in range(0, doubled, 2)]
    return (*pairs, *((line,) for line in lines[doubled:]))


def _spread(stock: Stock, count: int) -> list[int]:
    last = len(stock.points) - 1
    return [round(place * last / (count - 1)) for place in range(count)] if stock.arc and count > 1 else list(range(count))
