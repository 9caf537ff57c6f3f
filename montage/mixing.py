"""How one picture gives way to the next: each transition as filters over the frames of its two sides."""

from collections.abc import Callable, Sequence

from domain.timeline import Timeline, TimeRange, Transition, TransitionKind
from montage.fitting import COLOURS
from montage.palette import limited

_BLACK = "#000000"
_THROUGH = ("fade", "dip")
"""Through a colour: neither side is seen beyond the cut."""


def spans(transition: Transition, at: TimeRange) -> tuple[TimeRange, ...]:
    """Return which frames of its two sides a transition needs."""
    if transition.kind not in _THROUGH:
        return at, at
    before, after = max(1, transition.in_offset), max(1, transition.out_offset)
    return TimeRange(start=transition.at - before, duration=before), TimeRange(start=transition.at, duration=after)


def mixed(transition: Transition, sides: Sequence[str], timeline: Timeline) -> str:
    """Return the chains that bring two sides, open at their ends, together; open at the end."""
    before, after = sides
    return _KINDS[transition.kind](f"{before}[a];{after}[b];", transition, timeline)


def _dissolve(sides: str, transition: Transition, timeline: Timeline) -> str:
    return f"{sides}[a][b]{_crossed(_length(transition), timeline.rate)}"


def _wipe(sides: str, transition: Transition, timeline: Timeline) -> str:
    return f"{sides}[a][b]{_crossed(_length(transition), timeline.rate, 'wipeleft')}"


def _slide(sides: str, transition: Transition, timeline: Timeline) -> str:
    # Both sides beside each other, seen through a window that starts and stops softly; on even pixels, as colours are.
    way = f"2*round({timeline.width}*(1-cos(PI*n/{_length(transition)}))/4)"
    return f"{sides}[a][b]hstack,crop={timeline.width}:{timeline.height}:'{way}':0"


def _fade(sides: str, transition: Transition, timeline: Timeline) -> str:
    return _through(_BLACK, sides, transition, timeline)


def _dip(sides: str, transition: Transition, timeline: Timeline) -> str:
    return _through(timeline.look.accent, sides, transition, timeline)


def _through(colour: str, sides: str, transition: Transition, timeline: Timeline) -> str:
    before, after = transition.in_offset, transition.out_offset
    plain = _plain(colour, timeline)
    gone = f"{plain},trim=end_frame={max(1, before)}[c];[a][c]{_crossed(max(1, before), timeline.rate)}"
    come = f"{plain},trim=end_frame={max(1, after)}[d];[d][b]{_crossed(max(1, after), timeline.rate)}"
    return f"{sides}{gone}[out];{come}[in];[out][in]concat=n=2:v=1:a=0"


def _plain(colour: str, timeline: Timeline) -> str:
    y, u, v = limited(colour)
    size = f"{timeline.width}x{timeline.height}"
    return f"color=black:s={size}:r={timeline.rate},format=yuv420p,lutyuv=y={y}:u={u}:v={v},setsar=1,{COLOURS}"


def _crossed(frames: int, rate: int, kind: str = "fade") -> str:
    return f"xfade=transition={kind}:duration={frames / rate:.6f}:offset=0,trim=end_frame={frames}"


def _length(transition: Transition) -> int:
    return transition.in_offset + transition.out_offset


_KINDS: dict[TransitionKind, Callable[[str, Transition, Timeline], str]] = {
    "dissolve": _dissolve,
    "fade": _fade,
    "dip": _dip,
    "slide": _slide,
    "wipe": _wipe,
}
