"""One side of a comparison, alone in a fresh process: `python -m tests.bench.side NAME FOLDER FRAMES`.

Prints, as its last line, what its stages cost and what it made, as JSON.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from montage.pieces import Piece
from tests.bench import engine, long, ready_frames
from tests.bench.clock import PREPARED, Clock
from tests.bench.material import Film, load

Made = dict[str, int]


def _moviepy(*, crop_first: bool, brief: bool) -> Callable[[Film, Path, Clock], Made]:
    def render(film: Film, folder: Path, clock: Clock) -> Made:
        # Here, so that the other sides do not pay for loading MoviePy.
        from tests.bench import moviepy_reference

        clock.lap(PREPARED)
        timeline = film.brief if brief else film.timeline
        moviepy_reference.render(timeline, film, folder / "moviepy.mp4", crop_first=crop_first)
        clock.lap("film")
        return {}

    return render


def _costs(*, whole: bool) -> Callable[[Film, Path, Clock], Made]:
    def report(film: Film, folder: Path, clock: Clock) -> Made:
        # Here, so that the other sides do not pay for loading the store.
        from tests.bench import costs

        return (costs.whole if whole else costs.tenth)(film, folder, clock)

    return report


SIDES: dict[str, Callable[[Film, Path, Clock], Made]] = {
    "engine": engine.full,
    "engine-brief": engine.brief,
    "engine-review": engine.reviewed,
    "engine-unchanged": engine.unchanged,
    "engine-changed": engine.changed,
    "engine-other-music": engine.other_music,
    "engine-last": engine.last,
    "engine-drawn": ready_frames.drawn,
    "engine-two-minutes": long.two_minutes,
    "engine-two-minutes-changed": long.two_minutes_changed,
    "engine-ten-minutes": long.ten_minutes,
    "engine-shapes": long.shapes,
    "costs-tenth": _costs(whole=False),
    "costs-whole": _costs(whole=True),
    "moviepy": _moviepy(crop_first=False, brief=False),
    "moviepy-brief": _moviepy(crop_first=False, brief=True),
    "moviepy-crop-first": _moviepy(crop_first=True, brief=False),
    "moviepy-crop-first-brief": _moviepy(crop_first=True, brief=True),
}
"""Everything that is measured by name."""
READY: dict[str, Callable[[Film], Sequence[Piece]]] = {"x264": engine.pieces_of, "x264-shapes": long.pieces_of_shapes}
"""x264 alone: whose frames are ready."""


def main() -> None:
    """Do one side's work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=[*SIDES, *READY])
    parser.add_argument("folder", type=Path, help="where the film is described and the result goes")
    parser.add_argument("frames", type=Path, help="where the ready frames are, for x264")
    asked = parser.parse_args()
    film, clock = load(asked.folder), Clock()
    made: Made = {}
    if asked.name in READY:
        ready_frames.encode_all(READY[asked.name](film), asked.frames, asked.folder / asked.name, clock)
    else:
        made = SIDES[asked.name](film, asked.folder, clock)
    print(json.dumps({"laps": {name: lap.model_dump() for name, lap in clock.laps.items()}, "made": made}))


if __name__ == "__main__":
    main()
