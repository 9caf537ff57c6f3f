"""Which titles are seen when: no two of them ever share a place on the picture."""

from collections.abc import Iterator, Sequence

from domain.timeline import TimeRange, Title, TitleKind

_HEAD, _FOOT = {"head"}, {"foot"}
_PLACES: dict[TitleKind, set[str]] = {
    "title": _HEAD,
    "keywords": _HEAD,
    "number": _HEAD,
    "list_point": _HEAD,
    "lower_third": _FOOT,
    "call_to_action": _FOOT,
    "end_card": _HEAD | _FOOT,
}
_RANK: dict[TitleKind, int] = {"end_card": 0, "title": 1, "keywords": 3}
"""Who stays where two meet: the lower number. Overlays have 2."""


_GLIMPSE = 18
"""Frames: what is left of a title in less is left out, for nobody could read it."""


def apart(titles: Sequence[Title]) -> Iterator[Title]:
    """Yield the titles in the longest time that each has its place for itself; those that never have it are left out.

    The end card goes before the title, the title before overlays, these before key words. Of two alike the later one takes over.
    Points of a list stay together.
    """
    for place, title in enumerate(titles):
        free = [title.at]
        for other, claim in ((other, _claim(title, other, later=k > place)) for k, other in enumerate(titles) if k != place):
            if claim and _meet(title, other):
                free = [rest for one in free for rest in _without(one, *claim)]
        longest = max(free, key=lambda one: one.duration, default=None)
        if longest and (longest == title.at or longest.duration >= _GLIMPSE):
            yield title.model_copy(update={"at": longest})


def in_foot(titles: Sequence[Title], at: TimeRange) -> bool:
    """Return whether any of `titles` stands in the foot during `at`."""
    return any(_PLACES[one.kind] == _FOOT and one.at.start < at.end and one.at.end > at.start for one in titles)


def lane(title: Title, titles: Sequence[Title]) -> tuple[int, int]:
    """Return which row a point of a list takes, counted from 0, and how many rows there are: one for each seen with it."""
    points = [one for one in titles if one.kind == "list_point"]
    seen = [one for one in points if one.at.start < title.at.end and one.at.end > title.at.start]
    return sorted(seen, key=lambda one: one.at.start).index(title), len(seen)


def _meet(title: Title, other: Title) -> bool:
    together = title.kind == other.kind == "list_point"
    return not together and bool(_PLACES[title.kind] & _PLACES[other.kind])


def _claim(title: Title, other: Title, *, later: bool) -> tuple[int, int] | None:
    """Return the frames that `other` takes from `title`, first and end; None when it takes none."""
    mine, its = _RANK.get(title.kind, 2), _RANK.get(other.kind, 2)
    if its < mine:
        return other.at.start, other.at.end
    takes_over = (other.at.start, later) > (title.at.start, not later)
    return (other.at.start, max(title.at.end, other.at.end)) if its == mine and takes_over else None


def _without(stretch: TimeRange, first: int, end: int) -> Iterator[TimeRange]:
    """Yield what is left of `stretch` when the frames from `first` up to `end` are taken."""
    if first >= stretch.end or end <= stretch.start:
        yield stretch
        return
    for start, stop in ((stretch.start, first), (end, stretch.end)):
        if stop > start:
            yield TimeRange(start=start, duration=stop - start)
