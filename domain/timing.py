"""Time belongs to the voice: how long a segment lasts, and how its clip fills it."""

import math
from collections.abc import Sequence

from domain.script import Segment

LEAD, TAIL = 0.20, 0.30
"""Seconds of air before the first and after the last word of a segment."""
SLOWEST = 0.75
"""A clip is slowed to this speed at the most; beyond that its last frame is held."""
HELD = 0.5
"""Seconds for which the last picture of what lies over a clip may be held before it rather leaves."""
SHORTEST_TEXT = 2.0
GRACE = 0.6
"""Seconds by which a segment may be longer than asked before that is worth doing something about."""


def frames_needed(segment: Segment, voice_seconds: float, rate: int) -> int:
    """Return the length of a segment in frames: as asked, or longer if the voice needs it; own text as the voice goes."""
    spoken = LEAD + voice_seconds + TAIL if voice_seconds else 0.0
    if segment.role == "text" and spoken:
        return math.ceil(max(SHORTEST_TEXT, spoken) * rate)
    return max(round(segment.seconds * rate), math.ceil(spoken * rate))


def overrun(segment: Segment, voice_seconds: float) -> float:
    """Return by how many seconds a voice makes its segment longer than asked; 0 within our grace, and for the user's own text."""
    over = LEAD + voice_seconds + TAIL - segment.seconds
    return over if over > GRACE and segment.role != "text" else 0.0


def film_seconds(segments: Sequence[Segment], voices: Sequence[float], rate: int = 30) -> float:
    """Return the length of the film in seconds, given how long each segment's voice is (0 for none)."""
    return sum(frames_needed(segment, voice, rate) for segment, voice in zip(segments, voices, strict=True)) / rate


def speed_to_fill(clip_seconds: float, wanted: float) -> float:
    """Return the speed at which a clip fills `wanted` seconds: 1 when it is long enough, never below `SLOWEST`."""
    if clip_seconds >= wanted - 0.05:
        return 1.0
    return max(SLOWEST, clip_seconds / wanted)


def held_seconds(clip_seconds: float, wanted: float) -> float:
    """Return for how long the clip's last frame has to be held."""
    return max(0.0, wanted - clip_seconds / speed_to_fill(clip_seconds, wanted))
