"""What grows with a film: its length, and the shapes it is delivered in."""

from collections.abc import Iterator
from pathlib import Path

from domain.timeline import Timeline, splice
from montage.pieces import Encoding, Piece, compile_pieces
from tests.bench.clock import Clock
from tests.bench.engine import anew, render
from tests.bench.material import Film

_SHAPES = ((1080, 1920), (1080, 1080), (1920, 1080))
_ASIDE = 0.01


def two_minutes(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Make a film of 24 segments with nothing kept from before."""
    return anew(_distinct(film.timeline, 4), film, folder / "long", clock)


def two_minutes_changed(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Make the film of 24 segments again with another clip in one of them."""
    whole = _distinct(film.timeline, 4)
    changed = (film.changed.video[1].model_copy(update={"at": whole.video[1].at}),)
    return render(
        whole.model_copy(update={"video": (*whole.video[:1], *changed, *whole.video[2:])}), film, folder / "long", clock
    )


def ten_minutes(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Make a film of 120 segments, in which six kinds of picture come back: only its length is large."""
    return anew(splice([film.timeline] * 20), film, folder / "ten-minutes", clock)


def shapes(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Make the short film upright, square and wide; the sound is mixed once."""
    made = [render(shape, film, folder / "shapes", clock) for shape in _shapes(film)]
    return {name: sum(one[name] for one in made) for name in made[0]}


def pieces_of_shapes(film: Film) -> tuple[Piece, ...]:
    """Return the pieces of the short film in all three shapes."""
    return tuple(piece for shape in _shapes(film) for piece in compile_pieces(shape, Encoding()))


def _shapes(film: Film) -> Iterator[Timeline]:
    tall = film.brief.width, film.brief.height
    for width, height in _SHAPES:
        scaled = {"width": width * tall[0] // 1080 // 2 * 2, "height": height * tall[1] // 1920 // 2 * 2}
        yield film.brief.model_copy(update=scaled)


def _distinct(timeline: Timeline, times: int) -> Timeline:
    """Return the film `times` over, cropped a little differently each time, so that no piece is like another."""
    return splice(_aside(timeline, number) for number in range(times))


def _aside(timeline: Timeline, number: int) -> Timeline:
    focus = {"focus": (0.5 + _ASIDE * number, 0.5)}
    return timeline.model_copy(update={"video": tuple(clip.model_copy(update=focus) for clip in timeline.video)})
