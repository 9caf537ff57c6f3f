"""Small pictures over the picture: one in a corner with round edges and a fine frame, and the watermark."""

from typing import NamedTuple

from domain.timeline import Timeline, TimeRange, Watermark
from montage.fitting import COLOURS, TO_BT709
from montage.layers import Layer
from montage.places import Box, captions, even

_ROUND, _RING = 0.09, 0.012
"""Radius of the edges and width of the frame, as shares of the small picture's width."""
_AIR = 0.02
"""Between the watermark and the captions, as a share of the film's shorter side."""
_LATE, _COMING = 8, 12
"""Frames after which the logo comes onto an end card, and in which it does."""


class Clock(NamedTuple):
    """What time it is in a piece: the frame that it begins with, and frames a second."""

    begin: int
    rate: int


def placed(under: str, small: str, number: int, layer: Layer, rate: int) -> str:
    """Return the chains that put a small picture over the one `under`; both are open at their ends, and so is the result."""
    box, shown = layer.box, layer.shown
    size = f"s={box.width}x{box.height}:r={rate}"
    inside, ring = _shape(box.width, box.height)
    names = (f"[u{number}]", f"[s{number}]", f"[r{number}]", f"[m{number}]", f"[f{number}]", f"[p{number}]")
    below, picture, frame, mask, framed, shaped = names
    whole = shown.start == 0 and shown.duration == layer.span
    when = "" if whole else f":enable='between(n,{shown.start},{shown.end - 1})'"
    return (
        f"{under}{below};{small}{picture};"
        f"color=white:{size},trim=end_frame=1,format=yuva420p,geq=lum=235:cb=128:cr=128:a='{ring}',{COLOURS}{frame};"
        f"color=white:{size},trim=end_frame=1,format=gray,geq=lum='{inside}'{mask};"
        f"{picture}{frame}overlay=format=yuv420{framed};{framed}{mask}alphamerge{shaped};"
        f"{below}{shaped}overlay={box.x}:{box.y}:format=yuv420{when}"
    )


def marked(under: str, number: int, mark: Watermark, timeline: Timeline) -> str:
    """Return the chains that put the watermark, input `number`, over the picture `under`; open at both ends."""
    side = even(mark.width * min(timeline.width, timeline.height))
    logo = f"[{number}:V:0]{_logo(side, side)},colorchannelmixer=aa={mark.opacity}"
    return f"{under}[film];{logo}[logo];[film][logo]overlay={_corner(mark, timeline)}:format=yuv420"


def emblazoned(under: str, number: int, box: Box, seen: TimeRange, clock: Clock) -> str:
    """Return the chains that put the brand's logo, input `number`, into a box while an end card is `seen`; open at both ends.

    It comes out of nothing with the card's words.
    """
    begin = seen.start + _LATE
    fade = f"fade=t=in:st={begin / clock.rate:.6f}:d={_COMING / clock.rate:.6f}:alpha=1"
    logo = f"[{number}:V:0]{_logo(box.width, box.height)},loop=-1:1,settb=1/{clock.rate},setpts=N+{clock.begin},{fade}"
    place = f"{box.x}+({box.width}-w)/2:{box.y}+({box.height}-h)/2"
    return (
        f"{under}[card];{logo}[emblem];"
        f"[card][emblem]overlay={place}:format=yuv420:shortest=1:enable='gte(n,{max(0, begin - clock.begin)})',setsar=1,{COLOURS}"
    )


def _logo(width: int, height: int) -> str:
    whole = "force_original_aspect_ratio=decrease:force_divisible_by=2"
    return f"scale={width}:{height}:{whole}:flags=bicubic:{TO_BT709},format=yuva420p,{COLOURS}"


def _shape(width: int, height: int) -> tuple[str, str]:
    """Return how opaque each pixel of a small picture is, from 0 to 255, and of the frame around it."""
    radius, ring = width * _ROUND, max(2.0, width * _RING)
    across = f"max(abs(X-{(width - 1) / 2})-{width / 2 - radius:.2f},0)"
    down = f"max(abs(Y-{(height - 1) / 2})-{height / 2 - radius:.2f},0)"
    away = f"(hypot({across},{down})-{radius:.2f})"
    return f"255*clip(0.5-{away},0,1)", f"225*clip(0.5-{away},0,1)*clip({away}+{ring + 0.5:.2f},0,1)"


def _corner(mark: Watermark, timeline: Timeline) -> str:
    down, across = mark.corner.split("_")
    left, right = (even(timeline.width * share) for share in (timeline.safe_left, timeline.safe_right))
    top, bottom = (even(timeline.height * share) for share in (timeline.safe_top, timeline.safe_bottom))
    # Captions run over the whole width: the logo stands above or below them.
    if mark.aside and down == timeline.look.caption_position:
        free, gap = captions(timeline), _AIR * min(timeline.width, timeline.height)
        top, bottom = max(top, even(free.bottom + gap)), max(bottom, even(timeline.height - free.top + gap))
    x = f"{left}" if across == "left" else f"W-w-{right}"
    return f"{x}:{top}" if down == "top" else f"{x}:H-h-{bottom}"
