"""The file as a platform sees it: length, size, rate, coding, limits."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.formats import Format
from domain.review import Finding, Severity
from domain.timeline import Timeline
from montage.reviewing.coded import Coded, Picture, Sound
from montage.reviewing.watching import Signals

APART = 0.1
"""Seconds that sound and picture may end apart before a player shows it."""


class Order(NamedTuple):
    """What was ordered: the film, and the shape it is delivered in."""

    timeline: Timeline
    shape: Format


def delivered(order: Order, coded: Coded, signals: Signals) -> Iterator[Finding]:
    """Yield where a file is not what was ordered, or not what its platform takes."""
    picture, sound = coded.picture, coded.sound
    if picture is None:
        yield _fault("picture", "error", "The film has no picture.")
        return
    yield from _coding(order, picture)
    yield from _time(order, picture, signals)
    yield from _ends(order, picture, sound)
    yield from _limits(order.shape, coded, picture)
    if signals.complaints:
        yield _fault("decoder", "error", f"The film is damaged; the decoder says: {_plain(signals.complaints[0])}")


def _coding(order: Order, picture: Picture) -> Iterator[Finding]:
    shape = order.shape
    if (picture.width, picture.height) != (shape.width, shape.height):
        size = f"{picture.width}x{picture.height}"
        yield _fault("size", "error", f"The film is {size} instead of {shape.width}x{shape.height}.")
    if abs(picture.rate - order.timeline.rate) > 0.01:
        yield _fault("fps", "error", f"The film runs at {picture.rate:.2f} frames a second instead of {order.timeline.rate}.")
    if picture.codec != "h264":
        yield _fault("codec", "error", f"The film is coded as {picture.codec} instead of h264.")
    if picture.pixels != "yuv420p":
        yield _fault("pixel format", "error", f"The film's pixels are {picture.pixels} instead of yuv420p.")
    if picture.parameters != 2:
        said = f"The film's head holds {picture.parameters} sets of coding parameters instead of one SPS and one PPS."
        yield _fault("parameters", "error", said)
    if picture.restated is not None:
        said = f"Coding parameters (SPS, PPS) stand again among the pictures at {picture.restated:.2f} s; some players stumble."
        yield _fault("parameters", "warning", said, picture.restated)


def _time(order: Order, picture: Picture, signals: Signals) -> Iterator[Finding]:
    timeline = order.timeline
    if picture.frames != timeline.duration:
        yield _fault("frame count", "error", f"The film has {picture.frames} pictures instead of {timeline.duration}.")
    elif signals.decoded != picture.frames:
        yield _fault("frame count", "error", f"Of {picture.frames} pictures only {signals.decoded} can be decoded.")
    if abs(picture.end - timeline.seconds) > 0.6 / timeline.rate:
        yield _fault("duration", "error", f"The film lasts {picture.end:.2f} s instead of {timeline.seconds:.2f} s.")
    if picture.uneven:
        said = f"Pictures do not follow each other evenly at {picture.uneven[0]:.2f} s"
        more = f" and {len(picture.uneven) - 1} more places" if len(picture.uneven) > 1 else ""
        yield _fault("timestamps", "error", f"{said}{more}.", picture.uneven[0])


def _ends(order: Order, picture: Picture, sound: Sound | None) -> Iterator[Finding]:
    if sound is None:
        yield _fault("sound", "error", "The film has no sound track.")
        return
    apart = sound.end - picture.end
    if abs(apart) > 1.01 / order.timeline.rate:
        longer = "longer" if apart > 0 else "shorter"
        severity: Severity = "error" if abs(apart) > APART else "warning"
        yield _fault("ends", severity, f"The sound is {abs(apart):.2f} s {longer} than the picture.", min(sound.end, picture.end))


def _limits(shape: Format, coded: Coded, picture: Picture) -> Iterator[Finding]:
    lasts = f"The film lasts {picture.end:.1f} s; {shape.name} takes"
    if picture.end < shape.shortest - 0.01:
        yield _fault("platform", "error", f"{lasts} {shape.shortest:g} s and more.")
    if picture.end > shape.longest + 0.01:
        yield _fault("platform", "error", f"{lasts} at most {shape.longest:g} s.")
    if shape.largest and coded.bytes > shape.largest:
        sizes = f"{coded.bytes / 1e6:.1f} MB; {shape.name} takes at most {shape.largest / 1e6:g} MB"
        yield _fault("platform", "error", f"The film has {sizes}.")


def _plain(line: str) -> str:
    return line.partition("[error]")[2].strip() or line.partition("[fatal]")[2].strip() or line


def _fault(check: str, severity: Severity, said: str, start: float | None = None) -> Finding:
    return Finding(check=check, severity=severity, said=said, start=None if start is None else round(start, 3))
