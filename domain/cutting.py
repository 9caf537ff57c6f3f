"""How many segments a film has and how long each is, where that was asked for: they and the film's length have to agree."""

from domain.brief import LONGEST, SHORTEST
from domain.errors import BriefError

USUAL = 5
"""Seconds of a segment where nobody said."""
LEAST, MOST = 2.0, 60.0
"""Allowed lengths of a segment in seconds."""


def checked_segments(count: int | None) -> int | None:
    """Return how many segments are wanted; raise `BriefError` for a number that no film has."""
    if count is not None and not 1 <= count <= LONGEST // LEAST:
        raise BriefError(f"{count} segments are not possible: a film has 1 to {LONGEST // LEAST:.0f}.")
    return count


def checked_each(seconds: float | None) -> float | None:
    """Return how long each segment should be, in seconds; raise `BriefError` for a length that none has."""
    if seconds is not None and not LEAST <= seconds <= MOST:  # false for what is no number too
        raise BriefError(f"Segments of {seconds:g} s are not possible: each lasts {LEAST:g} to {MOST:g} s.")
    return seconds


def agreed(duration: int | None, segments: int | None, each: float | None, *, usual: int) -> tuple[int, int | None]:
    """Return the length of a film in seconds, and its number of segments where that or their length is asked for.

    `duration` is None where no length was said; then the segments decide it, or it is `usual`. Raises `BriefError` when what was
    said contradicts itself.
    """
    if not segments and not each:
        return duration or usual, None
    if not segments:
        return _by_length(duration, each or 0.0, usual)
    total = segments * each if each else float(duration or segments * USUAL)
    if each and duration is not None and abs(total - duration) > 0.01:
        raise BriefError(
            f"{segments} segments of {each:g} s are {total:g} s, not {duration} s. Leave out one of the three, or say "
            f"--duration {total:g}, --segments {max(1, round(duration / each))} or --seconds-per-segment {duration / segments:g}."
        )
    return _whole(total, segments), segments


def _by_length(duration: int | None, each: float, usual: int) -> tuple[int, int]:
    """Return length and number of segments of one length; a length of the film that nobody said gives way."""
    count = max(1, round((duration or usual) / each))
    if duration is None:
        count = max(count, -int(-SHORTEST // each))
        while count < LONGEST and abs(count * each - round(count * each)) > 0.01:
            count += 1
    elif abs(count * each - duration) > 0.01:
        near = sorted({max(1, int(duration // each)), int(duration // each) + 1})
        others = " or ".join(f"{one * each:g} s" for one in near)
        raise BriefError(f"{duration} s cannot be cut into segments of {each:g} s. Possible are {others}, or other segments.")
    return _whole(count * each, count), count


def _whole(total: float, count: int) -> int:
    if abs(total - round(total)) > 0.01:
        raise BriefError(f"{count} segments of {total / count:g} s are {total:g} s; a film lasts whole seconds. Change one.")
    if not SHORTEST <= round(total) <= LONGEST:
        raise BriefError(f"{count} segments of {total / count:g} s are {total:g} s; a film lasts {SHORTEST} to {LONGEST} s.")
    checked_each(total / count)
    return round(total)
