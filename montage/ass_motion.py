"""Movement, drawn a frame at a time: an easing is exact on every frame, and a frame needs no clock of libass's own."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from montage.ass_document import Event, Style, escaped, number, tint
from montage.lettering import Spot, Type, directed
from montage.palette import DARK

Look = Callable[[float], str]
"""What an event says at a progress from 0 (about to enter) to 1 (settled)."""


class Span(NamedTuple):
    """The frames from `first` up to `end` at `rate`."""

    first: int
    end: int
    rate: int

    def later(self, frames: int) -> "Span":
        """Return the span without its first `frames`, at 30 a second."""
        return self._replace(first=min(self.first + self.frames(frames), self.end))

    def frames(self, thirtieths: int) -> int:
        """Return how many frames of this rate last as long as so many at 30 a second."""
        return max(1, round(thirtieths * self.rate / 30))


def moving(look: Look, style: Style, layer: int, span: Span, *, enter: int = 12, leave: int = 6) -> Iterator[Event]:
    """Yield an event a frame while it enters, one while it stands, one a frame while it fades; lengths are at 30 a second."""
    length = span.end - span.first
    rising = min(span.frames(enter), length // 2)
    falling = min(span.frames(leave), length // 4)
    for k in range(rising):
        progress = (k + 1) / rising
        yield _event(look(progress), style, layer, (span.first + k, span.first + k + 1), span.rate)
    yield _event(look(1.0), style, layer, (span.first + rising, span.end - falling), span.rate)
    for k in range(falling):
        gone = f"{{{opacity(1 - (k + 1) / (falling + 1))}}}"
        at = span.end - falling + k
        yield _event(gone + look(1.0), style, layer, (at, at + 1), span.rate)


def beating(look: Look, style: Style, layer: int, span: Span, *, leave: int = 0) -> Iterator[Event]:
    """Yield one event a frame whose progress swings between 0 and 1 and back in 1.2 seconds, from 0; it may fade at its end."""
    falling = span.frames(leave) if leave else 0
    for at in range(span.first, span.end):
        swing = (1 - math.cos(2 * math.pi * (at - span.first) / span.rate / 1.2)) / 2
        gone = f"{{{opacity((span.end - at) / (falling + 1))}}}" if span.end - at <= falling else ""
        yield _event(gone + look(swing), style, layer, (at, at + 1), span.rate)


def _event(text: str, style: Style, layer: int, frames: tuple[int, int], rate: int) -> Event:
    return Event(frames[0] / rate, frames[1] / rate, style, text, layer)


def eased(progress: float) -> float:
    """Return a progress that starts fast and settles."""
    return 1 - (1 - progress) ** 3


def sprung(progress: float) -> float:
    """Return a progress that passes 1 a little and comes back."""
    return 1 + 2.4 * (progress - 1) ** 3 + 1.4 * (progress - 1) ** 2


def opacity(share: float) -> str:
    """Return the tag that multiplies every alpha of the event."""
    faint = number(round(255 * (1 - min(1.0, max(0.0, share)))))
    return f"\\fade({faint},{faint},{faint},0,0,0,0)"


def grown(scale: float) -> str:
    """Return the tags that scale an event about the point where it stands."""
    size = number(100 * scale)
    return f"\\fscx{size}\\fscy{size}" if size != "100" else ""


class Pose(NamedTuple):
    """How far a word is from where it settles: pixels, share of its size, share of its opacity, and any further tags."""

    dx: float = 0.0
    dy: float = 0.0
    blur: float = 0.0
    scale: float = 1.0
    seen: float = 1.0
    tags: str = ""


def shaded(line: Sequence[Spot], kind: Type, span: Span, *, enter: int = 10) -> Iterator[Event]:
    """Yield the soft shadow of a whole line. It stands still and only fades, so libass blurs it once."""
    style = kind.style("TitleShadow", edge="#000000", outline=kind.em * 0.06)
    whole = Spot(" ".join(spot.text for spot in line), min(spot.x for spot in line), line[0].baseline, _reach(line), 0, 0)
    dark = Pose(blur=kind.em * 0.13, tags="\\1c&H000000&\\1a&HFF&\\3a&H30&")
    yield from moving(lambda progress: word(whole, kind, dark._replace(seen=progress)), style, 10, span, enter=enter)


def _reach(line: Sequence[Spot]) -> float:
    return max(spot.x + spot.width for spot in line) - min(spot.x for spot in line)


def lettered(spot: Spot, kind: Type, span: Span, pose: Callable[[float], Pose], *, enter: int = 12) -> Iterator[Event]:
    """Yield a word that moves through `pose`."""
    yield from moving(lambda progress: word(spot, kind, pose(progress)), kind.style("Title"), 12, span, enter=enter)


def word(spot: Spot, kind: Type, pose: Pose) -> str:
    """Return one word where it stands, moved by its pose and scaled about its own middle."""
    # libass centres its line box, whose middle is not the middle of the capitals.
    lower = (kind.box / 2 - kind.ascent + kind.capital / 2) * pose.scale
    x, y = spot.x + spot.width / 2 + pose.dx, spot.baseline - kind.capital / 2 + pose.dy + lower
    soft = f"\\blur{number(pose.blur)}" if pose.blur > 0.05 else ""
    faint = opacity(pose.seen) if pose.seen < 1 else ""
    tags = f"\\an5\\pos({number(x)},{number(y)}){grown(pose.scale)}{soft}{faint}{pose.tags}"
    return f"{{{tags}}}{directed(escaped(spot.text), kind.rtl)}"


def shape(path: str, x: float, y: float, colour: str, tags: str = "") -> str:
    """Return a filled drawing whose own 0,0 stands at `x`, `y`."""
    return f"{{\\an7\\pos({number(x)},{number(y)})\\bord0\\1c{tint(colour)}{tags}\\p1}}{path}{{\\p0}}"


def veiled(path: str, x: float, y: float) -> str:
    """Return a dark drawing that the picture shines through a little: a ground for type on any picture."""
    return shape(path, x, y, DARK, "\\1a&H26&")


def box(width: float, height: float) -> str:
    """Return the path of a rectangle."""
    w, h = number(max(0.01, width)), number(max(0.01, height))
    return f"m 0 0 l {w} 0 {w} {h} 0 {h}"


def pill(width: float, height: float, radius: float) -> str:
    """Return the path of a rectangle with round corners, centred on 0,0."""
    w, h = width / 2, height / 2
    r = min(radius, w, h)
    k = r * 0.4477
    corners = (
        f"m {number(r - w)} {number(-h)} l {number(w - r)} {number(-h)}",
        f"b {number(w - k)} {number(-h)} {number(w)} {number(k - h)} {number(w)} {number(r - h)} l {number(w)} {number(h - r)}",
        f"b {number(w)} {number(h - k)} {number(w - k)} {number(h)} {number(w - r)} {number(h)} l {number(r - w)} {number(h)}",
        f"b {number(k - w)} {number(h)} {number(-w)} {number(h - k)} {number(-w)} {number(h - r)} l {number(-w)} {number(r - h)}",
        f"b {number(-w)} {number(k - h)} {number(k - w)} {number(-h)} {number(r - w)} {number(-h)}",
    )
    return " ".join(corners)
