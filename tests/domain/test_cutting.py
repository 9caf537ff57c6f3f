"""Length of a film, number and length of its segments: what follows from what, and what contradicts itself."""

import pytest

from domain.cutting import agreed
from domain.errors import BriefError


@pytest.mark.parametrize(
    ("duration", "segments", "each", "becomes"),
    [
        (None, None, None, (30, None)), (45, None, None, (45, None)), (30, 6, None, (30, 6)), (None, 12, None, (60, 12)),
        (None, 6, 10.0, (60, 6)), (60, 6, 10.0, (60, 6)), (60, None, 10.0, (60, 6)), (None, None, 10.0, (30, 3)),
        (None, None, 7.0, (28, 4)), (None, None, 2.5, (30, 12)), (None, None, 60.0, (60, 1)), (30, 1, None, (30, 1)),
    ],
)  # fmt: skip
def test_what_is_not_said_follows_from_what_is(
    duration: int | None, segments: int | None, each: float | None, becomes: tuple[int, int | None]
) -> None:
    assert agreed(duration, segments, each, usual=30) == becomes


@pytest.mark.parametrize(
    ("duration", "segments", "each", "said"),
    [
        (30, 6, 10.0, "6 segments of 10 s are 60 s, not 30 s. Leave out one of the three, or say --duration 60, --segments 3 or"),
        (30, None, 7.0, "Possible are 28 s or 35 s"),
        (None, 5, 2.5, "5 segments of 2.5 s are 12.5 s; a film lasts whole seconds"),
        (None, 1, 2.0, "2 s; a film lasts 5 to 3600 s"), (30, 100, None, "Segments of 0.3 s are not possible"),
        (600, 2, None, "Segments of 300 s are not possible: each lasts 2 to 60 s"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused_with_ways_out(
    duration: int | None, segments: int | None, each: float | None, said: str
) -> None:
    with pytest.raises(BriefError, match=said):
        agreed(duration, segments, each, usual=30)
