"""Our side: the cutting room makes the film, with one worker a core as the product does."""

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from domain.base import digest
from domain.formats import FORMATS
from domain.timeline import Timeline
from montage.encode import encode
from montage.join import join
from montage.pieces import Encoding, Piece, compile_pieces
from montage.review import review
from montage.sound import mix
from tests.bench.clock import PREPARED, Clock
from tests.bench.material import Film

CORES = max(1, os.cpu_count() or 1)


def full(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Make the film with nothing kept from before."""
    return anew(film.timeline, film, folder / "shelf", clock)


def brief(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Make the short film with nothing kept from before."""
    return anew(film.brief, film, folder / "brief", clock)


def unchanged(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Make the same film again."""
    return render(film.timeline, film, folder / "shelf", clock)


def changed(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Make the film again with another clip in one segment."""
    return render(film.changed, film, folder / "shelf", clock)


def last(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Make the film when its last clip has just come: the other pieces are cut, the sound is not mixed yet."""
    shelf = folder / "shelf"
    *_, late = pieces_of(film)
    _piece(shelf, late).unlink()
    _sound(shelf, film.timeline).unlink()
    clock.lap(PREPARED)
    return render(film.timeline, film, shelf, clock)


def other_music(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Make the film again with its music fainter: no picture has changed."""
    fainter = tuple(clip.model_copy(update={"gain": clip.gain - 3}) for clip in film.timeline.music)
    return render(film.timeline.model_copy(update={"music": fainter}), film, folder / "shelf", clock)


def reviewed(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Read the finished film back, once."""
    clock.lap(PREPARED)
    wanted = film.timeline
    shape = FORMATS["vertical"].model_copy(update={"width": wanted.width, "height": wanted.height})
    found = review(folder / "shelf" / "film.mp4", wanted, shape)
    clock.lap("review")
    return {"findings": sum(one.severity == "error" for one in found.findings)}


def pieces_of(film: Film) -> tuple[Piece, ...]:
    """Return the film's pieces in the product's quality."""
    return compile_pieces(film.timeline, Encoding())


def anew(timeline: Timeline, film: Film, shelf: Path, clock: Clock) -> dict[str, int]:
    """Make a film with nothing kept from before."""
    shutil.rmtree(shelf, ignore_errors=True)
    clock.lap(PREPARED)
    return render(timeline, film, shelf, clock)


def render(timeline: Timeline, film: Film, shelf: Path, clock: Clock) -> dict[str, int]:
    """Make what is not on the shelf, join it, and return how much had to be made."""
    pieces = compile_pieces(timeline, Encoding())
    missing = list({piece.key: piece for piece in pieces if not _piece(shelf, piece).exists()}.values())
    _encode(missing, film, shelf)
    clock.lap("picture")
    sound = _sound(shelf, timeline)
    mixed = not sound.exists()
    if mixed:
        mix(timeline, film.sources, sound)
    clock.lap("sound")
    join([(_piece(shelf, piece), piece.frames) for piece in pieces], sound, shelf / "film.mp4")
    clock.lap("join")
    return {"pieces": len(pieces), "encoded": len(missing), "mixed": int(mixed)}


def _encode(missing: Sequence[Piece], film: Film, shelf: Path) -> None:
    threads = CORES if len(missing) == 1 else 1
    with ThreadPoolExecutor(CORES) as workers:
        jobs = [workers.submit(encode, piece, film.sources, _piece(shelf, piece), threads=threads) for piece in missing]
    for job in jobs:
        job.result()


def _piece(shelf: Path, piece: Piece) -> Path:
    return shelf / f"{piece.key}.mp4"


def _sound(shelf: Path, timeline: Timeline) -> Path:
    return shelf / f"{digest([timeline.duration, timeline.audio, timeline.music])}.m4a"
