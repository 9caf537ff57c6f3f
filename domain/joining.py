"""How segments join: pure, from the script and the options alone, so that one can be cut before its neighbours are there."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.project import Options
from domain.script import Cut, Segment
from domain.timeline import Transition
from domain.timing import SHORTEST_TEXT


class Ends(NamedTuple):
    """How a segment begins and ends. A transition's `at` is 0 here: the cut itself."""

    transition_in: Transition | None = None
    transition_out: Transition | None = None
    fade_in: int = 0
    """Frames in which the film comes out of black; of its first segment only."""
    fade_out: int = 0


def ends(kept: Sequence[Segment], options: Options, rate: int) -> tuple[Ends, ...]:
    """Return how each segment begins and ends.

    A segment's own way out goes before the next one's way in, and that before the project's. A transition takes at most a
    third of the shorter of its segments, so that the two of a segment never meet. The film itself opens from black and
    closes to it when the project fades, or when its first or last segment asks for anything but a cut.
    """
    joins = [_transition(one, other, options, rate) for one, other in pairwise(kept)]
    opening = _black(kept[0], kept[0].transition_in, options, rate)
    closing = _black(kept[-1], kept[-1].transition_out, options, rate)
    last = len(kept) - 1
    return tuple(
        Ends(*sides, opening if place == 0 else 0, closing if place == last else 0)
        for place, sides in enumerate(zip([None, *joins], [*joins, None], strict=True))
    )


def _transition(before: Segment, after: Segment, options: Options, rate: int) -> Transition | None:
    kind = before.transition_out or after.transition_in or options.transition
    length = min(_longest(before, options, rate), _longest(after, options, rate))
    if kind == "cut" or length < 2:
        return None
    return Transition.model_validate({"kind": kind, "at": 0, "in_offset": length // 2, "out_offset": length - length // 2})


def _black(segment: Segment, own: Cut | None, options: Options, rate: int) -> int:
    wanted = own != "cut" if own else options.transition == "fade"
    return _longest(segment, options, rate) if wanted else 0


def _longest(segment: Segment, options: Options, rate: int) -> int:
    # The shortest that the segment can become once its voice is there; a voice makes others only longer.
    shortest = min(segment.seconds, SHORTEST_TEXT) if segment.role == "text" else segment.seconds
    return min(round(options.style.transition_seconds * rate), int(shortest * rate / 3))
